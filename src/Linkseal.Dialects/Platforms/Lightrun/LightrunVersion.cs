using System.Globalization;
using System.Text.RegularExpressions;

namespace Linkseal.Dialects.Platforms.Lightrun;

/// <summary>A version of the chart, <c>3.50.0</c>.</summary>
internal sealed partial record LightrunVersion(int Major, int Minor, int Patch)
{
    /// <summary>The first version with <c>general.internal_tls</c>.</summary>
    public static LightrunVersion Oldest { get; } = new(3, 9, 4);

    /// <summary>The last version whose templates were looked up. A newer one gets these rules, and a note.</summary>
    public static LightrunVersion Newest { get; } = new(3, 50, 0);

    public static LightrunVersion Artifacts { get; } = new(3, 14, 0);

    /// <summary>Keycloak is a StatefulSet, before it a Deployment.</summary>
    public static LightrunVersion KeycloakIsStateful { get; } = new(3, 19, 0);

    public static LightrunVersion Crons { get; } = new(3, 22, 0);

    public static LightrunVersion CronsByDefault { get; } = new(3, 27, 1);

    /// <summary><c>secrets.customCa</c>: Keycloak can be given a CA.</summary>
    public static LightrunVersion CustomCa { get; } = new(3, 28, 0);

    public static LightrunVersion QueueByDefault { get; } = new(3, 30, 1);

    /// <summary>The router's <c>/api/</c> checks the Service's name in the backend's public certificate.</summary>
    public static LightrunVersion ApiByServiceName { get; } = new(3, 43, 0);

    /// <summary>The chart's own generation has a CA, and mounts it into Keycloak.</summary>
    public static LightrunVersion GeneratedAuthority { get; } = new(3, 46, 0);

    public bool IsTooOld => !AtLeast(Oldest);

    public bool IsNewerThanKnown => (Major, Minor).CompareTo((Newest.Major, Newest.Minor)) > 0;

    public bool AtLeast(LightrunVersion other) => (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch)) >= 0;

    /// <summary>Reads <c>3.50</c>, <c>v3.50.0</c>, <c>3.50.0-rc.1</c>; null for anything else.</summary>
    public static LightrunVersion? Parse(string text)
    {
        var match = Whole().Match(text);
        return match.Success ? new(Number(match.Groups["major"]), Number(match.Groups["minor"]), match.Groups["patch"].Success ? Number(match.Groups["patch"]) : 0) : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");

    private static int Number(Group group) => int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^v?(?<major>\d{1,4})\.(?<minor>\d{1,4})(\.(?<patch>\d{1,4}))?(-[\w.\-]+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Whole();
}
