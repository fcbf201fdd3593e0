using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>What in the settings does not go together, with itself or with the files that are there.</summary>
internal static class TiDbRules
{
    /// <summary>How the files begin that TiUP makes (pingcap/tiup, Merge2Toml in pkg/cluster/spec).</summary>
    private const string TiUpHeader = "# WARNING: This file is auto-generated. Do not edit!";

    public static IEnumerable<Diagnostic> Broken(TiDbSetup setup) =>
        [.. Root(setup), .. TiUpRules.WithoutTiUp(setup), .. TiDbRunning.Broken(setup), .. Missing(setup), .. setup.Members.SelectMany(RunByTiUp), .. Versions(setup), .. Twice(setup), .. Whole(setup), .. setup.Members.SelectMany(TiDbUrls.Broken), .. Members(setup), .. Callers(setup), .. TiDbLinkRules.Broken(setup)];

    private static IEnumerable<Diagnostic> Root(TiDbSetup setup)
    {
        if (setup.IsElsewhere) return [];
        var others = setup.Members.Select(static m => m.Instance).Where(static i => !i.IsLocal).ToArray();
        return others.Length == 0 ? [] : [TiDbDiagnostics.NoRoot(setup.Description.File, others[0].At, [.. others.Select(static i => i.Host).Distinct()])];
    }

    private static IEnumerable<Diagnostic> Missing(TiDbSetup setup)
    {
        var absent = setup.Members.SelectMany(static m => m.Files.Where(static f => f.Content is null).Select(f => (m.Instance, File: f))).DistinctBy(static f => f.File.OnPlace).ToArray();
        // Without a root, where they should lie is not known: that is said already.
        if (!setup.IsElsewhere && absent.Any(static f => !f.Instance.IsLocal)) return [];
        var root = setup.Description.Root?.TrimEnd('/') ?? "";
        // Of one that is there and can't be read, only where it is named is told here: what is wrong with it takes the diagnostic's place.
        var unreadable = absent.Where(static f => f.File.IsUnreadable).Select(f => TiDbDiagnostics.NoConfiguration(setup.Description.File, f.Instance.At, [root + f.File.OnPlace], []));
        var missing = absent.Where(static f => !f.File.IsUnreadable).ToArray();
        if (missing.Length == 0) return unreadable;
        var commands = missing.Where(static f => !f.Instance.IsLocal).SelectMany(f => Fetch(f.Instance, root, f.File.OnHost)).Distinct(StringComparer.Ordinal);
        return [.. unreadable, TiDbDiagnostics.NoConfiguration(setup.Description.File, missing[0].Instance.At, [.. missing.Select(f => root + f.File.OnPlace)], [.. commands])];
    }

    private static IEnumerable<string> Fetch(TiDbInstance instance, string root, string path) =>
    [
        $"mkdir -p {root}{instance.OnPlace(TiDbInstance.Parent(path))}",
        $"scp -p root@{TiDbUrl.Joined(instance.Host, null)}:{path} {root}{instance.OnPlace(path)}",
    ];

    private static IEnumerable<Diagnostic> RunByTiUp(TiDbMember member) =>
        member.Files.Where(static f => f.Content?.StartsWith(TiUpHeader, StringComparison.Ordinal) is true).Select(static f => TiDbDiagnostics.RunByTiUp(f.OnPlace, new(1, 1)));

    public static IEnumerable<Diagnostic> Versions(TiDbSetup setup)
    {
        var file = setup.Description.File;
        if (setup.Version.IsTooOld) yield return TiDbDiagnostics.UnsupportedVersion(file, setup.Settings.VersionAt, "TiDB", setup.Version, TiDbVersion.Oldest);
        foreach (var member in setup.Members.Where(m => !setup.Version.IsTooOld && m.Product.Since is { } since && m.Version.IsBefore(since)))
        {
            yield return TiDbDiagnostics.UnsupportedVersion(file, member.Instance.At, member.Product.Name, member.Version, member.Product.Since!);
        }
    }

    private static IEnumerable<Diagnostic> Twice(TiDbSetup setup)
    {
        var seen = new Dictionary<string, TiDbInstance>(StringComparer.Ordinal);
        foreach (var member in setup.Members)
        {
            var instance = member.Instance;
            var host = instance.IsLocal ? "localhost" : instance.Host;
            var faults = member.Files.Select(f => $"{f.OnHost} on {host}").Append($"the certificate folder {instance.Folder} on {host}").Append($"the certificate {instance.Leaf}")
                .Where(what => !seen.TryAdd(what, instance)).ToArray();
            // The same file twice makes folder and name twice, too: one fault.
            if (faults.Length > 0) yield return TiDbDiagnostics.Twice(setup.Description.File, instance.At, faults[0], seen[faults[0]].Words);
        }
    }

    private static IEnumerable<Diagnostic> Whole(TiDbSetup setup)
    {
        foreach (var product in setup.Products)
        {
            foreach (var lacking in product.Requires.Where(r => !setup.Has(r)))
            {
                yield return TiDbDiagnostics.Lacks(setup.Description.File, setup.Of(product.Name).First().Instance.At, product.Name, lacking);
            }
        }

        if (!setup.Has("pd")) yield break;
        foreach (var member in setup.Members)
        {
            foreach (var key in member.Product.PdAddresses)
            {
                foreach (var diagnostic in Strange(setup, member, key)) yield return diagnostic;
            }
        }
    }

    private static IEnumerable<Diagnostic> Strange(TiDbSetup setup, TiDbMember member, ImmutableArray<string> key)
    {
        var file = member.File(TiDbConfigFile.Main);
        if (file.Toml?.Find(key.AsSpan()) is not { } node) return [];
        var texts = file.Toml.Texts(key.AsSpan()) ?? (member.Text(key) is { } text ? [text] : []);
        // TiDB's path is a folder when its store is not TiKV.
        if (member.Text(["store"]) is { } store && store != "tikv") return [];
        var words = string.Join('.', key);
        return texts.SelectMany(static t => TiDbUrl.ParseAll(t) ?? []).Where(u => u.Port is not null && !setup.Of("pd").Any(p => Leads(p, member, u)))
            .Select(u => TiDbDiagnostics.StrangePd(file.OnPlace, node.Start, u.Address, words));
    }

    private static bool Leads(TiDbMember pd, TiDbMember from, TiDbUrl url) =>
        url.IsLoopback ? pd.Instance.Host == from.Instance.Host || (pd.Instance.IsLocal && from.Instance.IsLocal) : TiDbNames.Of(pd).Any(n => string.Equals(n.Value, url.Host, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Diagnostic> Members(TiDbSetup setup)
    {
        foreach (var product in setup.Products.Where(static p => p.Urls.Any(static u => u.Rule is TiDbUrlRule.Members)))
        {
            var members = setup.Of(product.Name).ToArray();
            foreach (var member in members)
            {
                if (member.Text(["name"]) is { } found && member.Instance.Name is { } said && found != said)
                {
                    yield return TiDbDiagnostics.OtherMemberName(setup.Description.File, member.Instance.At, member.Instance.Words, said, found);
                }

                if (members.Length > 1 && member.MemberName is null && member.Text(["initial-cluster"]) is null) yield return TiDbDiagnostics.NoMemberName(setup.Description.File, member.Instance.At, member.Instance.Words);
            }
        }
    }

    public static IEnumerable<Diagnostic> Callers(TiDbSetup setup)
    {
        var file = setup.Description.File;
        foreach (var (list, policy) in setup.Settings.Callers.ByList.OrderBy(static l => l.Value.At?.Line).ThenBy(static l => l.Value.At?.Column))
        {
            var product = TiDbProduct.All.First(p => p.Keys.Any(k => k.List == list));
            if (!setup.Has(product.Name))
            {
                yield return TiDbDiagnostics.NoSuchList(file, policy.At!.Value, list);
                continue;
            }

            var version = setup.VersionOf(product);
            if (policy is { Kind: TiDbCallerKind.ByHand, Names.Length: > 1 } && product.OneNameUntil is { } until && version.IsBefore(until))
            {
                yield return TiDbDiagnostics.TwoNames(file, policy.At!.Value, product.Name, version, until, policy.Names.Length);
            }
        }
    }
}
