using System.Collections.Immutable;
using Linkseal.Cli.Views.Json;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;
using Linkseal.Dialects;

namespace Linkseal.Cli.Views;

/// <summary>One platform as its files stand.</summary>
/// <param name="Folder">Where it lies, as the place sees it.</param>
/// <param name="Saw">What was recognised, one line each.</param>
/// <param name="NotLookedAt">Files that may belong to it and were not taken into it.</param>
/// <param name="Platform">Components and links; a link's required level is the one that it has.</param>
/// <param name="Findings">What is wrong.</param>
internal sealed record Audited(string Folder, ImmutableArray<string> Saw, ImmutableArray<NotLookedAt> NotLookedAt, Platform Platform, ImmutableArray<Finding> Findings);

/// <summary>What <c>audit</c> saw: for each platform the level of every link by files and what is wrong, then one line that counts.</summary>
/// <param name="Platforms">In the order in which they were met.</param>
internal sealed record AuditView(ImmutableArray<Audited> Platforms) : IView
{
    private static readonly Level[] HighestFirst = [Level.Named, Level.Mutual, Level.Authenticated, Level.Encrypted, Level.Plaintext];

    private IEnumerable<Link> Links => Platforms.SelectMany(static p => p.Platform.Links);

    /// <inheritdoc/>
    public void Write(Page page, bool quiet)
    {
        foreach (var platform in Platforms)
        {
            page.Line((platform.Folder, Style.Bold), (platform.Platform.Title is { } title ? ": " + title : "", Style.Plain));
            if (!quiet)
            {
                foreach (var line in platform.Saw.Where(line => !line.StartsWith(platform.Platform.Title ?? "\n", StringComparison.Ordinal))) page.Wrapped(line, "    ", "  ", Style.Dim);
            }

            foreach (var file in platform.NotLookedAt) page.Wrapped($"not looked at: {file.Path}: {file.Reason}", "    ", "  ", Style.Yellow);
            page.Blank();
            var names = new LinkNames(platform.Platform.Links);
            Table.Write(page, ["LINK", "LEVEL", "REACHABLE", "WHY NOT HIGHER"], [.. platform.Platform.Links.Select(l => Row(l, names))], "  ");
            page.Blank();
            FindingsText.Write(page, platform.Findings, quiet);
        }

        if (!quiet) page.Wrapped(FindingsView.FilesOnly, style: Style.Dim);
        page.Line(Sum(), Count(Severity.Error) > 0 ? Style.Red : Links.All(static l => l.NotSeen is null && l.Required > Level.Plaintext) ? Style.Green : Style.Yellow);
    }

    /// <inheritdoc/>
    public void Fill(Envelope envelope)
    {
        envelope.Audited = [.. Platforms.Select(Item)];
        envelope.Counts = new(StringComparer.Ordinal)
        {
            ["links"] = Links.Count(), ["notLookedAt"] = Links.Count(static l => l.NotSeen is not null),
            ["error"] = Count(Severity.Error), ["warning"] = Count(Severity.Warning), ["note"] = Count(Severity.Note),
        };
        foreach (var level in HighestFirst) envelope.Counts[level.Text()] = Count(level);
    }

    private static AuditedItem Item(Audited audited) => new(
        audited.Folder,
        PlatformItem.From(audited.Platform),
        audited.Saw,
        [.. audited.Platform.Links.Select(static l => new AuditedLinkItem(l.Caller, l.Callee, l.NotSeen is null ? l.Required.Text() : null, l.Reachable.Text())
        {
            Endpoint = l.Endpoint, Reason = l.NotSeen ?? l.Reason,
        })],
        [.. audited.Findings.OrderByDescending(static f => f.Severity).Select(FindingItem.From)],
        [.. audited.NotLookedAt.Select(static n => new NotLookedAtItem(n.Path, n.Reason))]);

    private static ImmutableArray<Cell> Row(Link link, LinkNames names) => link.NotSeen is { } why
        ? [names[link], new("not looked at", Style.Yellow), link.Reachable.Text(), new(why, Style.Dim)]
        :
        [
            names[link],
            new(link.Required.Text(), link.Required == Level.Plaintext ? Style.Red : link.Required == Level.Encrypted ? Style.Yellow : Style.Green),
            link.Reachable.Text(),
            new(link.Reason ?? "", Style.Dim),
        ];

    /// <summary><c>31 links: 4 mutual, 9 encrypted, 18 plaintext · 7 errors, 2 warnings</c>.</summary>
    private string Sum()
    {
        var links = HighestFirst.Select(level => (Number: Count(level), Text: level.Text()))
            .Append((Number: Links.Count(static l => l.NotSeen is not null), Text: "not looked at"))
            .Where(static p => p.Number > 0).Select(static p => $"{p.Number} {p.Text}");
        var findings = Words.Sum("no errors", (Count(Severity.Error), Words.Count(Count(Severity.Error), "error")), (Count(Severity.Warning), Words.Count(Count(Severity.Warning), "warning")));
        return $"{Words.Count(Links.Count(), "link")}: {string.Join(", ", links)} · {findings}";
    }

    private int Count(Level level) => Links.Count(l => l.NotSeen is null && l.Required == level);

    private int Count(Severity severity) => Platforms.Sum(p => p.Findings.Count(f => f.Severity == severity));
}
