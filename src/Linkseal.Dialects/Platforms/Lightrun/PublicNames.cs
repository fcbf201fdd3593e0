using System.Collections.Immutable;
using Linkseal.Core.Certificates;

namespace Linkseal.Dialects.Platforms.Lightrun;

/// <summary>The names of the public certificate, which backend and router serve.</summary>
internal static class PublicNames
{
    /// <summary>
    /// The names that a verifying router checks: the host that the client asked for, and from 3.43.0 on the Service's name too, because <c>location ^~ /api/</c> has no
    /// <c>proxy_ssl_name</c>.
    /// </summary>
    /// <remarks>Source: chart/templates/router/configmap.yaml at v3.43.0.</remarks>
    public static IEnumerable<string> Checked(LightrunSetup setup)
    {
        if (setup.Own.Endpoint is { } endpoint) yield return endpoint;
        if (setup.Version.AtLeast(LightrunVersion.ApiByServiceName)) yield return setup.Names.Service("backend");
    }

    /// <summary>All names of a certificate that Linkseal makes.</summary>
    public static ImmutableArray<AlternativeName> Made(LightrunSetup setup)
    {
        var by = setup.Override("backend");
        IEnumerable<AlternativeName> names = setup.Own.Endpoint is { } endpoint ? [AlternativeName.Parse(endpoint)!] : [];
        return [.. names.Concat(setup.ServiceNames(setup.Names.Service("backend"))).Concat(by?.Names ?? []).Concat(by?.Hosts ?? []).Distinct()];
    }
}
