using System.Collections.Immutable;

namespace Linkseal.Cli.Views.Html.Picture;

/// <summary>In which order the nodes of each column stand, so that few lines cross: the barycenter method (Sugiyama, Tagawa, Toda 1981), the best of several sweeps.</summary>
internal static class Ordering
{
    private const int Sweeps = 16;

    /// <summary>The columns, reordered.</summary>
    /// <param name="columns">The nodes of each column.</param>
    /// <param name="edges">Each from one column into the next.</param>
    public static ImmutableArray<ImmutableArray<int>> Of(ImmutableArray<ImmutableArray<int>> columns, ImmutableArray<(int From, int To)> edges)
    {
        var after = edges.ToLookup(static e => e.From, static e => e.To);
        var before = edges.ToLookup(static e => e.To, static e => e.From);
        var best = columns;
        var fewest = Crossings(columns, after);
        var now = columns.ToArray();
        for (var sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            var forth = sweep % 2 == 0;
            for (var i = 1; i < now.Length; i++)
            {
                var (column, beside) = forth ? (i, i - 1) : (now.Length - 1 - i, now.Length - i);
                now[column] = Sorted(now[column], now[beside], forth ? before : after);
            }

            var crossings = Crossings([.. now], after);
            if (crossings >= fewest) continue;
            (best, fewest) = ([.. now], crossings);
        }

        return best;
    }

    private static ImmutableArray<int> Sorted(ImmutableArray<int> column, ImmutableArray<int> beside, ILookup<int, int> neighbours)
    {
        var place = Places(beside);
        var own = Places(column);
        // A node without a neighbour there stays where it is, in proportion.
        double Key(int node) => neighbours[node].Any()
            ? neighbours[node].Average(n => place[n])
            : own[node] * (double)beside.Length / column.Length;
        return [.. column.OrderBy(Key)];
    }

    private static long Crossings(ImmutableArray<ImmutableArray<int>> columns, ILookup<int, int> after)
    {
        var sum = 0L;
        for (var i = 0; i + 1 < columns.Length; i++)
        {
            var place = Places(columns[i + 1]);
            var ends = columns[i].SelectMany(n => after[n].Select(t => place[t]).Order()).ToArray();
            var met = new int[columns[i + 1].Length + 1];
            // How many that ended further down were met already: a Fenwick tree counts them.
            for (var k = 0; k < ends.Length; k++)
            {
                sum += k;
                for (var at = ends[k] + 1; at > 0; at -= at & -at) sum -= met[at];
                for (var at = ends[k] + 1; at < met.Length; at += at & -at) met[at]++;
            }
        }

        return sum;
    }

    private static Dictionary<int, int> Places(ImmutableArray<int> column) => column.Select(static (n, i) => (n, i)).ToDictionary(static p => p.n, static p => p.i);
}
