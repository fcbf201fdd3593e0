using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Planning;

namespace Linkseal.Runtime.Observing;

/// <summary>Which paths one look at a place has to cover, each once: everything that is desired, and everything that earlier applies left.</summary>
internal sealed record Targets
{
    /// <summary>Every path whose state is taken, without repeats.</summary>
    public required string[] Paths { get; init; }

    /// <summary>The configuration files whose text is wanted.</summary>
    public required HashSet<string> Documents { get; init; }

    /// <summary>The files that hold certificates or keys, each with how to open it.</summary>
    public required Dictionary<string, MaterialTarget> Material { get; init; }

    /// <summary>Every folder that has a rule, or whose names are wanted.</summary>
    public static string[] FoldersOf(Desired desired, Inventory inventory) =>
        [.. desired.Folders.Select(static f => f.Path).Concat(ListedOf(desired, inventory)).Distinct(StringComparer.Ordinal)];

    /// <summary>The folders whose names are wanted in any look: a switched one with its current generation.</summary>
    public static string[] ListedOf(Desired desired, Inventory inventory) =>
    [
        .. desired.Listings.Concat(SwitchedTargets.FoldersOf(desired, inventory).SelectMany(static f => new[] { f, SwitchedTargets.CurrentOf(f) })).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Collects them from what should be, what was left, and the names in <see cref="FoldersOf"/>.</summary>
    public static Targets Of(Desired desired, Inventory inventory, ImmutableDictionary<string, ImmutableArray<string>> listings)
    {
        var documents = new HashSet<string>(desired.Edits.Select(static e => e.Path).Concat(desired.Documents), StringComparer.Ordinal);
        documents.UnionWith(inventory.Edits.Keys);
        documents.UnionWith(desired.Embedded.Select(static e => e.Document));
        var material = MaterialOf(desired, listings);

        var paths = new HashSet<string>(desired.Files.Length + inventory.Files.Count, StringComparer.Ordinal);
        paths.UnionWith(desired.Files.Select(static f => f.Path));
        paths.UnionWith(material.Keys);
        paths.UnionWith(documents);
        paths.UnionWith(inventory.Files.Keys);
        paths.UnionWith(inventory.Folders);
        paths.UnionWith(desired.Folders.Select(static f => f.Path));
        paths.UnionWith(desired.Steps.SelectMany(static s => s.Evidence).SelectMany(static e => new[] { e.Source, e.Copy }));

        paths.UnionWith(SwitchedTargets.Of(desired, inventory, listings));

        return new()
        {
            Paths = [.. paths],
            Documents = documents,
            Material = material,
        };
    }

    private static Dictionary<string, MaterialTarget> MaterialOf(Desired desired, ImmutableDictionary<string, ImmutableArray<string>> listings)
    {
        var material = new Dictionary<string, MaterialTarget>(desired.Files.Length, StringComparer.Ordinal);
        foreach (var folder in desired.Listings)
        {
            foreach (var name in listings.GetValueOrDefault(folder, []).Where(LooksLikeMaterial)) material[LexicalPath.Join(folder, name)] = MaterialTarget.Plain;
        }

        foreach (var path in desired.Material) material[path] = MaterialTarget.Plain;
        foreach (var kept in desired.Leaves.Select(static l => l.Source).OfType<LeafSource.Kept>())
        {
            material[kept.Certificate] = MaterialTarget.Plain;
            material[kept.Key] = MaterialTarget.Plain;
        }

        foreach (var file in desired.Files)
        {
            if (MaterialTarget.Of(file.Content) is { } target) material[file.Path] = target;
        }

        return material;
    }

    private static bool LooksLikeMaterial(string name) => Path.GetExtension(name) is ".crt" or ".cert" or ".key" or ".pem";
}

/// <summary>How a file of certificates and keys is opened.</summary>
/// <param name="IsPkcs12">True: the container's passphrase is empty where <paramref name="Passphrase"/> is null.</param>
/// <param name="Passphrase">Where its passphrase is read from; null: none.</param>
internal sealed record MaterialTarget(bool IsPkcs12, PassphraseSource? Passphrase)
{
    public static MaterialTarget Plain { get; } = new(IsPkcs12: false, Passphrase: null);

    /// <summary>A Secret's manifest: PEM in base64 within JSON.</summary>
    public bool IsManifest { get; init; }

    private static MaterialTarget Manifest { get; } = new(IsPkcs12: false, Passphrase: null) { IsManifest = true };

    private static MaterialTarget UnprotectedPkcs12 { get; } = new(IsPkcs12: true, Passphrase: null);

    /// <summary>Null for content that is neither certificate nor key.</summary>
    public static MaterialTarget? Of(FileContent content) => content switch
    {
        FileContent.OfLeaf { Form: MaterialForm.Pkcs12, Passphrase: { } source } => new(IsPkcs12: true, source),
        FileContent.OfLeaf { Form: MaterialForm.Pkcs12 } => UnprotectedPkcs12,
        FileContent.OfLeaf or FileContent.Bundle => Plain,
        FileContent.KubernetesSecret => Manifest,
        _ => null,
    };
}
