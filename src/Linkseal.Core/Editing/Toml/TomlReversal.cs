using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Editing.Toml;

/// <summary>What came of taking one edit out.</summary>
/// <param name="After">The document without it; null: it was left alone.</param>
/// <param name="Problem">Why it stays; null: it does not.</param>
internal sealed record TomlReversal(TomlText? After, Diagnostic? Problem)
{
    /// <summary>True for a header that stays for what others put under it, and is remembered further.</summary>
    public bool StaysOurs { get; private init; }

    /// <summary>How many places are tried for lines that go back: each costs a reading of the text, and empty lines look alike.</summary>
    private const int MostPlaces = 50;

    /// <summary>Takes an edit out, unless our value was changed by hand or the document would say something else than wanted.</summary>
    public static TomlReversal Of(TomlText doc, AppliedEdit edit)
    {
        if (edit is { Kind: AppliedEditKind.Lines, Ours.Length: 0 }) return PutBack(doc, edit);
        var path = doc.Resolved(edit.Key);
        if (OurText.Of(edit).IsContainer) return Container(doc, edit, path);
        if (!Stands(doc, edit)) return Left(HandEdit(doc, edit, Severity.Warning));
        if (edit.Kind != AppliedEditKind.Value) return WithoutSetting(doc, edit, path);
        var value = doc.Node(path)!;
        return Tried(doc, edit, new(value.StartIndex, value.EndIndex, edit.Original), new(path, static _ => true));
    }

    /// <summary>True when what we wrote still has our value, wherever and with whatever comment.</summary>
    public static bool Stands(TomlText doc, AppliedEdit edit) => OurText.Of(edit).Value is { } ours && TomlTrees.Equal(doc.Node(doc.Resolved(edit.Key)), ours);

    /// <summary>That a setting does not stand as we wrote it: what we wrote and what stands there, secrets left out.</summary>
    public static Diagnostic HandEdit(TomlText doc, AppliedEdit edit, Severity severity)
    {
        var at = PositionOf(doc, edit.Key);
        var stands = doc.Node(doc.Resolved(edit.Key)) is null ? null : SecretRedaction.Line(doc.Source.LineAt(at.Line - 1));
        var ours = edit.Kind == AppliedEditKind.Value ? $"{TomlFormat.Key(edit.Key[^1])} = {edit.Ours}" : edit.Ours.Trim(',', ' ', '\t', '\r', '\n');
        return EditingDiagnostics.HandEdit(doc.File, at, edit.Key, edit.Ours.Length == 0 ? "" : SecretRedaction.Line(ours), stands, severity);
    }

    /// <summary>Where a path stands, or the nearest thing above it that does.</summary>
    public static Position PositionOf(TomlText doc, ImmutableArray<string> key)
    {
        var at = new Position(1, 1);
        TomlNode? node = doc.Root;
        foreach (var part in doc.Resolved(key))
        {
            at = (node as TomlNode.Table)?.Entry(part)?.At ?? at;
            node = node is null ? null : TomlPath.Find(node, [part]);
            if (node is TomlNode.Table && EntryPart.Of(part) is not null) at = node.Start;
        }

        return at;
    }

    private static TomlReversal Left(Diagnostic problem) => new(null, problem);

    private static TomlReversal Tried(TomlText doc, AppliedEdit edit, Splice splice, TomlExpectation expected) =>
        doc.With(splice) is { } after && TomlTrees.EqualBut(doc.Root, after.Root, [expected])
            ? new(after, null)
            : Left(EditingDiagnostics.NotTakenOut(doc.File, PositionOf(doc, edit.Key), edit.Key));

    /// <summary>A setting that we added or uncommented: its line goes, or gets its mark back.</summary>
    private static TomlReversal WithoutSetting(TomlText doc, AppliedEdit edit, ImmutableArray<string> path)
    {
        var absent = TomlExpectation.Absent(path);
        if (doc.SettingAt(path) is not { } setting) return InBraces(doc, edit, path, absent);
        var (first, last) = doc.LinesOf(setting);
        if (edit.Original.Length == 0) return Tried(doc, edit, doc.Source.Deletion(edit.Ours, first, last), absent);
        var end = doc.Source.StartOf(last) + doc.Source.LineAt(last).Length;
        return Tried(doc, edit, new(doc.Source.StartOf(first), end, edit.Original.TrimEnd('\r', '\n')), absent);
    }

    private static TomlReversal InBraces(TomlText doc, AppliedEdit edit, ImmutableArray<string> path, TomlExpectation absent)
    {
        if (edit.Original.Length > 0 || doc.BracesAbove(path) is not { } length || TomlBraces.Deletion(doc, path, length) is not { } splice)
        {
            return Left(EditingDiagnostics.NotTakenOut(doc.File, PositionOf(doc, edit.Key), edit.Key));
        }

        // The blanks that we put between empty braces go too.
        var start = splice.End - edit.Ours.TrimEnd(' ').Length;
        var exact = start >= 0 && start <= splice.Start && doc.Text.AsSpan(start).StartsWith(edit.Ours, StringComparison.Ordinal);
        return Tried(doc, edit, exact ? new(start, start + edit.Ours.Length, "") : splice, absent);
    }

    /// <summary>A header or braces of ours: they go unless somebody else put something into them.</summary>
    private static TomlReversal Container(TomlText doc, AppliedEdit edit, ImmutableArray<string> path)
    {
        if (doc.Node(path) is not TomlNode.Table table) return Left(HandEdit(doc, edit, Severity.Warning));
        if (edit.Kind == AppliedEditKind.Entry)
        {
            return table.Entries is [var entry, ..] ? Stays(doc, edit, entry.Key) : InBraces(doc, edit, path, TomlExpectation.Absent(path));
        }

        if (doc.SectionAt(path) is not { Header: { IsArray: false } header } section) return Left(HandEdit(doc, edit, Severity.Warning));
        if (section.Settings is [var setting, ..]) return Stays(doc, edit, setting.Key[0].Name);
        var line = doc.LineOf(header);
        return Tried(doc, edit, doc.Source.Deletion(edit.Ours, line, line), new(path, node => node is null || TomlTrees.Equal(node, table)));
    }

    private static TomlReversal Stays(TomlText doc, AppliedEdit edit, string other) =>
        Left(EditingDiagnostics.BlockStays(doc.File, PositionOf(doc, edit.Key), edit.Key, other)) with { StaysOurs = true };

    /// <summary>Puts removed lines back between the lines where they stood; where those are gone, behind the table's last setting.</summary>
    private static TomlReversal PutBack(TomlText doc, AppliedEdit edit)
    {
        var path = doc.Resolved(edit.Key);
        if (doc.Node(path) is not null) return Left(HandEdit(doc, edit, Severity.Warning));
        var original = TomlReader.Read("", edit.Original).Value?.Sections is [{ Settings: [{ Key.Length: 1 } setting] }] ? setting.Value : null;
        var back = new TomlExpectation(edit.Key, node => node is not null && (original is null || TomlTrees.Equal(node, original)));
        return Places(doc, edit, path)
            .Select(at => Tried(doc, edit, new(at, at, edit.Original), back))
            .FirstOrDefault(static r => r.After is not null) ?? Left(EditingDiagnostics.NotTakenOut(doc.File, PositionOf(doc, edit.Key), edit.Key));
    }

    private static IEnumerable<int> Places(TomlText doc, AppliedEdit edit, ImmutableArray<string> path)
    {
        var source = doc.Source;
        var endsLine = edit.Original.StartsWith('\n') || edit.Original.StartsWith("\r\n", StringComparison.Ordinal);
        int At(int gap) => endsLine && gap > 0 ? source.StartOf(gap - 1) + source.LineAt(gap - 1).Length : source.StartOf(gap);
        foreach (var gap in Surroundings.Gaps(source, edit.LinesBefore, edit.LinesAfter).Take(MostPlaces)) yield return At(gap);
        if (doc.SectionAt(path[..^1]) is not { } section) yield break;
        yield return At(section.Settings is [.., var last] ? doc.LinesOf(last).Last + 1 : section.Header is { } header ? doc.LineOf(header) + 1 : 0);
    }
}
