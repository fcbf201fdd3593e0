using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.State;

namespace Linkseal.Runtime.Authority;

/// <summary>Keeps the state folder, and with it the authority's key, out of every folder that a component reads, copies or mounts.</summary>
public static class StateGuard
{
    /// <summary>One error for each component whose folder holds the state folder.</summary>
    /// <param name="state">The state folder, on this machine.</param>
    /// <param name="place">Where the components' folders lie.</param>
    /// <param name="desired">Its folder rules and the folders of its leaves are what components read; a product's folder with only configuration in it is not.</param>
    /// <param name="components">Their <c>mounts</c> are what containers see; left out: none.</param>
    public static ImmutableArray<Diagnostic> Check(StateFolder state, LocalPlace place, Desired desired, ImmutableArray<ComponentEntry> components = default)
    {
        var folders = desired.Folders.Select(static f => (f.Path, f.Component))
            .Concat(desired.Switched.Select(static s => (s.Path, s.Component)))
            .Concat(desired.Files.Where(static f => f.Content.LeafName is not null).Select(static f => (Path: Path.GetDirectoryName(f.Path)!, f.Component)))
            .Concat((components.IsDefault ? [] : components).SelectMany(static c => c.Mounts.Select(m => (Path: m.Host, Component: c.Name.Value))))
            .DistinctBy(static f => f.Path, StringComparer.Ordinal);

        var here = new LocalPlace(state.Disk, trusted: place.Trusted).Resolver();
        var there = place.Resolver();
        var guarded = Real(here, state.Path);
        return
        [
            .. folders.Where(f => Holds(Real(there, f.Path), guarded) || Holds(Lexical(place.Root, f.Path), state.Path))
                .Select(f => AuthorityDiagnostics.WithinComponent(state.Path, f.Path, f.Component)),
        ];
    }

    private static bool Holds(string folder, string path) =>
        path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal) || path == folder;

    private static string Lexical(string root, string path) => Path.GetFullPath(root.TrimEnd('/') + path);

    // A link that must not be followed is reported when something is written through it; here the path is then taken as written.
    private static string Real(PathResolver resolver, string path)
    {
        try
        {
            return resolver.Folder(path.Length > 1 ? path.TrimEnd('/') : path);
        }
        catch (EnvironmentException)
        {
            return path;
        }
    }
}
