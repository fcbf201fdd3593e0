using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>Authorities, leaves and files: for each service that ends TLS itself the leaf alone, its key, its one intermediate; for all of them the authorities alone.</summary>
internal static class ServiceFiles
{
    /// <summary>The authority of links between components.</summary>
    public const string Internal = "internal";

    public const UnixFileMode KeyMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    public const UnixFileMode CertificateMode = KeyMode | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    public const UnixFileMode FolderMode = CertificateMode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The image's user (anchore/anchore-engine Dockerfile: <c>USER 1000</c>).</summary>
    public static Owner ImageUser { get; } = new(1000);

    /// <summary>The file of roots by which callers judge a service, on the host; null: a public CA, which every image believes.</summary>
    public static string? Trust(AnchoreSetup setup, AnchoreInstance service)
    {
        if (service.Standing is not null) return null;
        if (service.Settings?.Authority is not null) return setup.Paths.Authority(AuthorityOf(service));
        return service.Settings?.Certificate is null ? setup.Paths.Authority(TrustName) : null;
    }

    /// <summary>The same inside the containers.</summary>
    public static string? TrustInside(AnchoreSetup setup, AnchoreInstance service) =>
        Trust(setup, service) is { } path ? setup.Paths.TrustInside + path[setup.Paths.Trust.Length..] : null;

    public static ImmutableArray<AuthoritySpec> Authorities(AnchoreSetup setup)
    {
        var authorities = ImmutableArray.CreateBuilder<AuthoritySpec>();
        if (NeedsInternal(setup)) authorities.Add(new() { Name = Internal, Source = DescribedAuthority.Source(setup.Description), Passphrase = setup.Description.Authority.Passphrase });
        foreach (var service in Sealed(setup).Where(static s => s.Settings?.Authority is not null)) authorities.Add(Named(AuthorityOf(service), service.Settings!.Authority!));
        return authorities.ToImmutable();
    }

    public static IEnumerable<LeafSpec> Leaves(AnchoreSetup setup) => Native(setup).Select(s => Leaf(setup, s, s.Name, s.Name));

    /// <summary>A leaf of a service, shown by it or by the proxy before it.</summary>
    public static LeafSpec Leaf(AnchoreSetup setup, AnchoreInstance service, string name, string component)
    {
        var leaf = setup.Description.Leaf;
        var first = service.Announced.FirstOrDefault() ?? service.Name;
        return new()
        {
            Name = name,
            Component = component,
            Source = Source(setup, service),
            Subject = leaf.Subject with { CommonName = first.Length <= 64 ? first : null },
            Names = service.Names,
            Purposes = Purposes.Server,
            Key = leaf.Key ?? KeyAlgorithm.EcdsaP256,
            Lifetime = leaf.Lifetime ?? AnchoreProfile.LeafLifetime,
            RenewAt = leaf.RenewAt ?? 2.0 / 3.0,
        };
    }

    /// <summary>The first block of each file is all that Anchore reads, so each file has one: the leaf here, its intermediate there.</summary>
    public static IEnumerable<DesiredFile> Files(AnchoreSetup setup)
    {
        if (NeedsInternal(setup)) yield return Bundle(setup, TrustName, Internal);
        foreach (var service in Sealed(setup).Where(static s => s.Settings?.Authority is not null)) yield return Bundle(setup, AuthorityOf(service), AuthorityOf(service));
        foreach (var service in Native(setup).Where(static s => s.Standing is null))
        {
            yield return File(setup, service, ".crt", MaterialForm.Certificate, CertificateMode);
            yield return File(setup, service, ChainEnding, MaterialForm.Intermediates, CertificateMode);
            yield return File(setup, service, ".key", MaterialForm.Key, setup.ByHand(service.Name)?.Mode ?? KeyMode);
        }
    }

    public static IEnumerable<FolderRule> Folders(AnchoreSetup setup)
    {
        if (Native(setup).Any(static s => s.Standing is null)) yield return new(setup.Paths.Folder, AnchoreTopology.Whole, FolderMode, null) { Owner = ImageUser };
        if (NeedsInternal(setup) || Sealed(setup).Any(static s => s.Settings?.Authority is not null)) yield return new(setup.Paths.Trust, AnchoreTopology.Whole, FolderMode, null);
    }

    /// <summary>The services that end TLS themselves.</summary>
    public static IEnumerable<AnchoreInstance> Native(AnchoreSetup setup) => setup.Services.Where(static s => s.Tls is TlsMode.Native);

    public const string ChainEnding = ".chain.crt";

    private const string TrustName = "linkseal-ca";

    private static IEnumerable<AnchoreInstance> Sealed(AnchoreSetup setup) => setup.Services.Where(static s => s.Tls is not TlsMode.Off);

    private static bool NeedsInternal(AnchoreSetup setup) =>
        Sealed(setup).Any(static s => s.Settings?.Certificate is null && s.Standing is null) || setup.Settings.Database is { Authority: null };

    private static string AuthorityOf(AnchoreInstance service) => service.Name + "-ca";

    /// <summary>A root of the user's that is only believed.</summary>
    public static AuthoritySpec Named(string name, string file) => new() { Name = name, Source = new AuthoritySource.Brought(file[..Math.Max(1, file.LastIndexOf('/'))], file) };

    public static DesiredFile Bundle(AnchoreSetup setup, string name, string authority) => new()
    {
        Path = setup.Paths.Authority(name), Component = AnchoreTopology.Whole, Content = new FileContent.Bundle(authority), Mode = CertificateMode,
    };

    private static DesiredFile File(AnchoreSetup setup, AnchoreInstance service, string ending, MaterialForm form, UnixFileMode mode) => new()
    {
        Path = setup.Paths.File(service.Name + ending),
        Component = service.Name,
        Content = new FileContent.OfLeaf(service.Name, form),
        Mode = mode,
        Owner = setup.ByHand(service.Name)?.Owner ?? ImageUser,
    };

    private static LeafSource Source(AnchoreSetup setup, AnchoreInstance service)
    {
        if (service.Standing is { } standing) return standing;
        if (service.Settings is { Certificate: { } certificate } brought) return new LeafSource.Brought(certificate, brought.Key) { Chain = brought.Chain };
        return setup.Description.Authority.Certificates is { } folder ? new LeafSource.Found(folder) : new LeafSource.Made(Internal);
    }

}
