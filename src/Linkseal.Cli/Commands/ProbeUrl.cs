using System.Globalization;
using Linkseal.Cli.Arguments;
using Linkseal.Core.Topology;
using Linkseal.Core.Verification.Wire;

namespace Linkseal.Cli.Commands;

/// <summary>What is probed, read from what was typed.</summary>
/// <param name="Protocol">What is spoken there.</param>
/// <param name="Host">Where.</param>
/// <param name="User">The account that the URL names; null: none.</param>
/// <param name="Path">The path that the URL names; null: none.</param>
internal sealed record ProbeUrl(WireProtocol Protocol, DialAddress.Host Host, string? User, string? Path)
{
    private const int LongestUser = 128;

    /// <summary>Reads <c>scheme://[user@]host[:port][/path]</c> or <c>host:port</c>; null where it is neither. A password in it is not looked at.</summary>
    public static ProbeUrl? Read(string text)
    {
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0) return VerifyArguments.HostAndPort(text) is { } bare ? new(WireProtocols.Of("tls"), bare, null, null) : null;
        if (WireProtocols.Find(text[..scheme]) is not { } protocol) return null;
        var rest = text[(scheme + 3)..];
        var end = rest.IndexOfAny(['/', '?', '#']);
        var (authority, path) = end < 0 ? (rest, null) : (rest[..end], rest[end..]);
        var at = authority.LastIndexOf('@');
        var user = at < 0 ? null : Uri.UnescapeDataString(authority[..at].Split(':')[0]);
        // It goes into a packet as it is, and a NUL would end it there.
        if (user is { Length: > LongestUser } || user?.Any(char.IsControl) is true) return null;
        var host = authority[(at + 1)..];
        var named = VerifyArguments.HostAndPort(host) ?? VerifyArguments.HostAndPort(host + ":" + protocol.DefaultPort.ToString(CultureInfo.InvariantCulture));
        var hasPath = path is ['/', _, ..] && path.All(static c => c is > ' ' and < (char)0x7f);
        return named is null ? null : new(protocol, named, user is { Length: > 0 } ? user : null, hasPath ? path : null);
    }
}
