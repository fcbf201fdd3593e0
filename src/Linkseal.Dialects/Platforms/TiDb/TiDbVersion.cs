using System.Globalization;
using System.Text.RegularExpressions;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>A version of TiDB or one of its tools, <c>v8.5.0</c>. A preview (<c>9.0.0-beta.1</c>) counts as the version before.</summary>
internal sealed partial record TiDbVersion(int Major, int Minor, int Patch = 0, bool IsPreview = false)
{
    /// <summary>The first version with TLS as this profile knows it.</summary>
    public static TiDbVersion Oldest { get; } = new(4, 0);

    /// <summary>The last release line whose rules were looked up. A newer one gets these rules, and a note.</summary>
    public static TiDbVersion Newest { get; } = new(8, 5, 7);

    public bool IsTooOld => IsBefore(Oldest);

    /// <summary>A patch level of the newest line is as well known as the line.</summary>
    public bool IsNewerThanKnown => Major > Newest.Major || (Major == Newest.Major && Minor > Newest.Minor);

    /// <summary>True from <paramref name="since"/> (null: from the beginning) until before <paramref name="until"/> (null: no end).</summary>
    public bool IsWithin(TiDbVersion? since, TiDbVersion? until) => (since is null || !IsBefore(since)) && (until is null || IsBefore(until));

    public bool IsBefore(TiDbVersion other) =>
        (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch)) switch { 0 => IsPreview && !other.IsPreview, var order => order < 0 };

    /// <summary>Reads <c>v8.5.0</c>, <c>8.5</c>, <c>9.0.0-beta.1</c>; null for anything else.</summary>
    public static TiDbVersion? Parse(string text)
    {
        var match = Whole().Match(text);
        return !match.Success ? null : new(Number(match.Groups["major"]), Number(match.Groups["minor"]), match.Groups["patch"].Success ? Number(match.Groups["patch"]) : 0, match.Groups["preview"].Success);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"v{Major}.{Minor}.{Patch}{(IsPreview ? "-preview" : "")}");

    private static int Number(Group group) => int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^v?(?<major>\d{1,4})\.(?<minor>\d{1,4})(\.(?<patch>\d{1,4}))?(?<preview>-[\w.\-]+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Whole();
}
