using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>Whether callers judge whom they call, and by what.</summary>
internal static class VerifyChecks
{
    public static IEnumerable<Finding> Of(AnchoreSetup setup)
    {
        var path = setup.Paths.Config;
        if (setup.Config.Verify is not { } verify) yield break;
        if (verify.IsQuotedTruth) yield return VerifyFindings.Quoted(path, verify.Written);
        else if (setup.Verifies && setup.Services.SelectMany(static s => s.Environments).Any(e => verify.IsTruthy(e) is false)) yield return VerifyFindings.Off(path, verify.Written);
    }
}

/// <summary>Findings about <c>internal_ssl_verify</c> and the images' trust: one method for each code.</summary>
internal static class VerifyFindings
{
    public static Finding Off(string path, string written) => new("LS2620", Severity.Error,
        "internal_ssl_verify is false: the services accept any certificate of one another. True verifies; Anchore's documentation has the two exchanged")
    {
        Component = AnchoreTopology.Whole, Path = path, Expected = "internal_ssl_verify: True", Observed = $"internal_ssl_verify: {UserWord.Shown(written)}", Remedy = "linkseal apply",
    };

    public static Finding OffByChoice(string path) => new("LS2621", Severity.Warning, "`verify: false`: the services accept any certificate of one another, so anybody between them can read along")
    {
        Component = AnchoreTopology.Whole, Path = path, Expected = "internal_ssl_verify: True", Observed = "verify: false in the settings", Remedy = "take `verify: false` out of the settings",
    };

    public static Finding Quoted(string path, string written) => new("LS2622", Severity.Error,
        "internal_ssl_verify is a text, not a truth value: it is taken as the path of a file of authorities, and every call between services fails")
    {
        Component = AnchoreTopology.Whole, Path = path, Expected = "True without quotes", Observed = $"internal_ssl_verify: '{UserWord.Shown(written)}'", Remedy = "linkseal apply; by hand: take the quotes off",
    };

    public static Finding NoTrustFolder(AnchoreVersion version, string inside) => new("LS2623", Severity.Error,
        $"Anchore Engine {version} does not read {inside}, which came with 0.5: callers do not know the authority, and refuse every service")
    {
        Component = AnchoreTopology.Whole, Expected = "an image of 0.5 or later, or REQUESTS_CA_BUNDLE in every container", Observed = $"image {version}, no REQUESTS_CA_BUNDLE",
        Remedy = "upgrade; or build an image in which the authority is appended to certifi's cacert.pem; or set REQUESTS_CA_BUNDLE to a file with the public authorities and this one (the feeds need the public ones)",
    };

    public static Finding VersionUnknown(string inside) => new("LS2624", Severity.Note,
        $"the version of Anchore Engine is not known: 0.5 or later is assumed, whose image believes what lies in {inside}")
    {
        Component = AnchoreTopology.Whole, Remedy = "say it: settings: { version: \"1.1.0\" }",
    };
}
