using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Toml;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>Keys of an identity in the spelling of another product, or in another table: passed over in silence, and the port stays plaintext.</summary>
/// <remarks>Sources: pingcap/tidb pkg/config/config.go (a warning), tikv/pd pkg/utils/configutil/configutil.go (a warning), tikv/tikv components/server/src/setup.rs (nothing).</remarks>
internal static class TiDbSpellingChecks
{
    /// <summary>Known to TiKV's main branch since mid-2026, to no release up to 8.5.7.</summary>
    private const string AlternativeNames = "cert-allowed-san";

    private static readonly ImmutableHashSet<string> Known =
        [.. TiDbProduct.All.SelectMany(static p => p.Keys).Where(static k => k.Table is not ["security", _]).SelectMany(Names).Select(Plain), AlternativeNames];

    public static IEnumerable<Finding> Of(TiDbMember member)
    {
        foreach (var file in member.Files)
        {
            var own = member.Product.Keys.Where(k => k.File == file.Kind).ToArray();
            if (file.Toml is not { } toml || own.Length == 0) continue;
            foreach (var finding in In(member, file, own, toml.Root, [])) yield return finding;
            foreach (var entry in toml.Root.Entries.Where(static e => e is { Key: "security" or "dashboard", Value: TomlNode.Table }))
            {
                foreach (var finding in In(member, file, own, (TomlNode.Table)entry.Value, [entry.Key])) yield return finding;
            }
        }
    }

    private static IEnumerable<Finding> In(TiDbMember member, TiDbFile file, TiDbKeys[] own, TomlNode.Table table, ImmutableArray<string> path)
    {
        foreach (var entry in table.Entries.Where(static e => e.Value is not TomlNode.Table && Known.Contains(Plain(e.Key)) && e.Value is not TomlNode.Scalar { Value: "" }))
        {
            if (Array.Exists(own, k => k.Table.SequenceEqual(path) && Names(k).Contains(entry.Key))) continue;
            var meant = own.SelectMany(k => Names(k).Select(n => (Keys: k, Name: n))).FirstOrDefault(k => Plain(k.Name) == Plain(entry.Key));
            var role = meant.Keys is null ? Role(own, entry.Key) : meant.Keys.Words(meant.Name);
            yield return TiDbFindings.Misspelt(member, file, string.Join('.', path.Add(entry.Key)), role);
        }
    }

    // ssl-ca in a file that says ca-path: the same part, by another name.
    private static string? Role(TiDbKeys[] own, string written)
    {
        var foreign = TiDbProduct.All.SelectMany(static p => p.Keys).FirstOrDefault(k => Names(k).Select(Plain).Contains(Plain(written)));
        if (foreign is null) return null;
        var first = own[0];
        if (foreign.Authority is { } authority && Plain(authority) == Plain(written)) return first.Authority is { } a ? first.Words(a) : null;
        if (Plain(foreign.Certificate) == Plain(written)) return first.Words(first.Certificate);
        if (Plain(foreign.Key) == Plain(written)) return first.Words(first.Key);
        return first.Callers is { } callers ? first.Words(callers) : null;
    }

    private static IEnumerable<string> Names(TiDbKeys keys) => new[] { keys.Authority, keys.Certificate, keys.Key, keys.Callers }.OfType<string>();

    private static string Plain(string key) => key.Replace('_', '-').ToLowerInvariant();
}
