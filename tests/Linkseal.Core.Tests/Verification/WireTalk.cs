using Linkseal.Core.Verification.Wire;

namespace Linkseal.Core.Tests.Verification;

/// <summary>A conversation with a server that says what the test says: no socket, and a limit on everything.</summary>
/// <param name="Step">How it ended; null: the server ended it while more was wanted.</param>
/// <param name="Sent">What the client said.</param>
internal sealed record WireTalk(WireStep? Step, IReadOnlyList<byte[]> Sent)
{
    private const int MostSends = 4;

    public static WireCaller Web { get; } = new("db.internal", "web");

    /// <summary>The pieces come one after the other, then the end.</summary>
    public static WireTalk Of(Func<WireState, WireStep> phase, params IReadOnlyList<byte[]> pieces)
    {
        List<byte[]> sent = [];
        byte[] received = [];
        for (var (piece, ended, asked) = (0, false, 0); ; asked++)
        {
            Assert.True(asked <= pieces.Count + MostSends + 2, "it never ends");
            switch (phase(new(received, sent.Count, ended)))
            {
                case WireStep.Send send:
                    sent.Add(send.Bytes.ToArray());
                    Assert.True(sent.Count <= MostSends, "it sends for ever");
                    Assert.False(send.Bytes.IsEmpty);
                    break;
                case WireStep.Read when ended:
                    return new(null, sent);
                case WireStep.Read when piece < pieces.Count:
                    received = [.. received, .. pieces[piece++]];
                    break;
                case WireStep.Read:
                    ended = true;
                    break;
                case var step:
                    return new(step, sent);
            }
        }
    }

    /// <summary>The phase of a protocol by its name.</summary>
    public static Func<WireState, WireStep> Phase(string protocol, string phase)
    {
        var wire = WireProtocols.Find(protocol)!;
        return phase switch
        {
            "open" => wire.Open,
            "ask" => state => wire.Ask(state, Web),
            _ => state => wire.AskInPlaintext(state, Web),
        };
    }

    /// <summary><c>Admitted: PONG (open: …)</c>.</summary>
    public static string Text(WireStep? step) => step switch
    {
        null => "ended",
        WireStep.StartTls start => start.First.IsEmpty ? "StartTls" : $"StartTls after {start.First.Length} bytes",
        WireStep.Admitted admitted => "Admitted: " + admitted.Evidence + (admitted.Undecided is { } open ? $" (open: {open})" : ""),
        WireStep.Refused refused => "Refused: " + refused.Evidence + (refused.MayBeTheRequest ? " (perhaps the request)" : "") + (refused.AfterLogin ? " (after its login)" : ""),
        WireStep.Unclear unclear => "Unclear: " + unclear.Evidence,
        WireStep.NoTls plain => "NoTls: " + plain.Evidence,
        WireStep.Alien alien => "Alien: " + alien.Evidence,
        _ => step.GetType().Name,
    };
}
