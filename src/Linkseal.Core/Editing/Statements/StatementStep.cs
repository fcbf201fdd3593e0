namespace Linkseal.Core.Editing.Statements;

/// <summary>One way to come nearer to a wanted edit: tried, and taken only when the document then says what it said before but for what is expected.</summary>
/// <param name="Splice">The replacement.</param>
/// <param name="Applied">What to remember of it.</param>
/// <param name="Holds">What is asked of the document afterwards.</param>
internal sealed record StatementStep(Splice Splice, AppliedEdit Applied, Func<StatementText, bool> Holds)
{
    /// <summary>Where the statement begins whose value is replaced; null: whole statements come or go.</summary>
    public int? ValueOf { get; init; }

    /// <summary>The document after the step; null when it would say something else than wanted.</summary>
    public StatementText? Tried(StatementText doc) =>
        doc.With(Splice) is { } after && StatementTrees.EqualBut(doc.Document, Splice, after.Document, ValueOf) && Holds(after) ? after : null;
}

/// <summary>The ways that there are, best first; or why there is none.</summary>
/// <param name="Steps">The ways.</param>
/// <param name="Reason">Why there is none, for people; also said when none of them can be taken.</param>
internal sealed record StatementWays(IEnumerable<StatementStep> Steps, string Reason)
{
    public static StatementWays None(string reason) => new([], reason);
}
