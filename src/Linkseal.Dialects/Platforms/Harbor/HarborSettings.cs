using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary><c>settings:</c> as written; null where a key is left out and harbor.yml or a default decides.</summary>
internal sealed record HarborSettings
{
    /// <summary>The installer's folder on the place, absolute.</summary>
    public required string Install { get; init; }

    public HarborVersion? Version { get; init; }

    public Position? VersionAt { get; init; }

    public AlternativeName? HostName { get; init; }

    /// <summary>Options by hand, each with where it stands; null: what docker-compose.yml runs.</summary>
    public ImmutableArray<(HarborOption Option, Position At)>? With { get; init; }

    /// <summary>False: <c>internalTls: off</c>.</summary>
    public bool InternalTls { get; init; } = true;

    public string? InternalFolder { get; init; }

    public Position? InternalFolderAt { get; init; }

    public HttpsSettings Https { get; init; } = new();

    public bool Mutual { get; init; }

    public Position? MutualAt { get; init; }

    public bool DockerClientCertificate { get; init; }

    public Position? DockerClientCertificateAt { get; init; }
}

/// <summary><c>settings.https</c> as written.</summary>
internal sealed record HttpsSettings
{
    /// <summary>True: asked for, by a mapping. False: <c>off</c>. Null: left out, harbor.yml decides.</summary>
    public bool? Wanted { get; init; }

    public int? Port { get; init; }

    /// <summary>More names for the certificate than the host name.</summary>
    public ImmutableArray<AlternativeName> Names { get; init; } = [];

    /// <summary>The user's own certificate; null: made.</summary>
    public string? Certificate { get; init; }

    /// <summary>The key of <see cref="Certificate"/>; null: made, or in the PKCS#12 file.</summary>
    public string? Key { get; init; }

    /// <summary>True: <c>authority: internal</c>, the certificate comes from where the internal ones come from.</summary>
    public bool OfInternalAuthority { get; init; }
}
