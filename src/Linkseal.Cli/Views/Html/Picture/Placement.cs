using System.Collections.Immutable;

namespace Linkseal.Cli.Views.Html.Picture;

/// <summary>How high the nodes of each column stand: each as near to the middle of its neighbours as the order and the gaps allow.</summary>
internal static class Placement
{
    private const int Sweeps = 10;

    /// <summary>The middle of each node.</summary>
    /// <param name="columns">The nodes of each column, in order.</param>
    /// <param name="edges">Each from one column into the next.</param>
    /// <param name="heights">How much room each node takes.</param>
    /// <param name="weights">How much a node insists on its place.</param>
    public static double[] Of(ImmutableArray<ImmutableArray<int>> columns, ImmutableArray<(int From, int To)> edges, double[] heights, double[] weights)
    {
        var after = edges.ToLookup(static e => e.From, static e => e.To);
        var before = edges.ToLookup(static e => e.To, static e => e.From);
        var middle = new double[heights.Length];
        foreach (var column in columns)
        {
            var at = -column.Sum(n => heights[n]) / 2;
            foreach (var node in column)
            {
                middle[node] = at + (heights[node] / 2);
                at += heights[node];
            }
        }

        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            foreach (var column in sweep % 2 == 0 ? columns : columns.Reverse())
            {
                var wanted = column.Select(n => Wanted(n, sweep)).ToArray();
                Settle(column, wanted, heights, weights, middle);
            }
        }

        return middle;

        double Wanted(int node, int sweep)
        {
            var neighbours = (sweep == Sweeps - 1 ? before[node].Concat(after[node]) : sweep % 2 == 0 ? before[node] : after[node]).ToList();
            return neighbours.Count == 0 ? middle[node] : neighbours.Average(n => middle[n]);
        }
    }

    // The order and the gaps held, the squares of the distances are least: pooling of those who would overlap (isotonic regression).
    private static void Settle(ImmutableArray<int> column, double[] wanted, double[] heights, double[] weights, double[] middle)
    {
        var offsets = new double[column.Length];
        for (var i = 1; i < column.Length; i++) offsets[i] = offsets[i - 1] + ((heights[column[i - 1]] + heights[column[i]]) / 2);
        var pools = new Stack<(double Sum, double Weight, int Count)>();
        for (var i = 0; i < column.Length; i++)
        {
            var weight = weights[column[i]];
            var pool = (Sum: (wanted[i] - offsets[i]) * weight, Weight: weight, Count: 1);
            while (pools.TryPeek(out var last) && last.Sum / last.Weight > pool.Sum / pool.Weight)
            {
                pools.Pop();
                pool = (pool.Sum + last.Sum, pool.Weight + last.Weight, pool.Count + last.Count);
            }

            pools.Push(pool);
        }

        var at = 0;
        foreach (var (sum, weight, count) in pools.Reverse())
        {
            for (var k = 0; k < count; k++, at++) middle[column[at]] = (sum / weight) + offsets[at];
        }
    }
}
