namespace Linkseal.Core.Verification.Wire;

/// <summary>Direct TLS with something of which nothing is known: the connection that stays open after the handshake is all the proof there can be.</summary>
public sealed class TlsWire : WireProtocol
{
    /// <inheritdoc/>
    public override string Name => "tls";

    /// <inheritdoc/>
    public override int DefaultPort => 443;

    /// <inheritdoc/>
    public override bool AsksNothing => true;

    /// <inheritdoc/>
    public override WireStep Ask(WireState state, WireCaller caller) =>
        new WireStep.Admitted(state.Received.IsEmpty ? "the connection stays open" : "it answers " + Answer.Shown(state.Received.Span));

    /// <inheritdoc/>
    public override WireStep AskInPlaintext(WireState state, WireCaller caller) => state.Received.IsEmpty
        ? state.Ended ? new WireStep.Refused("the connection is closed") : new WireStep.Unclear("nothing is known of what it understands in plaintext")
        : new WireStep.Admitted("it says in plaintext " + Answer.Shown(state.Received.Span));
}
