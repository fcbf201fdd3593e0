using System.Collections.Immutable;
using Linkseal.Cli.Views.Json;
using Linkseal.Core.Checking;
using Linkseal.Core.Topology;

namespace Linkseal.Cli.Views;

/// <summary>The inventory: certificates by expiry, each link's level by files and as last proven, what is written and not in effect.</summary>
/// <param name="Platform">The platform.</param>
/// <param name="Now">When it was looked at.</param>
/// <param name="Report">What was seen.</param>
internal sealed record StatusView(Platform Platform, DateTimeOffset Now, StatusReport Report) : IView
{
    private const string Unknown = "unknown";

    /// <summary>plan lists all of them.</summary>
    private const int MostByHand = 3;

    /// <inheritdoc/>
    public void Write(Page page, bool quiet)
    {
        Table.Write(page, ["COMPONENT", "EXPIRES", "GENERATION", "CERTIFICATE", "NAMES"], [.. Report.Certificates.Select(Row)]);
        if (!Report.Links.IsEmpty)
        {
            page.Blank();
            var names = new LinkNames([.. Report.Links.Select(static l => l.Link)]);
            Table.Write(page, ["LINK", "REQUIRED", "BY FILES", "PROVEN", ""], [.. Report.Links.Select(l => Row(l, names))]);
        }

        foreach (var step in Report.PendingSteps)
        {
            page.Blank();
            page.Wrapped($"Written, not in effect: {(step.Step is { Waits: true } ? step.Reason : $"run {Command(step) ?? "step " + step.Id} ({step.Reason})")}", style: Style.Yellow);
        }

        WriteByHand(page);
    }

    private void WriteByHand(Page page)
    {
        if (Report.ByHand.IsEmpty) return;
        page.Blank();
        page.Wrapped("By hand, not seen done:", style: Style.Yellow);
        foreach (var step in Report.ByHand.Take(MostByHand)) page.Line(("  > ", Style.Cyan), (Words.CommandLine(step.Command), Style.Plain));
        if (Report.ByHand.Length > MostByHand) page.Wrapped($"and {Report.ByHand.Length - MostByHand} more: linkseal plan lists them", "  ");
        page.Wrapped("linkseal done says that they are.", "  ", style: Style.Dim);
    }

    /// <inheritdoc/>
    public void Fill(Envelope envelope)
    {
        envelope.Platform = PlatformItem.From(Platform);
        envelope.Certificates = [.. Report.Certificates.Select(Item)];
        envelope.Links =
        [
            .. Report.Links.Select(static l => new LinkItem(l.Link.Caller, l.Link.Callee, l.Link.Required.Text(), l.Now?.Text() ?? Unknown)
            {
                Endpoint = l.Link.Endpoint, Reason = l.Reason, InEffect = l.Now is null || l.InEffect ? null : false, Proven = LastProofItem.From(l),
            }),
        ];
        envelope.PendingSteps = [.. Report.PendingSteps.Select(static s => new PendingStepItem(s.Id, Command(s), s.Reason)), .. Report.ByHand.Select(static s => new PendingStepItem(s.Id, Words.CommandLine(s.Command), s.Reason) { ByHand = true })];
    }

    private static string? Command(PendingStep step) => step.Step is { } known ? Words.CommandLine(known.Command) : null;

    private ImmutableArray<Cell> Row(CertificateStatus row) =>
    [
        new(row.Component, Style.Bold),
        new(Expiry(row), row.Standing switch { Standing.Good => Style.Green, Standing.Due => Style.Yellow, _ => Style.Red }),
        row.Generation?.ToString() ?? "",
        row.Path,
        string.Join(", ", row.Names),
    ];

    private string Expiry(CertificateStatus row) => row.NotAfter is not { } end
        ? MissingText(row)
        : (row.Standing == Standing.Expired ? "expired " : "") + Words.Distance(Now, end) + (row.FromState ? " (by the state)" : "");

    private static string MissingText(CertificateStatus row) => row.Standing == Standing.Unreadable ? "unreadable" : "missing";

    private ImmutableArray<Cell> Row(LinkLevel row, LinkNames names) =>
    [
        names[row.Link],
        row.Link.Required.Text(),
        new(row.Now?.Text() ?? Unknown, row.Now is { } level && level >= row.Link.Required ? row.InEffect ? Style.Green : Style.Yellow : Style.Red),
        Proven(row),
        new(row.Reason ?? "", Style.Dim),
    ];

    /// <summary><c>mutual, 2 h ago</c>, <c>failed, 3 d ago</c>, <c>mutual, 9 d ago (stale)</c>, <c>never</c>.</summary>
    private Cell Proven(LinkLevel row)
    {
        if (row.Proof is not { } proof) return new("never", Style.Dim);
        var text = $"{(proof.Holds ? proof.Proven?.Text() ?? "as described" : "failed")}, {Words.Ago(Now, proof.At)}";
        var but = Words.Sum("", (row.ProofIsStale ? 1 : 0, "stale"), (proof.Skipped, $"{proof.Skipped} skipped"));
        return new(text + (but.Length > 0 ? $" ({but})" : ""), !proof.Holds || proof.Proven < row.Link.Required ? Style.Red : row.ProofIsStale ? Style.Yellow : Style.Green);
    }

    private CertificateItem Item(CertificateStatus row) => new(row.Component, row.Path, row.Names, row.Standing switch
    {
        Standing.Good => "good",
        Standing.Due => "due",
        Standing.Expired => "expired",
        Standing.Unreadable => "unreadable",
        _ => "missing",
    })
    {
        Generation = row.Generation,
        NotAfter = row.NotAfter?.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ"),
        Days = row.NotAfter is { } end ? (int)Math.Floor((end - Now).TotalDays) : null,
    };
}
