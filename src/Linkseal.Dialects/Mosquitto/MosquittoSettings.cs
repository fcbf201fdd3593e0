using System.Collections.Immutable;
using System.Text;
using Linkseal.Core.Editing;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Mosquitto;

/// <summary>What is written of a broker's listeners.</summary>
internal static class MosquittoSettings
{
    /// <summary>How one listener is sealed.</summary>
    public static IEnumerable<Edit> Sealed(DialectRequest request, MosquittoFiles files, MosquittoListener listener, ServerMaterial material)
    {
        foreach (var (name, value) in Values(request, files, material, listener)) yield return ConfigText.Set(value, [.. listener.Key, name]);
        // A folder of roots would be believed besides.
        yield return new Edit.Remove([.. listener.Key, "capath"]);
    }

    /// <summary>A listener where none of its port is yet, as lines of a file.</summary>
    public static string Text(DialectRequest request, MosquittoFiles files, ServerMaterial material, int port, bool opensPlaintext)
    {
        var text = new StringBuilder("# Written by Linkseal: changes made here are lost.\n");
        if (opensPlaintext) text.Append($"{Anonymous} true\n\nlistener {MosquittoListener.PlaintextPort} {Loopback}\n\n");
        text.Append($"listener {port}\n");
        foreach (var (name, value) in Values(request, files, material, null)) text.Append(name).Append(' ').Append(value).Append('\n');
        return text.ToString();
    }

    /// <summary>The same as edits.</summary>
    public static IEnumerable<Edit> New(DialectRequest request, MosquittoFiles files, ServerMaterial material, int port) =>
        Values(request, files, material, null).Select(v => ConfigText.Set(v.Value, "listener " + ConfigText.Text(port), v.Name));

    /// <summary>The listener that a broker has while it is told none, which the first one told would close.</summary>
    public static IEnumerable<Edit> Plaintext { get; } = [ConfigText.Set("true", Anonymous), ConfigText.Set(Loopback, "listener " + ConfigText.Text(MosquittoListener.PlaintextPort))];

    /// <summary>True: no listener is told, but for the plaintext one that was written for that reason.</summary>
    public static bool IsToldNone(MosquittoFiles files, int port) =>
        files.Listeners.All(l => l.Port == port || (l is { Port: MosquittoListener.PlaintextPort, Address: Loopback, Settings.IsEmpty: true } && files.AllowsAnonymous));

    private const string Loopback = "localhost";
    private const string Anonymous = "allow_anonymous";

    private static IEnumerable<(string Name, string Value)> Values(DialectRequest request, MosquittoFiles files, ServerMaterial material, MosquittoListener? listener)
    {
        var asks = request.Peers >= PeerPolicy.Require;
        yield return ("certfile", material.Certificate);
        yield return ("keyfile", material.Key);
        yield return ("cafile", material.Roots);
        yield return ("require_certificate", asks ? "true" : "false");
        // The certificate's name is then the user; a password would no longer be looked at.
        if (!files.HasPasswords && listener?["use_subject_as_username"] is not "true") yield return ("use_identity_as_username", asks ? "true" : "false");
        // Without it the least is 1.2.
        if (listener?["tls_version"] is { } version && version != "tlsv1.3") yield return ("tls_version", "tlsv1.2");
    }
}
