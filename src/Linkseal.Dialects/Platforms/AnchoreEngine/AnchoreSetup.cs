using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Topology;
using Linkseal.Dialects.Compose;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>The settings and the files together: everything decided, nothing left to default.</summary>
internal sealed record AnchoreSetup
{
    public required PlatformDescription Description { get; init; }

    public required AnchoreSettings Settings { get; init; }

    public required AnchoreConfig Config { get; init; }

    /// <summary>Null: there is none, or <c>compose: off</c>.</summary>
    public ComposeFile? Compose { get; init; }

    /// <summary>The override beside it, there or to be made; empty without a compose file.</summary>
    public string OverridePath { get; init; } = "";

    /// <summary>The text of the override; null: there is none.</summary>
    public string? Override { get; init; }

    /// <summary>Of the compose file's <c>env_file</c>, those that are not here.</summary>
    public ImmutableArray<string> AbsentEnvironment { get; init; } = [];

    /// <summary>The platform's links, where the whole is held against what was met; empty before that.</summary>
    public ImmutableArray<Link> Standing { get; init; } = [];

    /// <summary>True: config.yaml is the one in the image, which can be looked at and not edited.</summary>
    public bool IsImages { get; init; }

    /// <summary>By the setting, else by the images' tags; null: not known.</summary>
    public AnchoreVersion? Version { get; init; }

    public required AnchorePaths Paths { get; init; }

    /// <summary>The services that listen or call, in the order in which they are shown.</summary>
    public required ImmutableArray<AnchoreInstance> Services { get; init; }

    /// <summary>What callers make of <c>internal_ssl_verify</c>.</summary>
    public required bool Verifies { get; init; }

    public string Title => "Anchore Engine" + (Version is null ? "" : $" {Version}") + (Services.Any(static s => s.IsFronted) ? " behind a proxy" : "");

    public AnchoreInstance? Find(string name) => Services.FirstOrDefault(s => s.Name == name);

    /// <summary>The hand-written override of a component; null: none.</summary>
    public ComponentEntry? ByHand(string component) => Description.Components.FirstOrDefault(c => c.Name.Value == component && c.Dialect is null);
}

/// <summary>One service as it is to be.</summary>
internal sealed record AnchoreInstance(ConfigService Config, ImmutableArray<ComposeContainer> Containers)
{
    public string Name => Config.Name;

    public AnchoreService? Row => AnchoreService.Find(Name);

    public ServiceSettings? Settings { get; init; }

    public TlsMode Tls { get; init; }

    /// <summary>Where it listens; null: it only calls.</summary>
    public int? Port { get; init; }

    /// <summary>The names that the other services are told to dial.</summary>
    public ImmutableArray<string> Announced { get; init; } = [];

    /// <summary>The port that the other services are told to dial.</summary>
    public int? AnnouncedPort { get; init; }

    /// <summary>What its certificate has to cover.</summary>
    public ImmutableArray<AlternativeName> Names { get; init; } = [];

    /// <summary>True: the name is the image's default, because nothing else says it.</summary>
    public bool IsAssumed { get; init; }

    /// <summary>The pair that config.yaml names, where the platform is shown as it stands; null: Linkseal's.</summary>
    public LeafSource.Kept? Standing { get; init; }

    /// <summary>How it is reached from outside, where the platform is shown as it stands; null: as settings say.</summary>
    public Reach? Reach { get; init; }

    /// <summary>True: an nginx stands before it.</summary>
    public bool IsFronted => Tls is TlsMode.Proxy || Reach is { Fronts.IsEmpty: false };

    /// <summary>The variables in each container that runs it.</summary>
    public IEnumerable<AnchoreEnvironment> Environments => Containers.IsEmpty ? [AnchoreEnvironment.Image] : Containers.Select(static c => c.Environment);
}

/// <summary>Where things lie, on the host and inside the containers.</summary>
/// <param name="Config">config.yaml on the host.</param>
/// <param name="Folder">Certificates and keys, on the host.</param>
/// <param name="FolderInside">The same inside.</param>
/// <param name="Trust">The authorities, on the host.</param>
/// <param name="TrustInside">The same inside.</param>
/// <param name="Mounts">All mounts: those of the compose file, of the settings, and those that are added.</param>
internal sealed record AnchorePaths(string Config, string Folder, string FolderInside, string Trust, string TrustInside, ImmutableArray<Mount> Mounts)
{
    public const string ConfigInside = "/config/config.yaml";

    /// <summary>Volumes of the containers that are no folder of the host.</summary>
    public ImmutableArray<NamedVolume> Volumes { get; init; } = [];

    /// <summary>The host's path of a path inside; null: it is the container's own, or in a volume.</summary>
    public string? HostOf(string inside) => Volumes.Hides(Mounts, inside) is null ? Mounts.HostOf(inside) : null;

    /// <summary>The image's folder of configuration.</summary>
    public const string ConfigFolderInside = "/config";

    private string ConfigFolder => Config.LastIndexOf('/') is > 0 and var slash ? Config[..slash] : "/";

    public string Authority(string name) => LexicalPath.Join(Trust, name + ".crt");

    public string AuthorityInside(string name) => LexicalPath.Join(TrustInside, name + ".crt");

    public string File(string name) => LexicalPath.Join(Folder, name);

    public string FileInside(string name) => LexicalPath.Join(FolderInside, name);

    /// <summary>What the nginx before it reads.</summary>
    public string Proxy => LexicalPath.Join(ConfigFolder, "proxy");

    public string ProxyForm => Proxy + "/conf.d/anchore.conf";

    public string ProxyFile(string name) => Proxy + "/tls/" + name;
}
