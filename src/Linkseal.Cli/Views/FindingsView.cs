using System.Collections.Immutable;
using Linkseal.Cli.Views.Json;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;

namespace Linkseal.Cli.Views;

/// <summary>What <c>check</c> found: the worst first, notes shortly, then what an offline look can't see, and one line that counts.</summary>
/// <param name="Platform">What was looked at.</param>
/// <param name="Findings">In the order in which they were met.</param>
internal sealed record FindingsView(Platform Platform, ImmutableArray<Finding> Findings) : IView
{
    /// <summary>What no look at files can tell.</summary>
    public const string FilesOnly = "Files only: nothing was dialled; what a running server has loaded, and whom it lets in, is not seen here.";

    /// <inheritdoc/>
    public void Write(Page page, bool quiet)
    {
        FindingsText.Write(page, Findings, quiet);
        if (!quiet) page.Wrapped(FilesOnly, style: Style.Dim);

        var counted = Words.Sum(
            "No findings.",
            (Count(Severity.Error), Words.Count(Count(Severity.Error), "error")),
            (Count(Severity.Warning), Words.Count(Count(Severity.Warning), "warning")),
            (Count(Severity.Note), Words.Count(Count(Severity.Note), "note")));
        page.Line(counted, Count(Severity.Error) > 0 ? Style.Red : Count(Severity.Warning) > 0 ? Style.Yellow : Style.Green);
    }

    /// <inheritdoc/>
    public void Fill(Envelope envelope)
    {
        envelope.Platform = PlatformItem.From(Platform);
        envelope.Findings = [.. Findings.OrderByDescending(static f => f.Severity).Select(FindingItem.From)];
        envelope.Counts = new(StringComparer.Ordinal)
        {
            ["error"] = Count(Severity.Error), ["warning"] = Count(Severity.Warning), ["note"] = Count(Severity.Note),
        };
    }

    private int Count(Severity severity) => Findings.Count(f => f.Severity == severity);
}
