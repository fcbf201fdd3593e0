using System.Collections.Immutable;

namespace Linkseal.Cli.Views.Html.Picture;

/// <summary>Where the words of the lines stand: on their line, over nothing else. A line that has no room for its word keeps its colour and stroke.</summary>
internal static class Labels
{
    /// <summary>How high a label is.</summary>
    public const int Height = 17;

    private const double LetterWidth = 6.7;
    private static readonly double[] Along = [0.5, 0.38, 0.62, 0.26, 0.74, 0.16, 0.84];

    /// <summary>How wide a label is.</summary>
    public static int Width(string word) => (int)Math.Ceiling(word.Length * LetterWidth) + 12;

    /// <summary>The middle of each line's label; null: there is no room. The weakest links choose first.</summary>
    public static ImmutableArray<(int X, int Y)?> Of(PicturePlan plan)
    {
        var taken = plan.Boxes.Select(static b => new Area(b.X, b.Y, b.X + PicturePlan.BoxWidth, b.Y + b.Height)).ToList();
        var found = new (int X, int Y)?[plan.Lines.Length];
        foreach (var i in Enumerable.Range(0, plan.Lines.Length).OrderByDescending(i => plan.Lines[i].Weakest.Verdict))
        {
            var line = plan.Lines[i];
            var half = Width(line.Word) / 2;
            foreach (var (x, y) in Candidates(line))
            {
                var area = new Area(x - half, y - (Height / 2), x + half, y + (Height / 2));
                if (taken.Exists(area.Meets)) continue;
                taken.Add(area);
                found[i] = (x, y);
                break;
            }
        }

        return [.. found];
    }

    private static IEnumerable<(int X, int Y)> Candidates(PictureLine line)
    {
        if (line.IsLoop)
        {
            yield return (line.Points[0].X - (Width(line.Word) / 2) - 4, line.Points[0].Y - 12);
            yield break;
        }

        var segments = Enumerable.Range(0, line.Points.Length / 2).Select(i => (From: line.Points[2 * i], To: line.Points[(2 * i) + 1])).ToList();
        foreach (var along in Along)
        {
            // The last stretch is the callee's own: there the word is looked for first.
            foreach (var (from, to) in Enumerable.Reverse(segments))
            {
                // A cubic between two level ends: x runs evenly enough, y as 3t² − 2t³.
                var rise = (3 * along * along) - (2 * along * along * along);
                yield return ((int)Math.Round(from.X + ((to.X - from.X) * along)), (int)Math.Round(from.Y + ((to.Y - from.Y) * rise)));
            }
        }
    }

    private sealed record Area(int Left, int Top, int Right, int Bottom)
    {
        public bool Meets(Area other) => Left < other.Right + 2 && other.Left < Right + 2 && Top < other.Bottom + 1 && other.Top < Bottom + 1;
    }
}
