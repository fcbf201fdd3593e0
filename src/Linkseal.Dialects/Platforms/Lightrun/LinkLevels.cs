using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Platforms.Lightrun;

/// <summary>What a link has, what it can have, and why not more.</summary>
internal static class LinkLevels
{
    /// <summary>As Linkseal sets it.</summary>
    public static (Level Required, Level Reachable, string Reason) Of(LightrunSetup setup, LightrunLink link) =>
        Of(setup, link, new(Enabled: true, setup.Settings.Verification, setup.AuthoritySecret is not null, ClusterPair: true, setup.KeepsKeycloakTrust || setup.WritesKeycloakTrust || setup.Settings.Authority?.Secret is not null));

    /// <summary>As the values say it now.</summary>
    public static (Level Required, Level Reachable, string Reason) AsItStands(LightrunSetup setup, LightrunLink link)
    {
        var tls = setup.Values.Tls;
        var trust = setup.Values.CustomAuthoritySecret.Length > 0 || setup.Values.CustomAuthority.Length > 0 || (tls.Generates && setup.Version.AtLeast(LightrunVersion.GeneratedAuthority));
        return Of(setup, link, new(tls.Enabled, tls.Verification, tls.AuthoritySecret.Length > 0, !tls.Generates, trust));
    }

    /// <summary>What decides, whoever set it.</summary>
    /// <param name="Enabled"><c>internal_tls.enabled</c>.</param>
    /// <param name="Verification"><c>certificates.verification</c>.</param>
    /// <param name="Authority">There is a CA secret.</param>
    /// <param name="ClusterPair">Keycloak's cluster has a pair: not with the chart's own generation.</param>
    /// <param name="KeycloakTrust">Keycloak has a CA in its trust store.</param>
    private sealed record Switches(bool Enabled, bool Verification, bool Authority, bool ClusterPair, bool KeycloakTrust);

    private static (Level Required, Level Reachable, string Reason) Of(LightrunSetup setup, LightrunLink link, Switches now) => link.Kind switch
    {
        LightrunLinkKind.Ingress => (now.Enabled ? Level.Encrypted : Level.Plaintext, Level.Encrypted, "an Ingress controller does not verify the router's certificate: the chart sets backend-protocol HTTPS and nothing more"),
        LightrunLinkKind.Router => Router(link, now),
        LightrunLinkKind.RouterToBackend => Router(link, now),
        LightrunLinkKind.Jvm => Jvm(link, now),
        LightrunLinkKind.Keycloak => Keycloak(setup, now),
        LightrunLinkKind.Cluster => Cluster(now),
        _ => Database(setup),
    };

    private static (Level Required, Level Reachable, string Reason) Router(LightrunLink link, Switches now)
    {
        var never = $"{Never(link.Callee)}";
        if (!now.Enabled) return (Level.Plaintext, Level.Authenticated, $"internal_tls is off; {never}");
        if (!now.Verification) return (Level.Encrypted, Level.Authenticated, $"verification is off; {never}");
        return now.Authority ? (Level.Authenticated, Level.Authenticated, never) : (Level.Encrypted, Level.Authenticated, $"without a CA secret the router's nginx verifies nothing; {never}");
    }

    private static (Level Required, Level Reachable, string Reason) Jvm(LightrunLink link, Switches now)
    {
        var never = Never(link.Callee);
        if (!now.Enabled) return (Level.Plaintext, Level.Authenticated, $"internal_tls is off; {never}");
        return now.Verification ? (Level.Authenticated, Level.Authenticated, never) : (Level.Encrypted, Level.Authenticated, $"verification is off; {never}");
    }

    private static (Level Required, Level Reachable, string Reason) Keycloak(LightrunSetup setup, Switches now)
    {
        var never = Never("rabbitmq");
        if (!now.Enabled) return (Level.Plaintext, Reachable(setup), $"internal_tls is off; {never}");
        if (!setup.Version.AtLeast(LightrunVersion.CustomCa)) return (Level.Encrypted, Level.Encrypted, $"the chart can give Keycloak a CA from {LightrunVersion.CustomCa} on only; {never}");
        return now.KeycloakTrust ? (Level.Authenticated, Level.Authenticated, never) : (Level.Encrypted, Level.Authenticated, $"Keycloak has no CA in its trust store; {never}");
    }

    private static Level Reachable(LightrunSetup setup) => setup.Version.AtLeast(LightrunVersion.CustomCa) ? Level.Authenticated : Level.Encrypted;

    private static (Level Required, Level Reachable, string Reason) Cluster(Switches now)
    {
        const string ByName = "any certificate of the authority is accepted: Keycloak's cache checks no caller by name";
        if (!now.Enabled) return (Level.Plaintext, Level.Mutual, $"internal_tls is off; {ByName}");
        return now.ClusterPair ? (Level.Mutual, Level.Mutual, ByName) : (Level.Plaintext, Level.Mutual, $"certificates that the chart generates are not used between Keycloak's own pods; {ByName}");
    }

    private static (Level Required, Level Reachable, string Reason) Database(LightrunSetup setup)
    {
        const string Never = "the chart writes trustServerCertificate=true: no database's certificate is ever verified";
        return setup.Own.DatabaseTls ? (Level.Encrypted, Level.Encrypted, Never) : (Level.Plaintext, Level.Encrypted, $"general.db_require_secure_transport is off; {Never}");
    }

    private static string Never(string callee) => callee switch
    {
        "redis" => "redis never asks for a client certificate (tls-auth-clients no)",
        "rabbitmq" => "rabbitmq never asks for a client certificate (verify_none)",
        _ => $"{callee} never asks for a client certificate",
    };
}
