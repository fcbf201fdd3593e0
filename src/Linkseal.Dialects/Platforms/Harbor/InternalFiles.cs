using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>What belongs into <c>internal_tls.dir</c>: authority, leaves, files, the folder's rule.</summary>
internal static class InternalFiles
{
    /// <summary>The authority of links between components.</summary>
    public const string Authority = "internal";

    /// <summary>The component name of what belongs to Harbor as a whole.</summary>
    public const string Whole = "harbor";

    public const UnixFileMode KeyMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    public const UnixFileMode CertificateMode = KeyMode | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    public const UnixFileMode FolderMode = CertificateMode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static AuthoritySpec AuthoritySpec(HarborSetup setup)
    {
        var entry = setup.Description.Authority;
        return new() { Name = Authority, Source = Source(setup), Passphrase = entry.Passphrase };
    }

    public static ImmutableArray<LeafSpec> Leaves(HarborSetup setup) => [.. setup.Pairs.Select(c => Leaf(setup, c))];

    /// <summary>The CA first, then each pair; the folder is read by prepare only, so no order is unsafe.</summary>
    public static ImmutableArray<DesiredFile> Files(HarborSetup setup)
    {
        if (setup.CertificatesInFolder) return [];
        var files = ImmutableArray.CreateBuilder<DesiredFile>();
        if (setup.WritesAuthority)
        {
            files.Add(new() { Path = setup.Paths.InternalAuthority, Component = Whole, Content = new FileContent.Bundle(Authority), Mode = CertificateMode });
        }

        foreach (var component in setup.Pairs)
        {
            files.Add(File(setup, component, ".crt", MaterialForm.Chain, CertificateMode));
            files.Add(File(setup, component, ".key", MaterialForm.Key, setup.Override(component.Name)?.Mode ?? KeyMode));
        }

        return files.ToImmutable();
    }

    /// <summary>prepare copies the whole folder to where containers read: nothing else may be in it. Where files stay as the user keeps them, their names are allowed.</summary>
    public static FolderRule Folder(HarborSetup setup)
    {
        // The CA's key has a finding of its own that says what becomes of it.
        IEnumerable<string> allowed = [HarborPaths.AuthorityKey];
        if (!setup.WritesAuthority) allowed = allowed.Append(HarborPaths.AuthorityCertificate);
        if (setup.CertificatesInFolder) allowed = allowed.Concat(setup.Pairs.SelectMany(static c => new[] { c.Pair + ".crt", c.Pair + ".key" }));
        return new(setup.Paths.InternalFolder, Whole, FolderMode, [.. allowed]);
    }

    public static string PathOf(HarborSetup setup, HarborComponent component, string extension) => LexicalPath.Join(setup.Paths.InternalFolder, component.Pair + extension);

    /// <summary>A subject of the description's parts with this common name, where it is not too long for one (RFC 5280, ub-common-name).</summary>
    public static SubjectName Subject(HarborSetup setup, string commonName) =>
        setup.Description.Leaf.Subject with { CommonName = commonName.Length <= 64 ? commonName : null };

    private static DesiredFile File(HarborSetup setup, HarborComponent component, string extension, MaterialForm form, UnixFileMode mode) => new()
    {
        Path = PathOf(setup, component, extension),
        Component = component.Name,
        Content = new FileContent.OfLeaf(component.Name, form),
        Mode = mode,
        Owner = setup.Override(component.Name)?.Owner,
    };

    private static AuthoritySource Source(HarborSetup setup)
    {
        var entry = setup.Description.Authority;
        if (setup.AuthorityInFolder) return new AuthoritySource.Existing(setup.Paths.InternalAuthority, setup.Paths.InternalAuthorityKey) { OnPlace = true };
        return entry is { Existing: null, Certificates: { } folder } ? Brought(setup, folder, entry.Certificate) : DescribedAuthority.Source(setup.Description);
    }

    // In the internal folder itself the CA is a file of the place, like the pairs beside it.
    private static AuthoritySource.Brought Brought(HarborSetup setup, string folder, string? certificate)
    {
        var onPlace = setup.CertificatesInFolder && (certificate is null || PlacePath.Of(setup.Description, certificate) == setup.Paths.InternalAuthority);
        return onPlace ? new(setup.Paths.InternalFolder, setup.Paths.InternalAuthority) { OnPlace = true } : new(folder, certificate);
    }

    private static LeafSpec Leaf(HarborSetup setup, HarborComponent component)
    {
        var by = setup.Override(component.Name);
        IEnumerable<AlternativeName> names = [AlternativeName.Parse(component.DnsName)!, .. by?.Names ?? [], .. by?.Hosts ?? []];
        return new()
        {
            Name = component.Name,
            Component = component.Name,
            Source = LeafSource(setup, component),
            Subject = Subject(setup, component.DnsName),
            Names = [.. names.Distinct()],
            Purposes = PurposesOf(setup, component),
            Key = setup.Description.Leaf.Key ?? KeyAlgorithm.EcdsaP256,
            Lifetime = setup.Description.Leaf.Lifetime ?? HarborProfile.LeafLifetime,
            RenewAt = setup.Description.Leaf.RenewAt ?? 2.0 / 3.0,
        };
    }

    private static LeafSource LeafSource(HarborSetup setup, HarborComponent component)
    {
        if (setup.Description.Authority.Certificates is not { } folder) return new LeafSource.Made(Authority);
        return setup.CertificatesInFolder
            ? new LeafSource.Kept(PathOf(setup, component, ".crt"), PathOf(setup, component, ".key")) { Authority = setup.Paths.InternalAuthority }
            : new LeafSource.Found(folder);
    }

    /// <summary>
    /// A leaf of ours says all that its component does with it. A brought one has to say only what somebody checks: nobody asks proxy
    /// for its certificate, nobody reads harbor_db, and a caller is asked for one only with <c>mutual</c>.
    /// </summary>
    private static Purposes PurposesOf(HarborSetup setup, HarborComponent component)
    {
        var server = component.PresentsAsServer ? Purposes.Server : Purposes.None;
        var client = component.SendsCertificate ? Purposes.Client : Purposes.None;
        if (setup.Description.Authority.Certificates is null) return server | client;
        if (component.TlsPort is null) return Purposes.None;
        return setup.Settings.Mutual ? server | client : server;
    }
}
