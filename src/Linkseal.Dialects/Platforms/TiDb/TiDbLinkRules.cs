using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>Overrides and links by hand: TLS in TiDB is all or nothing, so that few of them can mean anything.</summary>
internal static class TiDbLinkRules
{
    public static IEnumerable<Diagnostic> Broken(TiDbSetup setup)
    {
        var (file, names) = (setup.Description.File, TiDbTopology.ComponentNames(setup));
        foreach (var entry in setup.Description.Components.Where(static c => c.Dialect is null))
        {
            yield return names.Contains(entry.Name.Value)
                ? TiDbDiagnostics.Override(file, entry.Name.At, entry.Name.Value)
                : TiDbDiagnostics.UnknownSetting(file, entry.Name.At, "the platform", entry.Name.Value, names, "component");
        }

        var lists = TiDbLists.Of(setup);
        foreach (var link in setup.Description.Links.Where(l => names.Contains(l.Caller.Value) && names.Contains(l.Callee.Value)))
        {
            var id = link.Caller.Value + ":" + link.Callee.Value;
            var calls = lists.Calls.Where(c => c.Caller == link.Caller.Value && c.Callee.Name == link.Callee.Value && !c.Row.IsSql).ToArray();
            if (calls.Length == 0) yield return TiDbDiagnostics.NoSuchLink(file, link.Caller.At, id);
            else if (link.Level is { } asked && Lowest(setup, lists, calls) is var (given, reason) && asked != given)
            {
                yield return TiDbDiagnostics.Level(file, link.Caller.At, id, asked.Text(), given.Text(), reason);
            }
        }
    }

    private static (Level Given, string Reason) Lowest(TiDbSetup setup, TiDbLists lists, TiDbCall[] calls)
    {
        var (given, _, reason) = calls.Select(c => TiDbLevels.Of(setup, lists, c)).MinBy(static l => l.Required);
        return (given, reason is null ? "TLS in TiDB is all or nothing" : char.ToUpperInvariant(reason[0]) + reason[1..]);
    }
}
