using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Dialects.Compose;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>Where TLS ends.</summary>
internal enum TlsMode
{
    /// <summary>No TLS.</summary>
    Off,

    /// <summary>The service itself.</summary>
    Native,

    /// <summary>An nginx before it.</summary>
    Proxy,
}

/// <summary><c>settings:</c> as written; null where a key is left out and the files or a default decide.</summary>
internal sealed record AnchoreSettings
{
    /// <summary>config.yaml on the place, absolute.</summary>
    public required string Config { get; init; }

    public Position? ConfigAt { get; init; }

    /// <summary>The compose file; null: looked for beside config.yaml, in the folder above and beside the description.</summary>
    public string? Compose { get; init; }

    public Position? ComposeAt { get; init; }

    /// <summary>False: <c>compose: off</c>.</summary>
    public bool UsesCompose { get; init; } = true;

    public AnchoreVersion? Version { get; init; }

    /// <summary>Where certificates and keys lie inside the containers.</summary>
    public string? Folder { get; init; }

    /// <summary>What the image adds to the authorities that it believes, inside the containers.</summary>
    public string Trust { get; init; } = "/home/anchore/certs";

    public ImmutableArray<Mount> Mounts { get; init; } = [];

    public TlsMode Tls { get; init; } = TlsMode.Native;

    public bool Verify { get; init; } = true;

    public ImmutableArray<ServiceSettings> Services { get; init; } = [];

    public DatabaseSettings? Database { get; init; }

    /// <summary>The image of the nginx before it.</summary>
    public string ProxyImage { get; init; } = "nginx:stable";

    public ServiceSettings? Service(string name) => Services.FirstOrDefault(s => s.Name == name);
}

/// <summary>One entry of <c>settings.services</c>.</summary>
internal sealed record ServiceSettings(string Name, Position At)
{
    /// <summary>The name that others are told to dial.</summary>
    public AlternativeName? HostName { get; init; }

    /// <summary>The port that others are told to dial.</summary>
    public int? Port { get; init; }

    /// <summary>More names for its certificate.</summary>
    public ImmutableArray<AlternativeName> Names { get; init; } = [];

    /// <summary>The user's own certificate; null: made, or found.</summary>
    public string? Certificate { get; init; }

    public string? Key { get; init; }

    /// <summary>What stands between it and its root, the root too where it is a private one.</summary>
    public string? Chain { get; init; }

    /// <summary>The private root above the user's own certificate, for the services that call this one; null: a public CA.</summary>
    public string? Authority { get; init; }

    /// <summary>Null: as all.</summary>
    public TlsMode? Tls { get; init; }
}

/// <summary><c>settings.database</c>: TLS towards PostgreSQL.</summary>
internal sealed record DatabaseSettings(Position At)
{
    /// <summary>The root above its certificate; null: the platform's own authority.</summary>
    public string? Authority { get; init; }

    /// <summary>The services' own certificate towards it; null: none.</summary>
    public string? Certificate { get; init; }

    public string? Key { get; init; }
}
