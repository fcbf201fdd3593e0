using System.Collections.Immutable;
using Linkseal.Core.Checking;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects;

/// <summary>
/// From a description to the platform and all that should be on disk: the profile expands its part, the dialects describe the components by hand,
/// and both are joined. Pure; everything that is wrong is said at once.
/// </summary>
public static class PlatformCompiler
{
    /// <summary>The files that <see cref="Compile"/> wants to see: absolute paths on the place; a profile may ask for more (<see cref="ReadsMore"/>).</summary>
    /// <param name="description">The description.</param>
    /// <param name="profile">Its profile; null: none.</param>
    /// <param name="dialects">Every dialect that a component may name.</param>
    public static ImmutableArray<string> Reads(PlatformDescription description, IProfile? profile, ImmutableArray<IDialect> dialects) =>
    [
        .. (profile?.Reads(description) ?? [])
            .Concat(PlatformCompilerComponents.ByHand(description).SelectMany(c => Dialect(dialects, c)?.Reads(c) ?? []))
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>What a profile wants to see besides, once some files are known; what was asked for already may be named again.</summary>
    /// <param name="description">The description.</param>
    /// <param name="profile">Its profile; null: none.</param>
    /// <param name="documents">The text of what <see cref="Reads"/> named.</param>
    public static ImmutableArray<string> ReadsMore(PlatformDescription description, IProfile? profile, ImmutableDictionary<string, string> documents) =>
        profile?.ReadsMore(description, documents) ?? [];

    /// <summary>Expands, describes and joins.</summary>
    /// <param name="description">The description.</param>
    /// <param name="profile">Its profile; null: components and links by hand only.</param>
    /// <param name="dialects">Every dialect that a component may name.</param>
    /// <param name="documents">The text of what was asked for; absent where missing.</param>
    /// <returns>The expansion; null where the profile's part could not be made.</returns>
    public static Result<Expansion> Compile(
        PlatformDescription description, IProfile? profile, ImmutableArray<IDialect> dialects, ImmutableDictionary<string, string> documents)
    {
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        var expanded = profile?.Expand(description, documents);
        if (expanded is not null) diagnostics.AddRange(expanded.Diagnostics);
        var known = new PlatformCompilerScope(description, expanded?.Value, dialects, documents);
        diagnostics.AddRange(PlatformCompilerComponents.Check(known));
        // Without the profile's components, every link to one of them would look wrong.
        if (profile is not null && expanded?.Value is null)
        {
            var possible = profile.PossibleNames(description, documents);
            if (!possible.IsEmpty) diagnostics.AddRange(LinkNames.Unknown(description, [.. possible, .. known.Names]));
            return Result.With<Expansion>(null, diagnostics);
        }


        diagnostics.AddRange(LinkNames.Unknown(description, known.Names));
        var links = PlatformCompilerLinks.Resolve(known, diagnostics);
        var components = PlatformCompilerComponents.Of(known, links);
        var parts = PlatformCompilerDescribing.Describe(known, links, [.. known.Profile?.Platform.Components ?? [], .. components], documents, diagnostics);
        diagnostics.AddRange(PlatformCompilerConflicts.Find(known, parts));

        var platform = known.Profile?.Platform ?? new() { Name = description.Platform, Components = [], Links = [] };
        var desired = PlatformCompilerJoin.All([known.Profile?.Desired ?? new(), .. parts.Select(static p => p.Desired)]);
        return Result.With(
            new Expansion(
                platform with { Components = platform.Components.AddRange(components), Links = platform.Links.AddRange(links) },
                desired with { Authorities = PlatformCompilerAuthorities.Named(description, desired), Notes = desired.Notes.AddRange(Limits.Of(links)) }),
            diagnostics);
    }

    private static IDialect? Dialect(ImmutableArray<IDialect> dialects, ComponentEntry component) =>
        dialects.FirstOrDefault(d => d.Name == component.Dialect?.Value);
}
