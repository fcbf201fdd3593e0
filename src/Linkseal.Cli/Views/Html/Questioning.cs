using Linkseal.Core.Topology;
using Linkseal.Core.Verification;

namespace Linkseal.Cli.Views.Html;

/// <summary>What a question's answer had to be, and whether it was: by the rules of <see cref="LinkJudge"/>.</summary>
internal static class Questioning
{
    /// <summary>Expected and observed of one question.</summary>
    public static Expectation Of(LinkQuestion question, ProbeResult answer)
    {
        var (expected, mark) = answer.Kind switch
        {
            ProbeKind.Caller when question.Link.Required is Level.Plaintext => ("plaintext, as described", LinkJudge.SpeaksPlaintext(question, answer) ? Mark.Good : Mark.Open),
            ProbeKind.Caller => ("let in", Caller(answer)),
            ProbeKind.Plaintext or ProbeKind.PlaintextPort when question.Endpoint is { KeepsPlaintext: true } => ("open beside TLS, as described", answer.Outcome is ProbeOutcome.Admitted or ProbeOutcome.NoTls ? Mark.Limit : Mark.Good),
            ProbeKind.PlaintextPort => ("closed or refused", answer.Outcome is ProbeOutcome.Unreachable ? Mark.Good : Stranger(answer)),
            _ when question.Endpoint?.NotRefused.FirstOrDefault(l => l.Stranger == answer.Kind) is { } limit => ($"refused, which the product can't: {limit.Reason}", answer.Outcome is ProbeOutcome.Admitted ? Mark.Limit : Stranger(answer)),
            _ => ("refused", Stranger(answer)),
        };
        return new(Asked(answer.Kind), expected, Words.Of(answer.Outcome), mark);
    }

    private static string Asked(ProbeKind kind) => kind is ProbeKind.Caller ? "the caller itself" : kind.Text();

    private static Mark Caller(ProbeResult answer) => answer.Outcome switch
    {
        ProbeOutcome.Admitted when answer.Undecided is null => Mark.Good,
        _ when answer.MayBeLetIn => Mark.Open,
        ProbeOutcome.Skipped => Mark.NotAsked,
        _ => Mark.Bad,
    };

    private static Mark Stranger(ProbeResult answer) => answer.Outcome switch
    {
        ProbeOutcome.Refused => Mark.Good,
        ProbeOutcome.Admitted or ProbeOutcome.NoTls => Mark.Bad,
        ProbeOutcome.Skipped => Mark.NotAsked,
        _ => Mark.Open,
    };
}
