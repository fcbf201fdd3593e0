using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>What clients on this machine need: Docker's folder for this registry, the system's trust anchors.</summary>
/// <remarks>
/// Docker needs <c>ca.crt</c> only (moby/moby registry package: <c>*.crt</c> are CAs, <c>*.cert</c> with <c>*.key</c> a client pair).
/// Harbor's page has the server's own pair copied there, which hands the server's key to every client.
/// </remarks>
internal static class ClientFiles
{
    private const string ClientLeaf = "docker";

    public static ImmutableArray<DesiredFile> Files(HarborSetup setup)
    {
        if (HttpsFiles.Trust(setup) is not { } authority) return [];
        var files = ImmutableArray.CreateBuilder<DesiredFile>();
        if (setup.Clients.Contains(HarborClients.Docker)) files.Add(Bundle(DockerAuthority(setup), HarborClients.Docker, authority));
        if (HasPair(setup))
        {
            files.Add(Pair(setup, "client.cert", MaterialForm.Chain, InternalFiles.CertificateMode));
            files.Add(Pair(setup, "client.key", MaterialForm.Key, InternalFiles.KeyMode));
        }

        if (Anchor(setup) is { } anchor) files.Add(Bundle(anchor, HarborClients.System, authority));
        return files.ToImmutable();
    }

    public static ImmutableArray<LeafSpec> Leaves(HarborSetup setup) => !HasPair(setup) ? [] :
    [
        new()
        {
            Name = ClientLeaf,
            Component = HarborClients.Docker,
            Source = new LeafSource.Made(HttpsFiles.Trust(setup)!),
            Subject = InternalFiles.Subject(setup, "docker-client"),
            Names = [AlternativeName.Parse("docker-client")!],
            Purposes = Purposes.Client,
            Key = setup.Description.Leaf.Key ?? KeyAlgorithm.EcdsaP256,
            Lifetime = setup.Description.Leaf.Lifetime ?? HarborProfile.LeafLifetime,
            RenewAt = setup.Description.Leaf.RenewAt ?? 2.0 / 3.0,
        },
    ];

    public static ImmutableArray<FolderRule> Folders(HarborSetup setup) => HttpsFiles.Trust(setup) is not null && setup.Clients.Contains(HarborClients.Docker)
        ? [new(setup.Https.DockerFolder, HarborClients.Docker, InternalFiles.FolderMode, null)]
        : [];

    /// <summary>The one file that Docker needs.</summary>
    public static string DockerAuthority(HarborSetup setup) => setup.Https.DockerFolder + "/ca.crt";

    /// <summary>The anchor of client <c>system</c>; null: not asked for, or nothing to trust.</summary>
    public static string? Anchor(HarborSetup setup) => setup.Clients.Contains(HarborClients.System) && HttpsFiles.Trust(setup) is not null && setup.Anchors is { } folder
        ? LexicalPath.Join(folder, "linkseal-" + setup.Description.Platform + ".crt")
        : null;

    private static bool HasPair(HarborSetup setup) => setup.Settings.DockerClientCertificate && setup.Https.IsOn &&
        setup.Https.Source == HttpsSource.Made && HttpsFiles.Trust(setup) == HttpsFiles.Authority && setup.Clients.Contains(HarborClients.Docker);

    private static DesiredFile Bundle(string path, string component, string authority) =>
        new() { Path = path, Component = component, Content = new FileContent.Bundle(authority), Mode = InternalFiles.CertificateMode };

    private static DesiredFile Pair(HarborSetup setup, string name, MaterialForm form, UnixFileMode mode) =>
        new() { Path = setup.Https.DockerFolder + "/" + name, Component = HarborClients.Docker, Content = new FileContent.OfLeaf(ClientLeaf, form), Mode = mode };
}
