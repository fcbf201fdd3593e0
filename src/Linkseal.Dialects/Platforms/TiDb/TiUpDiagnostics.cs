using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>What can be wrong with a cluster that TiUP runs, or that runs already: one method for each code.</summary>
internal static class TiUpDiagnostics
{
    public static Diagnostic OurCertificates(string file, Position? at, string what) => Error(
        "LS1551", file, at, $"{what} asks for certificates of ours, and TiUP runs this cluster: it signs certificates by itself, and writes their files and the settings that name them anew with every deploy, reload and scale-out",
        "take it out: TiUP's own authority stays; or describe `instances` instead of `topology`, where TiUP does not run the cluster");

    public static Diagnostic Absent(string file, Position? at, string path) =>
        Error("LS1552", file, at, $"there is no {path}", "correct `topology`: the file that `tiup cluster deploy` was given, or ~/.tiup/storage/cluster/clusters/NAME/meta.yaml");

    public static Diagnostic NoTopology(string path, Position? at, bool isDm) => Error(
        "LS1553", path, at, isDm ? "this is a topology of `tiup dm`, which has no servers of TiDB" : "this is no topology of TiUP: neither `pd_servers` nor `tikv_servers` nor `tidb_servers` is a list in it",
        isDm ? "describe DM by `instances`: dm-master and dm-worker" : "correct `topology`");

    public static Diagnostic NoHost(string path, Position at, string section) => Error("LS1553", path, at, $"a server of `{section}` has no `host`, or one that is no name and no address", "host: 10.0.1.1");

    public static Diagnostic BadPort(string path, Position at, string key) => Error("LS1553", path, at, $"`{key}` has to be a port, 1 to 65535", "correct it; TiUP reads the same line");

    public static Diagnostic SeveralPds(string file, Position? at, int count, string way) => Error(
        "LS1554", file, at, $"{count} PDs of a running cluster can't be turned to https together: their data keeps each other's http addresses, so that after the restart they reach nobody, have no leader, and can't correct it", way);

    public static Diagnostic Both(string file, Position at) =>
        Error("LS1555", file, at, "`instances` and `topology` are both there: either the servers are described by hand, or TiUP's file describes them", "keep one of the two");

    public static Diagnostic OnlyTiUp(string file, Position at, string key) => Error("LS1555", file, at, $"`{key}` is of a cluster that TiUP runs, and there is no `topology`", "take it out, or name the file: topology: topology.yaml");

    public static Diagnostic Spark(string path, Position? at) => Error("LS1556", path, at, "TiSpark can't be in a cluster with TLS", "take its servers out of the topology first: tiup cluster scale-in");

    private static Diagnostic Error(string code, string file, Position? at, string message, string hint) => new(code, Severity.Error, message) { File = file, At = at, Hint = hint };
}
