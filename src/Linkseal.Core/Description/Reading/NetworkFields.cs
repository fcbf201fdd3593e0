using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Linkseal.Core.Certificates;

namespace Linkseal.Core.Description.Reading;

/// <summary>Reads <c>address</c> and <c>port</c>.</summary>
internal static class NetworkFields
{
    public static int? Port(FieldReader fields)
    {
        if (fields.Node("port") is not { } node || Expect.Number(fields.Scope, node, "`port`") is not { } number) return null;
        if (ParsePort(number.Value) is { } port) return port;
        fields.Scope.Report(ValueDiagnostics.BadPort(number.Start, number.Value));
        return null;
    }

    /// <summary><c>host</c>, <c>host:port</c>, <c>[v6]</c>, <c>[v6]:port</c> or a bare IPv6 address.</summary>
    public static string? Address(FieldReader fields)
    {
        if (fields.Text("address") is not { } text) return null;
        if (IsAddress(text.Value)) return text.Value;
        fields.Scope.Report(ValueDiagnostics.BadAddress(text.Start, text.Value));
        return null;
    }

    internal static bool IsAddress(string text)
    {
        if (text.StartsWith('['))
        {
            var close = text.IndexOf(']', StringComparison.Ordinal);
            return close > 0 && IsVersion6(text[1..close]) && IsPortSuffix(text[(close + 1)..]);
        }

        if (IsVersion6(text)) return true;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (host, suffix) = colon < 0 ? (text, "") : (text[..colon], text[colon..]);
        return !host.StartsWith('*') && AlternativeName.Parse(host) is not null && IsPortSuffix(suffix);
    }

    private static bool IsPortSuffix(string suffix) => suffix.Length == 0 || (suffix[0] == ':' && ParsePort(suffix[1..]) is not null);

    // IPAddress.TryParse takes brackets and zones too; neither belongs inside brackets here.
    private static bool IsVersion6(string text) =>
        text.Contains(':', StringComparison.Ordinal) && !text.AsSpan().ContainsAny("[]%") &&
        IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;

    private static int? ParsePort(string text) =>
        text.Length > 0 && text[0] != '0' && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65_535 ? port : null;
}
