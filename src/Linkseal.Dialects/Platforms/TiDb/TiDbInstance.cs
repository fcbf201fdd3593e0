using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>One running copy of a product, as described. Its paths are those on its host; <see cref="OnPlace"/> is where they lie for Linkseal.</summary>
internal sealed record TiDbInstance
{
    public required TiDbProduct Product { get; init; }

    /// <summary>The host: a name or an address.</summary>
    public required string Host { get; init; }

    /// <summary>Where the entry stands.</summary>
    public required Position At { get; init; }

    /// <summary>Its configuration file.</summary>
    public required string Config { get; init; }

    /// <summary>TiFlash's second file, where it is said; null: <c>flash.proxy.config</c> of the first names it.</summary>
    public string? Learner { get; init; }

    /// <summary>Its name: the member's name of a PD, else only a label.</summary>
    public string? Name { get; init; }

    /// <summary>More names by which others dial it.</summary>
    public ImmutableArray<AlternativeName> Names { get; init; } = [];

    /// <summary>More addresses that it has: where a PD dials from.</summary>
    public ImmutableArray<AlternativeName> Addresses { get; init; } = [];

    /// <summary>Ports by endpoint where they are said by hand.</summary>
    public ImmutableDictionary<string, int> Ports { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Where its certificates lie; null: beside the configuration.</summary>
    public string? FolderSetting { get; init; }

    public Owner? Owner { get; init; }

    /// <summary>For a product with versions of its own; null: not said.</summary>
    public TiDbVersion? Version { get; init; }

    /// <summary>The command that restarts it, split into words; null: systemd's, by the product's unit.</summary>
    public ImmutableArray<string>? Restart { get; init; }

    /// <summary>The file with its command line (a unit, a script); null: not looked at.</summary>
    public string? StartFile { get; init; }

    /// <summary>Telling it apart from others of its product; set when all are known.</summary>
    public string Id { get; init; } = "";

    /// <summary>True for this machine: its files lie directly under the root.</summary>
    public bool IsLocal => IsLocalHost(Host);

    /// <summary>The folder of its certificates, on its host.</summary>
    public string Folder => FolderSetting ?? LexicalPath.Resolve(Parent(Config), "tls/" + Stem(Config));

    /// <summary>The leaf's name, unique in the platform.</summary>
    public string Leaf => Id.StartsWith(Product.Name + "-", StringComparison.Ordinal) ? Id : Product.Name + "-" + Id;

    /// <summary>How people know it: <c>tikv on 10.0.1.2</c>.</summary>
    public string Words => $"{Product.Name} on {Host}";

    public string Authority => Folder + "/" + SwitchedFolder.Link + "/" + AuthorityFile;

    public string Certificate => Folder + "/" + SwitchedFolder.Link + "/" + CertificateFile;

    public string Key => Folder + "/" + SwitchedFolder.Link + "/" + KeyFile;

    public const string AuthorityFile = "ca.crt";
    public const string CertificateFile = "tls.crt";
    public const string KeyFile = "tls.key";

    /// <summary>A path of its host as the place sees it: below a folder named as the host, or directly under the root for this machine.</summary>
    public string OnPlace(string path) => IsLocal ? path : "/" + Host + path;

    public static bool IsLocalHost(string host) => host is "localhost" or "127.0.0.1" or "::1";

    public static string Parent(string path) => path.LastIndexOf('/') is var slash && slash > 0 ? path[..slash] : "/";

    private static string Stem(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var dot = name.LastIndexOf('.');
        return dot > 0 ? name[..dot] : name;
    }
}
