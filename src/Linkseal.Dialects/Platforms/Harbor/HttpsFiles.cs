using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>HTTPS towards people and Docker: an authority of its own, so that an internal rotation never touches them; the leaf, its files, the download.</summary>
internal static class HttpsFiles
{
    /// <summary>The authority of HTTPS.</summary>
    public const string Authority = "https";

    /// <summary>Apple's systems refuse server certificates that live longer, of private authorities too (support.apple.com/103769).</summary>
    public const int LongestDays = 825;

    /// <summary>The authority whose roots clients have to believe; null: the certificate is the user's own, and so is the trust in it.</summary>
    public static string? Trust(HarborSetup setup)
    {
        if (setup.Https is not { IsOn: true, Source: HttpsSource.Made }) return null;
        return FromInternal(setup) ? InternalFiles.Authority : Authority;
    }

    public static ImmutableArray<AuthoritySpec> Authorities(HarborSetup setup)
    {
        if (Trust(setup) != Authority) return [];
        var entry = setup.Description.Authority;
        var name = entry.Subject.CommonName is { } own ? own + " https" : setup.Description.Platform + " https authority";
        return [new() { Name = Authority, Source = DescribedAuthority.Generated(setup.Description, name), Passphrase = entry.Passphrase }];
    }

    public static ImmutableArray<LeafSpec> Leaves(HarborSetup setup)
    {
        if (!setup.Https.IsOn) return [];
        return
        [
            new()
            {
                Name = HarborTopology.HttpsLeaf,
                Component = "proxy",
                Source = Source(setup),
                Subject = InternalFiles.Subject(setup, setup.HostName!.Value),
                Names = setup.Https.Names,
                Purposes = Purposes.Server,
                Key = setup.Description.Leaf.Key ?? KeyAlgorithm.EcdsaP256,
                Lifetime = LeafLifetime(setup),
                RenewAt = setup.Description.Leaf.RenewAt ?? 2.0 / 3.0,
            },
        ];
    }

    public static ImmutableArray<DesiredFile> Files(HarborSetup setup)
    {
        var files = ImmutableArray.CreateBuilder<DesiredFile>();
        if (setup.Https.IsWritten)
        {
            files.Add(File(setup.Https.Certificate, MaterialForm.Chain, InternalFiles.CertificateMode));
            files.Add(File(setup.Https.Key, MaterialForm.Key, InternalFiles.KeyMode));
        }

        if (Trust(setup) is { } authority)
        {
            files.Add(new() { Path = Download(setup), Component = InternalFiles.Whole, Content = new FileContent.Bundle(authority), Mode = InternalFiles.CertificateMode });
        }

        return files.ToImmutable();
    }

    public static ImmutableArray<FolderRule> Folders(HarborSetup setup)
    {
        var folders = ImmutableArray.CreateBuilder<FolderRule>();
        if (setup.Https.IsWritten) folders.Add(new(setup.Paths.HttpsFolder, "proxy", InternalFiles.FolderMode, null));
        if (Trust(setup) is not null) folders.Add(new(setup.Paths.DownloadFolder, InternalFiles.Whole, InternalFiles.FolderMode, null));
        return folders.ToImmutable();
    }

    /// <summary>True when the description asks for a longer life than <see cref="LongestDays"/>.</summary>
    public static bool IsCut(HarborSetup setup) => setup.Https is { IsOn: true, Source: HttpsSource.Made } && AskedLifetime(setup).Approximate > TimeSpan.FromDays(LongestDays);

    private static string Download(HarborSetup setup) => setup.Paths.DownloadFolder + "/ca.crt";

    private static Lifetime LeafLifetime(HarborSetup setup) => IsCut(setup) ? new(LongestDays, LifetimeUnit.Days) : AskedLifetime(setup);

    private static Lifetime AskedLifetime(HarborSetup setup) => setup.Description.Leaf.Lifetime ?? HarborProfile.LeafLifetime;

    // A certificate for HTTPS can't lie in the internal folder: nothing but Harbor's pairs may.
    private static bool FromInternal(HarborSetup setup) => setup.Settings.Https.OfInternalAuthority && setup.InternalTls && !setup.CertificatesInFolder;

    private static LeafSource Source(HarborSetup setup) => setup.Https.Source switch
    {
        HttpsSource.Kept => new LeafSource.Kept(setup.Https.Certificate, setup.Https.Key),
        HttpsSource.Brought => new LeafSource.Brought(setup.Settings.Https.Certificate!, setup.Settings.Https.Key),
        _ when FromInternal(setup) && setup.Description.Authority.Certificates is { } folder => new LeafSource.Found(folder),
        _ => new LeafSource.Made(Trust(setup)!),
    };

    private static DesiredFile File(string path, MaterialForm form, UnixFileMode mode) =>
        new() { Path = path, Component = "proxy", Content = new FileContent.OfLeaf(HarborTopology.HttpsLeaf, form), Mode = mode };
}
