using System.Collections.Immutable;
using System.Globalization;
using Linkseal.Core.Description;
using Linkseal.Core.Editing.Statements;

namespace Linkseal.Dialects.Kestrel;

/// <summary>Where a configuration makes Kestrel listen, and what of it speaks TLS once it is sealed.</summary>
/// <remarks>What is derived is the same from a text that has our edits as from one that hasn't: no choice depends on a scheme that is changed.</remarks>
internal sealed record KestrelListeners
{
    /// <summary>The endpoints that speak TLS afterwards, the one that links mean first.</summary>
    public required ImmutableArray<KestrelListener> Sealed { get; init; }

    /// <summary>The endpoints that stay as they are.</summary>
    public required ImmutableArray<KestrelListener> Kept { get; init; }

    /// <summary>The port that plaintext has now on the first of <see cref="Sealed"/>, where TLS gets another one; null: none.</summary>
    public int? PlainPort { get; init; }

    // The port that ASP.NET Core itself gives https, and one beside a plaintext one.
    private const int DefaultPort = 5001;
    private const int PortBeside = 8443;
    private const string NewName = "Https";

    public static KestrelListeners Of(ComponentEntry entry, StatementDocument? document)
    {
        ImmutableArray<KestrelListener> written = document is null ? [] :
            [.. document.Sections("Kestrel", "Endpoints").SelectMany(static s => s.Statements).Select(static s => KestrelListener.Read(s.Name, s.Statements.FirstOrDefault(static u => Is(u.Name, "Url"))?.Value)).OfType<KestrelListener>()];
        var kept = entry.KeepPlaintext ? written.RemoveAll(static l => l.IsTls) : [];
        var chosen = written.RemoveAll(kept.Contains);
        if (chosen.IsEmpty) chosen = [new(written.Any(static l => Is(l.Key, NewName)) ? "Tls" : NewName, "https", "*", entry.Port ?? (kept.IsEmpty ? DefaultPort : PortBeside))];
        var first = chosen.FirstOrDefault(static l => Is(l.Key, NewName)) ?? chosen[0];
        var meant = first with { Scheme = "https", Port = entry.Port ?? first.Port };
        return new()
        {
            Sealed = [meant, .. chosen.Where(l => l != first).Select(static l => l with { Scheme = "https" })],
            Kept = kept,
            PlainPort = kept.IsEmpty ? first.IsTls || first.Port == meant.Port ? null : first.Port : kept[0].Port,
        };
    }

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>One endpoint of <c>Kestrel:Endpoints</c> that is a TCP port.</summary>
/// <param name="Key">Its name there.</param>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
/// <param name="Host">The address or host it is bound to, as it is written.</param>
/// <param name="Port">Its port.</param>
internal sealed record KestrelListener(string Key, string Scheme, string Host, int Port)
{
    public bool IsTls => Scheme == "https";

    public string Url => $"{Scheme}://{Host}:{Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Reads <c>https://*:8443</c> as Kestrel does (BindingAddress.Parse); null for a socket or a pipe, and for what is no such address.</summary>
    public static KestrelListener? Read(string key, string? url)
    {
        var at = url?.IndexOf("://", StringComparison.Ordinal) ?? -1;
        if (at < 0) return null;
        var (scheme, rest) = (url![..at].ToLowerInvariant(), url[(at + 3)..].Split('/')[0]);
        if (scheme is not ("http" or "https") || rest is "unix:" or "pipe:" || rest.Length == 0) return null;
        var colon = rest.LastIndexOf(':');
        if (colon < 0 || rest.EndsWith(']')) return new(key, scheme, rest, scheme == "https" ? 443 : 80);
        return ConfigText.Port(rest) is { } port ? new(key, scheme, rest[..colon], port) : null;
    }
}
