using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>What a link has, what it can have, and why not more.</summary>
internal static class LinkLevels
{
    /// <summary>The two listeners that can be told to ask for a client certificate.</summary>
    /// <remarks>Source: goharbor/harbor src/jobservice/api/server.go and src/registryctl/main.go; core, registry, portal and trivy-adapter never ask.</remarks>
    public static bool CanDemand(string component) => component is "jobservice" or "registryctl";

    public static (Level Required, Level Reachable, string Reason) Of(HarborSetup setup, HarborLink link) => link.Kind switch
    {
        HarborLinkKind.Internal => Internal(setup, link),
        HarborLinkKind.Unverified => Sealed(setup, Level.Encrypted, "core's proxy cache dials core itself and verifies nothing"),
        HarborLinkKind.UnlessTrivyInsecure when setup.Yaml.TrivyInsecure => Sealed(setup, Level.Encrypted, "trivy.insecure is true in harbor.yml: Trivy verifies nothing"),
        HarborLinkKind.UnlessTrivyInsecure => Internal(setup, link),
        HarborLinkKind.Database => Database(setup),
        HarborLinkKind.Redis => Redis(setup),
        HarborLinkKind.Notary => (Level.Mutual, Level.Mutual, "Notary's own certificates and CA, unrelated to internal_tls; any of them is accepted"),
        HarborLinkKind.Metrics => Plain("Harbor serves metrics by plain HTTP only"),
        HarborLinkKind.Log => Plain("Harbor's log is syslog over plain TCP"),
        _ => Plain($"{link.Callee} has no TLS listener"),
    };

    private static (Level Required, Level Reachable, string Reason) Internal(HarborSetup setup, HarborLink link)
    {
        var callee = HarborComponent.Find(link.Callee);
        if (!setup.Version.AtLeast(callee.TlsSince)) return Plain($"{link.Callee} has no TLS listener before Harbor 2.{callee.TlsSince}");
        if (!CanDemand(link.Callee)) return Sealed(setup, Level.Authenticated, $"{link.Callee} never asks for a client certificate");

        const string ByName = "any certificate of the authority is accepted: Harbor checks no caller by name";
        if (!setup.LinksAreSealed) return (Level.Plaintext, Level.Mutual, ByName);
        return setup.Settings.Mutual
            ? (Level.Mutual, Level.Mutual, ByName)
            : (Level.Authenticated, Level.Mutual, $"{ByName}; `mutual: true` makes {link.Callee} ask");
    }

    private static (Level Required, Level Reachable, string Reason) Sealed(HarborSetup setup, Level reachable, string reason) =>
        (setup.LinksAreSealed ? reachable : Level.Plaintext, reachable, reason);

    private static (Level Required, Level Reachable, string Reason) Plain(string reason) => (Level.Plaintext, Level.Plaintext, reason);

    private static (Level Required, Level Reachable, string Reason) Database(HarborSetup setup)
    {
        if (setup.Yaml.ExternalDatabaseMode is not { } mode) return Plain("Harbor's bundled PostgreSQL has no TLS");
        const string Ceiling = "Harbor sends PostgreSQL no client certificate";
        return mode switch
        {
            "verify-full" => (Level.Authenticated, Level.Authenticated, Ceiling),
            // verify-ca checks the issuer, not the name: any server of that CA passes.
            "verify-ca" or "require" => (Level.Encrypted, Level.Authenticated, $"{Ceiling}; ssl_mode is {mode}, verify-full would check issuer and name"),
            _ => (Level.Plaintext, Level.Authenticated, $"{Ceiling}; ssl_mode is {mode}, verify-full would check issuer and name"),
        };
    }

    private static (Level Required, Level Reachable, string Reason) Redis(HarborSetup setup)
    {
        if (!setup.Yaml.ExternalRedis) return Plain("Harbor's bundled Redis has no TLS");
        if (!setup.Version.AtLeast(13)) return Plain("Harbor before 2.13 has no TLS to an external Redis");
        const string Ceiling = "Harbor sends Redis no client certificate";
        return setup.Yaml.ExternalRedisTls
            ? (Level.Authenticated, Level.Authenticated, Ceiling)
            : (Level.Plaintext, Level.Authenticated, $"{Ceiling}; external_redis.tlsOptions.enable is off");
    }
}
