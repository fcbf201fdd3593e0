using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Runtime.Observing;

/// <summary>Files that are there and can't be read, for those who expand: to them, such a file is absent.</summary>
internal static class UnreadFiles
{
    /// <summary>
    /// What is wrong with the files first, then what the expansion says. That such a file is "not there" would be a second, false word about it: it goes, and leaves
    /// the place where the description names the file, which a folder or a closed file has not of itself.
    /// </summary>
    /// <param name="unread">Why files could not be read.</param>
    /// <param name="expanded">What the expansion without them says.</param>
    public static ImmutableArray<Diagnostic> Joined(ImmutableArray<Diagnostic> unread, ImmutableArray<Diagnostic> expanded)
    {
        var absent = expanded.ToLookup(d => unread.FirstOrDefault(u => d.Message.Contains(u.File!, StringComparison.Ordinal))?.File);
        return [.. unread.Select(u => u.At is null && absent[u.File].FirstOrDefault(static d => d.At is not null) is { } at ? u with { File = at.File, At = at.At } : u), .. absent[null]];
    }
}
