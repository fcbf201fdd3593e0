using System.Globalization;
using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects;

/// <summary>How a dialect wants its certificate files.</summary>
internal sealed record MaterialWish
{
    /// <summary>The folder where the component names none.</summary>
    public required string Folder { get; init; }

    /// <summary>The system user that the product runs as: its files are that user's where the component names no owner and the system has the user; null: root's.</summary>
    public string? User { get; init; }

    /// <summary>True: certificate and key have to change in one step, because the product reads them at any moment.</summary>
    public bool Switched { get; init; }

    /// <summary>True: one PEM with chain and key instead of two files.</summary>
    public bool Combined { get; init; }

    /// <summary>Whether the key may be read by the owner's group.</summary>
    public UnixFileMode KeyMode { get; init; } = UnixFileMode.UserRead | UnixFileMode.UserWrite;
}

/// <summary>Certificate, key and roots of a component as its product reads them, with the paths that its configuration names.</summary>
/// <param name="Desired">The files and folders.</param>
/// <param name="Certificate">Leaf and intermediates (with the key in the combined form), as the product sees the path.</param>
/// <param name="Key">The private key, as the product sees the path.</param>
/// <param name="Roots">The trust bundle, as the product sees the path.</param>
internal sealed record ServerMaterial(Desired Desired, string Certificate, string Key, string Roots)
{
    private const UnixFileMode OpenMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode FolderMode = OpenMode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The paths of the files themselves, for what depends on them.</summary>
    public required ImmutableArray<string> Watched { get; init; }

    /// <summary>The same paths on the host, for commands that run there.</summary>
    public required (string Certificate, string Key, string Roots) OnHost { get; init; }

    /// <summary>The files that a dialect wants to see to find users by name.</summary>
    public static ImmutableArray<string> Accounts { get; } = ["/etc/passwd"];

    /// <summary>The material of one component.</summary>
    /// <param name="request">The component.</param>
    /// <param name="leaf">Its leaf, with the purposes that the product needs.</param>
    /// <param name="wish">How the product wants it.</param>
    public static ServerMaterial Of(DialectRequest request, LeafSpec leaf, MaterialWish wish)
    {
        var entry = request.Component;
        var folder = entry.Folder ?? wish.Folder;
        var isSwitched = entry.Keys.ContainsKey("layout") ? entry.Switched : wish.Switched;
        var switched = new SwitchedFolder(folder, request.Name, FolderMode);
        var within = isSwitched ? switched.Current : folder;
        var owner = entry.Owner ?? (wish.User is { } user ? UserOf(request, user) : null);
        var (roots, chain, key) = (LexicalPath.Join(within, "ca.crt"), LexicalPath.Join(within, wish.Combined ? "tls.pem" : "tls.crt"), LexicalPath.Join(within, wish.Combined ? "tls.pem" : "tls.key"));
        var keyMode = entry.Mode ?? wish.KeyMode;

        DesiredFile File(string path, FileContent content, UnixFileMode mode) => new() { Path = path, Component = request.Name, Content = content, Mode = mode, Owner = owner };
        // Roots first: a product that starts between two renames finds roots that fit the new pair and the old one.
        ImmutableArray<DesiredFile> files = wish.Combined
            ? [File(roots, new FileContent.Bundle(request.Trust), OpenMode), File(chain, new FileContent.OfLeaf(leaf.Name, MaterialForm.ChainAndKey), keyMode)]
            :
            [
                File(roots, new FileContent.Bundle(request.Trust), OpenMode),
                File(chain, new FileContent.OfLeaf(leaf.Name, MaterialForm.Chain), OpenMode),
                File(key, new FileContent.OfLeaf(leaf.Name, MaterialForm.Key), keyMode),
            ];
        var desired = new Desired
        {
            Leaves = [leaf],
            Files = files,
            Switched = isSwitched ? [switched] : [],
            // What only Linkseal changes stays root's: an owner who could exchange a generation's folder could lead its files elsewhere.
            Folders = [new(folder, request.Name, FolderMode, null) { Owner = isSwitched ? null : owner }],
        };
        return new(desired, Inside(entry, chain), Inside(entry, key), Inside(entry, roots)) { Watched = [folder + "/"], OnHost = (chain, key, roots) };
    }

    /// <summary>A host path as the product in its container sees it.</summary>
    public static string Inside(ComponentEntry entry, string path)
    {
        foreach (var (host, inside) in entry.Mounts)
        {
            if (path == host || LexicalPath.IsWithin(path, host)) return inside.TrimEnd('/') + path[host.TrimEnd('/').Length..];
        }

        return path;
    }

    // name:x:uid:gid:… (passwd(5)).
    private static Owner? UserOf(DialectRequest request, string user) =>
        (request.Documents.GetValueOrDefault(Accounts[0]) ?? "").Split('\n').Select(static l => l.Split(':'))
            .Where(f => f.Length >= 4 && f[0] == user && int.TryParse(f[2], NumberStyles.None, CultureInfo.InvariantCulture, out _) && int.TryParse(f[3], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(static f => new Owner(int.Parse(f[2], CultureInfo.InvariantCulture), int.Parse(f[3], CultureInfo.InvariantCulture))).FirstOrDefault();
}
