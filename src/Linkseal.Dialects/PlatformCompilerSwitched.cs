using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects;

/// <summary>A switched folder's link and generations are one component's: nothing else may be written behind them, where the next switch would leave it.</summary>
internal static class PlatformCompilerSwitched
{
    public static IEnumerable<Diagnostic> Find(PlatformCompilerScope scope, Desired profile, ImmutableArray<ComponentPart> parts)
    {
        var switched = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var folder in profile.Switched) switched.TryAdd(folder.Path, folder.Component);
        foreach (var (part, folder) in parts.SelectMany(static p => p.Desired.Switched.Select(s => (p, s))))
        {
            if (!switched.TryAdd(folder.Path, folder.Component)) yield return PlatformCompilerDiagnostics.SwitchedFolder(scope.Description, part.Entry, folder.Current, folder.Path, switched[folder.Path]);
            if (profile.Files.FirstOrDefault(f => IsBehind(f.Path, folder)) is { } file) yield return PlatformCompilerDiagnostics.SwitchedFolder(scope.Description, part.Entry, folder.Current, folder.Path, file.Component);
        }

        if (switched.Count == 0) yield break;
        foreach (var part in parts)
        {
            foreach (var file in part.Desired.Files)
            {
                if (Owner(file, switched) is { } found) yield return PlatformCompilerDiagnostics.SwitchedFolder(scope.Description, part.Entry, file.Path, found, switched[found]);
            }
        }
    }

    // The switched folder that the file would lie behind without being one of its own; null: none.
    private static string? Owner(DesiredFile file, Dictionary<string, string> switched)
    {
        for (var at = file.Path.LastIndexOf('/'); at > 0; at = file.Path.LastIndexOf('/', at - 1))
        {
            var folder = new SwitchedFolder(file.Path[..at], file.Component, UnixFileMode.None);
            if (!switched.TryGetValue(folder.Path, out var component) || !IsBehind(file.Path, folder)) continue;
            var own = component == file.Component && file.Path.LastIndexOf('/') == folder.Current.Length && file.Path.StartsWith(folder.Current, StringComparison.Ordinal);
            if (!own) return folder.Path;
        }

        return null;
    }

    private static bool IsBehind(string path, SwitchedFolder folder)
    {
        if (path == folder.Path || !LexicalPath.IsWithin(path, folder.Path)) return false;
        var rest = path[(folder.Path.Length + 1)..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var name = slash < 0 ? rest : rest[..slash];
        return name == SwitchedFolder.Link || SwitchedFolder.GenerationOf(name) is not null;
    }
}
