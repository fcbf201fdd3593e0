using System.Globalization;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>A URL or address as it stands in a product's file: <c>https://10.0.1.1:2379</c>, <c>pd-1=http://pd-1:2380</c>, <c>:8261</c>.</summary>
/// <param name="Member">The part before <c>=</c>; null: none.</param>
/// <param name="Scheme">The scheme; null: none is written.</param>
/// <param name="Host">The host without brackets; empty where none is written.</param>
/// <param name="Port">The port; null: none is written.</param>
/// <param name="Rest">What follows, as a path.</param>
internal sealed record TiDbUrl(string? Member, string? Scheme, string Host, int? Port, string Rest)
{
    public const string Https = "https";

    /// <summary>Every address, not one of them.</summary>
    public bool IsUnspecified => Host is "" or "0.0.0.0" or "::" or "[::]";

    public bool IsLoopback => TiDbInstance.IsLocalHost(Host);

    /// <summary>The host with brackets where it needs them, and the port.</summary>
    public string Address => Joined(Host, Port);

    /// <summary>The same, by https.</summary>
    public TiDbUrl Sealed => this with { Scheme = Https };

    public static string Joined(string host, int? port)
    {
        var shown = host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;
        return port is { } number ? string.Create(CultureInfo.InvariantCulture, $"{shown}:{number}") : shown;
    }

    /// <summary>Several, separated by commas; null where one of them is no URL and no address.</summary>
    public static TiDbUrl[]? ParseAll(string text)
    {
        var parsed = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse).ToArray();
        return parsed.Contains(null) ? null : [.. parsed.OfType<TiDbUrl>()];
    }

    /// <summary>One; null: neither a URL by http or https, nor an address.</summary>
    public static TiDbUrl? Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var member = equals < 0 ? null : text[..equals];
        var rest = text[(equals + 1)..];
        string? scheme = null;
        if (rest.IndexOf("://", StringComparison.Ordinal) is var at && at >= 0)
        {
            scheme = rest[..at].ToLowerInvariant();
            if (scheme is not ("http" or Https)) return null;
            rest = rest[(at + 3)..];
        }

        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var (address, path) = slash < 0 ? (rest, "") : (rest[..slash], rest[slash..]);
        return Split(address) is { } parts ? new(member, scheme, parts.Host, parts.Port, path) : null;
    }

    public override string ToString() => (Member is null ? "" : Member + "=") + (Scheme is null ? "" : Scheme + "://") + Address + Rest;

    private static (string Host, int? Port)? Split(string address)
    {
        if (address.Any(static c => char.IsWhiteSpace(c) || char.IsControl(c))) return null;
        if (address.StartsWith('['))
        {
            var end = address.IndexOf(']', StringComparison.Ordinal);
            if (end < 0) return null;
            return address[(end + 1)..] switch
            {
                "" => (address[1..end], null),
                [':', .. var number] when ReadPort(number) is { } port => (address[1..end], port),
                _ => null,
            };
        }

        var colon = address.LastIndexOf(':');
        // More than one colon without brackets: an IPv6 address without a port.
        if (colon < 0 || address.IndexOf(':', StringComparison.Ordinal) != colon) return address.Length > 0 ? (address, null) : null;
        return ReadPort(address[(colon + 1)..]) is { } last ? (address[..colon], last) : null;
    }

    private static int? ReadPort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 0 and <= 65535 ? port : null;
}
