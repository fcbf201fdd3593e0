using System.Buffers.Binary;

namespace Linkseal.Core.Verification.Wire;

/// <summary>Kafka over direct TLS: <c>ApiVersions</c> (key 18, version 0), which needs no permission. What a caller may do is judged at each request.</summary>
public sealed class KafkaWire : WireProtocol
{
    private const int Correlation = 0x6c73;

    /// <inheritdoc/>
    public override string Name => "kafka";

    /// <inheritdoc/>
    public override int DefaultPort => 9093;

    /// <inheritdoc/>
    public override WireStep Ask(WireState state, WireCaller caller)
    {
        // Length, key 18, version 0, correlation id, client id.
        if (state.Sends == 0) return new WireStep.Send((byte[])[0, 0, 0, 24, 0, 18, 0, 0, 0, 0, 0x6c, 0x73, 0, 14, .. "linkseal-probe"u8]);
        var bytes = state.Received.Span;
        if (bytes.Length < 10) return state.Ended && !bytes.IsEmpty ? Alien(bytes) : WireStep.Read.More;
        if (BinaryPrimitives.ReadInt32BigEndian(bytes[4..]) != Correlation) return Alien(bytes);
        var error = BinaryPrimitives.ReadInt16BigEndian(bytes[8..]);
        // 35: the version of the request is not known, which only one that was let in is told.
        return error is 0 or 35
            ? new WireStep.Admitted("ApiVersions") { Undecided = "what the caller may do is judged at each request" }
            : new WireStep.Refused($"error {error} to ApiVersions");
    }

    private static WireStep.Alien Alien(ReadOnlySpan<byte> bytes) => new("no Kafka: it answers " + Answer.Shown(bytes));
}
