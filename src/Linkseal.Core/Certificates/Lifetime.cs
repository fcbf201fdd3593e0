using System.Globalization;

namespace Linkseal.Core.Certificates;

/// <summary>The unit of a <see cref="Lifetime"/>.</summary>
public enum LifetimeUnit
{
    /// <summary>Minutes, <c>m</c>.</summary>
    Minutes,

    /// <summary>Hours, <c>h</c>.</summary>
    Hours,

    /// <summary>Days of 24 hours, <c>d</c>.</summary>
    Days,

    /// <summary>Weeks of seven days, <c>w</c>.</summary>
    Weeks,

    /// <summary>Calendar years, <c>y</c>.</summary>
    Years,
}

/// <summary>How long a certificate lives, as written: <c>90d</c>, <c>10y</c>, <c>12h</c>. At least five minutes, at most 100 years.</summary>
/// <param name="Amount">How many units, at least 1.</param>
/// <param name="Unit">The unit.</param>
public sealed record Lifetime(int Amount, LifetimeUnit Unit)
{
    private const string Units = "mhdwy";

    /// <summary>Ninety days: the default of a leaf.</summary>
    public static Lifetime DefaultLeaf { get; } = new(90, LifetimeUnit.Days);

    /// <summary>Ten years: the default of an authority.</summary>
    public static Lifetime DefaultAuthority { get; } = new(10, LifetimeUnit.Years);

    /// <summary>The instant this long after <paramref name="start"/>.</summary>
    public DateTimeOffset After(DateTimeOffset start) => Unit switch
    {
        LifetimeUnit.Minutes => start.AddMinutes(Amount),
        LifetimeUnit.Hours => start.AddHours(Amount),
        LifetimeUnit.Days => start.AddDays(Amount),
        LifetimeUnit.Weeks => start.AddDays(7.0 * Amount),
        _ => start.AddYears(Amount),
    };

    /// <summary>Reads <c>90d</c>; null where the text is not a whole number and one of m, h, d, w, y, or is out of range.</summary>
    public static Lifetime? Parse(string text)
    {
        var unit = text.Length < 2 ? -1 : Units.IndexOf(text[^1], StringComparison.Ordinal);
        if (unit < 0) return null;
        if (!int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var amount)) return null;

        var value = new Lifetime(amount, (LifetimeUnit)unit);
        var length = amount is < 1 or > 60_000_000 ? TimeSpan.Zero : value.Approximate;
        return length >= TimeSpan.FromMinutes(5) && length <= TimeSpan.FromDays(36_525) ? value : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount}{Units[(int)Unit]}");

    /// <summary>The length, with a year taken as 365.25 days: for comparing, not for dates.</summary>
    public TimeSpan Approximate => Unit switch
    {
        LifetimeUnit.Minutes => TimeSpan.FromMinutes(Amount),
        LifetimeUnit.Hours => TimeSpan.FromHours(Amount),
        LifetimeUnit.Days => TimeSpan.FromDays(Amount),
        LifetimeUnit.Weeks => TimeSpan.FromDays(7.0 * Amount),
        _ => TimeSpan.FromDays(365.25 * Math.Min(Amount, 1000)),
    };
}
