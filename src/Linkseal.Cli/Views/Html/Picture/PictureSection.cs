using System.Collections.Immutable;
using System.Text;
using Linkseal.Core.Topology;

namespace Linkseal.Cli.Views.Html.Picture;

/// <summary>The platform as a picture: an SVG of our own within the page.</summary>
internal static class PictureSection
{
    private const int NameLetters = 17;
    private const int CaptionLetters = 23;
    private const int Bend = 58;

    /// <summary>The section.</summary>
    public static void Write(Markup page, Platform platform, ImmutableArray<LinkLook> links, PicturePlan plan)
    {
        using (page.In("section", ("aria-labelledby", "picture")))
        {
            page.Put("h2", "The platform", ("id", "picture"));
            using (page.In("figure", ("class", "picture")))
            {
                using (page.In("div", ("class", "scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", "The platform as a picture"))) Drawing(page, platform, links, plan);
                using (page.In("figcaption")) Legend(page, links);
            }
        }
    }

    private static void Drawing(Markup page, Platform platform, ImmutableArray<LinkLook> links, PicturePlan plan)
    {
        var labels = Labels.Of(plan);
        using (page.In("svg", ("viewBox", $"0 0 {plan.Width} {plan.Height}"), ("width", $"{plan.Width}"), ("height", $"{plan.Height}"), ("role", "img"), ("aria-labelledby", "picture-title picture-text")))
        {
            page.Put("title", $"{platform.Name}: who calls whom, and what was proven", ("id", "picture-title"));
            page.Put("desc", Description(plan), ("id", "picture-text"));
            foreach (var line in plan.Lines) Line(page, line);
            foreach (var box in plan.Boxes) Box(page, box);
            for (var i = 0; i < plan.Lines.Length; i++)
            {
                if (labels[i] is { } at) Label(page, plan.Lines[i], at.X, at.Y);
            }
        }
    }

    private static string Description(PicturePlan plan) =>
        $"{Words.Count(plan.Boxes.Length, "component")}, callers left of what they call. " + string.Join("; ", plan.Lines.SelectMany(static l => l.Links).Select(static l => $"{l.Name}: {l.Level}")) + ".";

    private static void Line(Markup page, PictureLine line)
    {
        var kind = $"line level-{line.Weakest.Level}";
        using (page.In("g", ("class", kind)))
        {
            page.Put("title", Tip(line));
            page.Void("path", ("class", "way"), ("d", Way(line)));
            page.Void("path", ("class", "head"), ("d", Head(line)));
        }
    }

    private static string Tip(PictureLine line) =>
        string.Join("; ", line.Links.Select(static l => $"{l.Name}{(l.Proof.Address is { } at ? " at " + at : "")}: {l.Level}, required {l.Proof.Link.Required.Text()}"));

    private static string Way(PictureLine line)
    {
        var points = line.Points;
        if (line.IsLoop) return $"M{points[0].X} {points[0].Y}c-6 -30 40 -30 {points[1].X - points[0].X} -7";
        var way = new StringBuilder($"M{points[0].X} {points[0].Y}");
        for (var i = 1; i < points.Length; i++)
        {
            var (from, to) = (points[i - 1], points[i]);
            // Through a column straight on; between columns in a curve. The head takes the last stretch.
            var side = Math.Sign(to.X - from.X);
            var end = i == points.Length - 1 ? to.X - (7 * side) : to.X;
            way.Append(i % 2 == 0 ? $"H{to.X}" : $"C{from.X + (Bend * side)} {from.Y} {to.X - (Bend * side)} {to.Y} {end} {to.Y}");
        }

        return way.ToString();
    }

    private static string Head(PictureLine line)
    {
        var (x, y) = line.Points[^1];
        if (line.IsLoop) return $"M{x} {y}l-4 -8h8z";
        return x > line.Points[^2].X ? $"M{x} {y}l-8 -4v8z" : $"M{x} {y}l8 -4v8z";
    }

    private static void Box(Markup page, PictureBox box)
    {
        using (page.In("g", ("class", "box")))
        {
            page.Put("title", box.Caption.Length > 0 ? $"{box.Name} ({box.Caption})" : box.Name);
            page.Void("rect", ("x", $"{box.X}"), ("y", $"{box.Y}"), ("width", $"{PicturePlan.BoxWidth}"), ("height", $"{box.Height}"), ("rx", "7"));
            var middle = box.Y + (box.Height / 2);
            var x = $"{box.X + (PicturePlan.BoxWidth / 2)}";
            page.Put("text", Short(box.Name, NameLetters), ("class", "name"), ("x", x), ("y", $"{(box.Caption.Length > 0 ? middle - 3 : middle + 4)}"));
            if (box.Caption.Length > 0) page.Put("text", Short(box.Caption, CaptionLetters), ("class", "caption"), ("x", x), ("y", $"{middle + 13}"));
        }
    }

    private static void Label(Markup page, PictureLine line, int x, int y)
    {
        var width = Labels.Width(line.Word);
        using (page.In("g", ("class", $"label level-{line.Weakest.Level}{(line.Weakest.Verdict is Verdict.Fails ? " fails" : "")}"), ("aria-hidden", "true")))
        {
            page.Void("rect", ("x", $"{x - (width / 2)}"), ("y", $"{y - (Labels.Height / 2)}"), ("width", $"{width}"), ("height", $"{Labels.Height}"), ("rx", "8"));
            page.Put("text", line.Word, ("x", $"{x}"), ("y", $"{y + 4}"));
        }
    }

    private static void Legend(Markup page, ImmutableArray<LinkLook> links)
    {
        using (page.In("ul", ("class", "legend")))
        {
            foreach (var word in LinkLook.Words.Where(w => links.Any(l => l.Level == w)))
            {
                using (page.In("li", ("class", "level-" + word)))
                {
                    using (page.In("svg", ("viewBox", "0 0 34 10"), ("width", "34"), ("height", "10"), ("aria-hidden", "true")))
                    using (page.In("g", ("class", "line level-" + word)))
                    {
                        page.Void("path", ("class", "way"), ("d", "M0 5H27"));
                        page.Void("path", ("class", "head"), ("d", "M34 5l-8 -4v8z"));
                    }

                    page.Put("strong", word);
                    page.Text(" " + LevelWords.Short(word));
                }
            }
        }

        page.Put("p", "An arrow leads from the caller to what it calls, in the colour and stroke of the level that was proven; where several links share one, of the weakest. Where a word has no room, the table below has it.", ("class", "aside"));
    }

    private static string Short(string text, int letters)
    {
        var visible = VisibleText.Of(text);
        return visible.Length <= letters ? visible : visible[..(letters - 1)] + "…";
    }
}
