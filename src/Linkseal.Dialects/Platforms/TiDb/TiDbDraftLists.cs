using System.Collections.Immutable;
using Linkseal.Core.Description;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>A list of callers for the first description.</summary>
/// <param name="List">Its name in <c>callers:</c>.</param>
/// <param name="Names">The names; empty: <c>require</c>.</param>
/// <param name="Added">Those among them that stand in no file: of certificates that Linkseal makes, and without them their calls would be refused.</param>
internal sealed record TiDbDraftList(string List, ImmutableArray<string> Names, ImmutableArray<string> Added)
{
    /// <summary>
    /// The lists that stand in the files, so that none is taken out by the first apply. Certificates change with it, so that the names in ours have to be let in too;
    /// those that stand there stay, because their callers may have certificates of somebody else's.
    /// </summary>
    /// <param name="request">The folder.</param>
    /// <param name="text">The description without lists.</param>
    /// <param name="hasRoot">The folder is the root.</param>
    public static ImmutableArray<TiDbDraftList> Of(DraftRequest request, string text, bool hasRoot)
    {
        if (DescriptionReader.Read("linkseal.yaml", request.Folder, text, Catalogue.Words, null).Value is not { } description) return [];
        var documents = request.Documents.ToImmutableDictionary(d => hasRoot ? "/" + d.Key : LexicalPath.Join(request.Folder, d.Key), static d => d.Value, StringComparer.Ordinal);
        if (TiDbSetupReader.Read(description, documents).Value is not { } setup) return [];
        var (lists, standing) = (TiDbLists.Of(setup), setup.Members.SelectMany(TiDbStandings.Of).Where(static s => s.Keys.List is not null).ToLookup(static s => s.Keys.List!, StringComparer.Ordinal));
        var found = standing.Where(static g => g.Any(static s => !s.List.IsEmpty)).Select(g => One(setup, lists, g.Key, [.. g])).ToImmutableArray();
        // TiFlash's second list follows its first where it is not named itself.
        return standing.Contains(Learner) && found.Any(static l => l.List == "tiflash") && !found.Any(static l => l.List == Learner) ? found.Add(new(Learner, [], [])) : found;
    }

    private const string Learner = TiDbRole.Learner;

    private static TiDbDraftList One(TiDbSetup setup, TiDbLists lists, string list, TiDbStanding[] standing)
    {
        var (product, keys) = (standing[0].Member.Product, standing[0].Keys);
        ImmutableArray<string> there = [.. standing.SelectMany(static s => s.List).Where(TiDbCallersReader.IsCommonName).Distinct(StringComparer.Ordinal)];
        var needed = lists.Needed(product, keys, setup.VersionOf(product));
        ImmutableArray<string> added = [.. needed.Where(n => !there.Contains(n))];
        // Where only the first name counts, it has to be one of ours.
        var first = TiDbLists.Guarded(product, keys, setup.VersionOf(product)).Any(static e => e.Names is TiDbNameRule.First) ? needed.Take(1) : [];
        return new(list, [.. first.Concat(there).Concat(added).Distinct(StringComparer.Ordinal)], added);
    }
}
