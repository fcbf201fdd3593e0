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

    /// <summary>Looks in the folder of each path and in the one above it: that is where its file is staged.</summary>
    public static ImmutableArray<string> At(LocalPlace place, IEnumerable<string> paths, CancellationToken cancellation)
    {
        var above = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (Path.GetDirectoryName(path) is not { } folder || !above.Add(folder)) continue;
            if (Path.GetDirectoryName(folder) is { } parent) above.Add(parent);
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
