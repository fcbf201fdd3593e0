using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Topology;
using Linkseal.Core.Verification;

namespace Linkseal.Cli.Views.Html;

/// <summary>One thing that had to be, and what was.</summary>
/// <param name="Of">What it is about.</param>
/// <param name="Expected">What had to be.</param>
/// <param name="Observed">What was.</param>
/// <param name="Mark">Whether it was so.</param>
internal sealed record Expectation(string Of, string Expected, string Observed, Mark Mark)
{
    private const int NamesShown = 8;

    /// <summary>What was expected of a link and its server, row by row.</summary>
    /// <param name="proof">The link, which was asked.</param>
    /// <param name="at">When.</param>
    public static ImmutableArray<Expectation> All(LinkProof proof, DateTimeOffset at)
    {
        var required = proof.Link.Required;
        List<Expectation> rows = [new("Level", required.Text(), proof.Proven?.Text() ?? "none", proof.Proven >= required ? Mark.Good : required is Level.Plaintext ? Mark.Open : Mark.Bad)];
        if (required is Level.Plaintext || proof.Caller.Served is not { } served) return [.. rows];

        rows.Add(new("TLS", "TLS 1.2 or later", $"{served.Protocol}{(served.Suite.Length > 0 ? ", " + served.Suite : "")}", served.Protocol is "TLS 1.2" or "TLS 1.3" ? Mark.Good : Mark.Open));
        if (served.Leaf is not { } leaf) return [.. rows];

        rows.Add(proof.Question.Issued is { } issued
            ? new("Certificate", $"the one on disk, SHA-256 {issued}", $"SHA-256 {leaf.Sha256}", leaf.Sha256 == issued ? Mark.Good : Mark.Bad)
            : new("Certificate", "not known here: it is not on this disk", $"SHA-256 {leaf.Sha256}", Mark.Open));
        rows.Add(Issuer(proof, leaf));
        rows.Add(Names(proof.Question, leaf));
        rows.Add(Dates(leaf, at));
        rows.Add(new("Purpose", "for servers", leaf.Allows(Purposes.Server) ? "for servers" : "not for servers", leaf.Allows(Purposes.Server) ? Mark.Good : Mark.Bad));
        return [.. rows];
    }

    private static Expectation Issuer(LinkProof proof, CertificateFacts leaf)
    {
        var fault = proof.Findings.FirstOrDefault(static f => f.Code is "LS2905" or "LS2906" or "LS2913");
        return new("Issuer", "an authority that the caller believes, by a whole chain", fault?.Message ?? leaf.Issuer, fault is null ? Mark.Good : Mark.Bad);
    }

    private static Expectation Names(LinkQuestion question, CertificateFacts leaf)
    {
        ImmutableArray<string> dialled = [question.ServerName, .. question.Link.Dialled.Where(n => n != question.ServerName && !n.StartsWith('*'))];
        var covered = dialled.All(n => ServedJudge.Covers(leaf, n));
        return new("Name", string.Join(", ", dialled), leaf.Names.IsEmpty ? "no name at all" : Listed([.. leaf.Names.Select(static n => n.Value)], NamesShown), covered ? Mark.Good : Mark.Bad);
    }

    private static Expectation Dates(CertificateFacts leaf, DateTimeOffset at) => new(
        "Dates", $"valid at {Times.Of(at)}", $"{Times.Of(leaf.NotBefore)} to {Times.Of(leaf.NotAfter)}", leaf.NotBefore <= at && at < leaf.NotAfter ? Mark.Good : Mark.Bad);

    /// <summary>The first of many, and how many more there are.</summary>
    public static string Listed(ImmutableArray<string> names, int shown) => string.Join(", ", names.Take(shown)) + (names.Length > shown ? $" and {names.Length - shown} more" : "");
}
