using System.Globalization;

namespace Linkseal.Dialects.HaProxy;

/// <summary>One address of a <c>bind</c> or <c>server</c> line.</summary>
/// <param name="Host">The host with what stands before it, <c>ipv4@10.0.0.1</c>, <c>*</c>; empty: every one.</param>
/// <param name="Port">The port.</param>
internal sealed record HaProxyAddress(string Host, int Port)
{
    /// <summary>The host by itself.</summary>
    public string Name => (Host.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at ? Host[(at + 1)..] : Host).Trim('[', ']');

    /// <summary>An address with one port; null: a socket of the file system, a range, a variable.</summary>
    public static HaProxyAddress? Of(string text)
    {
        if (text.StartsWith('/') || text.Contains('$', StringComparison.Ordinal) || (text.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at && text[..at] is not ("ipv4" or "ipv6" or "inet"))) return null;
        return text.LastIndexOf(':') is >= 0 and var colon && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535 ? new(text[..colon], port) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Host}:{ConfigText.Text(Port)}";
}
