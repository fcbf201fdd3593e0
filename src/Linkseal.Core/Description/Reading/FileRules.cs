using System.Collections.Immutable;
using Linkseal.Core.Planning;

namespace Linkseal.Core.Description.Reading;

/// <summary>No two things at one path: two components that write one file would take turns, and a component would overwrite the user's own CA.</summary>
internal static class FileRules
{
    public static void Check(ReadScope scope, PlatformDescription description)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, owner) in Brought(description)) owners.TryAdd(path, owner);
        foreach (var component in description.Components.Where(static c => c.Dialect?.Value == "files" && c.Folder is not null))
        {
            var name = $"component {Quoted.Text(component.Name.Value)}";
            var reported = new HashSet<string>(StringComparer.Ordinal);
            foreach (var path in Paths(component))
            {
                if (owners.TryAdd(path, name)) continue;
                var at = component.Keys.GetValueOrDefault("folder", component.Name.At);
                if (reported.Add(owners[path])) scope.Report(ValueDiagnostics.OneFileTwice(at, owners[path], name, path));
            }
        }
    }

    private static ImmutableArray<FileEntry> Layout(ComponentEntry component) =>
        component.Keys.ContainsKey("files") ? component.Files : FilesSection.Default;

    // A link that says which files are in force serves one component: it is a file like the others, and they lie behind it.
    private static IEnumerable<string> Paths(ComponentEntry component)
    {
        if (!component.Switched) return Layout(component).Select(f => LexicalPath.Join(component.Folder!, f.Name));
        var current = LexicalPath.Join(component.Folder!, SwitchedFolder.Link);
        return Layout(component).Select(f => LexicalPath.Join(current, f.Name)).Append(current);
    }

    // Under a root, the place's paths are not this machine's.
    private static IEnumerable<(string Path, string Owner)> Brought(PlatformDescription description)
    {
        if (description.Root is not null) yield break;
        var authority = description.Authority;
        if (authority.Existing is { } existing)
        {
            yield return (existing.Certificate, "the authority's `certificate`");
            yield return (existing.Key, "the authority's `key`");
        }

        if (authority.Certificate is { } certificate) yield return (certificate, "the authority's `ca`");
        if (authority.Passphrase?.File is { } passphrase) yield return (passphrase, "the authority's `passphrase`");
    }
}
