using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Statements;

/// <summary>Where new statements go within their section.</summary>
/// <param name="Behind">The statement behind which they go; null: <paramref name="Above"/> says it.</param>
/// <param name="Above">The statement above which they go; neither: to the end of the text, or to the beginning of a section.</param>
internal sealed record InsertionPlace(Statement? Behind, Statement? Above);

/// <summary>Puts lines of statements into a section: indented and ended as its others are.</summary>
internal static class Insertion
{
    /// <summary>The replacement, and what it is: whole lines, or a piece of one.</summary>
    /// <param name="doc">The text.</param>
    /// <param name="section">The section.</param>
    /// <param name="place">Where in it.</param>
    /// <param name="lines">The lines, each step deeper four blanks; statements ended, but for commas.</param>
    /// <param name="opensSection">True when a section is opened: it gets an empty line beside it.</param>
    public static (Splice Splice, AppliedEditKind Kind) Of(StatementText doc, Block section, InsertionPlace place, ImmutableArray<string> lines, bool opensSection)
    {
        var onOneLine = place;
        if (doc.Grammar.NeedsCommas) place = BeforeTheLast(doc, section, place);
        if (Gap(doc, section, onOneLine) is null || Gap(doc, section, place) is not { } gap) return (Within(doc, section, onOneLine, lines), AppliedEditKind.Entry);

        var lead = Lead(doc, section, place);
        var unit = Unit(doc);
        IEnumerable<string> written = lines.Select(l => l.Length == 0 ? l : lead + Indented(l, unit));
        if (doc.Grammar.NeedsCommas && section.Statements.Length > 0) written = written.Take(lines.Length - 1).Append(written.Last() + ",");
        if (opensSection && !doc.Grammar.HasValues)
        {
            if (gap > 0 && (place.Behind is not null || section.Owner is null) && !doc.Source.IsBlank(gap - 1)) written = written.Prepend("");
            else if (gap < doc.Source.Count && place.Behind is null && place.Above is not null && !doc.Source.IsBlank(gap)) written = written.Append("");
        }

        if (!opensSection && doc.Grammar.HasHeaders && place is { Behind: null, Above.IsSection: true })
        {
            // Before the first header: above the empty lines that part it from what is before, with one of its own.
            while (gap > 0 && doc.Source.IsBlank(gap - 1)) gap--;
            if (gap > 0) written = written.Prepend("");
        }

        return (doc.Source.LinesBefore(gap, written), AppliedEditKind.Lines);
    }

    /// <summary>A setting behind the last would need a comma behind that one: it goes above it, unless one stands there already.</summary>
    private static InsertionPlace BeforeTheLast(StatementText doc, Block section, InsertionPlace place)
    {
        var behind = place.Behind ?? (place.Above is null && section.Statements is [.., var last] ? last : null);
        return behind is null || doc.Text[behind.End - 1] == ',' ? place with { Behind = behind } : new(null, behind);
    }

    /// <summary>The line, from 0, above which whole lines can go; null: the section stands in one line.</summary>
    private static int? Gap(StatementText doc, Block section, InsertionPlace place)
    {
        if (place.Behind is { } behind) return doc.EndsLine(behind.End) && !ClosesOnLine(doc, section, behind.End) ? doc.Source.LineOf(behind.End - 1) + 1 : null;
        if (place.Above is { } above) return doc.BeginsLine(above) ? AboveOf(doc, section, above) : null;
        if (section.IsWhole) return EndOfText(doc);
        return doc.EndsLine(section.Open) && !ClosesOnLine(doc, section, section.Open) ? doc.Source.LineOf(section.Open) + 1 : null;
    }

    private static bool ClosesOnLine(StatementText doc, Block section, int index) => section.IsBraced && doc.Source.LineOf(index) == doc.Source.LineOf(section.Close);

    /// <summary>The line of a statement, or of the prose that stands close above it.</summary>
    private static int AboveOf(StatementText doc, Block section, Statement statement)
    {
        var line = doc.Source.LineOf(statement.Start);
        var first = section.IsWhole ? 0 : doc.Source.LineOf(section.Open) + 1;
        while (line > first && IsProse(doc, line - 1)) line--;
        return line;
    }

    private static bool IsProse(StatementText doc, int line)
    {
        var text = doc.Source.LineAt(line).AsSpan().TrimStart(" \t");
        foreach (var mark in doc.Grammar.Comments)
        {
            if (text.StartsWith(mark, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    private static int EndOfText(StatementText doc)
    {
        var last = doc.Source.Count - 1;
        return doc.Source.LineAt(last).Length == 0 ? last : last + 1;
    }

    /// <summary>A piece of a line: behind a neighbour, or alone between braces.</summary>
    private static Splice Within(StatementText doc, Block section, InsertionPlace place, ImmutableArray<string> lines)
    {
        var text = string.Join(' ', lines.Select(static l => l.Trim()));
        var beside = doc.Grammar.BesideOnLine;
        if (place.Behind is { } behind)
        {
            // A comma behind it stays the last one's.
            var at = doc.Text[behind.End - 1] == ',' ? behind.End - 1 : behind.End;
            return new(at, at, beside + text);
        }

        if ((place.Above ?? section.Statements.FirstOrDefault()) is { } next) return new(next.Start, next.Start, text + beside);
        return new(section.Open, section.Open, section.Open < doc.Text.Length && doc.Text[section.Open] is ' ' ? " " + text : " " + text + " ");
    }

    /// <summary>The blanks of a neighbour; without one, those of the section's own line and one step more.</summary>
    private static string Lead(StatementText doc, Block section, InsertionPlace place)
    {
        if ((place.Behind ?? place.Above ?? section.Statements.FirstOrDefault()) is { } sibling && !(doc.Grammar.HasHeaders && sibling.IsSection)) return LeadOf(doc, sibling);
        if (section.Owner is not { } owner) return section.IsBraced ? Unit(doc) : "";
        if (doc.Grammar.HasBraces) return LeadOf(doc, owner) + Unit(doc);
        return doc.Document.Statements.SelectMany(static s => s.Statements).Select(s => LeadOf(doc, s)).FirstOrDefault()
            ?? (doc.Grammar.HasBrackets || !doc.Grammar.EachCounts ? LeadOf(doc, owner) : "    ");
    }

    private static string LeadOf(StatementText doc, Statement statement) => doc.Source.LeadOf(doc.Source.LineOf(statement.Start));

    /// <summary>By how much the file indents: taken from the first statement in braces, else four blanks; two in JSON.</summary>
    private static string Unit(StatementText doc)
    {
        foreach (var section in doc.Document.Statements.Where(static s => s.IsSection))
        {
            if (section.Statements is [var child, ..] && LeadOf(doc, child) is var lead && lead.StartsWith(LeadOf(doc, section), StringComparison.Ordinal) && lead.Length > LeadOf(doc, section).Length)
            {
                return lead[LeadOf(doc, section).Length..];
            }
        }

        return doc.Grammar.NeedsCommas && doc.Document.Statements is [var first, ..] && LeadOf(doc, first) is { Length: > 0 } own ? own : doc.Grammar.NeedsCommas ? "  " : "    ";
    }

    /// <summary>A line with its steps of four blanks as the file's own.</summary>
    private static string Indented(string line, string unit)
    {
        var blanks = line.Length - line.TrimStart(' ').Length;
        return string.Concat(Enumerable.Repeat(unit, blanks / 4)) + line[(blanks / 4 * 4)..];
    }
}
