using System.Buffers.Binary;
using System.Text;

namespace Linkseal.Core.Verification.Wire;

/// <summary>
/// AMQP 0-9-1 over direct TLS (RabbitMQ): the header is answered by <c>Connection.Start</c>, which shows that the certificate was let in; where <c>EXTERNAL</c> is offered,
/// a login with it shows whether its name is known, <c>Connection.Tune</c> or <c>Connection.Close</c>, and opening the virtual host whether it may be there (AMQP 0-9-1 §1.4).
/// </summary>
public sealed class AmqpWire : WireProtocol
{
    private const uint Start = (10 << 16) | 10, Tune = (10 << 16) | 30, Close = (10 << 16) | 50, Secure = (10 << 16) | 20, OpenOk = (10 << 16) | 41;

    // What has been sent when Connection.Tune comes: the header and Start-Ok.
    private const int BeforeTune = 2;

    /// <inheritdoc/>
    public override string Name => "amqp";

    /// <inheritdoc/>
    public override int DefaultPort => 5671;

    /// <inheritdoc/>
    public override WireStep Ask(WireState state, WireCaller caller)
    {
        if (state.Sends == 0) return new WireStep.Send("AMQP\0\0\u0009\u0001"u8.ToArray());
        var bytes = state.Received.Span;
        if (bytes.IsEmpty) return WireStep.Read.More;
        if (bytes[0] == (byte)'A') return bytes.Length < 8 && !state.Ended ? WireStep.Read.More : new WireStep.Alien("it speaks another version of AMQP");
        if (Frame(bytes, state.Ended) is not { } first) return WireStep.Read.More;
        if (first.Method != Start) return new WireStep.Alien("no AMQP 0-9-1: it answers " + Answer.Shown(bytes));
        var mechanisms = Mechanisms(first.Body(bytes));
        if (mechanisms is null) return new WireStep.Alien("a Connection.Start that can't be read");
        var offered = string.Join(' ', mechanisms);
        if (!mechanisms.Contains("EXTERNAL")) return new WireStep.Admitted($"Connection.Start, mechanisms {offered}") { Undecided = "which caller it is, is judged by name and password: EXTERNAL is not offered" };
        if (state.Sends == 1) return new WireStep.Send(StartOk());
        var rest = bytes[first.End..];
        if (rest.IsEmpty) return state.Ended ? new WireStep.Refused("the connection is closed after EXTERNAL: no user of this name") : WireStep.Read.More;
        if (Frame(rest, state.Ended) is not { } second) return WireStep.Read.More;
        return second.Method switch
        {
            Tune when state.Sends == BeforeTune => new WireStep.Send((byte[])[.. TuneOk(second.Body(rest)), .. Open(caller.Database ?? "/")]),
            Tune => Host(rest[second.End..], state.Ended, mechanisms),
            Secure => new WireStep.Admitted($"Connection.Secure after EXTERNAL; mechanisms {offered}"),
            Close => new WireStep.Refused("Connection.Close: " + CloseText(second.Body(rest))),
            _ => new WireStep.Alien("no answer to EXTERNAL: " + Answer.Shown(rest)),
        };
    }

    private static WireStep Host(ReadOnlySpan<byte> bytes, bool ended, string[] mechanisms)
    {
        if (bytes.IsEmpty) return ended ? new WireStep.Refused("the connection is closed when the virtual host is opened") { AfterLogin = true } : WireStep.Read.More;
        if (Frame(bytes, ended) is not { } third) return WireStep.Read.More;
        return third.Method switch
        {
            OpenOk => new WireStep.Admitted($"Connection.OpenOk after EXTERNAL; mechanisms {string.Join(' ', mechanisms)}")
            {
                Undecided = mechanisms.Contains("PLAIN") ? "PLAIN is offered too: a password does instead of the name" : null,
            },
            // The name is known, and may not be at this virtual host: so for whoever shows it.
            Close => new WireStep.Refused("Connection.Close: " + CloseText(third.Body(bytes))) { AfterLogin = true },
            _ => new WireStep.Alien("no answer to Connection.Open: " + Answer.Shown(bytes)),
        };
    }

    // What the server proposes (channels, frame size, heartbeat) is taken as it is.
    private static byte[] TuneOk(ReadOnlySpan<byte> proposed) => Method([0, 10, 0, 31, .. proposed.Length >= 8 ? proposed[..8] : new byte[8]]);

    private static byte[] Open(string host) => Method([0, 10, 0, 40, .. Short(host), .. Short(""), 0]);

    private static byte[] Method(ReadOnlySpan<byte> payload) => [1, 0, 0, .. Long(payload.Length), .. payload, 0xce];

    // Frame: type 1, channel, length, payload, 0xCE. Null: not whole; a method of 0: no frame.
    private static MethodFrame? Frame(ReadOnlySpan<byte> bytes, bool ended)
    {
        if (bytes[0] != 1) return MethodFrame.None;
        if (bytes.Length < 7) return ended ? MethodFrame.None : null;
        var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[3..]);
        if (length is < 4 or > 128 * 1024) return MethodFrame.None;
        var end = 7 + (int)length + 1;
        if (bytes.Length < end) return ended ? MethodFrame.None : null;
        return bytes[end - 1] == 0xce ? new(BinaryPrimitives.ReadUInt32BigEndian(bytes[7..]), end) : MethodFrame.None;
    }

    // Version (2 bytes), server properties (table), mechanisms (long string).
    private static string[]? Mechanisms(ReadOnlySpan<byte> body)
    {
        if (body.Length < 6) return null;
        var table = BinaryPrimitives.ReadUInt32BigEndian(body[2..]);
        if (table > body.Length - 6) return null;
        var rest = body[(6 + (int)table)..];
        if (rest.Length < 4) return null;
        var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        return length <= rest.Length - 4 ? Answer.Text(rest.Slice(4, (int)length)).Split(' ', StringSplitOptions.RemoveEmptyEntries) : null;
    }

    // Code (2 bytes), text (short string).
    private static string CloseText(ReadOnlySpan<byte> body)
    {
        if (body.Length < 3 || body.Length < 3 + body[2]) return "no reason given";
        return $"{BinaryPrimitives.ReadUInt16BigEndian(body)} {Answer.Text(body.Slice(3, body[2]))}";
    }

    // Asks the server to say why it refuses, instead of closing in silence.
    private static byte[] StartOk()
    {
        byte[] capabilities = [.. Short("authentication_failure_close"), (byte)'t', 1];
        byte[] properties = [.. Short("capabilities"), (byte)'F', .. Long(capabilities.Length), .. capabilities];
        return Method([0, 10, 0, 11, .. Long(properties.Length), .. properties, .. Short("EXTERNAL"), .. Long(0), .. Short("en_US")]);
    }

    private static byte[] Short(string text) => [(byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Long(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private sealed record MethodFrame(uint Method, int End)
    {
        public static MethodFrame None { get; } = new(0, 0);

        public ReadOnlySpan<byte> Body(ReadOnlySpan<byte> bytes) => End < 12 ? [] : bytes[11..(End - 1)];
    }
}
