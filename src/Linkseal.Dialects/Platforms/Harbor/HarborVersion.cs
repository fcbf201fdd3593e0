using System.Globalization;
using System.Text.RegularExpressions;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>A Harbor version, <c>2.12.0</c>; <see cref="Patch"/> is null where only <c>2.12</c> is known.</summary>
internal sealed partial record HarborVersion(int Major, int Minor, int? Patch)
{
    /// <summary>The first version with internal TLS.</summary>
    public static HarborVersion Oldest { get; } = new(2, 0, null);

    /// <summary>The last version whose rules were looked up. A newer one gets these rules, and a note.</summary>
    public static HarborVersion Newest { get; } = new(2, 15, null);

    public bool IsTooOld => Major < Oldest.Major;

    public bool IsNewerThanKnown => Major > Newest.Major || (Major == Newest.Major && Minor > Newest.Minor);

    /// <summary>True from 2.<paramref name="minor"/> on.</summary>
    public bool AtLeast(int minor) => Major > 2 || Minor >= minor;

    /// <summary>True for the versions from 2.<paramref name="since"/> on and before 2.<paramref name="until"/>; null: no end.</summary>
    public bool IsWithin(int since, int? until) => AtLeast(since) && (until is not { } end || !AtLeast(end));

    public bool SameMinor(HarborVersion other) => Major == other.Major && Minor == other.Minor;

    /// <summary>Reads <c>2.12</c>, <c>v2.12.0</c>, <c>2.12.0-rc1</c>; null for anything else.</summary>
    public static HarborVersion? Parse(string text) => From(Whole().Match(text));

    /// <summary>The version in the tag of an image, <c>goharbor/prepare:v2.12.0</c>; null where the text does not name the image with a version.</summary>
    /// <param name="text">The script or compose file.</param>
    /// <param name="image">The image's name without registry and tag.</param>
    public static HarborVersion? OfImage(string text, string image) =>
        From(Regex.Match(text, Regex.Escape(image) + @":v?" + Numbers + @"(?![\d.])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)));

    public override string ToString() =>
        Patch is { } patch ? string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{patch}") : string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    private const string Numbers = @"(?<major>\d{1,4})\.(?<minor>\d{1,4})(\.(?<patch>\d{1,4}))?";

    private static HarborVersion? From(Match match) => match.Success
        ? new(Number(match.Groups["major"]), Number(match.Groups["minor"]), match.Groups["patch"].Success ? Number(match.Groups["patch"]) : null)
        : null;

    private static int Number(Group group) => int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex("^v?" + Numbers + @"(-[\w.\-]+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Whole();
}
