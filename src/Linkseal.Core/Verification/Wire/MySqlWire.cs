using System.Buffers.Binary;
using System.Text;

namespace Linkseal.Core.Verification.Wire;

/// <summary>MariaDB and MySQL: the server's greeting, <c>SSLRequest</c>, TLS, then a login without a password (MySQL documentation, "Connection Phase").</summary>
public sealed class MySqlWire : WireProtocol
{
    private const uint Capabilities = ClientProtocol41 | ClientSecureConnection | ClientPluginAuth | ClientLongPassword;
    private const uint ClientLongPassword = 0x1, ClientProtocol41 = 0x200, ClientSsl = 0x800, ClientSecureConnection = 0x8000, ClientPluginAuth = 0x80000;

    /// <inheritdoc/>
    public override string Name => "mysql";

    /// <inheritdoc/>
    public override int DefaultPort => 3306;

    /// <inheritdoc/>
    public override bool ServerSpeaksFirst => true;

    /// <inheritdoc/>
    public override bool DecidesByAccount => true;

    /// <inheritdoc/>
    public override WireStep Open(WireState state)
    {
        if (Greeting(state, out var other) is not { } greeting) return other!;
        return greeting.OffersTls ? new WireStep.StartTls { First = Packet(1, Head(ClientSsl)) } : new WireStep.NoTls($"a greeting of {greeting.Version} without CLIENT_SSL");
    }

    /// <inheritdoc/>
    public override WireStep Ask(WireState state, WireCaller caller) =>
        state.Sends == 0 ? new WireStep.Send(Packet(2, Login(ClientSsl, caller))) : Judge(state, state.Received.Span);

    /// <inheritdoc/>
    public override WireStep AskInPlaintext(WireState state, WireCaller caller)
    {
        if (Greeting(state, out var other) is not { } greeting) return other!;
        return state.Sends == 0 ? new WireStep.Send(Packet(1, Login(0, caller))) : Judge(state, state.Received.Span[greeting.End..]);
    }

    private static WireStep Judge(WireState state, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 5) return state.Ended && !bytes.IsEmpty ? Alien(bytes) : WireStep.Read.More;
        var length = Length(bytes);
        if (length is 0 or > 0xffff) return Alien(bytes);
        if (bytes.Length < 4 + length && !state.Ended) return WireStep.Read.More;
        var end = Math.Min(bytes.Length, 4 + length);
        var body = bytes[4..end];
        return body switch
        {
            [0x00, ..] => new WireStep.Admitted("OK"),
            // The account's own way of showing a password: none is shown there either.
            [0xfe, ..] when state is { Sends: 1, Ended: false } => new WireStep.Send(Packet((byte)(bytes[3] + 1), [])),
            [0xfe, ..] when state.Sends == 2 && bytes.Length > end => Judge(state, bytes[end..]),
            [0xfe, ..] when state.Sends == 2 && !state.Ended => WireStep.Read.More,
            [0xfe, ..] or [0x01, ..] => new WireStep.Unclear("it asks for a password: whether the account demands a certificate (REQUIRE) is judged after it"),
            [0xff, var low, var high, .. var text] => Error(low | (high << 8), text),
            _ => Alien(bytes),
        };
    }

    private static WireStep Error(int code, ReadOnlySpan<byte> text)
    {
        var evidence = $"{code} {Answer.Text(text.Length > 6 && text[0] == (byte)'#' ? text[6..] : text)}";
        return code switch
        {
            3159 => new WireStep.Refused(evidence),
            // No certificate where the account demands one, plaintext where MariaDB allows none, or no password: told by what the caller itself gets.
            1045 => new WireStep.Refused(evidence + " (the same for a wrong certificate and a wrong password)") { MayBeTheRequest = true },
            1130 or 1129 => new WireStep.Unclear(evidence),
            _ => new WireStep.Unclear(evidence),
        };
    }

    private static GreetingPacket? Greeting(WireState state, out WireStep? other)
    {
        var bytes = state.Received.Span;
        other = WireStep.Read.More;
        if (bytes.Length < 5) return Missing(state, ref other);
        other = Alien(bytes);
        var length = Length(bytes);
        if (bytes[3] != 0 || length is < 20 or > 0xffff) return null;
        if (bytes.Length < 4 + length)
        {
            other = WireStep.Read.More;
            return Missing(state, ref other);
        }

        var body = bytes[4..(4 + length)];
        if (body is [0xff, var low, var high, .. var text])
        {
            other = Error(low | (high << 8), text);
            return null;
        }

        if (body[0] != 10 || body[1..].IndexOf((byte)0) is not (> 0 and var end)) return null;
        // Version, thread id (4), salt (8), filler (1), capabilities (2).
        var capabilities = 1 + end + 1 + 4 + 8 + 1;
        if (body.Length < capabilities + 2) return null;
        return new(Answer.Text(body[1..(1 + end)]), (BinaryPrimitives.ReadUInt16LittleEndian(body[capabilities..]) & ClientSsl) != 0, 4 + length);
    }

    private static GreetingPacket? Missing(WireState state, ref WireStep? other)
    {
        if (state.Ended && !state.Received.IsEmpty) other = Alien(state.Received.Span);
        return null;
    }

    private static int Length(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);

    // Capabilities, largest packet, character set utf8mb4, 23 zero bytes: the SSLRequest, and the beginning of the login.
    private static byte[] Head(uint more)
    {
        var head = new byte[32];
        BinaryPrimitives.WriteUInt32LittleEndian(head, Capabilities | more);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(4), 1 << 24);
        head[8] = 45;
        return head;
    }

    private static byte[] Login(uint more, WireCaller caller) => [.. Head(more), .. Encoding.UTF8.GetBytes(caller.User), 0, 0, .. "mysql_native_password\0"u8];

    private static byte[] Packet(byte sequence, byte[] body) => [(byte)body.Length, (byte)(body.Length >> 8), 0, sequence, .. body];

    private static WireStep.Alien Alien(ReadOnlySpan<byte> bytes) => new("no MySQL: it says " + Answer.Shown(bytes));

    private sealed record GreetingPacket(string Version, bool OffersTls, int End);
}
