using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects;

/// <summary>What the dialect of one component by hand wants on disk.</summary>
/// <param name="Entry">The component as written.</param>
/// <param name="Desired">Its files, edits and steps.</param>
internal sealed record ComponentPart(ComponentEntry Entry, Desired Desired);

/// <summary>Asks each component's dialect.</summary>
internal static class PlatformCompilerDescribing
{
    public static ImmutableArray<ComponentPart> Describe(
        PlatformCompilerScope scope, ImmutableArray<Link> links, ImmutableArray<Component> components, ImmutableDictionary<string, string> documents, ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        var outgoing = links.ToLookup(static l => l.Caller, StringComparer.Ordinal);
        var incoming = links.ToLookup(static l => l.Callee, StringComparer.Ordinal);
        var parts = ImmutableArray.CreateBuilder<ComponentPart>();
        foreach (var entry in scope.ByHand)
        {
            ImmutableArray<Link> calls = [.. outgoing[entry.Name.Value]], called = [.. incoming[entry.Name.Value]];
            var described = scope.DialectOf(entry).Describe(new()
            {
                File = scope.Description.File,
                Folder = scope.Description.Folder,
                Component = entry,
                Leaf = PlatformCompilerLeaves.Of(scope.Description, entry, calls, called),
                Trust = Trust(scope, entry, calls, called, diagnostics),
                Outgoing = calls,
                Incoming = called,
                Endpoints = components.First(c => c.Name == entry.Name.Value).Endpoints,
                Peers = PlatformCompilerComponents.Peers(called),
                Callers = [.. called.Select(l => scope.Entry(l.Caller) is { } caller ? PlatformCompilerLeaves.Of(scope.Description, caller, [.. outgoing[l.Caller]], [.. incoming[l.Caller]]) : null)],
                Callees = [.. calls.Select(l => components.First(c => c.Name == l.Callee))],
                Documents = documents,
            });
            diagnostics.AddRange(described.Diagnostics);
            if (described.Value is { } desired) parts.Add(new(entry, desired));
        }

        return parts.DrainToImmutable();
    }

    // Its callers show certificates of the internal authority; whom it calls may stand under another one of the profile's.
    private static string Trust(PlatformCompilerScope scope, ComponentEntry entry, ImmutableArray<Link> outgoing, ImmutableArray<Link> incoming, ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        var others = outgoing.Select(l => (Link: l, Authority: Authority(scope, l.Callee))).Where(static p => p.Authority is not (null or PlatformCompilerAuthorities.Internal)).ToList();
        var needed = others.Select(static p => p.Authority!).Distinct(StringComparer.Ordinal).ToList();
        if (needed.Count == 0) return PlatformCompilerAuthorities.Internal;
        var alone = needed.Count == 1 && incoming.IsEmpty && others.Count == outgoing.Length;
        if (!alone) diagnostics.Add(PlatformCompilerDiagnostics.TwoAuthorities(scope.Description, entry, others[0].Link, needed[0]));
        return needed[0];
    }

    private static string? Authority(PlatformCompilerScope scope, string callee)
    {
        if (scope.Entry(callee) is not null) return PlatformCompilerAuthorities.Internal;
        return scope.ServedBy(callee)?.Source is LeafSource.Made made ? made.Authority : null;
    }
}
