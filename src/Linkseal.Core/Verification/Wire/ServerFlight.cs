using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Linkseal.Core.Verification.Wire;

/// <summary>
/// What a server of TLS 1.2 says in the clear before it judges the client (RFC 5246 §7.4): where it refuses within the handshake, TLS libraries show nothing of its certificate.
/// In TLS 1.3 it is encrypted, and the refusal comes later.
/// </summary>
/// <param name="Suite">The cipher suite that it chose.</param>
/// <param name="Certificates">As it sent them, DER, its leaf first.</param>
public sealed record ServerFlight(int Suite, ImmutableArray<ReadOnlyMemory<byte>> Certificates)
{
    private const byte Handshake = 22, ServerHello = 2, Certificate = 11;
    private const int MostCertificates = 16;

    /// <summary>Reads what was received from the first byte on; null where it holds no certificate.</summary>
    public static ServerFlight? Read(ReadOnlySpan<byte> received)
    {
        var messages = Messages(received);
        int? suite = null;
        for (ReadOnlySpan<byte> rest = messages; rest.Length >= 4;)
        {
            if (Sized(rest[1..], 3) is not { } length) return null;
            var body = rest.Slice(4, length);
            if (rest[0] == ServerHello && body.Length > 34 && body.Length >= 37 + body[34]) suite = BinaryPrimitives.ReadUInt16BigEndian(body[(35 + body[34])..]);
            if (rest[0] == Certificate && suite is { } chosen) return List(body) is { IsEmpty: false } certificates ? new(chosen, certificates) : null;
            rest = rest[(4 + length)..];
        }

        return null;
    }

    // The handshake's messages, put together from its records: one may be spread over several.
    private static byte[] Messages(ReadOnlySpan<byte> received)
    {
        List<byte> messages = [];
        for (var rest = received; rest.Length >= 5 && rest[0] == Handshake && rest[1] == 3;)
        {
            var length = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(rest[3..]), rest.Length - 5);
            messages.AddRange(rest.Slice(5, length));
            rest = rest[(5 + length)..];
        }

        return [.. messages];
    }

    private static ImmutableArray<ReadOnlyMemory<byte>> List(ReadOnlySpan<byte> body)
    {
        if (Sized(body, 3) is not { } whole) return [];
        var certificates = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        for (var rest = body.Slice(3, whole); Sized(rest, 3) is { } length && certificates.Count < MostCertificates; rest = rest[(3 + length)..]) certificates.Add(rest.Slice(3, length).ToArray());
        return certificates.DrainToImmutable();
    }

    // The length that stands before something; null where that is not whole.
    private static int? Sized(ReadOnlySpan<byte> bytes, int digits)
    {
        if (bytes.Length < digits) return null;
        var length = 0;
        foreach (var b in bytes[..digits]) length = (length << 8) | b;
        return length <= bytes.Length - digits ? length : null;
    }
}
