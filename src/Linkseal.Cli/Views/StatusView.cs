using System.Collections.Immutable;
using Linkseal.Cli.Commands;
using Linkseal.Cli.Views.Json;
using Linkseal.Core.Topology;

namespace Linkseal.Cli.Views;

/// <summary>The inventory: certificates by expiry, each link's level by files, what is written and not in effect.</summary>
internal sealed record StatusView : IView
{
    /// <summary>The platform.</summary>
    public required Platform Platform { get; init; }

    /// <summary>When it was looked at.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The certificates, the first to expire first.</summary>
    public required ImmutableArray<CertificateStatus> Certificates { get; init; }

    /// <summary>The links.</summary>
    public required ImmutableArray<LinkStatus> Links { get; init; }

    /// <summary>Steps that were due and have not been seen to be run.</summary>
    public ImmutableArray<PendingStepItem> PendingSteps { get; init; } = [];

    /// <inheritdoc/>
    public void Write(Page page, bool quiet)
    {
        Table.Write(page, ["COMPONENT", "EXPIRES", "GENERATION", "CERTIFICATE", "NAMES"], [.. Certificates.Select(Row)]);
        if (!Links.IsEmpty)
        {
            page.Blank();
            Table.Write(page, ["LINK", "REQUIRED", "BY FILES", ""], [.. Links.Select(Row)]);
        }

        foreach (var step in PendingSteps)
        {
            page.Blank();
            page.Wrapped($"Written, not in effect: run {step.Command ?? "step " + step.Step} ({step.Reason})", style: Style.Yellow);
        }
    }

    /// <inheritdoc/>
    public void Fill(Envelope envelope)
    {
        envelope.Platform = PlatformItem.From(Platform);
        envelope.Certificates = [.. Certificates.Select(Item)];
        envelope.Links =
        [
            .. Links.Select(static l => new LinkItem(l.Link.Caller, l.Link.Callee, l.Link.Required.Text(), l.Level.Text())
            {
                Endpoint = l.Link.Endpoint, Reason = l.Reason,
            }),
        ];
        envelope.PendingSteps = PendingSteps;
    }

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

    private static ImmutableArray<Cell> Row(LinkStatus row) =>
    [
        row.Link.Id,
        row.Link.Required.Text(),
        new(row.Level.Text(), row.Level >= row.Link.Required ? Style.Green : Style.Red),
        new(row.Reason ?? "", Style.Dim),
    ];

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
