using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;

namespace Linkseal.Dialects.Platforms.Lightrun;

/// <summary>Settings and values together: everything decided, nothing left to default.</summary>
internal sealed record LightrunSetup
{
    public required PlatformDescription Description { get; init; }

    public required LightrunSettings Settings { get; init; }

    public required LightrunVersion Version { get; init; }

    /// <summary>The user's values alone.</summary>
    public required ValuesYaml Own { get; init; }

    /// <summary>The user's values with the fragment that lies beside them laid over: what helm sees now.</summary>
    public required ValuesYaml Values { get; init; }

    /// <summary>The fragment lies beside the values.</summary>
    public bool HasFragment { get; init; }

    /// <summary>False in an audit: the release is then assumed, and what begins with its name is not known by its whole name.</summary>
    public bool KnowsRelease { get; init; } = true;

    /// <summary>The PEM text of the user's CA file (<c>ca</c>); null: none.</summary>
    public string? AuthorityText { get; init; }

    /// <summary>The PEM text of the public certificate's issuer (<c>public.ca</c>); null: none.</summary>
    public string? PublicAuthorityText { get; init; }

    /// <summary>The PEM text of <c>secrets.customCa.customCaCertificate</c>; null: none.</summary>
    public string? CustomAuthorityText { get; init; }

    public required LightrunNames Names { get; init; }

    public required LightrunPaths Paths { get; init; }

    public string Title => $"Lightrun chart {Version}, release {Settings.Release} in {Settings.Namespace}";

    public bool Holds(LightrunCondition condition) => condition switch
    {
        LightrunCondition.Artifacts => Version.AtLeast(LightrunVersion.Artifacts),
        LightrunCondition.DataStreamer => Own.DataStreamer,
        LightrunCondition.Crons => Own.Crons,
        LightrunCondition.LocalRedis => Own.LocalRedis,
        LightrunCondition.Queue => Own.Queue,
        LightrunCondition.LocalQueue => Own is { Queue: true, LocalQueue: true },
        LightrunCondition.LocalDatabase => Own.LocalDatabase,
        LightrunCondition.KeycloakCluster => Own.KeycloakCluster,
        _ => true,
    };

    /// <summary>The chart's workloads with these values.</summary>
    public IEnumerable<LightrunComponent> Components => LightrunComponent.All.Where(c => Holds(c.When));

    /// <summary>The certificates that the chart reads, by key.</summary>
    public IEnumerable<InternalSlot> Slots => InternalSlot.Of(this);

    /// <summary>Something is signed by the description's authority.</summary>
    public bool Signs => Slots.Any(static s => s.Choice is CertificateChoice.Usual) || Settings.Public.Made;

    /// <summary>Linkseal writes the CA's Secret.</summary>
    public bool WritesAuthority => Settings.Authority?.Secret is null && (Signs || AuthorityText is not null);

    /// <summary>The name for <c>existing_ca_secret_name</c>; null: there is no CA to name.</summary>
    public string? AuthoritySecret => Settings.Authority?.Secret ?? (WritesAuthority ? Names.AuthoritySecret : null);

    /// <summary>Linkseal writes the Secret of the public certificate.</summary>
    public bool WritesPublic => Settings.Public.Made || Settings.Public is { Certificate: not null, Key: not null };

    /// <summary>Keycloak's own trust store is the user's Secret, which is not ours to change.</summary>
    public bool KeepsKeycloakTrust => Own.CustomAuthoritySecret.Length > 0 && Own.CustomAuthoritySecret != Names.KeycloakTrust;

    /// <summary>Linkseal writes the Secret of Keycloak's trust store.</summary>
    public bool WritesKeycloakTrust => Version.AtLeast(LightrunVersion.CustomCa) && WritesAuthority && !KeepsKeycloakTrust;

    /// <summary>The hand-written override of a component; null: none.</summary>
    public ComponentEntry? Override(string component) => Description.Components.FirstOrDefault(c => c.Name.Value == component && c.Dialect is null);

    /// <summary>A Service's names, as pods may dial it.</summary>
    public ImmutableArray<AlternativeName> ServiceNames(string service) =>
    [
        .. new[] { service, $"{service}.{Settings.Namespace}", $"{service}.{Settings.Namespace}.svc", $"{service}.{Settings.Namespace}.svc.{Own.ClusterDomain}" }
            .Select(AlternativeName.Parse).OfType<AlternativeName>(),
    ];
}

/// <summary>One certificate that the chart reads from a Secret named in <c>existing_certificates</c>.</summary>
/// <param name="Key">The chart's key.</param>
/// <param name="Component">The component that presents it.</param>
/// <param name="Leaf">The leaf's name.</param>
/// <param name="Secret">The Secret's name.</param>
/// <param name="Choice">Where it comes from.</param>
internal sealed record InternalSlot(string Key, string Component, string Leaf, string Secret, CertificateChoice Choice)
{
    public const string ClusterKey = "keycloak_cluster";
    public const string ClusterLeaf = "keycloak-cluster";
    public const string ClusterSuffix = "-keycloak-cluster";
    public const string SharedLeaf = "shared";

    public bool IsCluster => Key == ClusterKey;

    /// <summary>Linkseal writes the Secret.</summary>
    public bool IsWritten => Choice is not CertificateChoice.OfSecret;

    public static IEnumerable<InternalSlot> Of(LightrunSetup setup)
    {
        foreach (var component in setup.Components.Where(static c => c.Key is not null))
        {
            yield return Make(setup, component.Key!, component.Name, component.Name, setup.Names.SecretOf(component.Suffix));
            if (component.Name == "keycloak" && setup.Holds(LightrunCondition.KeycloakCluster)) yield return Make(setup, ClusterKey, component.Name, ClusterLeaf, setup.Names.SecretOf(ClusterSuffix));
        }
    }

    private static InternalSlot Make(LightrunSetup setup, string key, string component, string leaf, string secret)
    {
        var settings = setup.Settings;
        // Keycloak's cluster reads ca.crt beside its pair and shows the pair as a caller: never the shared Secret, though it may be the same certificate.
        if (settings.Shared is { } shared && key != ClusterKey && !settings.Certificates.ContainsKey(key))
        {
            return shared is CertificateChoice.OfSecret named ? new(key, component, leaf, named.Name, shared) : new(key, component, SharedLeaf, setup.Names.SharedSecret, shared);
        }

        var choice = settings.Certificates.GetValueOrDefault(key) ?? (settings.Shared is CertificateChoice.OfFiles files ? files : new CertificateChoice.Usual(default));
        return new(key, component, leaf, choice is CertificateChoice.OfSecret own ? own.Name : secret, choice);
    }
}

/// <summary>What things are called in the cluster.</summary>
/// <param name="Full">The full name that everything begins with.</param>
internal sealed record LightrunNames(string Full)
{
    public string AuthoritySecret => Full + "-internal-ca";

    public string SharedSecret => Full + "-internal-tls";

    public string KeycloakTrust => Full + "-keycloak-trust";

    public string PublicSecret => Full + "-backend-tls";

    /// <summary>The Secret that the chart makes of <c>certificate.tls</c>.</summary>
    public string ChartPublicSecret => Full + "-certificate";

    /// <summary>The Secret of the chart's own CA, with the key <c>custom-ca.pem</c>.</summary>
    public string ChartAuthority => Full + ChartAuthoritySuffix;

    public const string ChartAuthoritySuffix = "-internal-tls-ca";

    public string Service(string component) => Full + LightrunComponent.Find(component).Suffix;

    public string Headless => Full + "-keycloak-headless";

    public string SecretOf(string suffix) => Full + suffix + "-tls";
}

/// <summary>Where things lie.</summary>
/// <param name="Folder">The description's folder, on the place.</param>
/// <param name="Values">The user's values.</param>
internal sealed record LightrunPaths(string Folder, string Values)
{
    /// <summary>Beside the values.</summary>
    public string Fragment => LexicalPath.Join(Values[..Math.Max(1, Values.LastIndexOf('/'))], "linkseal-values.yaml");

    /// <summary>Inside the state folder: keys never lie beside the values.</summary>
    public string Out => LexicalPath.Join(Folder, ".linkseal/out");

    public string Manifest(string secret) => Out + "/" + secret + ".json";
}
