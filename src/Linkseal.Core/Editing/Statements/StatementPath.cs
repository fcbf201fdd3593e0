using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Statements;

/// <summary>Finds statements by a path of their first words.</summary>
internal static class StatementPath
{
    /// <summary>The statements at a path and the sections in which such a one would stand.</summary>
    public static FoundStatements Find(Grammar grammar, Block root, ImmutableArray<string> path)
    {
        ImmutableArray<Block> sections = [root];
        for (var at = 0; at < path.Length;)
        {
            var part = at++;
            var words = Words(grammar, path[part]);
            ImmutableArray<Statement> matches = [.. sections.SelectMany(static s => s.Statements).Where(s => Begins(grammar, s, words))];
            var index = (int?)null;
            for (; at < path.Length && EntryPart.Of(path[at]) is { } entry; at++)
            {
                if (entry.Name is null) index = entry.Index;
                matches = entry.Name is { } name ? [.. matches.Where(s => Says(grammar, s, name, entry.Value))] : entry.Index < matches.Length ? [matches[entry.Index]] : [];
            }

            if (at == path.Length) return new(matches, sections, part) { Index = index, IsAmbiguous = matches.Length > 1 && grammar.EachCounts };
            ImmutableArray<Block> below = [.. matches.Select(static s => s.Body).OfType<Block>()];
            if (below.IsEmpty) return new([], sections, part) { IsMissing = true, Obstacle = matches.FirstOrDefault() };
            if (below.Length > 1 && !grammar.SectionsMerge) return new([], below, part) { IsMissing = true, IsAmbiguous = true };
            sections = below;
        }

        return new([], sections, path.Length);
    }

    /// <summary>The words with which the statements at a path begin.</summary>
    public static ImmutableArray<string> LastWords(Grammar grammar, ImmutableArray<string> path) => Words(grammar, path[LastName(path)]);

    /// <summary>The number of the last part of a path that is no entry.</summary>
    public static int LastName(ImmutableArray<string> path)
    {
        var last = path.Length - 1;
        while (last > 0 && EntryPart.Of(path[last]) is not null) last--;
        return last;
    }

    /// <summary>The words of a part.</summary>
    public static ImmutableArray<string> Words(Grammar grammar, string part)
    {
        if (!grammar.PartsAreWords) return [part];
        var words = WordsOf(grammar, part);
        return words is { IsDefaultOrEmpty: false } ? [.. words.Select(static w => w.Text)] : [part];
    }

    /// <summary>The words of a line without its section and its end; default: it is no such line.</summary>
    public static ImmutableArray<Word> WordsOf(Grammar grammar, string line)
    {
        try
        {
            var cursor = new TextCursor(grammar, line, 0);
            var words = ImmutableArray.CreateBuilder<Word>();
            for (cursor.SkipBlanks(); !cursor.AtEnd; cursor.SkipBlanks())
            {
                if (cursor.AtLineEnd || cursor.AtTrailingComment) return default;
                var before = cursor.Index;
                words.Add(WordScanner.Read(grammar, cursor));
                if (cursor.Index == before) return default;
            }

            return words.ToImmutable();
        }
        catch (StatementRefusedException)
        {
            return default;
        }
    }

    /// <summary>True for a statement that begins with these words.</summary>
    public static bool Begins(Grammar grammar, Statement statement, ImmutableArray<string> words)
    {
        if (statement.Words.Length < words.Length || grammar.Fold(statement.Name) != grammar.Fold(words[0])) return false;
        for (var i = 1; i < words.Length; i++)
        {
            if (statement.Words[i].Text != words[i]) return false;
        }

        return true;
    }

    /// <summary>True for a section in which a setting says a value, perhaps among others.</summary>
    private static bool Says(Grammar grammar, Statement section, string name, string value) =>
        section.Statements.Any(s => grammar.Fold(s.Name) == grammar.Fold(name) && (s.Value == value || s.Arguments.Contains(value)));
}

/// <summary>What stands at a path.</summary>
/// <param name="Matches">The statements, from top to bottom.</param>
/// <param name="Sections">The sections in which such statements would stand, or the deepest that are there.</param>
/// <param name="Depth">The number of the path's part that was looked for in them.</param>
internal sealed record FoundStatements(ImmutableArray<Statement> Matches, ImmutableArray<Block> Sections, int Depth)
{
    /// <summary>True when a section on the way is not there.</summary>
    public bool IsMissing { get; init; }

    /// <summary>The statement that stands where a section is needed; null: none does.</summary>
    public Statement? Obstacle { get; init; }

    /// <summary>True when more than one is meant, and each counts.</summary>
    public bool IsAmbiguous { get; init; }

    /// <summary>The number by which the path asks for one of them; null: it does not.</summary>
    public int? Index { get; init; }

    /// <summary>The one that counts; null: there is none, or more than one.</summary>
    public Statement? Counting => Matches.IsEmpty || IsAmbiguous ? null : Matches[^1];
}
