namespace Linkseal.Core.Verification.Wire;

/// <summary>gRPC: HTTP/2 over direct TLS with ALPN <c>h2</c> (RFC 9113 §3.4). The server's SETTINGS frame lets the client in.</summary>
public sealed class Http2Wire : WireProtocol
{
    private const byte Settings = 4;
    private const byte GoAway = 7;

    /// <inheritdoc/>
    public override string Name => "grpc";

    /// <inheritdoc/>
    public override int DefaultPort => 443;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ApplicationProtocols { get; } = ["h2"];

    /// <inheritdoc/>
    public override WireStep Ask(WireState state, WireCaller caller)
    {
        // The preface and an empty SETTINGS frame.
        if (state.Sends == 0) return new WireStep.Send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0"u8.ToArray());
        var bytes = state.Received.Span;
        if (bytes.Length < 9) return state.Ended && !bytes.IsEmpty ? new WireStep.Alien("no HTTP/2: it answers " + Answer.Shown(bytes)) : WireStep.Read.More;
        return bytes[3] switch
        {
            Settings when bytes[0] == 0 => new WireStep.Admitted("HTTP/2 SETTINGS"),
            GoAway when bytes[0] == 0 => new WireStep.Refused("HTTP/2 GOAWAY"),
            _ => new WireStep.Alien("no HTTP/2: it answers " + Answer.Shown(bytes)),
        };
    }
}
