using System.Net;

namespace Linkseal.Core.Certificates;

/// <summary>One entry of a certificate's subjectAltName (RFC 5280 §4.2.1.6): a DNS name or an IP address.</summary>
/// <remarks>Made only by <see cref="Parse"/>, so that an address is never written as a DNS name.</remarks>
public sealed record AlternativeName
{
    private AlternativeName(string value, bool isAddress) => (Value, IsAddress) = (value, isAddress);

    /// <summary>The DNS name in lower case, or the address in its shortest text form.</summary>
    public string Value { get; }

    /// <summary>True for an IP address.</summary>
    public bool IsAddress { get; }

    /// <summary>
    /// Reads a host name (letters, digits, hyphens and underscores, RFC 1123 lengths; a leading <c>*.</c> label is allowed) or an address;
    /// null for anything else. An underscore is no host name by RFC 1123, but compose services and Harbor's <c>harbor_db</c> have it.
    /// </summary>
    public static AlternativeName? Parse(string text)
    {
        if (IPAddress.TryParse(text, out var address) && LooksLikeAddress(text)) return new(address.ToString(), isAddress: true);
        return IsHostName(text.StartsWith("*.", StringComparison.Ordinal) ? text[2..] : text) ? new(text.ToLowerInvariant(), isAddress: false) : null;
    }

    /// <summary>True when a caller that dials <paramref name="dialled"/> accepts this entry (RFC 6125 §6.4: a wildcard stands for one whole first label).</summary>
    public bool Covers(AlternativeName dialled)
    {
        if (IsAddress || dialled.IsAddress) return IsAddress == dialled.IsAddress && Value == dialled.Value;
        if (Value == dialled.Value) return true;
        if (!Value.StartsWith("*.", StringComparison.Ordinal)) return false;
        var dot = dialled.Value.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && dialled.Value.AsSpan(dot + 1).SequenceEqual(Value.AsSpan(2));
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    // IPAddress.TryParse takes "1" and "0x7f.1" as well; neither is what anybody means in a certificate.
    private static bool LooksLikeAddress(string text) =>
        text.Contains(':', StringComparison.Ordinal) || text.Count(static c => c == '.') == 3;

    private static bool IsHostName(string text)
    {
        if (text.Length is 0 or > 253) return false;
        var labels = text.Split('.');
        return Array.TrueForAll(labels, IsLabel) && !labels[^1].All(char.IsAsciiDigit);
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' &&
        label.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
