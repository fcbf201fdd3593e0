using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Dialects;

namespace Linkseal.Runtime.Drafting;

/// <summary>Files that were named one by one and lie in one folder: which of them are one platform together.</summary>
/// <param name="Profile">Whose they are.</param>
/// <param name="Files">The files.</param>
internal sealed record NamedFiles(IProfile Profile, ImmutableArray<string> Files)
{
    /// <summary>
    /// A profile takes the files that it knows by themselves as one set, with those that nobody knows by themselves: the second file of a TiFlash, a scraper's. A file that says
    /// nothing more in the set (a second topology) is a platform of its own.
    /// </summary>
    /// <param name="profiles">Every profile.</param>
    /// <param name="request">The folder and the files.</param>
    /// <param name="documents">Their texts.</param>
    public static (ImmutableArray<NamedFiles> Sets, ImmutableArray<string> Strangers) Of(IEnumerable<IProfile> profiles, LookRequest request, ImmutableDictionary<string, string> documents)
    {
        var known = profiles.Select(p => (Profile: p, Own: request.Files.Where(f => Draft(p, [f]) is not null).ToImmutableArray())).Where(static k => !k.Own.IsEmpty).ToArray();
        ImmutableArray<string> strangers = [.. request.Files.Where(f => !Array.Exists(known, k => k.Own.Contains(f)))];
        var sets = ImmutableArray.CreateBuilder<NamedFiles>();
        foreach (var (profile, own) in known)
        {
            ImmutableArray<string> set = [.. own, .. strangers];
            ImmutableArray<string> apart = own.Length == 1 ? [] : [.. own.Where(f => Text(profile, set) == Text(profile, set.Remove(f)))];
            sets.Add(new(profile, set.RemoveRange(apart)));
            sets.AddRange(apart.Select(f => new NamedFiles(profile, [f])));
        }

        return (sets.ToImmutable(), [.. strangers.Where(f => !Array.Exists(known, k => IsPart(k.Profile, k.Own, f)))]);

        Result<Draft>? Draft(IProfile profile, ImmutableArray<string> files) =>
            profile.Draft(FolderLook.Drafted(request with { Files = files }, documents.Where(d => files.Contains(d.Key)).ToImmutableDictionary(StringComparer.Ordinal)));

        string? Text(IProfile profile, ImmutableArray<string> files) => Draft(profile, files)?.Value?.Description;

        bool IsPart(IProfile profile, ImmutableArray<string> own, string file) =>
            Draft(profile, own.Add(file))?.Value is { } with && with.Description != Text(profile, own) && !with.NotLookedAt.Any(n => n.Path == file);
    }
}
