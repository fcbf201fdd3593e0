using System.Globalization;
using System.Text.RegularExpressions;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>A version of Anchore Engine, <c>0.6.0</c>.</summary>
internal sealed partial record AnchoreVersion(int Major, int Minor, int Patch)
{
    /// <summary>The last release; the project has ended.</summary>
    public static AnchoreVersion Newest { get; } = new(1, 1, 0);

    /// <summary>From here on <c>external_hostname</c>, <c>external_port</c> and <c>external_tls</c> are read.</summary>
    public bool Announces => AtLeast(0, 3);

    /// <summary>From here on the image adds what lies in <c>/home/anchore/certs</c> to what it believes.</summary>
    public bool HasTrustFolder => AtLeast(0, 5);

    /// <summary>Reads <c>0.6.0</c>, <c>v0.6.0</c>, <c>1.1</c>, <c>v1.0.0-r1</c>; null for anything else.</summary>
    public static AnchoreVersion? Parse(string text)
    {
        var match = Whole().Match(text);
        if (!match.Success) return null;
        return new(Number(match.Groups["major"]), Number(match.Groups["minor"]), match.Groups["patch"].Success ? Number(match.Groups["patch"]) : 0);
    }

    /// <summary>The version in an image's tag; null where it has none.</summary>
    /// <param name="image"><c>docker.io/anchore/anchore-engine:v0.6.0</c>.</param>
    public static AnchoreVersion? OfImage(string image) => image.LastIndexOf(':') is > 0 and var colon ? Parse(image[(colon + 1)..]) : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");

    public bool AtLeast(int major, int minor) => Major > major || (Major == major && Minor >= minor);

    private static int Number(Group group) => int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^v?(?<major>\d{1,4})\.(?<minor>\d{1,4})(\.(?<patch>\d{1,4}))?([-.+][\w.\-]+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Whole();
}
