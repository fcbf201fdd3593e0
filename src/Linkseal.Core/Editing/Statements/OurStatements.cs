using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Statements;

/// <summary>What we wrote, read again, and where it stands.</summary>
internal static class OurStatements
{
    /// <summary>The statements of lines or of a piece of one; default: they can't be read.</summary>
    public static ImmutableArray<Statement> Read(Grammar grammar, string text) =>
        StatementReader.Read(grammar, "", Inner(text), isPart: true).Value?.Statements ?? default;

    /// <summary>The text without what parts it from its neighbours; blanks at its end may be part of a value.</summary>
    public static string Inner(string text) => text.TrimStart(' ', ',', '\r', '\n').TrimEnd('\r', '\n');

    /// <summary>Where statements stand one behind the other in a section, by the number of the first.</summary>
    public static IEnumerable<int> Runs(Grammar grammar, Block section, ImmutableArray<Statement> statements) =>
        from at in Enumerable.Range(0, Math.Max(section.Statements.Length - statements.Length + 1, 0))
        where StatementTrees.Equal(grammar, section.Statements[at..(at + statements.Length)], statements)
        select at;

    /// <summary>The statements of an edit of ours where they stand now; default: they do not, or not as we wrote them.</summary>
    public static ImmutableArray<Statement> Standing(StatementText doc, AppliedEdit edit)
    {
        if (Read(doc.Grammar, edit.Ours) is not { IsDefaultOrEmpty: false } ours) return default;
        if (!IsBlock(edit))
        {
            // A setting: the one that its path means now.
            return doc.Find(edit.Key).Counting is { } there && ours.Length == 1 && StatementTrees.SameHead(doc.Grammar, there, ours[0]) ? [there] : default;
        }

        ImmutableArray<ImmutableArray<Statement>> runs =
            [.. doc.SectionsAt(edit.Key[..^1]).SelectMany(s => Runs(doc.Grammar, s, ours).Select(at => s.Statements[at..(at + ours.Length)]))];
        return runs.IsEmpty ? default : runs.MaxBy(r => Likeness(doc, r, edit));
    }

    /// <summary>True for lines that were wanted together.</summary>
    public static bool IsBlock(AppliedEdit edit) => edit.Key[^1] is ['{', .., '}'];

    /// <summary>How many of the two sides of a run look as they did when we wrote it.</summary>
    private static int Likeness(StatementText doc, ImmutableArray<Statement> run, AppliedEdit edit)
    {
        if ((edit.LinesBefore, edit.LinesAfter) == (null, null)) return 0;
        var (first, last) = doc.LinesOf(run[0], run[^1]);
        return (Surroundings.Before(doc.Source, first) == edit.LinesBefore ? 1 : 0) + (Surroundings.After(doc.Source, last + 1) == edit.LinesAfter ? 1 : 0);
    }
}
