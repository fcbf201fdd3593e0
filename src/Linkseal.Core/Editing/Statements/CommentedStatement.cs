using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Statements;

/// <summary>A line that is a comment, and a statement without its mark.</summary>
/// <param name="Line">The line, from 0.</param>
/// <param name="Lead">The blanks before the mark.</param>
/// <param name="Content">What follows the mark and the blanks behind it.</param>
/// <param name="Inner">The statement, its indexes within the content.</param>
/// <param name="Statement">The statement, its place that of the line.</param>
internal sealed record CommentedStatement(int Line, string Lead, string Content, Statement Inner, Statement Statement)
{
    /// <summary>The commented-out statements of a section that begin with some words, those within a commented-out section of it aside.</summary>
    /// <param name="doc">The document.</param>
    /// <param name="section">The section.</param>
    /// <param name="words">The words.</param>
    /// <param name="mostWords">How many words a setting has at most; more are prose.</param>
    public static IEnumerable<CommentedStatement> Of(StatementDocument doc, Block section, ImmutableArray<string> words, int mostWords)
    {
        if (doc.Grammar.Commented == CommentedForm.None) yield break;
        var depth = 0;
        foreach (var line in OwnLines(doc, section))
        {
            if (Parts(doc, line) is not var (lead, gap, content)) continue;
            if (doc.Grammar.HasBrackets && content.StartsWith('[')) yield break;
            if (doc.Grammar.HasBraces)
            {
                if (content.StartsWith('}')) depth--;
                var isInside = depth > 0;
                if (content.TrimEnd().EndsWith('{')) depth++;
                if (isInside) continue;
            }

            if (!content.AsSpan().Contains(words[0], StringComparison.OrdinalIgnoreCase) && doc.Grammar.Fold("-") == "-") continue;
            if (StatementReader.Read(doc.Grammar, "", content, isPart: true).Value is not { Statements: [{ IsSection: false } inner] } || inner.Start > 0) continue;
            if (!StatementPath.Begins(doc.Grammar, inner, words) || !IsSetting(doc.Grammar, inner, gap, mostWords)) continue;
            var statement = new Statement(content, SectionOf(section), new(line + 1, lead.Length + 1), inner.Words, inner.HeadEnd) { IsCommentedOut = true, HasSign = inner.HasSign };
            yield return new(line, lead, content, inner, statement);
        }
    }

    private static ImmutableArray<string> SectionOf(Block section) =>
        section.Owner is { } owner ? [.. owner.Section, string.Join(' ', owner.Words.Select(static w => w.Text))] : [];

    /// <summary>The lines of a section that belong to no statement of it, from 0.</summary>
    private static IEnumerable<int> OwnLines(StatementDocument doc, Block section)
    {
        var source = doc.Source;
        var line = source.LineOf(section.Open) + (section.IsWhole ? 0 : 1);
        foreach (var statement in section.Statements)
        {
            for (var first = source.LineOf(statement.Start); line < first; line++) yield return line;

            // Below a header of a line everything is its own.
            line = statement.Body is { } body && !doc.Grammar.HasBraces ? source.LineOf(body.Close - 1) + 1 : source.LineOf(statement.End - 1) + 1;
        }

        var end = section.Close == source.Text.Length ? source.Count : source.LineOf(section.Close);
        for (; line < end; line++) yield return line;
    }

    /// <summary>A comment's blanks, the blanks behind its mark, and the rest; null: the line is none, or has a mark of prose, twice the sign.</summary>
    private static (string Lead, string Gap, string Content)? Parts(StatementDocument doc, int line)
    {
        var text = doc.Source.LineAt(line);
        var lead = doc.Source.LeadOf(line);
        if (doc.Grammar.Comments.FirstOrDefault(m => text.AsSpan(lead.Length).StartsWith(m, StringComparison.Ordinal)) is not { } mark) return null;
        var behind = text[(lead.Length + mark.Length)..];
        var content = behind.TrimStart(' ', '\t');
        return (lead, behind[..^content.Length], content);
    }

    private static bool IsSetting(Grammar grammar, Statement inner, string gap, int mostWords) => grammar.Commented switch
    {
        CommentedForm.Tight => gap.Length == 0,
        CommentedForm.Signed => inner.HasSign || (gap.Length == 0 && inner.Words.Length == 1),
        _ => inner.HasSign || grammar.HasBraces || inner.Words.Length <= Math.Max(2, mostWords),
    };
}
