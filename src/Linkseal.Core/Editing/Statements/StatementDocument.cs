using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Statements;

/// <summary>A configuration that was read: its statements, and questions by path.</summary>
/// <remarks>Paths are as in <see cref="Edit.Key"/>: <c>["http", "server", "[0]", "listen"]</c>, <c>["frontend web", "bind"]</c>.</remarks>
public sealed class StatementDocument
{
    internal StatementDocument(Grammar grammar, SourceText source, Block root) => (Grammar, Source, Root) = (grammar, source, root);

    /// <summary>The statements that stand in no section, sections included, from top to bottom.</summary>
    public ImmutableArray<Statement> Statements => Root.Statements;

    /// <summary>The statements that bring in other files, wherever they stand.</summary>
    public ImmutableArray<Statement> Includes => [.. Below(Root).Where(s => Grammar.Includes.Contains(s.Name))];

    internal Grammar Grammar { get; }

    internal SourceText Source { get; }

    internal Block Root { get; }

    /// <summary>The statements that begin so, from top to bottom; empty: none does.</summary>
    public ImmutableArray<Statement> All(params ReadOnlySpan<string> path) => StatementPath.Find(Grammar, Root, [.. path]).Matches;

    /// <summary>The statement that counts of those that begin so: the last where the last of a repeated key counts, else the first. Null: there is none.</summary>
    public Statement? Find(params ReadOnlySpan<string> path)
    {
        var all = All(path);
        return all.IsEmpty ? null : Grammar.EachCounts ? all[0] : all[^1];
    }

    /// <summary>What that statement says behind the words of the path's last part: <c>off</c> of <c>["http", "server_tokens"]</c>. Null: there is none; empty: it says nothing more.</summary>
    public string? Value(params ReadOnlySpan<string> path)
    {
        if (Find(path) is not { } statement) return null;
        var known = StatementPath.LastWords(Grammar, [.. path]).Length;
        return known + 1 == statement.Words.Length ? statement.Words[^1].Text : statement.RawFrom(known);
    }

    /// <summary>The sections that begin so.</summary>
    public ImmutableArray<Statement> Sections(params ReadOnlySpan<string> path) => [.. All(path).Where(static s => s.IsSection)];

    /// <summary>The statements that stand commented out in a section and begin with the last part's words.</summary>
    public ImmutableArray<Statement> CommentedOut(params ReadOnlySpan<string> path)
    {
        var found = StatementPath.Find(Grammar, Root, [.. path]);
        var words = StatementPath.LastWords(Grammar, [.. path]);
        return [.. found.Sections.SelectMany(s => CommentedStatement.Of(this, s, words, int.MaxValue)).Select(static c => c.Statement)];
    }

    /// <summary>The end of the last statement that ends within a stretch of the text; null: none does.</summary>
    internal int? EndsWithin(int start, int end) => Below(Root).SelectMany(static s => new[] { s.HeadEnd, s.End }).Where(e => e > start && e <= end).Select(static e => (int?)e).Max();

    private static IEnumerable<Statement> Below(Block block) => block.Statements.SelectMany(static s => s.Body is null ? [s] : Below(s.Body).Prepend(s));
}
