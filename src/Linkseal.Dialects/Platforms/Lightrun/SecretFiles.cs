using System.Collections.Immutable;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.Lightrun;

/// <summary>The Secrets, as manifests in the state folder.</summary>
internal static class SecretFiles
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode = Mode | UnixFileMode.UserExecute;
    private const string Tls = "kubernetes.io/tls";
    private const string Opaque = "Opaque";

    /// <summary>The CA first, so that whoever reads the folder in order has it before anything that it judges.</summary>
    public static ImmutableArray<DesiredFile> Of(LightrunSetup setup)
    {
        var files = ImmutableArray.CreateBuilder<DesiredFile>();
        if (setup.WritesAuthority) files.Add(File(setup, Leaves.Whole, setup.Names.AuthoritySecret, Opaque, [new("ca.crt", Believed(setup, isPublicToo: true))]));
        if (setup.WritesKeycloakTrust) files.Add(File(setup, "keycloak", setup.Names.KeycloakTrust, Opaque, [new("custom-ca.pem", KeycloakBelieves(setup))]));
        foreach (var slot in setup.Slots.Where(static s => s.IsWritten).DistinctBy(static s => s.Secret))
        {
            var component = slot.Leaf == InternalSlot.SharedLeaf ? Leaves.Whole : slot.Component;
            // Only Keycloak's cluster reads the CA beside its pair.
            files.Add(File(setup, component, slot.Secret, Tls, slot.IsCluster ? [.. Pair(slot.Leaf), new("ca.crt", Believed(setup, isPublicToo: false))] : Pair(slot.Leaf)));
        }

        if (setup.WritesPublic) files.Add(File(setup, "backend", setup.Names.PublicSecret, Tls, Pair(LightrunTopology.PublicLeaf)));
        return files.DrainToImmutable();
    }

    /// <summary>The folder is ours alone: <c>kubectl apply -f</c> takes all of it.</summary>
    public static FolderRule Folder(LightrunSetup setup) => new(setup.Paths.Out, Leaves.Whole, FolderMode, []);

    private static ImmutableArray<SecretEntry> Pair(string leaf) =>
    [
        new("tls.crt", [new FileContent.OfLeaf(leaf, MaterialForm.Chain)]),
        new("tls.key", [new FileContent.OfLeaf(leaf, MaterialForm.Key)]),
    ];

    /// <summary>The internal CA stands first: keytool takes the first certificate of the file for backend and crons, and no other.</summary>
    private static ImmutableArray<FileContent> Believed(LightrunSetup setup, bool isPublicToo)
    {
        var parts = ImmutableArray.CreateBuilder<FileContent>();
        if (setup.Slots.Any(static s => s.Choice is CertificateChoice.Usual) || (setup.Settings.Public.Made && isPublicToo)) parts.Add(new FileContent.Bundle(Leaves.Authority));
        if (setup.AuthorityText is { } own) parts.Add(new FileContent.Known(own));
        if (isPublicToo && setup.PublicAuthorityText is { } issuer && issuer != setup.AuthorityText) parts.Add(new FileContent.Known(issuer));
        return parts.DrainToImmutable();
    }

    private static ImmutableArray<FileContent> KeycloakBelieves(LightrunSetup setup) =>
        setup.CustomAuthorityText is { } custom ? [.. Believed(setup, isPublicToo: false), new FileContent.Known(custom)] : Believed(setup, isPublicToo: false);

    private static DesiredFile File(LightrunSetup setup, string component, string name, string type, ImmutableArray<SecretEntry> data) => new()
    {
        Path = setup.Paths.Manifest(name),
        Component = component,
        Mode = Mode,
        Content = new FileContent.KubernetesSecret
        {
            Name = name,
            Namespace = setup.Settings.Namespace,
            Context = setup.Settings.Context,
            Type = type,
            Data = data,
            // Not app.kubernetes.io/instance: by that label Argo CD takes what it finds for its own, and prunes it.
            Labels =
            [
                ("app.kubernetes.io/managed-by", "linkseal"),
                ("linkseal/release", setup.Settings.Release),
                ("linkseal/component", component),
            ],
            Annotations =
            [
                ("argocd.argoproj.io/compare-options", "IgnoreExtraneous"),
                ("argocd.argoproj.io/sync-options", "Prune=false,Delete=false"),
                ("helm.sh/resource-policy", "keep"),
            ],
        },
    };
}
