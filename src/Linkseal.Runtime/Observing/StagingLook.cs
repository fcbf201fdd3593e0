using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Runtime.Applying;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Observing;

/// <summary>Staging folders that lie on a place: of an apply that is under way, or left by one whose journal is lost. They may hold private keys.</summary>
internal static class StagingLook
{
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

        return
        [
            .. place.List(above, cancellation).SelectMany(static f => f.Value.Where(StagingFolders.IsName).Select(n => LexicalPath.Join(f.Key, n))).Order(StringComparer.Ordinal),
        ];
    }
}
