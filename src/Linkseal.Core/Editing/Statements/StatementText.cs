using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Editing.Statements;

/// <summary>A text of statements that is being edited.</summary>
internal sealed record StatementText(string File, StatementDocument Document)
{
    public Grammar Grammar => Document.Grammar;

    public SourceText Source => Document.Source;

    public string Text => Source.Text;

    /// <summary>Reads the text; null with what is wrong when it is not to be trusted.</summary>
    public static (StatementText? Read, ImmutableArray<Diagnostic> Diagnostics) Read(Grammar grammar, string file, string text)
    {
        var result = StatementReader.Read(grammar, file, text, isPart: false);
        return (result.Value is { } document ? new(file, document) : null, result.Diagnostics);
    }

    /// <summary>The text after a replacement; null when that can't be read any more.</summary>
    public StatementText? With(Splice splice) => Read(Grammar, File, Text[..splice.Start] + splice.With + Text[splice.End..]).Read;

    public FoundStatements Find(ImmutableArray<string> path) => StatementPath.Find(Grammar, Document.Root, path);

    /// <summary>The section at a path; null: there is none, or more than one.</summary>
    public Block? SectionAt(ImmutableArray<string> path) => path.IsEmpty ? Document.Root : Find(path) is { IsAmbiguous: false } found ? found.Counting?.Body : null;

    /// <summary>The sections at a path; several where those of one name are one.</summary>
    public ImmutableArray<Block> SectionsAt(ImmutableArray<string> path) => path.IsEmpty ? [Document.Root] : [.. Find(path).Matches.Select(static s => s.Body).OfType<Block>()];

    /// <summary>Where a path stands, or the deepest section of it that does.</summary>
    public Position PositionOf(ImmutableArray<string> path)
    {
        var found = Find(path);
        return (found.Matches.IsEmpty ? null : found.Matches[^1]) is { } statement ? statement.At : found.Sections.IsEmpty ? new(1, 1) : found.Sections[^1].Owner?.At ?? new(1, 1);
    }

    /// <summary>First and last line, from 0, of a run of statements.</summary>
    public (int First, int Last) LinesOf(Statement first, Statement last) => (Source.LineOf(first.Start), Source.LineOf(last.End - 1));

    /// <summary>True when statements have their lines for themselves, comments behind them aside.</summary>
    public bool HaveTheirLines(Statement first, Statement last) => BeginsLine(first) && EndsLine(last.End);

    /// <summary>True when only blanks stand before a statement in its line.</summary>
    public bool BeginsLine(Statement statement) => Source.LeadOf(Source.LineOf(statement.Start)).Length == statement.Start - Source.StartOf(Source.LineOf(statement.Start));

    /// <summary>True when only blanks and a comment follow in the line.</summary>
    public bool EndsLine(int index)
    {
        var cursor = new TextCursor(Grammar, Text, index);
        while (cursor.Next is ' ' or '\t') cursor.Index++;
        return cursor.AtLineEnd || cursor.AtTrailingComment;
    }

    /// <summary>What a statement's lines say, secrets left out.</summary>
    public string Shown(Statement statement) => SecretRedaction.Line(Source.LineAt(Source.LineOf(statement.Start)));
}
