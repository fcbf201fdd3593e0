using System.Collections.Immutable;
using Linkseal.Core.Certificates;

namespace Linkseal.Cli.Views.Html;

/// <summary>When what was served ends: the first to end first, on a scale on which a day and a year can both be seen.</summary>
internal static class ExpirySection
{
    private const int Unit = 100;
    private const int DueDays = 14;
    private static readonly ImmutableArray<(double Days, string Text)> Marks = [(1, "1 day"), (7, "1 week"), (30, "1 month"), (90, "3 months"), (365, "1 year"), (3650, "10 years")];

    /// <summary>The section.</summary>
    public static void Write(Markup page, ImmutableArray<LinkLook> links, DateTimeOffset now)
    {
        var served = links
            .SelectMany(static l => (l.Proof.Caller.Served?.Certificates ?? []).Select((c, i) => (Certificate: c, IsLeaf: i == 0, l.Proof.Link.Callee)))
            .GroupBy(static s => s.Certificate.Sha256, StringComparer.Ordinal)
            .Select(static g => (g.First().Certificate, g.First().IsLeaf, By: string.Join(", ", g.Select(static s => s.Callee).Distinct(StringComparer.Ordinal))))
            .OrderBy(static s => s.Certificate.NotAfter).ThenBy(static s => s.Certificate.Sha256, StringComparer.Ordinal).ToList();
        if (served.Count == 0) return;
        using (page.In("section", ("aria-labelledby", "expiry")))
        {
            page.Put("h2", "Expiry", ("id", "expiry"));
            page.Table(
                $"Certificates that were served, the first to end first, seen from {Times.Of(now)}", ["Certificate", "Served by", "Valid until", "Left", "Time left, to scale"],
                served.Select(s => (ImmutableArray<Action<Markup>>)
                [
                    Tables.Cell(Title(s.Certificate) + (s.IsLeaf ? "" : " (authority)")), Tables.Cell(s.By), Tables.Cell(Words.Date(s.Certificate.NotAfter)),
                    markup => markup.Put(Mark(s.Certificate, now), Words.Distance(now, s.Certificate.NotAfter)), markup => Bar(markup, s.Certificate, now),
                ]), "expiry", Scale);
        }
    }

    private static string Title(CertificateFacts certificate) => certificate.CommonName ?? certificate.Names.FirstOrDefault()?.Value ?? certificate.Serial;

    private static Mark Mark(CertificateFacts certificate, DateTimeOffset now) => (certificate.NotAfter - now).TotalDays switch { <= 0 => Html.Mark.Bad, < DueDays => Html.Mark.Open, _ => Html.Mark.Good };

    private static void Bar(Markup page, CertificateFacts certificate, DateTimeOffset now)
    {
        var length = Length((certificate.NotAfter - now).TotalDays);
        using (page.In("svg", ("class", "bar " + Mark(certificate, now).Class()), ("viewBox", $"0 0 {Unit * Marks.Length} 22"), ("preserveAspectRatio", "none"), ("role", "img"), ("aria-label", Words.Distance(now, certificate.NotAfter))))
        {
            page.Void("rect", ("class", "track"), ("x", "0"), ("y", "6"), ("width", $"{Unit * Marks.Length}"), ("height", "10"));
            page.Void("rect", ("class", "left"), ("x", "0"), ("y", "6"), ("width", $"{length}"), ("height", "10"));
            for (var i = 1; i < Marks.Length; i++) page.Void("path", ("class", "tick"), ("d", $"M{i * Unit} 2V20"));
        }
    }

    /// <summary>Each of the spans takes the same room, and within a span time runs evenly.</summary>
    public static int Length(double days)
    {
        var from = 0.0;
        for (var i = 0; i < Marks.Length; i++)
        {
            if (days < Marks[i].Days) return (int)Math.Round(Unit * (i + (Math.Max(0, days - from) / (Marks[i].Days - from))));
            from = Marks[i].Days;
        }

        return Unit * Marks.Length;
    }

    private static void Scale(Markup page)
    {
        using (page.In("span", ("class", "scale"), ("aria-hidden", "true")))
        {
            foreach (var (_, text) in Marks) page.Put("span", text);
        }
    }
}
