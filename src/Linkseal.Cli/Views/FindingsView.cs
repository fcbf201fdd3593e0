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
    private const string Indent = "          ";

    /// <inheritdoc/>
    public void Write(Page page, bool quiet)
    {
        WriteGroup(page, "Errors", Severity.Error, WriteWhole);
        WriteGroup(page, "Warnings", Severity.Warning, WriteWhole);
        if (!quiet)
        {
            WriteGroup(page, "Notes", Severity.Note, WriteShortly);
            page.Wrapped("Files only: nothing was dialled; what a running server has loaded, and whom it lets in, is not seen here.", style: Style.Dim);
        }

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

    private void WriteGroup(Page page, string heading, Severity severity, Action<Page, Finding> write)
    {
        if (Count(severity) == 0) return;
        page.Line(heading, Style.Bold);
        foreach (var finding in Findings.Where(f => f.Severity == severity)) write(page, finding);
        page.Blank();
    }

    private static void WriteWhole(Page page, Finding finding)
    {
        page.Line(("  ", Style.Plain), (finding.Code, Words.Colour(finding.Severity)), ("  ", Style.Plain), (Where(finding), Style.Bold));
        page.Wrapped(finding.Message, Indent);
        foreach (var (label, text) in ((string, string?)[])[("expected  ", finding.Expected), ("observed  ", finding.Observed), ("remedy    ", finding.Remedy)])
        {
            if (text is not null) page.Wrapped(text, Indent + "          ", Indent + label);
        }
    }

    private static void WriteShortly(Page page, Finding finding)
    {
        var where = Where(finding);
        page.Wrapped((where.Length > 0 ? where + ": " : "") + finding.Message, Indent, $"  {finding.Code}  ");
    }

    private static string Where(Finding finding) =>
        string.Join("  ", ((string?[])[finding.Link ?? finding.Component, finding.Path]).OfType<string>());
}
