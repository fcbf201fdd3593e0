using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Statements;

/// <summary>The ways to give a setting its value: in its place, from its commented-out form, as a new line; where its section is not there, the next step towards it.</summary>
internal static class StatementSetter
{
    private const string NoLine = "the text around it does not allow a new line";

    /// <summary>The ways for a set that does not hold.</summary>
    public static StatementWays For(StatementText doc, Edit.Set set)
    {
        var found = doc.Find(set.Key);
        if (StatementFormat.Value(doc.Grammar, set.Value) is null) return StatementWays.None($"{doc.Grammar.Name} has no way to write that value");
        if (found.IsAmbiguous) return StatementWays.None($"more than one \"{set.Key[found.Depth]}\" stands there, and each counts");
        if (found.Counting is { } there) return InPlace(doc, set, there);
        if (found.IsMissing) return NewSection(doc, set.Key, found);
        if (found.Index is { } index && index > doc.Find(set.Key[..(found.Depth + 1)]).Matches.Length) return StatementWays.None($"there is no entry [{index - 1}]");
        if (set.Key[^1] != set.Key[found.Depth] && found.Index is null) return StatementWays.None($"there is no entry {set.Key[^1]}");

        var section = found.Sections[^1];
        var words = StatementPath.LastWords(doc.Grammar, set.Key);
        var most = words.Length + (StatementFormat.Parsed(doc.Grammar, StatementFormat.Value(doc.Grammar, set.Value)!) is { IsDefault: false } value ? value.Length : 0);
        return new([.. found.Sections.Reverse().SelectMany(s => CommentedStatement.Of(doc.Document, s, words, most)).Select(c => Uncommented(doc, set, c, words.Length)), .. New(doc, set, section)], NoLine);
    }

    /// <summary>A statement with another value behind its first words; null: the format can't say it.</summary>
    /// <param name="grammar">The grammar.</param>
    /// <param name="text">The text in which it stands.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="known">How many words belong to the key.</param>
    /// <param name="value">The value.</param>
    public static Splice? ValueSplice(Grammar grammar, string text, Statement statement, int known, EditValue value)
    {
        if (StatementFormat.Value(grammar, value, statement.RawFrom(known)) is not { } written) return null;
        var behind = statement.Words[known - 1].End;
        if (statement.Words.Length > known)
        {
            var keepsSign = written.Length > 0 || !grammar.NamesStandAlone;
            return new(keepsSign ? statement.Words[known].Start : behind, statement.Words[^1].End, written);
        }

        if (statement.HasSign) return new(SignEnd(text, behind), SignEnd(text, behind), grammar.NewSign.EndsWith(' ') && text[SignEnd(text, behind) - 1] is not (' ' or '\t') ? " " + written : written);
        return new(behind, behind, written.Length == 0 ? "" : grammar.NewSign + written);
    }

    /// <summary>Behind the sign that follows a name, and the blank behind it.</summary>
    public static int SignEnd(string text, int index)
    {
        while (text[index] is ' ' or '\t') index++;
        index++;
        while (index < text.Length && (text[index] is ' ' or '\t')) index++;
        return index;
    }

    private static StatementWays InPlace(StatementText doc, Edit.Set set, Statement there)
    {
        if (there.IsSection && doc.Grammar.HasValues) return StatementWays.None("a section stands where one value is needed");
        var known = StatementPath.LastWords(doc.Grammar, set.Key).Length;
        if (ValueSplice(doc.Grammar, doc.Text, there, known, set.Value) is not { } splice) return StatementWays.None($"{doc.Grammar.Name} has no way to write that value");
        var applied = new AppliedEdit(set.Key, doc.Text[splice.Start..splice.End], splice.With, AppliedEditKind.Value);
        return new([new(splice, applied, after => IsSo(after, set)) { ValueOf = there.Words[0].Start - (there.HasBrackets ? 1 : 0) }], "the text around it does not allow another value");
    }

    private static StatementStep Uncommented(StatementText doc, Edit.Set set, CommentedStatement commented, int known)
    {
        var (start, end) = (doc.Source.StartOf(commented.Line), doc.Source.StartOf(commented.Line + 1));
        var original = doc.Text[start..end];
        var splice = ValueSplice(doc.Grammar, commented.Content, commented.Inner, known, set.Value)!;
        var line = commented.Lead + commented.Content[..splice.Start] + splice.With + commented.Content[splice.End..];
        var ours = line + original[doc.Source.LineAt(commented.Line).Length..];
        return new(new(start, end, ours), new(set.Key, original, ours, AppliedEditKind.Lines), after => IsSo(after, set));
    }

    /// <summary>Behind the statement that was asked for, else behind the section's last setting.</summary>
    private static IEnumerable<StatementStep> New(StatementText doc, Edit.Set set, Block section)
    {
        var name = set.Key[StatementPath.LastName(set.Key)];
        var siblings = section.Statements.Where(s => !(s.IsSection && doc.Grammar.HasHeaders)).ToList();
        var alike = siblings.FindLast(s => StatementPath.Begins(doc.Grammar, s, StatementPath.Words(doc.Grammar, name)[..1]));
        var after = set.After is { } asked ? siblings.FindLast(s => StatementPath.Begins(doc.Grammar, s, StatementPath.Words(doc.Grammar, asked))) : null;
        var place = (after ?? alike ?? siblings.LastOrDefault()) is { } behind ? new InsertionPlace(behind, null) : new(null, section.Owner is null ? section.Statements.FirstOrDefault() : null);
        var line = StatementFormat.Setting(doc.Grammar, name, Sign(doc, place), StatementFormat.Value(doc.Grammar, set.Value)!) + doc.Grammar.Terminator;
        var (splice, kind) = Insertion.Of(doc, section, place, [line], opensSection: false);
        yield return new(splice, new(set.Key, "", splice.With, kind), after => IsSo(after, set));
    }

    /// <summary>The outermost section that is missing on the way to a path, empty.</summary>
    public static StatementWays NewSection(StatementText doc, ImmutableArray<string> key, FoundStatements found)
    {
        var (grammar, part) = (doc.Grammar, key[found.Depth]);
        if (EntryPart.Of(key[found.Depth + 1]) is not null) return StatementWays.None($"there is no section \"{part}\" that is meant by {key[found.Depth + 1]}");
        if (found.Obstacle is not null) return StatementWays.None($"a section is needed under \"{part}\", and something else stands there");
        var canOpen = grammar.HasBraces || grammar.HasBrackets || grammar.SectionWords.Contains(StatementPath.Words(grammar, part)[0]);
        if (!canOpen || (grammar.HasHeaders && found.Depth > 0)) return StatementWays.None($"{grammar.Name} has no section \"{part}\"");

        var name = StatementFormat.Name(grammar, part);
        ImmutableArray<string> lines = grammar switch
        {
            { HasBrackets: true } => [$"[{part}]"],
            { HasBraces: false } => [part],
            { NeedsCommas: true } => [$"{name}: {{", "}"],
            _ => [$"{name} {{", "}"],
        };
        var section = found.Sections[^1];

        // What stands commented out at the end of a file belongs to no section of ours.
        var behind = grammar.HasHeaders ? null : section.Statements.LastOrDefault();
        var (splice, kind) = Insertion.Of(doc, section, new(behind, null), lines, opensSection: true);
        var path = key[..(found.Depth + 1)];
        return new([new(splice, new(path, "", splice.With, kind), after => after.Find(path).Counting is { IsSection: true, Statements.IsEmpty: true })], "the text around it does not allow a new section");
    }

    private static bool IsSo(StatementText doc, Edit.Set set) => Expectation.IsSo(doc, set);

    /// <summary>The sign of the neighbour, else of the file's first setting: with blanks round it or without.</summary>
    private static string Sign(StatementText doc, InsertionPlace place)
    {
        var (grammar, text) = (doc.Grammar, doc.Text);
        if (grammar.PartsAreWords || grammar.NeedsCommas) return grammar.NewSign;
        var neighbour = place.Behind is { HasSign: true, Words.Length: 2, IsSection: false } behind ? behind : doc.Document.Statements.SelectMany(static s => s.Statements.Prepend(s)).FirstOrDefault(static s => s is { HasSign: true, Words.Length: 2, IsSection: false });
        if (neighbour is null) return grammar.NewSign;
        var between = text[neighbour.Words[0].End..neighbour.Words[1].Start];
        var sign = between.Trim(' ', '\t')[..1];
        return between.Length == 1 ? sign : between[0] is ' ' or '\t' ? $" {sign} " : sign + " ";
    }
}
