using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects;

/// <summary>What compiling looks things up in: the components by hand with their dialects, and the profile's part.</summary>
internal sealed class PlatformCompilerScope
{
    private readonly Dictionary<string, ComponentEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Component> _ofProfile;
    private readonly Dictionary<string, IDialect> _dialects;
    private readonly ILookup<string, LeafSpec> _profileLeaves;

    private readonly Dictionary<string, ImmutableArray<Endpoint>> _endpoints = new(StringComparer.Ordinal);

    public PlatformCompilerScope(PlatformDescription description, Expansion? profile, ImmutableArray<IDialect> dialects, ImmutableDictionary<string, string> documents)
    {
        (Description, Profile) = (description, profile);
        _ofProfile = (profile?.Platform.Components ?? []).ToDictionary(static c => c.Name, StringComparer.Ordinal);
        _dialects = dialects.ToDictionary(static d => d.Name, StringComparer.Ordinal);
        _profileLeaves = (profile?.Desired.Leaves ?? []).ToLookup(static l => l.Component, StringComparer.Ordinal);
        ByHand = [.. PlatformCompilerComponents.ByHand(description).Where(c => !_ofProfile.ContainsKey(c.Name.Value) && _dialects.ContainsKey(c.Dialect!.Value))];
        foreach (var entry in ByHand) _entries.TryAdd(entry.Name.Value, entry);
        foreach (var entry in ByHand) _endpoints[entry.Name.Value] = DialectOf(entry).Endpoints(entry, documents);
        Names = [.. _ofProfile.Keys, .. description.Components.Select(static c => c.Name.Value)];
    }

    public PlatformDescription Description { get; }

    public Expansion? Profile { get; }

    /// <summary>The components by hand that can be described.</summary>
    public ImmutableArray<ComponentEntry> ByHand { get; }

    /// <summary>Every name that a link may have.</summary>
    public HashSet<string> Names { get; }

    public ComponentEntry? Entry(string name) => _entries.GetValueOrDefault(name);

    /// <summary>Where a component by hand listens.</summary>
    public ImmutableArray<Endpoint> EndpointsOf(ComponentEntry entry) => _endpoints[entry.Name.Value];

    public Component? OfProfile(string name) => _ofProfile.GetValueOrDefault(name);

    public IDialect? Dialect(string name) => _dialects.GetValueOrDefault(name);

    public IDialect DialectOf(ComponentEntry entry) => _dialects[entry.Dialect!.Value];

    /// <summary>The leaf that a profile's component serves its first endpoint with; null: none.</summary>
    public LeafSpec? ServedBy(string component)
    {
        var leaves = _profileLeaves[component].Where(static l => l.Purposes.HasFlag(Purposes.Server)).ToList();
        if (leaves.Count < 2 || OfProfile(component) is not { Endpoints: [var first, ..] }) return leaves.FirstOrDefault();
        var linked = Profile!.Platform.Links.FirstOrDefault(l => l.Callee == component && l.Endpoint == first.Name && l.Leaf is not null)?.Leaf;
        return leaves.Find(l => l.Name == linked) ?? leaves.Find(l => l.Name == $"{component}-{first.Name}") ?? leaves[0];
    }
}
