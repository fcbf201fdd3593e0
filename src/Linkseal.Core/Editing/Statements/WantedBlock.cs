using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Statements;

/// <summary>Lines that are wanted together: whether they stand where they should, and the way to put them there.</summary>
internal static class WantedBlock
{
    /// <summary>True when the lines stand in their section: anywhere when we put them there, else where they are wanted.</summary>
    public static bool IsSo(StatementText doc, Edit.Block block, Wanted wanted, ImmutableArray<AppliedEdit> applied)
    {
        if (OurStatements.Read(doc.Grammar, block.Lines) is not { IsDefaultOrEmpty: false } lines || doc.SectionAt(block.Section) is not { } section) return false;
        var runs = OurStatements.Runs(doc.Grammar, section, lines).ToList();
        if (runs.Count == 0) return false;
        return applied.Any(a => a.Key.SequenceEqual(block.Key)) || runs.Exists(at => IsAtPlace(doc, block, wanted, section, at));
    }

    /// <summary>The way to put the lines in.</summary>
    public static StatementWays For(StatementText doc, Edit.Block block, Wanted wanted)
    {
        if (OurStatements.Read(doc.Grammar, block.Lines) is not { IsDefaultOrEmpty: false } lines) return StatementWays.None($"its lines can't be read as {doc.Grammar.Name}");
        if (doc.SectionAt(block.Section) is not { } section)
        {
            var found = doc.Find(block.Key);
            return found is { IsMissing: true, IsAmbiguous: false } ? StatementSetter.NewSection(doc, block.Key, found) : StatementWays.None($"more than one section \"{string.Join('.', block.Section)}\" stands there");
        }

        if (PlaceOf(doc, block, wanted, section, lines) is not { } place) return StatementWays.None($"there is no \"{block.Before ?? block.After}\" beside which it goes");

        ImmutableArray<string> written = [.. block.Lines.Trim('\n').Split('\n').Select(static l => l.TrimEnd('\r', ' '))];
        var opensSection = lines[0].IsSection;
        var (splice, kind) = Insertion.Of(doc, section, place, written, opensSection);
        bool Holds(StatementText after) => after.SectionAt(block.Section) is { } there && OurStatements.Runs(after.Grammar, there, lines).Any(at => Lies(there.Statements[at], splice));
        var step = new StatementStep(splice, new(block.Key, "", splice.With, kind), Holds);
        if (OurStatements.Runs(doc.Grammar, section, lines).Any())
        {
            // Others say the same: only the lines around tell ours from them.
            var line = doc.Source.LineOf(splice.Start);
            step = step with { Applied = step.Applied with { LinesBefore = Surroundings.Before(doc.Source, line), LinesAfter = Surroundings.After(doc.Source, line) } };
        }

        return new([step], "the text around it does not allow it");
    }

    private static bool Lies(Statement statement, Splice splice) => statement.Start >= splice.Start && statement.Start < splice.Start + splice.With.Length;

    private static bool IsAtPlace(StatementText doc, Edit.Block block, Wanted wanted, Block section, int at)
    {
        if (block.First) return section.Statements[..at].All(s => IsWanted(doc, s, block, wanted));
        if (block.Before is { } before) return section.Statements.Skip(at).Any(s => Begins(doc, s, before));
        return block.After is not { } after || section.Statements[..at].Any(s => Begins(doc, s, after));
    }

    /// <summary>True for a statement that another wanted edit says, or that is above one.</summary>
    private static bool IsWanted(StatementText doc, Statement statement, Edit.Block block, Wanted wanted) => wanted.All.Any(e => e switch
    {
        Edit.Block { First: true } other => other != block && other.Section.SequenceEqual(block.Section) && Holds(doc, other, statement),
        Edit.Remove or Edit.Block => false,
        _ => e.Key.AsSpan()[..Math.Min(block.Section.Length, e.Key.Length - 1)].SequenceEqual(block.Section.AsSpan()) && Begins(doc, statement, e.Key[block.Section.Length]),
    });

    private static bool Holds(StatementText doc, Edit.Block block, Statement statement) =>
        OurStatements.Read(doc.Grammar, block.Lines) is { IsDefault: false } lines && lines.Any(l => StatementTrees.Equal(doc.Grammar, l, statement));

    private static InsertionPlace? PlaceOf(StatementText doc, Edit.Block block, Wanted wanted, Block section, ImmutableArray<Statement> lines)
    {
        var isHeader = doc.Grammar.HasHeaders && lines[0].IsSection;
        ImmutableArray<Statement> siblings = [.. section.Statements.Where(s => isHeader || !doc.Grammar.HasHeaders || !s.IsSection)];
        if (block.Before is { } before) return siblings.FirstOrDefault(s => Begins(doc, s, before)) is { } above ? new(null, above) : null;
        if (block.After is { } after) return siblings.LastOrDefault(s => Begins(doc, s, after)) is { } below ? new(below, null) : null;
        if (block.First)
        {
            // Behind those that are wanted first and were said before this one.
            var earlier = wanted.All.OfType<Edit.Block>().TakeWhile(b => b != block).Where(b => b.First && b.Section.SequenceEqual(block.Section)).ToList();
            var behind = siblings.TakeWhile(s => earlier.Exists(b => Holds(doc, b, s))).LastOrDefault();
            return behind is not null ? new(behind, null) : new(null, siblings.FirstOrDefault() ?? (section.Owner is null ? section.Statements.FirstOrDefault() : null));
        }

        if (isHeader) return new(null, null);
        return siblings.LastOrDefault() is { } last ? new(last, null) : new(null, section.Owner is null ? section.Statements.FirstOrDefault() : null);
    }

    private static bool Begins(StatementText doc, Statement statement, string part) => StatementPath.Begins(doc.Grammar, statement, StatementPath.Words(doc.Grammar, part));
}
