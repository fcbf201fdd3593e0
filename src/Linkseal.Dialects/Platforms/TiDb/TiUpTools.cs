using System.Collections.Immutable;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>The client tools with the certificate that TiUP made for itself.</summary>
internal static class TiUpTools
{
    /// <summary>Where TiUP keeps it (pingcap/tiup pkg/cluster/spec, TLSCertKeyDir), below the cluster's folder.</summary>
    private const string Folder = "tls";

    public static ImmutableArray<ToolUse> Of(TiUpSetup tiup)
    {
        var known = tiup.Topology.IsMeta ? TiDbInstance.Parent(tiup.Topology.Path) + "/" : "";
        var setup = tiup.Setup with { Tools = [.. TiDbTool.All.Where(t => tiup.Setup.Version.IsWithin(t.Since, t.Until) && tiup.Setup.Has(t.Of) && t.CommonName is null).Select(t => Tool(tiup, t, known + Folder + "/"))] };
        return TiDbTools.Uses(setup);
    }

    private static TiDbTool Tool(TiUpSetup tiup, TiDbTool tool, string folder)
    {
        var place = $"in ~/.tiup/storage/cluster/clusters/{tiup.Cluster}, where TiUP keeps its client certificate";
        return tool with
        {
            Arguments = [.. tool.Arguments.Select(a => a switch { "{ca}" => folder + "ca.crt", "{cert}" => folder + "client.crt", "{key}" => folder + "client.pem", _ => a })],
            Note = tiup.Topology.IsMeta ? tool.Note : tool.Note is null ? place : $"{place}; {tool.Note}",
        };
    }
}
