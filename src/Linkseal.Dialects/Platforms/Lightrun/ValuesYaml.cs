using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.Lightrun;

/// <summary>What the chart's values say, as far as TLS is concerned, with the chart's defaults where they say nothing.</summary>
internal sealed record ValuesYaml
{
    public string NameOverride { get; init; } = "";

    public string ClusterDomain { get; init; } = "cluster.local";

    /// <summary><c>general.lightrun_endpoint</c>: the public host name; null: not set.</summary>
    public string? Endpoint { get; init; }

    public InternalTls Tls { get; init; } = new();

    /// <summary>Where an <c>enabled</c> stands directly under <c>general</c>; null: nowhere.</summary>
    public Position? StrayEnabled { get; init; }

    public bool KeycloakCluster { get; init; } = true;

    public bool DataStreamer { get; init; }

    public bool Crons { get; init; }

    public bool Queue { get; init; }

    public bool LocalQueue { get; init; } = true;

    public int QueuePort { get; init; } = 5672;

    public string QueueEndpoint { get; init; } = "";

    public bool LocalRedis { get; init; } = true;

    public int RedisPort { get; init; } = 6379;

    public string RedisEndpoint { get; init; } = "";

    public bool LocalDatabase { get; init; } = true;

    public bool DatabaseTls { get; init; }

    public string DatabaseEndpoint { get; init; } = "";

    /// <summary>The class of the router's Ingress; null: there is no Ingress.</summary>
    public string? IngressClass { get; init; } = "nginx";

    /// <summary>The Ingress has a backend-protocol annotation of the user's.</summary>
    public bool IngressSaysHttps { get; init; }

    /// <summary><c>certificate.existing_cert</c>; empty: the chart makes the Secret from <c>certificate.tls</c>.</summary>
    public string PublicSecret { get; init; } = "";

    /// <summary><c>certificate.tls.crt</c> has something in it.</summary>
    public bool HasPublicCertificate { get; init; }

    /// <summary><c>certificate.tls.key</c> has something in it.</summary>
    public bool HasPublicKey { get; init; }

    public bool PinsHashes { get; init; }

    /// <summary><c>secrets.customCa.customCaCertificate</c>, base64; empty: none.</summary>
    public string CustomAuthority { get; init; } = "";

    /// <summary><c>secrets.customCa.existingCaSecret</c>; empty: none.</summary>
    public string CustomAuthoritySecret { get; init; } = "";

    /// <summary>The full name that everything begins with: <c>nameOverride</c>, else the release.</summary>
    /// <remarks>Source: chart/templates/helpers/_helpers.tpl, <c>lightrun.fullname</c>: <c>trunc 63 | trimSuffix "-"</c>.</remarks>
    public string FullName(string release)
    {
        var name = NameOverride.Length > 0 ? NameOverride : release;
        var cut = name.Length > 63 ? name[..63] : name;
        return cut.EndsWith('-') ? cut[..^1] : cut;
    }
}

/// <summary><c>general.internal_tls</c>.</summary>
internal sealed record InternalTls
{
    public const string Generate = "generate_self_signed_certificates";
    public const string Existing = "existing_certificates";

    public bool Enabled { get; init; }

    public bool Verification { get; init; } = true;

    /// <summary><c>existing_ca_secret_name</c>; empty: none.</summary>
    public string AuthoritySecret { get; init; } = "";

    public string Source { get; init; } = Existing;

    /// <summary>The names in <c>existing_certificates</c> that are not empty, by key.</summary>
    public ImmutableDictionary<string, string> Secrets { get; init; } = ImmutableDictionary<string, string>.Empty;

    public bool Generates => Source == Generate;

    public string SecretOf(string key) => Secrets.GetValueOrDefault(key, "");
}
