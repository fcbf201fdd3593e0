using System.Collections.Immutable;
using Linkseal.Core.Checking;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>Limits and choices that are known from the settings and the files alone: said by plan and check alike.</summary>
internal static class TiDbNotes
{
    public static ImmutableArray<Finding> Of(TiDbSetup setup)
    {
        var lists = TiDbLists.Of(setup);
        return [.. Versions(setup), .. Owners(setup), .. Lists(setup, lists), .. Sql(setup), .. Callers(setup), .. TiDbRunning.Notes(setup), .. Flags(setup), .. Units(setup), .. Limits(setup, lists)];
    }

    private static IEnumerable<Finding> Versions(TiDbSetup setup)
    {
        if (setup.Version.IsNewerThanKnown) yield return TiDbNoteFindings.NewerVersion(setup.Version);
        foreach (var member in setup.Members.Where(static m => m.Product.OwnVersion && m.Instance.Version is null)) yield return TiDbNoteFindings.VersionNotSaid(member, setup.Description.File);
    }

    private static IEnumerable<Finding> Owners(TiDbSetup setup) =>
        setup.Settings.Owner is null && setup.Members.Any(static m => m.Instance.Owner is null) ? [TiDbNoteFindings.NoOwner(setup.Description.File)] : [];

    private static IEnumerable<Finding> Lists(TiDbSetup setup, TiDbLists lists)
    {
        foreach (var product in setup.Products)
        {
            var version = setup.VersionOf(product);
            foreach (var keys in product.Keys.Where(k => k.List is { } list && setup.Settings.Callers.Of(list).Kind is TiDbCallerKind.Named))
            {
                if (lists.Obstacle(product, keys, version) is { } obstacle) yield return TiDbNoteFindings.ListStaysEmpty(product.Name, obstacle);
            }
        }
    }

    private static IEnumerable<Finding> Sql(TiDbSetup setup) => setup.Has("tidb") && !setup.Mysql ? [TiDbNoteFindings.SqlLeft(setup.Has("tiproxy"))] : [];

    // A client of TiKV finds its regions through PD.
    private static IEnumerable<Finding> Callers(TiDbSetup setup)
    {
        var links = setup.Description.Links;
        return links.Where(l => l.Callee.Value is "tikv" && !TiDbTopology.ComponentNames(setup).Contains(l.Caller.Value) && !links.Any(o => o.Caller.Value == l.Caller.Value && o.Callee.Value == "pd"))
            .Select(static l => TiDbNoteFindings.NoLinkToPd(l.Caller.Value));
    }

    private static IEnumerable<Finding> Flags(TiDbSetup setup) => setup.Members.Where(static m => m.Product.Urls.Any(static u => u.Rule is TiDbUrlRule.Listen) || m.Product.ListsItself)
        .Where(static m => m.Instance.StartFile is null).GroupBy(static m => m.Product).Select(static g => TiDbNoteFindings.FlagsWin(g.Key));

    private static IEnumerable<Finding> Units(TiDbSetup setup) => setup.Members.Select(m => OneUnit(setup, m)).OfType<Finding>().DistinctBy(static f => f.Message);

    /// <summary>The doubt where several instances of a product run on a host and nobody names their units: systemd's unit of the product's name is taken for all of them; null: none.</summary>
    public static Finding? OneUnit(TiDbSetup setup, TiDbMember member)
    {
        if (member.Product.Unit is null || member.Instance.Restart is not null) return null;
        var count = setup.Of(member.Product.Name).Count(m => m.Instance.Host == member.Instance.Host && m.Instance.Restart is null);
        return count > 1 ? TiDbNoteFindings.OneUnit(member, count) : null;
    }

    private static IEnumerable<Finding> Limits(TiDbSetup setup, TiDbLists lists)
    {
        var low = lists.Calls.Where(static c => !c.Row.IsSql && !c.ByHand).Select(c => (Call: c, Level: TiDbLevels.Of(setup, lists, c))).Where(static c => c.Level.Required < Core.Topology.Level.Authenticated);
        foreach (var group in low.GroupBy(static c => (c.Call.Caller, c.Level.Reason)))
        {
            var callees = group.Select(static c => c.Call.Callee.Name).Distinct(StringComparer.Ordinal);
            yield return Core.Checking.Limits.Of($"calls to {string.Join(", ", callees)} are sealed, but {group.Key.Reason}", group.Key.Caller);
        }

        foreach (var member in setup.Members.Where(static m => m.Product.Name == "tikv").Take(1))
        {
            yield return Core.Checking.Limits.Of("TiKV's status port 20180 shows its old certificate until one handshake has failed there: after a renewal that is no fault", member.Product.Name);
        }
    }
}

/// <summary>Notes and choices: one method for each code.</summary>
internal static class TiDbNoteFindings
{
    public static Finding NewerVersion(TiDbVersion version) => new("LS2532", Severity.Note, $"TiDB {version} is newer than the rules that Linkseal knows: those of {TiDbVersion.Newest} are used")
    {
        Observed = version.ToString(), Expected = $"up to {TiDbVersion.Newest}", Remedy = "compare `linkseal show` with TiDB's release notes; a newer Linkseal may know more",
    };

    public static Finding OneUnit(TiDbMember member, int count) => new("LS2539", Severity.Note,
        $"{count} {member.Product.Name} run on {member.Instance.Host}, and which unit is whose is not said: `systemctl restart {member.Product.Unit}` stands for all of them")
    {
        Component = member.Product.Name, Observed = "no `restart`", Expected = $"restart: systemctl restart {member.Product.Unit}-20160", Remedy = "say in each instance how it is restarted",
    };

    public static Finding VersionNotSaid(TiDbMember member, string file) => new("LS2533", Severity.Note,
        $"{member.Product.Name} has versions of its own, and that of {member.Instance.Host} is not said: it is taken for the oldest, without a list of callers")
    {
        Component = member.Product.Name, Path = file, Observed = "no `version`", Expected = "version: v1.3.0", Remedy = "say it in the instance",
    };

    public static Finding NoOwner(string file) => new("LS2534", Severity.Note,
        "private keys are readable by their owner only, and the owner is not said: they belong to whoever runs apply")
    {
        Path = file, Observed = "no `owner`", Expected = "the numbers of the service's user, as owner: \"1000:1000\"", Remedy = "say it in the settings, or in the instance; `id tidb` on the host shows them",
    };

    public static Finding ListStaysEmpty(string product, string obstacle) => new("LS2535", Severity.Note, $"the list of {product} stays empty: {obstacle}")
    {
        Component = product, Observed = "no list: any certificate of the authority is accepted", Expected = "only the callers that there are", Remedy = "upgrade where a later version can; until then the authority alone decides: let it sign nothing else",
    };

    public static Finding SqlLeft(bool proxy) => new("LS2536", Severity.Note, $"the SQL port{(proxy ? "s of TiDB and TiProxy are" : " of TiDB is")} left as {(proxy ? "they are" : "it is")}: passwords and data of SQL clients may cross the network in plaintext")
    {
        Component = "tidb", Observed = "mysql: false", Expected = "mysql: true", Remedy = "settings: { mysql: true }; clients then need the CA to check the server",
    };

    public static Finding NoLinkToPd(string caller) => new("LS2537", Severity.Warning, $"{caller} calls tikv and not pd: a client of TiKV finds its data through PD, and PD's list lacks it")
    {
        Component = caller, Observed = $"{caller} -> tikv", Expected = $"{caller} -> pd", Remedy = $"add the link {caller} -> pd",
    };

    public static Finding FlagsWin(TiDbProduct product) => new("LS2538", Severity.Note,
        product.ListsItself
            ? $"{product.Name} is told of PD on its command line, which was not looked at: --pd has to say https"
            : $"the command line of {product.Name} was not looked at, and its flags win over the file: {string.Join(", ", product.Urls.Where(static u => u.Rule is TiDbUrlRule.Listen or TiDbUrlRule.Advertise).Select(static u => "--" + u.Key))} have to say https, or not be there")
    {
        Component = product.Name, Observed = "no `start`", Expected = "start: /etc/systemd/system/NAME.service", Remedy = "say in the instance which file has its command line; Linkseal reads it and changes nothing there",
    };
}
