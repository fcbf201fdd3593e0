using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Applying;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Observing;

/// <summary>Staging folders that an apply left whose journal is lost. They may hold private keys.</summary>
internal static class StagingLook
{
    // Somebody else's apply may be under way next door: it stages for seconds.
    private static readonly TimeSpan AtWork = TimeSpan.FromMinutes(10);

    /// <summary>Looks in every folder above the paths: that is where files are staged.</summary>
    public static ImmutableArray<string> At(LocalPlace place, IEnumerable<string> paths, CancellationToken cancellation)
    {
        var above = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            for (var folder = Path.GetDirectoryName(path); folder is not null && above.Add(folder); folder = Path.GetDirectoryName(folder))
            {
            }
        }

        var resolver = place.Resolver();
        return
        [
            .. place.List(above, cancellation).SelectMany(static f => f.Value.Where(StagingFolders.IsName).Select(name => (Folder: f.Key, Name: name)))
                .Where(s => IsOld(place.Disk.Look(LexicalPath.Join(resolver.Folder(s.Folder), s.Name)))).Select(static s => LexicalPath.Join(s.Folder, s.Name)).Order(StringComparer.Ordinal),
        ];
    }

    // Both times are the machine's own, whichever moment the look is made for.
    private static bool IsOld(in Entry entry) => entry.Kind == FileKind.Folder && DateTimeOffset.UnixEpoch.AddTicks(entry.Modified / 100) < TimeProvider.System.GetUtcNow() - AtWork;
}
