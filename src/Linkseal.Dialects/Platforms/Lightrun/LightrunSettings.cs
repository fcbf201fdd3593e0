using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.Lightrun;

/// <summary><c>settings:</c> as written.</summary>
internal sealed record LightrunSettings
{
    /// <summary>helm's release; empty where it is missing or wrong, which a diagnostic has said.</summary>
    public string Release { get; init; } = "";

    public string Namespace { get; init; } = "";

    /// <summary>The chart's version; null: not said.</summary>
    public LightrunVersion? Version { get; init; }

    /// <summary>What <c>helm upgrade</c> is given as the chart.</summary>
    public string Chart { get; init; } = "lightrun/lightrun-helm-chart";

    /// <summary>The user's values, absolute on the place.</summary>
    public required string Values { get; init; }

    public Position? ValuesAt { get; init; }

    /// <summary>True: <c>into: values</c>, the user's file is edited in place.</summary>
    public bool IntoValues { get; init; }

    /// <summary>True: <c>secrets: cluster</c>, apply runs kubectl.</summary>
    public bool Cluster { get; init; }

    public Position? ClusterAt { get; init; }

    /// <summary>kubectl's context; null: not said.</summary>
    public string? Context { get; init; }

    public bool Verification { get; init; } = true;

    /// <summary>One certificate for every component; null: one each.</summary>
    public CertificateChoice? Shared { get; init; }

    /// <summary>Certificates by hand, by the chart's key.</summary>
    public ImmutableDictionary<string, CertificateChoice> Certificates { get; init; } = ImmutableDictionary<string, CertificateChoice>.Empty;

    /// <summary>The CA of certificates that the user brings; null: the authority of the description.</summary>
    public AuthorityChoice? Authority { get; init; }

    public PublicChoice Public { get; init; } = new();
}

/// <summary>Where one certificate comes from.</summary>
internal abstract record CertificateChoice(Position At)
{
    /// <summary>As the description's authority says: made, or found among what is brought.</summary>
    public sealed record Usual(Position At) : CertificateChoice(At);

    /// <summary>A Secret of the user's, in the release's namespace.</summary>
    public sealed record OfSecret(Position At, string Name) : CertificateChoice(At);

    /// <summary>Files of the user's, on this machine; <see cref="Key"/> is null in a PKCS#12 file.</summary>
    public sealed record OfFiles(Position At, string Certificate, string? Key) : CertificateChoice(At);
}

/// <summary>The CA that components believe, by hand: a Secret of the user's, or a file.</summary>
/// <param name="At">Where it stands.</param>
/// <param name="Secret">The Secret with <c>ca.crt</c>; null: <paramref name="File"/>.</param>
/// <param name="File">A PEM file, absolute on the place; null: <paramref name="Secret"/>.</param>
internal sealed record AuthorityChoice(Position At, string? Secret, string? File);

/// <summary>The public certificate, which backend and router serve.</summary>
internal sealed record PublicChoice
{
    /// <summary>True: <c>public: made</c>, by the authority of the description.</summary>
    public bool Made { get; init; }

    public Position? At { get; init; }

    /// <summary>The user's file, on this machine; null: none is named.</summary>
    public string? Certificate { get; init; }

    /// <summary>Its key: with it the pair is put into a Secret; null: the certificate is only looked at.</summary>
    public string? Key { get; init; }

    /// <summary>The PEM file of whoever issued it, absolute on the place; null: not named.</summary>
    public string? Authority { get; init; }

    public Position? AuthorityAt { get; init; }
}
