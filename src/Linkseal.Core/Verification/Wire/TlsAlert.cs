using System.Collections.Immutable;
using System.Globalization;

namespace Linkseal.Core.Verification.Wire;

/// <summary>A TLS alert by which a server ends a handshake (RFC 8446 §6, RFC 5246 §7.2).</summary>
/// <param name="Code">Its description's number.</param>
public sealed record TlsAlert(int Code)
{
    private static readonly ImmutableDictionary<int, (string Name, string Meaning)> Known = new Dictionary<int, (string, string)>
    {
        [0] = ("close_notify", "the server closed the connection in order"),
        [10] = ("unexpected_message", "the server expected something else"),
        [20] = ("bad_record_mac", "a record was damaged on the way, or keys differ"),
        [40] = ("handshake_failure", "no common settings, or a certificate is missing"),
        [42] = ("bad_certificate", "the client's certificate is missing or not accepted"),
        [43] = ("unsupported_certificate", "the client's certificate is not for this purpose"),
        [44] = ("certificate_revoked", "the client's certificate was revoked"),
        [45] = ("certificate_expired", "the client's certificate is out of date"),
        [46] = ("certificate_unknown", "the client's certificate is not accepted"),
        [47] = ("illegal_parameter", "something in the handshake is out of range"),
        [48] = ("unknown_ca", "the server does not know who issued the client's certificate, or an intermediate is missing"),
        [49] = ("access_denied", "the client's certificate is valid and not allowed in"),
        [50] = ("decode_error", "the server can't read the handshake"),
        [51] = ("decrypt_error", "a signature does not verify"),
        [70] = ("protocol_version", "no common version of TLS"),
        [71] = ("insufficient_security", "the offered suites are too weak"),
        [80] = ("internal_error", "the server itself failed: often a certificate and a key that are no pair"),
        [86] = ("inappropriate_fallback", "an older version than both could speak"),
        [90] = ("user_canceled", "the server gave up"),
        [109] = ("missing_extension", "the handshake lacks an extension"),
        [112] = ("unrecognized_name", "the server has nothing for this name"),
        [116] = ("certificate_required", "the server demands a client certificate"),
        [120] = ("no_application_protocol", "no common application protocol"),
    }.ToImmutableDictionary();

    // What a client certificate is refused with, by library: 40 in TLS 1.2, 42 by Go, 116 by OpenSSL and Erlang in TLS 1.3.
    private static readonly ImmutableArray<int> OfTheCertificate = [40, 42, 43, 44, 45, 46, 48, 49, 116];

    /// <summary>The name of RFC 8446 §6, <c>unknown_ca</c>.</summary>
    public string Name => Known.TryGetValue(Code, out var known) ? known.Name : "alert";

    /// <summary>What it means here, in words; empty where it is not known.</summary>
    public string Meaning => Known.TryGetValue(Code, out var known) ? known.Meaning : "";

    /// <summary>True for the alerts by which servers refuse a client's certificate.</summary>
    public bool RefusesCertificate => OfTheCertificate.Contains(Code);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"alert {Code} {Name}");
}
