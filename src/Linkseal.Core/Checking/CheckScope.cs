using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Core.Checking;

/// <summary>What the checks look things up in, and where they leave their findings.</summary>
internal sealed class CheckScope
{
    private readonly ILookup<string, LeafView> _leavesOf;
    private readonly Lazy<ImmutableArray<CertificateFacts>> _intermediates;
    private readonly HashSet<string> _kept;
    private ILookup<string, string>? _described;

    public CheckScope(Desired desired, Platform platform, Observed observed)
    {
        Links = SwitchedLink.All(desired, observed);
        if (!Links.IsEmpty) (desired, observed) = SwitchedLink.Without(Links.Where(static l => l.Fault is not LinkFault.None), desired, observed);
        (Desired, Platform, Observed) = (desired, platform, observed);
        var files = desired.Files.Where(static f => f.Content.LeafName is not null).ToLookup(static f => f.Content.LeafName!, StringComparer.Ordinal);
        Leaves = [.. desired.Leaves.Select(l => LeafView.Of(l, [.. files[l.Name]], observed)).Where(static l => !l.Files.IsEmpty)];
        _kept = desired.Leaves.Select(static l => l.Source).OfType<LeafSource.Kept>().SelectMany(static k => new[] { k.Certificate, k.Key, k.Authority }).OfType<string>().ToHashSet(StringComparer.Ordinal);
        _leavesOf = Leaves.ToLookup(static l => l.Spec.Component, StringComparer.Ordinal);
        Trust = new(desired, platform, this);
        NotApplied = Untouched(desired, observed);
        _intermediates = new(() => [.. observed.Authorities.Values.Select(static a => a.Issuer)
            .Concat(observed.Material.Values.SelectMany(static m => m.Certificates))
            .Concat(observed.Brought.Values.SelectMany(static b => b.Chain))
            .Where(static c => !c.IsSelfIssued && c.IsAuthority is true).DistinctBy(static c => c.Sha256)]);
    }

    public Desired Desired { get; }

    public Platform Platform { get; }

    public Observed Observed { get; }

    /// <summary>The links of switched folders. What lies behind a faulty one is not among the described files here: the link is the finding.</summary>
    public ImmutableArray<SwitchedLink> Links { get; }

    public DateTimeOffset Now => Observed.Now;

    public ImmutableArray<LeafView> Leaves { get; }

    public TrustPaths Trust { get; }

    /// <summary>Components of which nothing was ever written: said once, not file by file.</summary>
    public IReadOnlySet<string> NotApplied { get; }

    /// <summary>Every intermediate that was met anywhere.</summary>
    public ImmutableArray<CertificateFacts> Intermediates => _intermediates.Value;

    /// <summary>True when nothing of the platform was ever written.</summary>
    public bool NothingApplied => Observed.Inventory.IsEmpty && Desired.Files.Length > 0 && Desired.Files.All(f => NotApplied.Contains(f.Component));

    public List<Finding> Findings { get; } = [];

    public void Add(Finding finding) => Findings.Add(finding);

    public FileState State(string path) => Observed.Files.GetValueOrDefault(path, FileState.Missing);

    /// <summary>A regular file's facts; null where it is missing or could not be looked at. Of what is somebody else's, a link to a file is as good as one.</summary>
    public MaterialFacts? Material(string path) =>
        State(path).Kind is FileKind.Regular || (State(path).Kind is FileKind.Symlink && _kept.Contains(path)) ? Observed.Material.GetValueOrDefault(path) : null;

    /// <summary>The names of the described files directly in a folder.</summary>
    public IReadOnlySet<string> DescribedIn(string folder) =>
        (_described ??= Desired.Files.ToLookup(static f => PlannerWords.Folder(f.Path), static f => PlannerWords.Name(f.Path), StringComparer.Ordinal))[folder].ToHashSet(StringComparer.Ordinal);

    public IEnumerable<LeafView> LeavesOf(string component) => _leavesOf[component];

    private static HashSet<string> Untouched(Desired desired, Observed observed)
    {
        var components = desired.Files.GroupBy(static f => f.Component, StringComparer.Ordinal);
        return [.. components.Where(g => g.All(f => Absent(f.Path, observed))).Select(static g => g.Key)];
    }

    private static bool Absent(string path, Observed observed) =>
        observed.Files.GetValueOrDefault(path, FileState.Missing).Kind is FileKind.Missing && !observed.Inventory.Files.ContainsKey(path);
}
