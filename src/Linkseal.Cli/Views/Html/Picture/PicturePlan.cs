using System.Collections.Immutable;
using Linkseal.Core.Topology;

namespace Linkseal.Cli.Views.Html.Picture;

/// <summary>A component in the picture.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Caption">What it is and where it listens.</param>
/// <param name="X">Left edge.</param>
/// <param name="Y">Upper edge.</param>
/// <param name="Height">Height.</param>
internal sealed record PictureBox(string Name, string Caption, int X, int Y, int Height);

/// <summary>A line in the picture: all links of one caller to one callee.</summary>
/// <param name="Links">The links; the first is the weakest, by which the line is coloured.</param>
/// <param name="Points">Caller first: where the line leaves it, where it passes other columns (in and out), where it arrives.</param>
internal sealed record PictureLine(ImmutableArray<LinkLook> Links, ImmutableArray<(int X, int Y)> Points)
{
    /// <summary>The weakest of its links.</summary>
    public LinkLook Weakest => Links[0];

    /// <summary>The word on the line: the weakest level, marked where it is not as required, and how many links it stands for.</summary>
    public string Word => (Weakest.Verdict is Verdict.Fails ? "✗ " : "") + Weakest.Level + (Links.Length > 1 ? $" ×{Links.Length}" : "");

    /// <summary>True: from a component to itself.</summary>
    public bool IsLoop => Weakest.Proof.Link.Caller == Weakest.Proof.Link.Callee;
}

/// <summary>The platform laid out: callers left, callees right, the same every time.</summary>
internal sealed record PicturePlan(int Width, int Height, ImmutableArray<PictureBox> Boxes, ImmutableArray<PictureLine> Lines)
{
    /// <summary>How wide a box is.</summary>
    public const int BoxWidth = 150;

    private const int Corridor = 124;
    private const int Margin = 12;
    private const int LeastHeight = 46;
    private const int PortGap = 11;
    private const int BoxGap = 18;
    private const int LaneHeight = 14;
    private const int LoopRoom = 26;
    private const double LaneWeight = 3;

    /// <summary>Lays out a platform.</summary>
    public static PicturePlan Of(Platform platform, ImmutableArray<LinkLook> links)
    {
        var pairs = links.GroupBy(static l => (l.Proof.Link.Caller, l.Proof.Link.Callee)).Select(static g => (g.Key, Links: g.OrderByDescending(Weakness).ToImmutableArray())).ToList();
        var known = platform.Components.Select(static c => c.Name).Concat(pairs.SelectMany(static p => new[] { p.Key.Caller, p.Key.Callee })).Distinct(StringComparer.Ordinal).ToList();
        var loops = pairs.Where(static p => p.Key.Caller == p.Key.Callee).ToDictionary(static p => p.Key.Caller, static p => p.Links, StringComparer.Ordinal);
        var crossing = pairs.Where(static p => p.Key.Caller != p.Key.Callee).ToList();
        var linked = crossing.SelectMany(static p => new[] { p.Key.Caller, p.Key.Callee }).ToHashSet(StringComparer.Ordinal);

        var names = known.Where(linked.Contains).ToList();
        var number = names.Select(static (n, i) => (n, i)).ToDictionary(static p => p.n, static p => p.i, StringComparer.Ordinal);
        var graph = Lanes.Of(names.Count, [.. crossing.Select(p => (number[p.Key.Caller], number[p.Key.Callee]))]);
        var ports = graph.Edges.SelectMany(static e => new[] { (Node: e.From, Right: true), (Node: e.To, Right: false) }).CountBy(static p => p).ToDictionary();
        int Height(int node) => node >= names.Count ? LaneHeight : BoxHeight(Math.Max(ports.GetValueOrDefault((node, true)), ports.GetValueOrDefault((node, false))));
        // A loop stands above its box, in room of its own.
        int Room(int node) => node < names.Count && loops.ContainsKey(names[node]) ? LoopRoom : 0;
        var count = graph.Nodes;
        var middles = Placement.Of(
            Ordering.Of(graph.Columns, graph.Edges), graph.Edges,
            [.. Enumerable.Range(0, count).Select(n => (double)Height(n) + Room(n) + (n < names.Count ? BoxGap : 0))],
            [.. Enumerable.Range(0, count).Select(n => n < names.Count ? 1 : LaneWeight)]);

        var column = graph.Columns.SelectMany(static (c, i) => c.Select(n => (n, i))).ToDictionary(static p => p.n, static p => p.i);
        var tops = Enumerable.Range(0, count).Select(n => middles[n] - ((Height(n) - Room(n)) / 2.0)).ToArray();
        var highest = count == 0 ? 0 : Enumerable.Range(0, count).Min(n => tops[n] - Room(n));
        var places = Enumerable.Range(0, count).Select(n => new PictureBox(
            n < names.Count ? names[n] : "", n < names.Count ? Caption(platform, names[n]) : "",
            Margin + (column[n] * (BoxWidth + Corridor)), Margin + (int)Math.Round(tops[n] - highest), Height(n))).ToImmutableArray();

        var alone = Alone(platform, known.Where(n => !linked.Contains(n)), loops, places, graph.Columns.Length);
        ImmutableArray<PictureBox> boxes = [.. places.Take(names.Count), .. alone];
        ImmutableArray<PictureLine> lines =
        [
            .. crossing.Select((p, i) => new PictureLine(p.Links, Points(graph, i, places))),
            .. boxes.Where(b => loops.ContainsKey(b.Name)).Select(b => new PictureLine(loops[b.Name], [(b.X + BoxWidth - 52, b.Y), (b.X + BoxWidth - 18, b.Y)])),
        ];
        return new(
            boxes.Select(static b => b.X + BoxWidth).DefaultIfEmpty(0).Max() + Margin,
            boxes.Concat(places).Select(static b => b.Y + b.Height).DefaultIfEmpty(0).Max() + Margin, boxes, lines);
    }

    private static int BoxHeight(int ports) => Math.Max(LeastHeight, 22 + (PortGap * ports));

    // Failing before holding, lower before higher.
    private static int Weakness(LinkLook link) => ((int)link.Verdict * 16) + LinkLook.Words.IndexOf(link.Level);

    private static string Caption(Platform platform, string name)
    {
        if (platform.Components.FirstOrDefault(c => c.Name == name) is not { } component) return "";
        var ports = component.Endpoints.Select(static e => e.Port).Distinct().ToList();
        return component.Dialect + (ports.Count > 0 ? " · " + string.Join(", ", ports) : "");
    }

    // Components without a link to another one: in rows below.
    private static IEnumerable<PictureBox> Alone(
        Platform platform, IEnumerable<string> names, Dictionary<string, ImmutableArray<LinkLook>> loops, ImmutableArray<PictureBox> places, int columns)
    {
        var top = places.Select(static b => b.Y + b.Height).DefaultIfEmpty(-BoxGap).Max() + (2 * BoxGap);
        var pitch = columns > 1 ? BoxWidth + Corridor : BoxWidth + (2 * BoxGap);
        foreach (var row in names.Chunk(Math.Max(columns, 4 * (BoxWidth + Corridor) / pitch)))
        {
            if (row.Any(loops.ContainsKey)) top += LoopRoom;
            for (var i = 0; i < row.Length; i++) yield return new(row[i], Caption(platform, row[i]), Margin + (i * pitch), top, LeastHeight);
            top += LeastHeight + BoxGap;
        }
    }

    private static ImmutableArray<(int X, int Y)> Points(Lanes graph, int line, ImmutableArray<PictureBox> places)
    {
        List<(int X, int Y)> points = [];
        foreach (var edge in graph.Paths[line])
        {
            var (from, to) = graph.Edges[edge];
            points.Add((places[from].X + BoxWidth, Port(places[from], graph.After[from].OrderBy(e => Middle(places[graph.Edges[e].To])), edge)));
            points.Add((places[to].X, Port(places[to], graph.Before[to].OrderBy(e => Middle(places[graph.Edges[e].From])), edge)));
        }

        if (graph.Turned[line]) points.Reverse();
        return [.. points];
    }

    // The lines of one side of a box are spread over its height, in the order of where they lead.
    private static int Port(PictureBox box, IEnumerable<int> edges, int edge)
    {
        var side = edges.ToList();
        return box.Y + (int)Math.Round(box.Height * (side.IndexOf(edge) + 1.0) / (side.Count + 1));
    }

    private static int Middle(PictureBox box) => box.Y + (box.Height / 2);
}
