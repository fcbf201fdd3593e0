using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Cli.Views;

/// <summary>Findings for people: the worst first and whole, notes shortly.</summary>
internal static class FindingsText
{
    private const string Indent = "          ";

    /// <summary>Writes each group that is not empty; quiet: without notes.</summary>
    public static void Write(Page page, ImmutableArray<Finding> findings, bool quiet)
    {
        WriteGroup(page, "Errors", findings, Severity.Error, WriteWhole);
        WriteGroup(page, "Warnings", findings, Severity.Warning, WriteWhole);
        if (!quiet) WriteGroup(page, "Notes", findings, Severity.Note, WriteShortly);
    }

    private static void WriteGroup(Page page, string heading, ImmutableArray<Finding> findings, Severity severity, Action<Page, Finding> write)
    {
        var group = findings.Where(f => f.Severity == severity).ToList();
        if (group.Count == 0) return;
        page.Line(heading, Style.Bold);
        foreach (var finding in group) write(page, finding);
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
