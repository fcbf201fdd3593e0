namespace Linkseal.Core.Verification.Wire;

/// <summary>MQTT 3.1.1 over direct TLS: <c>CONNECT</c> with a clean session (§3.1), answered by <c>CONNACK</c> (§3.2).</summary>
public sealed class MqttWire : WireProtocol
{
    // Protocol name and level 4, clean session, keep alive 60 s, client identifier.
    private static readonly byte[] Connect = [0x10, 26, 0, 4, .. "MQTT"u8, 4, 2, 0, 60, 0, 14, .. "linkseal-probe"u8];

    /// <inheritdoc/>
    public override string Name => "mqtt";

    /// <inheritdoc/>
    public override int DefaultPort => 8883;

    /// <inheritdoc/>
    public override WireStep Ask(WireState state, WireCaller caller)
    {
        if (state.Sends == 0) return new WireStep.Send(Connect);
        var bytes = state.Received.Span;
        if (bytes.IsEmpty || (bytes.Length < 4 && !state.Ended && bytes[0] == 0x20)) return WireStep.Read.More;
        if (bytes is not [0x20, 2, _, var code, ..]) return new WireStep.Alien("no MQTT: it answers " + Answer.Shown(bytes));
        return code switch
        {
            0 => new WireStep.Admitted("CONNACK 0") { Undecided = "which topics the caller may use is judged at each of them" },
            4 => new WireStep.Admitted("CONNACK 4") { Undecided = "it asks for a name and a password besides" },
            // Mosquitto says the same to a certificate that is refused and to one that is let in where a password comes besides.
            5 => new WireStep.Refused("CONNACK 5, not authorised") { MayBeTheRequest = true },
            3 => new WireStep.Unclear("CONNACK 3, server unavailable"),
            _ => new WireStep.Refused($"CONNACK {code}"),
        };
    }
}
