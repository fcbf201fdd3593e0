using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>Authority, leaves and files. Each instance has a folder of its own, switched in one step: TiKV reads three files at one moment and remembers having done so.</summary>
internal static class TiDbFiles
{
    /// <summary>The authority of links between components.</summary>
    public const string Authority = "internal";

    public const UnixFileMode KeyMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    public const UnixFileMode CertificateMode = KeyMode | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    public const UnixFileMode FolderMode = CertificateMode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>What one certificate is for, and where it lies on the place.</summary>
    private sealed record Holder(string Leaf, string Component, string CommonName, ImmutableArray<AlternativeName> Names, Purposes Purposes, string Folder, Owner? Owner);

    public static AuthoritySpec AuthoritySpec(TiDbSetup setup) =>
        new() { Name = Authority, Source = DescribedAuthority.Source(setup.Description), Passphrase = setup.Description.Authority.Passphrase };

    public static ImmutableArray<LeafSpec> Leaves(TiDbSetup setup) => [.. Holders(setup).Select(h => Leaf(setup, h))];

    /// <summary>The CA, the key, the certificate last: the order that is safe even where files are copied one by one.</summary>
    public static ImmutableArray<DesiredFile> Files(TiDbSetup setup) => [.. Holders(setup).SelectMany(static h => new[]
    {
        File(h, TiDbInstance.AuthorityFile, new FileContent.Bundle(Authority), CertificateMode),
        File(h, TiDbInstance.KeyFile, new FileContent.OfLeaf(h.Leaf, MaterialForm.Key), KeyMode),
        File(h, TiDbInstance.CertificateFile, new FileContent.OfLeaf(h.Leaf, MaterialForm.Chain), CertificateMode),
    })];

    /// <summary>What only Linkseal changes stays whose it is: an owner who could exchange a generation's folder could lead its files elsewhere.</summary>
    public static ImmutableArray<SwitchedFolder> Switched(TiDbSetup setup) => [.. Holders(setup).Select(static h => new SwitchedFolder(h.Folder, h.Component, FolderMode))];

    private static DesiredFile File(Holder holder, string name, FileContent content, UnixFileMode mode) => new()
    {
        Path = $"{holder.Folder}/{SwitchedFolder.Link}/{name}",
        Component = holder.Component,
        Content = content,
        Mode = mode,
        Owner = holder.Owner,
    };

    private static IEnumerable<Holder> Holders(TiDbSetup setup)
    {
        foreach (var member in setup.Members)
        {
            var (instance, product) = (member.Instance, member.Product);
            // Every product that listens also calls others of its kind or another: both purposes, as TiUP gives them.
            yield return new(
                instance.Leaf, product.Name, product.CommonName, TiDbNames.Of(member), product.IsCaller ? Purposes.Client : Purposes.Server | Purposes.Client,
                instance.OnPlace(instance.Folder), instance.Owner ?? setup.Settings.Owner);
        }

        foreach (var (component, commonName, folder) in TiDbTools.Certificates(setup))
        {
            yield return new(component, component, commonName, [AlternativeName.Parse(component)!], Purposes.Client, TiDbTools.OnPlace(setup, folder), setup.Settings.Owner);
        }
    }

    private static LeafSpec Leaf(TiDbSetup setup, Holder holder)
    {
        var defaults = setup.Description.Leaf;
        var leaf = new LeafSpec
        {
            Name = holder.Leaf,
            Component = holder.Component,
            Source = setup.Description.Authority.Certificates is { } folder ? new LeafSource.Found(folder) : new LeafSource.Made(Authority),
            Subject = defaults.Subject with { CommonName = holder.CommonName },
            Names = holder.Names,
            Purposes = holder.Purposes,
        };
        return leaf with { Key = defaults.Key ?? leaf.Key, Lifetime = defaults.Lifetime ?? leaf.Lifetime, RenewAt = defaults.RenewAt ?? leaf.RenewAt };
    }
}
