namespace Linkseal.Core.Verification.Wire;

/// <summary>memcached's text protocol over direct TLS: <c>version</c>.</summary>
public sealed class MemcachedWire : WireProtocol
{
    private const int LongestLine = 512;

    /// <inheritdoc/>
    public override string Name => "memcached";

    /// <inheritdoc/>
    public override int DefaultPort => 11211;

    /// <inheritdoc/>
    public override WireStep Ask(WireState state, WireCaller caller)
    {
        if (state.Sends == 0) return new WireStep.Send("version\r\n"u8.ToArray());
        var bytes = state.Received.Span;
        if (bytes.IndexOf((byte)'\n') < 0) return bytes.IsEmpty || (bytes.Length < LongestLine && !state.Ended) ? WireStep.Read.More : Alien(bytes);
        if (bytes.StartsWith("VERSION "u8)) return new WireStep.Admitted(Answer.Shown(bytes));
        // With SASL every command before the login is answered so.
        if (bytes.StartsWith("CLIENT_ERROR unauthenticated"u8)) return new WireStep.Admitted("unauthenticated") { Undecided = "it asks for a login besides" };
        return Alien(bytes);
    }

    private static WireStep.Alien Alien(ReadOnlySpan<byte> bytes) => new("no memcached: it answers " + Answer.Shown(bytes));
}
