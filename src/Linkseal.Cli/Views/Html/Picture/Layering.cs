using System.Collections.Immutable;

namespace Linkseal.Cli.Views.Html.Picture;

/// <summary>Which column each box stands in: callers left of what they call, as far as circles allow.</summary>
/// <param name="Layers">The column of each node.</param>
/// <param name="Reversed">The edges, by index, that lead back to the left: one in every circle.</param>
internal sealed record Layering(ImmutableArray<int> Layers, ImmutableHashSet<int> Reversed)
{
    /// <summary>Layers a graph; the same graph gives the same layers.</summary>
    /// <param name="nodes">How many nodes.</param>
    /// <param name="edges">From where to where; none from a node to itself.</param>
    public static Layering Of(int nodes, ImmutableArray<(int From, int To)> edges)
    {
        var outgoing = Enumerable.Range(0, edges.Length).ToLookup(e => edges[e].From);
        var called = edges.Select(static e => e.To).ToHashSet();
        var seen = new int[nodes];
        var order = new List<int>();
        var reversed = ImmutableHashSet.CreateBuilder<int>();
        // Whom nobody calls first: that is where people begin to read.
        foreach (var start in Enumerable.Range(0, nodes).OrderBy(called.Contains)) Visit(start);
        order.Reverse();

        var layers = new int[nodes];
        foreach (var node in order)
        {
            foreach (var edge in outgoing[node].Where(e => !reversed.Contains(e))) layers[edges[edge].To] = Math.Max(layers[edges[edge].To], layers[node] + 1);
        }

        // An edge that was turned leads back to an ancestor, which stands further left already. A mere caller stands just left of what it calls.
        foreach (var node in order.Where(n => layers[n] == 0)) layers[node] = Math.Max(0, Nearest(node) - 1);
        return new([.. layers], reversed.ToImmutable());

        void Visit(int node)
        {
            if (seen[node] != 0) return;
            seen[node] = 1;
            foreach (var edge in outgoing[node])
            {
                if (seen[edges[edge].To] == 1) reversed.Add(edge);
                else Visit(edges[edge].To);
            }

            seen[node] = 2;
            order.Add(node);
        }

        int Nearest(int node) => outgoing[node].Where(e => !reversed.Contains(e)).Select(e => layers[edges[e].To]).DefaultIfEmpty(0).Min();
    }
}
