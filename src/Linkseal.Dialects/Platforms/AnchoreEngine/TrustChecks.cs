using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>What lies in the folder of which the image believes everything.</summary>
/// <remarks>Source: anchore/anchore-engine docker-entrypoint.sh: every file there that holds a certificate is appended to the bundle.</remarks>
internal static class TrustChecks
{
    public static IEnumerable<Finding> Of(AnchoreSetup setup, Observed observed) => [.. Lying(setup, observed), .. Named(setup)];

    private static IEnumerable<Finding> Lying(AnchoreSetup setup, Observed observed)
    {
        foreach (var name in observed.Listings.GetValueOrDefault(setup.Paths.Trust, []))
        {
            var path = LexicalPath.Join(setup.Paths.Trust, name);
            if (observed.Material.GetValueOrDefault(path) is not { } holds) continue;
            if (!holds.Keys.IsEmpty) yield return TrustFindings.Key(path);
            // Self-issued without the flag is a CA that was made wrong, which the general checks say.
            if (holds.Certificates.FirstOrDefault(static c => c.IsAuthority is not true && !c.IsSelfIssued) is { } leaf) yield return TrustFindings.Leaf(path, leaf);
        }
    }

    // Anchore's chart puts certificate, key and CA into one secret, and all of them here.
    private static IEnumerable<Finding> Named(AnchoreSetup setup)
    {
        foreach (var service in setup.Services)
        {
            if (IsWithin(setup, service, service.Config.SslKey)) yield return TrustFindings.KeyNamed(setup.Paths.Config, service.Name, service.Config.SslKey!.Written);
            if (IsWithin(setup, service, service.Config.SslCert)) yield return TrustFindings.LeafNamed(setup.Paths.Config, service.Name, service.Config.SslCert!.Written);
        }
    }

    private static bool IsWithin(AnchoreSetup setup, AnchoreInstance service, ConfigValue? value) =>
        AnchoreChecks.Inside(service, value) is { } inside && inside.StartsWith('/') && LexicalPath.IsWithin(LexicalPath.Resolve("/", inside), setup.Paths.TrustInside);
}

/// <summary>Findings about the trust folder: one method for each code.</summary>
internal static class TrustFindings
{
    private const string Believed = "every certificate there is believed by every service";

    public static Finding Leaf(string path, CertificateFacts leaf) => new("LS2610", Severity.Error, $"a leaf lies in the folder of authorities: {Believed}")
    {
        Component = AnchoreTopology.Whole, Path = path, Expected = "authorities only", Observed = leaf.Subject, Remedy = "move it to where ssl_cert names it, outside of the folder",
    };

    public static Finding LeafNamed(string path, string service, string written) => new("LS2610", Severity.Error, $"the certificate of {service} lies in the folder of authorities: {Believed}")
    {
        Component = service, Path = path, Expected = "a folder of its own, as /config", Observed = $"ssl_cert: {UserWord.Shown(written)}", Remedy = "linkseal apply puts it elsewhere; then take it out of the folder",
    };

    public static Finding Key(string path) => new("LS2611", Severity.Error, "a private key lies in the folder of authorities, which every container mounts")
    {
        Component = AnchoreTopology.Whole, Path = path, Expected = "authorities only", Observed = "a private key", Remedy = "move it to where ssl_key names it, outside of the folder",
    };

    public static Finding KeyNamed(string path, string service, string written) => new("LS2611", Severity.Error, $"the key of {service} lies in the folder of authorities, which every container mounts")
    {
        Component = service, Path = path, Expected = "a folder of its own, as /config", Observed = $"ssl_key: {UserWord.Shown(written)}", Remedy = "linkseal apply puts it elsewhere; then take it out of the folder",
    };
}
