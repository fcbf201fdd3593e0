using System.Collections.Immutable;

namespace Linkseal.Cli.Views.Html.Picture;

/// <summary>A layered graph in which every line leads from one column into the next: one that leads further has a lane through each column between.</summary>
/// <param name="Nodes">How many nodes, the lanes after the boxes.</param>
/// <param name="Columns">The nodes of each column.</param>
/// <param name="Edges">Each from one column into the next, to the right.</param>
/// <param name="Paths">The edges of each line of the picture, from left to right.</param>
/// <param name="Turned">The lines whose caller stands on the right.</param>
internal sealed record Lanes(
    int Nodes, ImmutableArray<ImmutableArray<int>> Columns, ImmutableArray<(int From, int To)> Edges, ImmutableArray<ImmutableArray<int>> Paths, ImmutableArray<bool> Turned)
{
    /// <summary>The edges that leave a node to the right.</summary>
    public ILookup<int, int> After { get; } = Enumerable.Range(0, Edges.Length).ToLookup(e => Edges[e].From);

    /// <summary>The edges that come to a node from the left.</summary>
    public ILookup<int, int> Before { get; } = Enumerable.Range(0, Edges.Length).ToLookup(e => Edges[e].To);

    /// <summary>Makes one.</summary>
    /// <param name="boxes">How many boxes.</param>
    /// <param name="lines">From where to where.</param>
    public static Lanes Of(int boxes, ImmutableArray<(int From, int To)> lines)
    {
        var layering = Layering.Of(boxes, lines);
        var columns = Enumerable.Range(0, layering.Layers.DefaultIfEmpty(-1).Max() + 1).Select(_ => new List<int>()).ToArray();
        for (var box = 0; box < boxes; box++) columns[layering.Layers[box]].Add(box);
        var next = boxes;
        var edges = ImmutableArray.CreateBuilder<(int From, int To)>();
        var paths = ImmutableArray.CreateBuilder<ImmutableArray<int>>();
        for (var i = 0; i < lines.Length; i++)
        {
            var (from, to) = layering.Reversed.Contains(i) ? (lines[i].To, lines[i].From) : lines[i];
            List<int> path = [from];
            for (var layer = layering.Layers[from] + 1; layer < layering.Layers[to]; layer++)
            {
                columns[layer].Add(next);
                path.Add(next++);
            }

            path.Add(to);
            paths.Add([.. Enumerable.Range(edges.Count, path.Count - 1)]);
            for (var k = 0; k + 1 < path.Count; k++) edges.Add((path[k], path[k + 1]));
        }

        return new(next, [.. columns.Select(static c => c.ToImmutableArray())], edges.ToImmutable(), paths.ToImmutable(), [.. Enumerable.Range(0, lines.Length).Select(layering.Reversed.Contains)]);
    }
}
