using System.Collections.Immutable;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Toml;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>What is to be true in the products' files. The same before and after an apply, so that a second plan is empty.</summary>
internal static class TiDbEdits
{
    public static ImmutableArray<DesiredEdit> Of(TiDbSetup setup)
    {
        var lists = TiDbLists.Of(setup);
        return [.. setup.Members.SelectMany(m => m.Product.Scrapes ? TiDbScrape.Edits(setup, m) : m.Files.Select(f => File(setup, lists, m, f)))];
    }

    private static DesiredEdit File(TiDbSetup setup, TiDbLists lists, TiDbMember member, TiDbFile file)
    {
        var edits = ImmutableArray.CreateBuilder<Edit>();
        if (file.Kind == TiDbConfigFile.Main)
        {
            edits.AddRange(Name(setup, member));
            edits.AddRange(TiDbUrls.Of(setup, member).Select(static u => Set([u.Key], u.Value)));
            edits.AddRange(Port(member, file.Toml));
        }

        foreach (var keys in member.Keys(setup.Mysql).Where(k => k.File == file.Kind)) edits.AddRange(Identity(lists, member, keys, file.Toml));
        if (file.Kind == TiDbConfigFile.Main) edits.AddRange(member.Product.Forced.Where(f => IsForced(setup, lists, member, f, file.Toml)).Select(Forced));
        return new(file.OnPlace, member.Product.Name, ConfigFormat.Toml, edits.ToImmutable());
    }

    private static IEnumerable<Edit> Identity(TiDbLists lists, TiDbMember member, TiDbKeys keys, TomlDocument? toml)
    {
        var instance = member.Instance;
        if (keys.Authority is { } authority) yield return Set(keys.Path(authority), instance.Authority);
        yield return Set(keys.Path(keys.Certificate), instance.Certificate);
        yield return Set(keys.Path(keys.Key), instance.Key);
        if (keys is { Callers: { } callers, List: not null })
        {
            var list = lists.Written(member.Product, keys, member.Version);
            yield return list.IsEmpty ? new Edit.Remove(keys.Path(callers)) : new Edit.Set(keys.Path(callers), new EditValue.List(list));
        }

        if (keys.SkipVerify is { } skip && toml?.Find(keys.Path(skip).AsSpan()) is not null) yield return new Edit.Set(keys.Path(skip), new EditValue.Flag(false));
    }

    // initial-cluster speaks of members by name: the name that the description gives has to be theirs.
    private static IEnumerable<Edit> Name(TiDbSetup setup, TiDbMember member) =>
        member.Product.Urls.Any(static u => u.Rule is TiDbUrlRule.Members) && member.Instance.Name is { } name && setup.Of(member.Product.Name).Skip(1).Any()
            ? [Set(["name"], name)]
            : [];

    private static IEnumerable<Edit> Port(TiDbMember member, TomlDocument? toml)
    {
        if (member.Product.Renamed is not { } row || !member.Version.IsWithin(null, row.Until)) yield break;
        yield return new Edit.Remove([row.From]);
        yield return new Edit.Set([row.To], new EditValue.Number(toml?.Integer(row.From) ?? toml?.Integer(row.To) ?? row.Default));
    }

    private static bool IsForced(TiDbSetup setup, TiDbLists lists, TiDbMember member, TiDbForcedKey row, TomlDocument? toml)
    {
        if (!member.Version.IsWithin(row.Since, null)) return false;
        return row.When switch
        {
            TiDbForced.WherePresent => toml?.Find(row.Key.AsSpan()) is not null,
            TiDbForced.Sql => setup.Mysql,
            // A TLS of the user's own towards the SQL port stays.
            TiDbForced.NoSql => !setup.Mysql && member.Text(row.Key) is null or "false" && toml?.Find(row.Key[0], "security") is null,
            _ => member.Product.Keys.Where(static k => k.List is not null).All(k => lists.Written(member.Product, k, member.Version).IsEmpty),
        };
    }

    private static Edit.Set Forced(TiDbForcedKey row) => row.Value is bool flag ? new(row.Key, new EditValue.Flag(flag)) : Set(row.Key, (string)row.Value);

    private static Edit.Set Set(ImmutableArray<string> key, string value) => new(key, new EditValue.Text(value));
}
