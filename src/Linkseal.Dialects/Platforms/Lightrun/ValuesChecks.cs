using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Platforms.Lightrun;

/// <summary>What helm sees now, the fragment laid over the values, and should not: nothing in the chart checks it.</summary>
internal static class ValuesChecks
{
    public static IEnumerable<Finding> Of(LightrunSetup setup)
    {
        var (values, path) = (setup.Values, setup.Paths.Values);
        if (values.StrayEnabled is { } stray) yield return ValuesFindings.StrayEnabled(path, stray);
        if (values is { CustomAuthority.Length: > 0, CustomAuthoritySecret.Length: > 0 }) yield return ValuesFindings.BothCustom(path);
        if (values is { HasPublicKey: true, PublicSecret: "" }) yield return ValuesFindings.InlineKey(path);
        if (!values.Tls.Enabled)
        {
            yield return ValuesFindings.Off(path, [.. LightrunTopology.Links(setup).Where(static l => l.Reachable > Level.Plaintext && l.Callee != "mysql").Select(static l => l.Id)]);
            yield break;
        }

        foreach (var finding in values.Tls.Generates ? Generated(setup) : Existing(setup)) yield return finding;
        if (!values.Tls.Verification && setup.Settings.Verification) yield return ValuesFindings.VerificationOff(path, decided: false);
        if (values is { IngressClass: { } name and not "nginx", IngressSaysHttps: false }) yield return ValuesFindings.OtherIngress(path, name);
        yield return ValuesFindings.KeycloakMode(path);
    }

    private static IEnumerable<Finding> Generated(LightrunSetup setup)
    {
        var (values, path) = (setup.Values, setup.Paths.Values);
        if (values.Tls.Verification) yield return ValuesFindings.GeneratedAndVerified(path);
        yield return ValuesFindings.Generated(path, setup.Version);
        yield return ValuesFindings.GeneratedLife(path);
        if (values.KeycloakCluster) yield return ValuesFindings.GeneratedCluster(path);
        if (IsChartsAuthority(setup)) yield return ValuesFindings.WrongAuthority(path, values.Tls.AuthoritySecret);
    }

    private static bool IsChartsAuthority(LightrunSetup setup) => setup.KnowsRelease
        ? setup.Values.Tls.AuthoritySecret == setup.Names.ChartAuthority
        : setup.Values.Tls.AuthoritySecret.EndsWith(LightrunNames.ChartAuthoritySuffix, StringComparison.Ordinal);

    private static IEnumerable<Finding> Existing(LightrunSetup setup)
    {
        var (values, path) = (setup.Values, setup.Paths.Values);
        foreach (var slot in setup.Slots.Where(s => values.Tls.SecretOf(s.Key).Length == 0)) yield return ValuesFindings.EmptySecret(path, slot.Component, slot.Key);
        if (IsChartsAuthority(setup)) yield return ValuesFindings.WrongAuthority(path, values.Tls.AuthoritySecret);
        if (values.Tls is { Verification: true, AuthoritySecret: "" }) yield return ValuesFindings.NoAuthority(path);
        if (values is { Queue: true, CustomAuthority: "", CustomAuthoritySecret: "" } && setup.Version.AtLeast(LightrunVersion.CustomCa)) yield return ValuesFindings.KeycloakWithoutAuthority(path);
    }
}
