namespace Linkseal.Core.Verification.Wire;

/// <summary>Redis and Valkey: direct TLS, then <c>PING</c>. A demand for a password comes from inside: TLS has let the client in.</summary>
public sealed class RedisWire : WireProtocol
{
    private const int LongestLine = 512;

    /// <inheritdoc/>
    public override string Name => "redis";

    /// <inheritdoc/>
    public override int DefaultPort => 6379;

    /// <inheritdoc/>
    public override WireStep Ask(WireState state, WireCaller caller)
    {
        if (state.Sends == 0) return new WireStep.Send("PING\r\n"u8.ToArray());
        var bytes = state.Received.Span;
        if (bytes is not ([] or [(byte)'+' or (byte)'-' or (byte)':' or (byte)'$', ..])) return Alien(bytes);
        if (bytes.IndexOf((byte)'\n') < 0) return bytes.IsEmpty || (bytes.Length < LongestLine && !state.Ended) ? WireStep.Read.More : Alien(bytes);
        if (bytes.StartsWith("+PONG"u8)) return new WireStep.Admitted("PONG");
        if (bytes.StartsWith("-NOAUTH"u8)) return new WireStep.Admitted("NOAUTH") { Undecided = "it asks for a password besides" };
        if (bytes.StartsWith("-NOPERM"u8)) return new WireStep.Admitted("NOPERM") { Undecided = "the account may not PING" };
        if (bytes.StartsWith("-LOADING"u8) || bytes.StartsWith("-BUSY"u8) || bytes.StartsWith("-MASTERDOWN"u8)) return new WireStep.Admitted(Answer.Shown(bytes));
        return bytes.StartsWith("-"u8) ? new WireStep.Refused(Answer.Shown(bytes)) : Alien(bytes);
    }

    private static WireStep.Alien Alien(ReadOnlySpan<byte> bytes) => new("no Redis: it answers " + Answer.Shown(bytes));
}
