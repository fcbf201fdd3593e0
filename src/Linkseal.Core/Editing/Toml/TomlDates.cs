using System.Globalization;
using System.Text.RegularExpressions;

namespace Linkseal.Core.Editing.Toml;

/// <summary>What a word is, as a date or a time (RFC 3339).</summary>
internal static partial class TomlDates
{
    /// <summary>True for a date alone: a time may follow behind one blank.</summary>
    public static bool IsDate(string word) => Date().IsMatch(word);

    /// <summary>Kind, and the value with <c>T</c> and <c>Z</c>; null: it is neither date nor time. A null value: there is no such day or time.</summary>
    public static (TomlKind Kind, string? Value)? Of(string word)
    {
        if (Moment().Match(word) is not { Success: true } match) return null;
        var (date, time, offset) = (match.Groups["date"].Success, match.Groups["time"].Success, match.Groups["offset"].Success);
        // An offset is one of a time: 1979-05-27Z is none of TOML's.
        if (date && (time != match.Groups["t"].Success || (offset && !time))) return null;
        if (!date && (match.Groups["t"].Success || offset || !time)) return null;

        var kind = (date, time, offset) switch
        {
            (true, true, true) => TomlKind.OffsetDateTime,
            (true, true, false) => TomlKind.LocalDateTime,
            (true, _, _) => TomlKind.LocalDate,
            _ => TomlKind.LocalTime,
        };
        var exists = (!date || IsDay(match)) && (!time || IsTime(match)) && (!offset || IsOffset(match.Groups["offset"].Value));
        return (kind, exists ? word.ToUpperInvariant().Replace(' ', 'T') : null);
    }

    private static bool IsDay(Match match)
    {
        var (year, month, day) = (Number(match, "year"), Number(match, "month"), Number(match, "day"));
        if (month is < 1 or > 12) return false;

        // Year 0 is a leap year, and beyond .NET's calendar.
        return day >= 1 && day <= DateTime.DaysInMonth(year == 0 ? 4 : year, month);
    }

    /// <summary>RFC 3339 §5.6 has a second 60 for leap seconds.</summary>
    private static bool IsTime(Match match) => Number(match, "hour") <= 23 && Number(match, "minute") <= 59 && Number(match, "second") <= 60;

    private static bool IsOffset(string offset) =>
        offset is "Z" or "z" || (int.Parse(offset.AsSpan(1, 2), CultureInfo.InvariantCulture) <= 23 && int.Parse(offset.AsSpan(4, 2), CultureInfo.InvariantCulture) <= 59);

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}\z", RegexOptions.None, 1000)]
    private static partial Regex Date();

    [GeneratedRegex(
        @"^(?<date>(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2}))?(?<t>[Tt ])?(?<time>(?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})(\.[0-9]+)?)?(?<offset>[Zz]|[+-][0-9]{2}:[0-9]{2})?\z",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Moment();
}
