using System.Text;

namespace Linkseal.Core.Verification.Wire;

/// <summary>
/// MQTT 5 over direct TLS, for a broker whose lists of topics decide who may call: <c>CONNECT</c> (§3.1) says only that the certificate is let in, so an empty message to a topic for that purpose is published
/// (§3.3), and <c>PUBACK</c> (§3.4) says whether its name is known. A topic that begins with <c>$</c> is no one's by a wildcard (§4.7.2): nobody receives it who has not asked for it by name.
/// </summary>
public sealed class Mqtt5Wire : WireProtocol
{
    /// <summary>The topic, which a list for a caller allows.</summary>
    public const string Topic = "$linkseal/probe";

    private const byte NotAuthorised = 0x87;

    // Protocol name and level 5, clean start, keep alive 60 s, no properties, client identifier.
    private static readonly byte[] Connect = [0x10, 27, 0, 4, .. "MQTT"u8, 5, 2, 0, 60, 0, 0, 14, .. "linkseal-probe"u8];

    // Quality of service 1, topic, packet identifier 1, no properties, no content.
    private static readonly byte[] Publish = [0x32, (byte)(Topic.Length + 5), 0, (byte)Topic.Length, .. Encoding.ASCII.GetBytes(Topic), 0, 1, 0];

    /// <inheritdoc/>
    public override string Name => "mqtt5";

    /// <inheritdoc/>
    public override int DefaultPort => 8883;

    /// <inheritdoc/>
    public override WireStep Ask(WireState state, WireCaller caller)
    {
        if (state.Sends == 0) return new WireStep.Send(Connect);
        var bytes = state.Received.Span;
        if (bytes.Length < 4) return bytes.IsEmpty || (!state.Ended && bytes[0] == 0x20) ? WireStep.Read.More : new WireStep.Alien("no MQTT: it answers " + Answer.Shown(bytes));
        // Acknowledge flags, reason, properties: all within one byte of length.
        if (bytes[0] != 0x20 || bytes[1] is < 2 or > 127) return new WireStep.Alien("no MQTT: it answers " + Answer.Shown(bytes));
        if (bytes[3] is not 0) return Connected(bytes[3]);
        if (bytes.Length < 2 + bytes[1]) return state.Ended ? new WireStep.Alien("a CONNACK that is not whole") : WireStep.Read.More;
        if (state.Sends == 1) return new WireStep.Send(Publish);
        var rest = bytes[(2 + bytes[1])..];
        if (rest.IsEmpty) return state.Ended ? new WireStep.Refused("the connection is closed after a message to " + Topic) : WireStep.Read.More;
        return rest[0] switch
        {
            0x40 or 0xe0 when rest.Length < 2 || rest.Length < 2 + rest[1] => state.Ended ? new WireStep.Alien("no answer to a message: " + Answer.Shown(rest)) : WireStep.Read.More,
            // Without a reason it is success (§3.4.2.1).
            0x40 when rest[1] >= 2 => Published(rest[1] == 2 ? (byte)0 : rest[4]),
            0xe0 => new WireStep.Refused($"DISCONNECT {(rest[1] == 0 ? 0 : rest[2])} after a message to {Topic}"),
            _ => new WireStep.Alien("no answer to a message: " + Answer.Shown(rest)),
        };
    }

    private static WireStep Published(byte reason) => reason switch
    {
        NotAuthorised => new WireStep.Refused($"PUBACK 135, not authorised, for {Topic}") { MayBeTheRequest = true },
        < 0x80 => new WireStep.Admitted($"CONNACK 0, PUBACK {reason} for {Topic}"),
        _ => new WireStep.Unclear($"PUBACK {reason} for {Topic}"),
    };

    private static WireStep Connected(byte reason) => reason switch
    {
        // The same is said to a certificate that is refused and to one that is let in where a password comes besides.
        NotAuthorised or 0x86 => new WireStep.Refused($"CONNACK {reason}, not authorised") { MayBeTheRequest = true },
        0x88 or 0x89 or 0x97 or 0x9f => new WireStep.Unclear($"CONNACK {reason}, server unavailable"),
        _ => new WireStep.Refused($"CONNACK {reason}"),
    };
}
