using System.Collections.Immutable;
using Linkseal.Cli.Views.Json;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;
using Linkseal.Core.Verification;

namespace Linkseal.Cli.Views;

/// <summary>What <c>verify</c> proved: each link with its level, then what is not as described with its remedy, and one line that counts.</summary>
/// <param name="Report">The run.</param>
/// <param name="AllowSkipped">Links that could not be asked do not count against it.</param>
internal sealed record VerifyView(VerificationReport Report, bool AllowSkipped) : IJunitView
{
    private static readonly Level[] HighestFirst = [Level.Named, Level.Mutual, Level.Authenticated, Level.Encrypted, Level.Plaintext];

    /// <summary>True when every link has its required level by proof.</summary>
    /// <param name="strict">Warnings count too.</param>
    public bool Holds(bool strict) =>
        !Report.Links.Any(l => l.Fails(AllowSkipped)) && !(strict && Count(Severity.Warning) > 0);

    /// <inheritdoc/>
    public void Write(Page page, bool quiet)
    {
        var names = new LinkNames(Report.Platform.Links);
        var several = Report.Links.GroupBy(static l => l.Link.Id, StringComparer.Ordinal).Any(static g => g.Select(static l => l.Address).Distinct(StringComparer.Ordinal).Count() > 1);
        Table.Write(page, ["LINK", "AT", "REQUIRED", "PROVEN", "EVIDENCE"], [.. Report.Links.Select(l => Row(l, names))], "  ");
        if (several && !quiet) page.Wrapped("One line for each address that a link is dialled at.", "  ", style: Style.Dim);
        page.Blank();
        FindingsText.Write(page, Report.Findings, quiet);
        foreach (var group in Report.Links.Where(static l => l.Skipped is not null).GroupBy(static l => l.Skipped, StringComparer.Ordinal))
            page.Wrapped($"skipped {string.Join(", ", group.Select(l => names[l.Link]))}: {group.Key}", "    ", "  ", Style.Yellow);
        if (Report.Skipped > 0) page.Blank();
        page.Line(Sum(), !Holds(strict: false) ? Style.Red : Report.Skipped > 0 ? Style.Yellow : Style.Green);
    }

    /// <inheritdoc/>
    public void Fill(Envelope envelope)
    {
        envelope.Platform = PlatformItem.From(Report.Platform);
        envelope.Proofs = [.. Report.Links.Select(ProofItem.Of)];
        envelope.Findings = [.. Report.Findings.OrderByDescending(static f => f.Severity).Select(FindingItem.From)];
        envelope.Counts = new(StringComparer.Ordinal)
        {
            ["links"] = Report.Links.Length, ["proven"] = Report.Links.Count(static l => l.Holds), ["skipped"] = Report.Skipped,
            ["error"] = Count(Severity.Error), ["warning"] = Count(Severity.Warning), ["note"] = Count(Severity.Note),
        };
    }

    /// <inheritdoc/>
    public string Junit() => JunitText.Of(Report, AllowSkipped);

    private static ImmutableArray<Cell> Row(LinkProof proof, LinkNames names) =>
    [
        names[proof.Link],
        proof.Address ?? "",
        proof.Link.Required.Text(),
        proof.Skipped is not null ? new("skipped", Style.Yellow) : proof.Proven is { } level ? new(level.Text(), proof.Holds ? Style.Green : Style.Red) : new("none", Style.Red),
        new(Evidence(proof), Style.Dim),
    ];

    /// <summary>TLS 1.3, web's own: PONG; refused: no certificate, …</summary>
    private static string Evidence(LinkProof proof)
    {
        if (proof.Skipped is not null) return "";
        var caller = proof.Caller;
        var how = string.Join(", ", ((string?[])[caller.Served?.Protocol, caller.Shown]).OfType<string>());
        var refused = proof.Strangers.Where(static s => s.Outcome is ProbeOutcome.Refused && s.Kind < ProbeKind.Plaintext).Select(static s => s.Kind.Text()).ToList();
        return (how.Length > 0 ? how + ": " : "") + caller.Evidence + (refused.Count > 0 ? "; refused: " + string.Join(", ", refused) : "");
    }

    /// <summary>The last line: <c>5 of 6 links as required by proof: 2 named, 3 mutual, 1 none · 1 skipped · 2 errors</c>.</summary>
    public string Sum()
    {
        var asked = Report.Links.Where(static l => l.Skipped is null).ToList();
        var levels = HighestFirst.Select(level => (Number: asked.Count(l => l.Proven == level), Text: level.Text()))
            .Append((Number: asked.Count(static l => l.Proven is null), Text: "nothing"))
            .Where(static p => p.Number > 0).Select(static p => $"{p.Number} {p.Text}").ToList();
        var findings = Words.Sum("no errors", (Count(Severity.Error), Words.Count(Count(Severity.Error), "error")), (Count(Severity.Warning), Words.Count(Count(Severity.Warning), "warning")));
        return $"{Report.Links.Count(static l => l.Holds)} of {Words.Count(Report.Links.Length, "link")} as required by proof"
            + (levels.Count > 0 ? ": " + string.Join(", ", levels) : "") + (Report.Skipped > 0 ? $" · {Report.Skipped} skipped" : "") + " · " + findings;
    }

    private int Count(Severity severity) => Report.Findings.Count(f => f.Severity == severity);
}
