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

    /// <summary>True: the product reads its key both before and after it leaves root's rights, so that the files are root's and the key that user's group's too.</summary>
    public bool GroupReads { get; init; }

    /// <summary>True: where the component says no layout, all files change in one step, as the product reads them at every handshake and would meet a certificate without its key.</summary>
    public bool ReadAtHandshake { get; init; }

    /// <summary>True: chain and key in one file, <c>tls.pem</c>.</summary>
    public bool Combined { get; init; }

    /// <summary>The name of the file that holds the certificate.</summary>
    public string Certificate => Combined ? "tls.pem" : "tls.crt";
}

/// <summary>Certificate, key and roots of a component as its product reads them, with the paths that its configuration names.</summary>
/// <param name="Desired">The files and folders.</param>
/// <param name="Certificate">Leaf and intermediates, as the product sees the path.</param>
/// <param name="Key">The private key, as the product sees the path.</param>
/// <param name="Roots">The trust bundle, as the product sees the path.</param>
internal sealed record ServerMaterial(Desired Desired, string Certificate, string Key, string Roots)
{
    /// <summary>The paths of the files themselves, for what depends on them.</summary>
    public required ImmutableArray<string> Watched { get; init; }

    /// <summary>The same paths on the host, for commands that run there.</summary>
    public required (string Certificate, string Key, string Roots) OnHost { get; init; }

    private const UnixFileMode GroupMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

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
        var user = wish.User is { } name ? UserOf(request, name) : null;
        if (wish.GroupReads && user is not null) user = user with { User = 0 };
        var place = new ComponentFolder(request, folder, IsSwitched(entry, wish), entry.Owner ?? user) { KeyMode = wish.GroupReads && user is not null ? GroupMode : null };
        // Roots first: a product that starts between two renames finds roots that fit the new pair and the old one.
        var roots = place.File("ca.crt", new FileContent.Bundle(request.Trust));
        var chain = place.File(wish.Certificate, new FileContent.OfLeaf(leaf.Name, wish.Combined ? MaterialForm.ChainAndKey : MaterialForm.Chain));
        var key = wish.Combined ? chain : place.File("tls.key", new FileContent.OfLeaf(leaf.Name, MaterialForm.Key));
        return new(place.With(leaf, wish.Combined ? [roots, chain] : [roots, chain, key]), Inside(entry, chain.Path), Inside(entry, key.Path), Inside(entry, roots.Path)) { Watched = [folder + "/"], OnHost = (chain.Path, key.Path, roots.Path) };
    }

    /// <summary>Where a component's certificate lies, as the product sees the path.</summary>
    /// <param name="entry">The component.</param>
    /// <param name="wish">How the product wants it.</param>
    public static string CertificateOf(ComponentEntry entry, MaterialWish wish) =>
        Inside(entry, LexicalPath.Join(IsSwitched(entry, wish) ? LexicalPath.Join(entry.Folder ?? wish.Folder, SwitchedFolder.Link) : entry.Folder ?? wish.Folder, wish.Certificate));

    private static bool IsSwitched(ComponentEntry entry, MaterialWish wish) => entry.Switched || (wish.ReadAtHandshake && !entry.Keys.ContainsKey("layout"));

    /// <summary>A host path as the product in its container sees it.</summary>
    public static string Inside(ComponentEntry entry, string path) => LexicalPath.Inside(entry.Mounts, path) ?? path;

    // name:x:uid:gid:… (passwd(5)).
    private static Owner? UserOf(DialectRequest request, string user) =>
        (request.Documents.GetValueOrDefault(Accounts[0]) ?? "").Split('\n').Select(static l => l.Split(':'))
            .Where(f => f.Length >= 4 && f[0] == user && int.TryParse(f[2], NumberStyles.None, CultureInfo.InvariantCulture, out _) && int.TryParse(f[3], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(static f => new Owner(int.Parse(f[2], CultureInfo.InvariantCulture), int.Parse(f[3], CultureInfo.InvariantCulture))).FirstOrDefault();
}
