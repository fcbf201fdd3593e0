using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.Lightrun;

/// <summary>The public certificate, where it can be seen: in the values, or in a file that the settings name.</summary>
internal static class PublicChecks
{
    /// <summary>Where the chart takes it from when no Secret is named.</summary>
    public static EmbeddedMaterial Inline(LightrunSetup setup) => new(setup.Paths.Values, ["certificate", "tls", "crt"]);

    /// <summary>The file that is only looked at.</summary>
    public static IEnumerable<string> Seen(LightrunSetup setup)
    {
        if (setup.Settings.Public is { Certificate: { } file, Key: null }) yield return PlacePath.Of(setup.Description, file);
    }

    public static IEnumerable<Finding> Of(LightrunSetup setup, Observed observed)
    {
        if (setup.AuthorityText is { } own && Blocks(own) is > 1 and var count && !setup.Signs) yield return PublicFindings.FirstBlockOnly(setup.Settings.Authority!.File!, count);
        // What is in a Secret of ours is a leaf like any other, and checked as one.
        if (setup.WritesPublic) yield break;
        var (path, certificates) = Certificates(setup, observed);
        if (certificates.IsEmpty)
        {
            yield return PublicFindings.NotSeen(setup.Paths.Values, Secret(setup));
            yield break;
        }

        var leaf = certificates[0];
        if (setup.Own.Endpoint is { } endpoint && !Covers(leaf, endpoint)) yield return PublicFindings.LacksEndpoint(path, leaf, endpoint);
        if (!RouterVerifies(setup)) yield break;
        var service = setup.Names.Service("backend");
        if (setup.Version.AtLeast(LightrunVersion.ApiByServiceName) && !CoversService(setup, leaf, service)) yield return PublicFindings.LacksServiceName(path, leaf, service);
        var bundle = setup.Paths.Manifest(setup.Names.AuthoritySecret);
        if (setup.WritesAuthority && observed.Material.GetValueOrDefault(bundle)?.Certificates is { IsEmpty: false } believed && !Leads(certificates, believed, observed.Signatures))
        {
            yield return PublicFindings.NotBelieved(path, leaf, bundle);
        }
    }

    /// <summary>The Secret that holds it.</summary>
    public static string Secret(LightrunSetup setup) => setup.Own.PublicSecret.Length > 0 ? setup.Own.PublicSecret : setup.Names.ChartPublicSecret;

    private static bool RouterVerifies(LightrunSetup setup) => setup.Values.Tls is { Enabled: true, Verification: true, AuthoritySecret.Length: > 0 };

    private static (string Path, ImmutableArray<CertificateFacts> Certificates) Certificates(LightrunSetup setup, Observed observed)
    {
        foreach (var path in Seen(setup))
        {
            if (observed.Material.GetValueOrDefault(path) is { } named) return (path, named.Certificates);
        }

        var inline = setup.Own.PublicSecret.Length > 0 ? null : observed.Material.GetValueOrDefault(Inline(setup).Id);
        return (setup.Paths.Values, inline?.Certificates ?? []);
    }

    private static bool Covers(CertificateFacts certificate, string name) => AlternativeName.Parse(name) is not { } dialled || certificate.Names.Any(n => n.Covers(dialled));

    private static bool CoversService(LightrunSetup setup, CertificateFacts certificate, string service) =>
        Covers(certificate, service) || (!setup.KnowsRelease && certificate.Names.Any(static n => n.Value.EndsWith(LightrunComponent.Find("backend").Suffix, StringComparison.Ordinal)));

    // nginx and openssl want the way to end at a root that is believed.
    private static bool Leads(ImmutableArray<CertificateFacts> served, ImmutableArray<CertificateFacts> believed, Signatures signatures)
    {
        var current = served[0];
        for (var steps = 0; steps <= served.Length + believed.Length; steps++)
        {
            var here = current;
            if (here.IsSelfIssued) return believed.Any(b => b.Sha256 == here.Sha256);
            if (believed.Concat(served).FirstOrDefault(c => c.Sha256 != here.Sha256 && signatures.Has(here, c)) is not { } signer) return false;
            current = signer;
        }

        return false;
    }

    private static int Blocks(string pem) => pem.Split("-----BEGIN CERTIFICATE-----").Length - 1;
}
