using System.Collections.Immutable;
using System.Text;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>The first <c>linkseal.yaml</c> of a cluster that TiUP runs.</summary>
internal static class TiUpDraft
{
    /// <summary>The file of a folder that is a topology, TiUP's own record first; null: none.</summary>
    public static string? File(DraftRequest request) => request.Documents.Keys.Where(TiDbDraftFiles.IsYaml)
        .Where(p => p.IndexOf('/', StringComparison.Ordinal) < 0 && TiUpTopology.Recognises(request.Documents[p])).OrderBy(static p => p == "meta.yaml" ? 0 : 1).ThenBy(static p => p, StringComparer.Ordinal).FirstOrDefault();

    public static Result<Draft> Of(DraftRequest request, string file)
    {
        var path = Core.Description.LexicalPath.Join(request.Folder, file);
        var read = TiUpTopology.Read(path, request.Documents[file]);
        if (read.Value is not { } topology) return Result.With<Draft>(null, read.Diagnostics);
        var diagnostics = new List<Diagnostic>();
        var instances = topology.Instances(diagnostics);
        if (diagnostics.Count > 0) return Result.With<Draft>(null, diagnostics);
        var passed = request.Documents.Keys.Where(p => p != file && p.IndexOf('/', StringComparison.Ordinal) < 0).Order(StringComparer.Ordinal)
            .Select(p => new NotLookedAt(p, $"{file} says what the cluster is")).ToImmutableArray();
        return Result.Ok(new Draft(Text(request, topology), ImmutableDictionary<string, string>.Empty, Saw(topology, file, instances)) { NotLookedAt = passed });
    }

    private static ImmutableArray<string> Saw(TiUpTopology topology, string file, ImmutableArray<TiDbInstance> instances) =>
    [
        topology.IsMeta ? $"TiDB {topology.Version?.ToString() ?? "of an unknown version"}, run by TiUP ({file})" : $"a topology of TiUP for TiDB ({file}); the version is not in it",
        string.Join(", ", instances.GroupBy(static i => i.Product.Name).Select(static g => $"{g.Count()} {g.Key}")),
        topology.HasTls ? "enable_tls: true" : topology.IsMeta ? "enable_tls: off; tiup cluster tls turns it on" : "enable_tls: off; it will be turned on",
    ];

    private static string Text(DraftRequest request, TiUpTopology topology)
    {
        var text = new StringBuilder();
        TiDbDraftText.Head(text, request);
        text.Append("settings:\n");
        if (topology.Version is null) text.Append("  version: ").Append(TiDbVersion.Newest).Append("  # check this: what `tiup cluster deploy` is given\n");
        text.Append("  topology: ").Append(DraftText.Quoted(topology.Path)).Append('\n');
        if (!topology.IsMeta) text.Append("  # state: running                # TiUP has deployed it already; default: new\n");
        text.Append("  # cluster: prod                 # its name for TiUP; default: ").Append(topology.IsMeta ? "the folder of meta.yaml" : "the platform's name").Append('\n');
        var lists = Lists(topology).ToArray();
        if (lists.Length == 0) text.Append("  # callers: named                # lists of who may call; default: require, any certificate of TiUP's authority\n");
        else text.Append("  callers:  # as they stand; named: derived from the links\n").AppendJoin("", lists);
        text.Append("# TiUP signs certificates and writes their paths: there is no `authority` here.\n");
        return text.ToString();
    }

    /// <summary>The lists that are there stay as they are.</summary>
    private static IEnumerable<string> Lists(TiUpTopology topology)
    {
        foreach (var product in TiUpServers.All.Where(s => !topology.Servers(s.Section).IsEmpty).Select(static s => TiDbProduct.Find(s.Product)!))
        {
            foreach (var keys in TiUpLists.Keys(product))
            {
                var names = TiUpLists.Standing(topology, product, keys).SelectMany(static l => l).Distinct().ToArray();
                if (names.Length > 0) yield return $"    {keys.List}: [{string.Join(", ", names.Select(DraftText.Quoted))}]\n";
            }
        }
    }
}
