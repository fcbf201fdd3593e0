using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Authority;
using Linkseal.Runtime.Observing;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.State;
using Linkseal.Testing;

namespace Linkseal.Runtime.Tests.Authority;

/// <summary>A folder with a state, a place and what the user brings.</summary>
internal sealed class Ground : IDisposable
{
    public const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder _folder = new();
    private readonly List<IDisposable> _owned = [];

    public Ground(IDisk? disk = null) => Disk = disk ?? new LocalDisk();

    public static DateTimeOffset Now => DateTimeOffset.UtcNow;

    public IDisk Disk { get; }

    public string Path => _folder.Path;

    public string this[string name] => _folder[name];

    public OpenSsl OpenSsl => new(_folder.Path);

    public StateFolder State => new(Disk, _folder[".linkseal"], null);

    public LocalPlace Machine => new(Disk);

    public static AuthoritySpec Generated(bool intermediate = false, PassphraseSource? passphrase = null) => new()
    {
        Name = "internal",
        Source = new AuthoritySource.Generated { Subject = new() { CommonName = "shop authority" }, Intermediate = intermediate },
        Passphrase = passphrase,
    };

    public static LeafSpec Leaf(string name, LeafSource? source = null, KeyAlgorithm key = KeyAlgorithm.EcdsaP256) => new()
    {
        Name = name,
        Component = name,
        Source = source ?? new LeafSource.Made("internal"),
        Subject = new() { CommonName = name, Organization = "Shop" },
        Names = [AlternativeName.Parse(name)!, AlternativeName.Parse("10.0.0.1")!],
        Purposes = Purposes.Server | Purposes.Client,
        Key = key,
    };

    public DesiredFile File(string name, FileContent content) => new() { Path = this[name], Component = "web", Content = content, Mode = Private };

    /// <summary>A plan that makes the authority and issues the leaves, each as chain and key.</summary>
    public Plan Making(AuthoritySpec spec, params LeafSpec[] leaves) => Issuing(leaves) with { Authorities = [new(spec, 1, "there is none yet")] };

    public Plan Issuing(params LeafSpec[] leaves) => new()
    {
        Leaves = [.. leaves.Select(static l => new LeafToIssue(l, "new", null))],
        Files =
        [
            .. leaves.SelectMany(l => new[] { File(l.Name + ".crt", new FileContent.OfLeaf(l.Name, MaterialForm.Chain)), File(l.Name + ".key", new FileContent.OfLeaf(l.Name, MaterialForm.Key)) })
                .Select(static f => new FileChange { Action = ChangeAction.Create, Path = f.Path, Component = f.Component, Reason = "new", File = f }),
        ],
    };

    public Desired Desired(AuthoritySpec spec, params LeafSpec[] leaves) => new() { Authorities = [spec], Leaves = [.. leaves], Files = [.. Issuing(leaves).Files.Select(static f => f.File!)] };

    public Observation Observe(Desired desired, Inventory? inventory = null, Depth depth = Depth.Quick, PassphraseSource? passphrase = null, string root = "/")
    {
        var observation = Observer.Observe(
            new() { Place = new(Disk, root), Desired = desired, State = State, Inventory = inventory ?? Inventory.Empty, Depth = depth, Now = Now, Passphrase = passphrase },
            CancellationToken.None);
        _owned.Add(observation);
        return observation;
    }

    /// <summary>Writes every file of a plan as apply would, and says what the inventory would hold.</summary>
    public Inventory Carry(Plan plan, Observation observation)
    {
        var prepared = ContentSource.Prepare(plan, observation.Authorities, observation.Brought, Now);
        Assert.Empty(prepared.Diagnostics);
        State.Ensure();
        using var contents = prepared.Value!;
        var files = ImmutableDictionary.CreateBuilder<string, InstalledFile>();
        foreach (var change in plan.Files)
        {
            Disk.DeleteTree(change.Path);
            Disk.Create(change.Path, contents.Resolve(change.File!).Span, new(change.File!.Mode));
            files[change.Path] = new(change.Component, Disk.HashOf(change.Path)!, (change.File.Content as FileContent.OfLeaf)?.Leaf, null);
        }

        return new() { Files = files.ToImmutable(), Leaves = plan.Leaves.ToImmutableDictionary(static l => l.Spec.Name, l => contents.Issued(l.Spec.Name)) };
    }

    /// <summary>Makes the authority, and the leaves signed by it.</summary>
    public Inventory Make(AuthoritySpec spec, params LeafSpec[] leaves) => Carry(Making(spec, leaves), Observe(Desired(spec, leaves)));

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        System.IO.File.WriteAllText(this[name], text);
        return this[name];
    }

    public string Read(string name) => System.IO.File.ReadAllText(this[name]);

    public void Dispose()
    {
        _owned.ForEach(static o => o.Dispose());
        _folder.Dispose();
    }
}
