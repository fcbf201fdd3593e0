using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Pki.Chains;
using Linkseal.Runtime.Authority;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.State;

namespace Linkseal.Runtime.Observing;

/// <summary>What an observer is to look at, and how closely.</summary>
public sealed record ObserveRequest
{
    /// <summary>Where the files lie.</summary>
    public required LocalPlace Place { get; init; }

    /// <summary>What should be there.</summary>
    public required Desired Desired { get; init; }

    /// <summary>Where generated authorities and waiting keys lie.</summary>
    public required StateFolder State { get; init; }

    /// <summary>What the last applies left.</summary>
    public required Inventory Inventory { get; init; }

    /// <summary>How closely.</summary>
    public required Depth Depth { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Opens encrypted files that the user brought: <c>authority.passphrase</c>; null: none.</summary>
    public PassphraseSource? Passphrase { get; init; }

    /// <summary><c>--new-authority</c>: a damaged authority in the state is only a warning.</summary>
    public bool NewAuthority { get; init; }
}

/// <summary>What was met, with the authorities and the brought keys that a plan made from it is carried out with. Owns them.</summary>
/// <param name="Observed">What was met, as plain data.</param>
/// <param name="Diagnostics">What is wrong with the user's own files: all of it. Errors forbid a plan.</param>
/// <param name="Authorities">For <see cref="ContentSource.Prepare"/>.</param>
/// <param name="Brought">For <see cref="ContentSource.Prepare"/>.</param>
public sealed record Observation(Observed Observed, ImmutableArray<Diagnostic> Diagnostics, AuthorityStore Authorities, BroughtMaterial Brought) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Authorities.Dispose();
        Brought.Dispose();
    }
}

/// <summary>Looks at a place and at the user's files, in batches and on all cores. Writes nothing.</summary>
public static class Observer
{
    /// <summary>Looks once. Unreadable files are answers (<see cref="FileKind.Forbidden"/>), not failures.</summary>
    /// <exception cref="EnvironmentException">The disk itself fails, or the state can't be read.</exception>
    public static Observation Observe(ObserveRequest request, CancellationToken cancellation)
    {
        var desired = request.Desired;
        var place = request.Place.Following(desired.Switched, request.Inventory);
        // Names first: a folder's certificates and keys are not known before they are seen.
        var listings = Listings(request, place, cancellation);
        var targets = Targets.Of(desired, request.Inventory, listings);
        var files = place.Observe(targets.Paths, cancellation);
        var unreadable = files.Where(static f => f.Value is { Kind: FileKind.Regular, Sha256: null });
        files = files.SetItems(unreadable.Select(static f => KeyValuePair.Create(f.Key, f.Value with { Kind = FileKind.Forbidden })));

        var documents = DocumentReader.Read(place, targets.Documents, cancellation);
        var material = MaterialLook.At(place, [.. targets.Material.Where(t => IsDue(request, t.Key, t.Value, files[t.Key]))], cancellation);
        if (request.Depth == Depth.Full) material = material.With(EmbeddedLook.At(desired.Embedded, documents.Texts));
        var brought = new BroughtFolders(new LocalPlace(place.Disk, trusted: place.Trusted), request.Passphrase);
        var authorities = AuthorityStore.Load(request.State, place, brought, desired.Authorities, request.Now, keys: request.Depth == Depth.Full, request.NewAuthority, desired.MaximumIntermediates);
        var leaves = BroughtMaterial.Load(request.State, brought, desired, authorities.Value!, request.Inventory, request.Now);
        var observed = new Observed
        {
            Now = request.Now,
            Files = files,
            Listings = listings,
            Documents = documents.Texts,
            Material = material.Facts,
            Signatures = Verify(material, authorities.Value!, leaves.Value!),
            Authorities = authorities.Value!.Known,
            Brought = leaves.Value!.Leaves,
            Inventory = request.Inventory,
            HasInventory = request.State.Disk.Look(request.State.Inventory).Kind != FileKind.Missing,
            Leftovers = request.Depth == Depth.Full ? StagingLook.At(place, targets.Paths, cancellation) : [],
            User = place.Disk.User,
            Trusted = place.Trusted,
        };
        // That a file to be edited can't be read is the planner's to say, with the component that it belongs to.
        var text = documents.Diagnostics.Where(static d => d.Code == ObservingDiagnostics.NotText("", []).Code);
        return new(observed, [.. text, .. authorities.Diagnostics, .. leaves.Diagnostics], authorities.Value, leaves.Value);
    }

    // Of a folder with a rule, a plan only asks whether it is there; check asks what lies in it.
    private static ImmutableDictionary<string, ImmutableArray<string>> Listings(ObserveRequest request, LocalPlace place, CancellationToken cancellation)
    {
        var desired = request.Desired;
        if (request.Depth == Depth.Full) return place.List(Targets.FoldersOf(desired, request.Inventory), cancellation);
        var there = place.Listable(desired.Folders.Select(static f => f.Path), cancellation).Select(static f => KeyValuePair.Create(f, ImmutableArray<string>.Empty));
        return there.ToImmutableDictionary(StringComparer.Ordinal).SetItems(place.List(Targets.ListedOf(desired, request.Inventory), cancellation));
    }

    // A quick look does not parse again what the last apply wrote: its hash says that it is still that. Only opening a PKCS#12 shows whether its passphrase
    // is still the one that is described: nothing of it is remembered, so that there is nothing to try passphrases on but the file itself.
    private static bool IsDue(ObserveRequest request, string path, MaterialTarget target, FileState state) => state.Kind switch
    {
        FileKind.Regular when target.IsPkcs12 => true,
        FileKind.Regular => request.Depth == Depth.Full || !request.Inventory.Files.TryGetValue(path, out var known) || known.Sha256 != state.Sha256,
        FileKind.Symlink => true,
        _ => false,
    };

    // The authority's own certificates were verified when they were made; without anything parsed there is nothing to hold against them.
    private static Signatures Verify(MaterialLook material, AuthorityStore authorities, BroughtMaterial brought) =>
        material.Certificates.IsEmpty && brought.Certificates.Count == 0
            ? Signatures.None
            : SignatureVerifier.Verify(material.Certificates.Concat(authorities.Certificates).Concat(brought.Certificates));
}
