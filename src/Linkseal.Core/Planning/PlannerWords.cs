using System.Globalization;

namespace Linkseal.Core.Planning;

/// <summary>How counts, dates, modes and paths are said in reasons, diagnostics and findings.</summary>
internal static class PlannerWords
{
    /// <summary><c>1 file</c>, <c>3 files</c>.</summary>
    public static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>The one, or the first of many.</summary>
    public static string FirstOf(int count, string first) => count == 1 ? first : $"{first} and {count - 1} more";

    /// <summary><c>2026-03-01</c>, in UTC.</summary>
    public static string Day(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary><c>12 days</c>, <c>5 hours</c>: the largest unit of which there are at least two, rounded down.</summary>
    public static string Span(TimeSpan span) =>
        span >= TimeSpan.FromDays(2) ? Count((int)span.TotalDays, "day")
        : span >= TimeSpan.FromHours(2) ? Count((int)span.TotalHours, "hour")
        : Count(Math.Max(0, (int)span.TotalMinutes), "minute");

    /// <summary><c>expires in 12 days</c>, <c>expired 3 hours ago</c>.</summary>
    public static string Expiry(DateTimeOffset end, DateTimeOffset now) =>
        now >= end ? $"expired {Span(now - end)} ago" : $"expires in {Span(end - now)}";

    /// <summary><c>0600</c>.</summary>
    public static string Mode(UnixFileMode mode) => "0" + Convert.ToString((int)mode, 8).PadLeft(3, '0');

    /// <summary><c>10000:10000</c>.</summary>
    public static string Owner(int user, int group) => string.Create(CultureInfo.InvariantCulture, $"{user}:{group}");

    /// <summary>The file's name without its folder.</summary>
    public static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>The folder that holds it, without a final slash; <c>/</c> for a file at the root.</summary>
    public static string Folder(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "/";

    /// <summary><c>a</c>, <c>a and b</c>, <c>a, b and c</c>.</summary>
    public static string List(IReadOnlyList<string> words) => words.Count switch
    {
        0 => "",
        1 => words[0],
        _ => string.Join(", ", words.Take(words.Count - 1)) + " and " + words[^1],
    };
}
