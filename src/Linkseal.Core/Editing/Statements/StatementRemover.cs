namespace Linkseal.Core.Editing.Statements;

/// <summary>The way to take a statement out: its lines, with all that stands in its section. Of several, the last first.</summary>
internal static class StatementRemover
{
    public static StatementWays For(StatementText doc, Edit.Remove remove)
    {
        // The next would move to the number of the one that goes, and be taken out in its turn.
        if (EntryPart.Of(remove.Key[^1]) is { Name: null }) return StatementWays.None("it is meant by a number, and the next would have that number then");
        var statement = doc.Find(remove.Key).Matches[^1];
        if (!doc.HaveTheirLines(statement, statement)) return StatementWays.None("its lines hold something else too");

        var (first, last) = doc.LinesOf(statement, statement);
        var splice = doc.Source.LinesDeletion(first, last);
        var (before, after) = Surroundings.Around(new(doc.Text[..splice.Start] + doc.Text[splice.End..]), first);
        var applied = new AppliedEdit(remove.Key, doc.Text[splice.Start..splice.End], "", AppliedEditKind.Lines) { LinesBefore = before, LinesAfter = after };
        return new([new(splice, applied, static _ => true)], "its lines hold something else too");
    }
}
