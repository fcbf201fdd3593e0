using System.Collections.Immutable;
using System.Text;
using Linkseal.Core.Certificates;
using Linkseal.Core.Editing;
using Linkseal.Core.Topology;
using Linkseal.Core.Verification.Wire;

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
        var text = new StringBuilder();
        if (request.Peers is PeerPolicy.Named && !files.IsPerListener) text.Append($"{Acl} {files.OwnAclInside}\n\n");
        if (opensPlaintext) text.Append($"{Anonymous} true\n\nlistener {MosquittoListener.PlaintextPort} {Loopback}\n\n");
        text.Append($"listener {port}\n");
        foreach (var (name, value) in Values(request, files, material, null)) text.Append(name).Append(' ').Append(value).Append('\n');
        return text.ToString();
    }

    /// <summary>The same as edits.</summary>
    public static IEnumerable<Edit> New(DialectRequest request, MosquittoFiles files, ServerMaterial material, int port) =>
        Values(request, files, material, null).Select(v => ConfigText.Set(v.Value, "listener " + ConfigText.Text(port), v.Name));

    /// <summary>The list for all listeners, where they have none of their own.</summary>
    public static IEnumerable<Edit> List(DialectRequest request, MosquittoFiles files) => request.Peers is PeerPolicy.Named && !files.IsPerListener ? [ConfigText.Set(files.OwnAclInside, Acl)] : [];

    /// <summary>Who may use topics: the callers by their certificates' names, and nobody else; where plaintext is kept, those without a name as before.</summary>
    public static string Lists(DialectRequest request)
    {
        var text = new StringBuilder();
        if (request.Component.KeepPlaintext) text.Append("topic readwrite #\ntopic read $SYS/#\n");
        foreach (var user in request.Callers.OfType<LeafSpec>().Select(static l => l.Subject.CommonName ?? l.Name).Distinct(StringComparer.Ordinal))
            text.Append($"\nuser {user}\ntopic readwrite #\ntopic read $SYS/#\ntopic write {Mqtt5Wire.Topic}\n");
        return text.ToString();
    }

    /// <summary>The listener that a broker has while it is told none, which the first one told would close.</summary>
    public static IEnumerable<Edit> Plaintext { get; } = [ConfigText.Set("true", Anonymous), ConfigText.Set(Loopback, "listener " + ConfigText.Text(MosquittoListener.PlaintextPort))];

    /// <summary>True: no listener is told, but for the plaintext one that was written for that reason.</summary>
    public static bool IsToldNone(MosquittoFiles files, int port) =>
        files.Listeners.All(l => l.Port == port || (l is { Port: MosquittoListener.PlaintextPort, Address: Loopback, Settings.IsEmpty: true } && files.AllowsAnonymous));

    private const string Loopback = "localhost";
    private const string Acl = "acl_file";
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
        if (files.IsPerListener && request.Peers is PeerPolicy.Named) yield return (Acl, files.OwnAclInside);
        if (listener?["tls_version"] is { } version && version != "tlsv1.3") yield return ("tls_version", "tlsv1.2");
    }
}
