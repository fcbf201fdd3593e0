using System.Text;
using System.Text.Json;

namespace Linkseal.Core.Verification.Wire;

/// <summary>NATS: the server's <c>INFO</c> line in the clear, then TLS, then <c>CONNECT</c> and <c>PING</c> (NATS client protocol).</summary>
public sealed class NatsWire : WireProtocol
{
    private const int LongestInfo = 64 * 1024;

    /// <inheritdoc/>
    public override string Name => "nats";

    /// <inheritdoc/>
    public override int DefaultPort => 4222;

    /// <inheritdoc/>
    public override bool ServerSpeaksFirst => true;

    /// <inheritdoc/>
    public override WireStep Open(WireState state)
    {
        if (Info(state, out var other) is not { } info) return other!;
        return info.OffersTls ? new WireStep.StartTls() : new WireStep.NoTls("INFO without tls_required");
    }

    /// <inheritdoc/>
    public override WireStep Ask(WireState state, WireCaller caller) => state.Sends == 0 ? new WireStep.Send(Connect(true)) : Judge(state, state.Received.Span);

    /// <inheritdoc/>
    public override WireStep AskInPlaintext(WireState state, WireCaller caller)
    {
        if (Info(state, out var other) is not { } info) return other!;
        return state.Sends == 0 ? new WireStep.Send(Connect(false)) : Judge(state, state.Received.Span[info.End..]);
    }

    private static byte[] Connect(bool tls) => Encoding.ASCII.GetBytes(
        $$"""CONNECT {"verbose":false,"pedantic":false,"tls_required":{{(tls ? "true" : "false")}},"name":"linkseal-probe","lang":"none","version":"1"}""" + "\r\nPING\r\n");

    // A second INFO may come before the answer.
    private static WireStep Judge(WireState state, ReadOnlySpan<byte> bytes)
    {
        for (var rest = bytes; rest.IndexOf((byte)'\n') is >= 0 and var end; rest = rest[(end + 1)..])
        {
            var line = rest[..end];
            if (line.StartsWith("PONG"u8)) return new WireStep.Admitted("PONG");
            if (line.StartsWith("-ERR"u8)) return new WireStep.Refused(Answer.Shown(line));
            if (!line.StartsWith("INFO"u8) && !line.StartsWith("+OK"u8) && !line.StartsWith("PING"u8)) return new WireStep.Alien("no NATS: it answers " + Answer.Shown(line));
        }

        return (state.Ended && !bytes.IsEmpty) || bytes.Length > LongestInfo ? new WireStep.Alien("the connection ended without an answer") : WireStep.Read.More;
    }

    private static InfoLine? Info(WireState state, out WireStep? other)
    {
        var bytes = state.Received.Span;
        other = new WireStep.Alien("no NATS: it says " + Answer.Shown(bytes));
        var end = bytes.IndexOf((byte)'\n');
        var start = "INFO "u8;
        if (!bytes[..Math.Min(bytes.Length, start.Length)].SequenceEqual(start[..Math.Min(bytes.Length, start.Length)])) return null;
        if (end < 0)
        {
            if ((!state.Ended || bytes.IsEmpty) && bytes.Length < LongestInfo) other = WireStep.Read.More;
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(state.Received[start.Length..end]);
            return json.RootElement.ValueKind == JsonValueKind.Object ? new(IsTrue(json.RootElement, "tls_required") || IsTrue(json.RootElement, "tls_available"), end + 1) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsTrue(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private sealed record InfoLine(bool OffersTls, int End);
}
