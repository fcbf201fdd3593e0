using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Planning;

/// <summary>What one comparison looks things up in, each found in constant time, so that planning is linear in the number of components.</summary>
internal sealed class PlannerScope
{
    private static readonly List<DesiredFile> NoFiles = [];
    private readonly Dictionary<string, List<DesiredFile>> _filesOfLeaf = [];
    private readonly Dictionary<string, AuthoritySpec> _authorities = [];
    private readonly Dictionary<string, FileState> _states;
    private readonly Dictionary<string, InstalledFile> _installed;
    private readonly SortedSet<string> _unreadable = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedSet<string>> _behind = new(StringComparer.Ordinal);
    private readonly HashSet<string> _currents = new(StringComparer.Ordinal);
    private ILookup<string, string>? _installedBelow;

    public PlannerScope(Desired desired, Observed observed, PlanOptions options)
    {
        Links = SwitchedLink.All(desired, observed);
        if (!Links.IsEmpty) (desired, observed) = WithoutFaulty(desired, observed);
        (Desired, Observed, Options) = (desired, observed, options);
        // The immutable dictionaries are trees: copied once, ten thousand components are looked up several times faster.
        _states = new(observed.Files, StringComparer.Ordinal);
        _installed = new(observed.Inventory.Files, StringComparer.Ordinal);
        foreach (var authority in desired.Authorities) _authorities.TryAdd(authority.Name, authority);
        foreach (var leaf in desired.Leaves.Select(static l => l.Source).OfType<LeafSource.Kept>()) Kept.UnionWith([leaf.Certificate, leaf.Key]);
        foreach (var file in desired.Files)
        {
            if (file.Content.LeafName is not { } leaf) continue;
            if (!_filesOfLeaf.TryGetValue(leaf, out var files)) _filesOfLeaf.Add(leaf, files = []);
            files.Add(file);
        }
    }

    public Desired Desired { get; }

    public Observed Observed { get; }

    public PlanOptions Options { get; }

    public Inventory Inventory => Observed.Inventory;

    public ImmutableArray<Diagnostic>.Builder Diagnostics { get; } = ImmutableArray.CreateBuilder<Diagnostic>();

    /// <summary>The user's own pairs, which are never written.</summary>
    public HashSet<string> Kept { get; } = new(StringComparer.Ordinal);

    /// <summary>The links of switched folders, without those that something else stands in the place of: that has been said.</summary>
    public ImmutableArray<SwitchedLink> Links { get; private set; }

    /// <summary>True for a file directly below the link of a switched folder.</summary>
    public bool IsSwitched(string path) => _currents.Count > 0 && _currents.Contains(PlannerWords.Folder(path));

    /// <summary>Every path of the inventory below a switched folder's link, sorted.</summary>
    public IEnumerable<string> InstalledBelow(SwitchedFolder folder) =>
        (_installedBelow ??= _installed.Keys.Where(IsSwitched).Order(StringComparer.Ordinal).ToLookup(PlannerWords.Folder, StringComparer.Ordinal))[folder.Current];

    /// <summary>Authorities that this plan makes.</summary>
    public HashSet<string> ToMake { get; } = new(StringComparer.Ordinal);

    public FileState State(string path) => _states.GetValueOrDefault(path, FileState.Missing);

    /// <summary>What the inventory knows of a path; null: it is not ours.</summary>
    public InstalledFile? Installed(string path) => _installed.GetValueOrDefault(path);

    /// <summary>True for a PKCS#12 that has another passphrase than the one that is described.</summary>
    public bool HasOtherPassphrase(DesiredFile file) =>
        file.Content is FileContent.OfLeaf { Form: MaterialForm.Pkcs12 } && Observed.Material.GetValueOrDefault(file.Path) is { OtherPassphrase: true };

    /// <summary>Every file of the inventory.</summary>
    public IEnumerable<KeyValuePair<string, InstalledFile>> AllInstalled => _installed;

    public IReadOnlyList<DesiredFile> FilesOf(string leaf) => _filesOfLeaf.GetValueOrDefault(leaf, NoFiles);

    public AuthoritySpec? Spec(string authority) => _authorities.GetValueOrDefault(authority);

    /// <summary>The authority as it is; null: not there, or about to be replaced.</summary>
    public AuthorityFacts? Facts(string authority) => ToMake.Contains(authority) ? null : Observed.Authorities.GetValueOrDefault(authority);

    /// <summary>Remembers a file that could not be compared: said once, for all of them.</summary>
    public void CannotRead(string path)
    {
        if (!IsBehind(path)) _unreadable.Add(path);
    }

    /// <summary>True when something stands above a path that is not passed, for anybody: said once for all that lies behind it.</summary>
    public bool IsBehind(string path)
    {
        if (State(path).Obstacle is not { } obstacle) return false;
        if (!_behind.TryGetValue(obstacle, out var paths)) _behind.Add(obstacle, paths = new(StringComparer.Ordinal));
        paths.Add(path);
        return true;
    }

    // What lies behind such a link is neither looked at nor planned; the error keeps the plan from being carried out.
    private (Desired Desired, Observed Observed) WithoutFaulty(Desired desired, Observed observed)
    {
        var faulty = Links.Where(static l => l.Fault is not LinkFault.None).ToList();
        foreach (var link in faulty) Diagnostics.Add(PlannerDiagnostics.LinkInTheWay(link));
        Links = Links.RemoveRange(faulty);
        _currents.UnionWith(Links.Select(static l => l.Folder.Current));
        return SwitchedLink.Without(faulty, desired, observed);
    }

    /// <summary>All diagnostics, with the one about unreadable files.</summary>
    public ImmutableArray<Diagnostic> AllDiagnostics()
    {
        if (_unreadable.Count > 0) Diagnostics.Add(PlannerDiagnostics.Unreadable(_unreadable.Count, _unreadable.Min!));
        Diagnostics.AddRange(_behind.Select(static b => PlannerDiagnostics.Behind(b.Key, b.Value.Count, b.Value.Min!)));
        return Diagnostics.ToImmutable();
    }
}
