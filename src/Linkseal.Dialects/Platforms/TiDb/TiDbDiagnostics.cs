using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>What can be wrong with <c>settings:</c> and with the products' files before anything is written: one method for each code.</summary>
internal static class TiDbDiagnostics
{
    public static Diagnostic UnknownSetting(string file, Position at, string where, string key, IEnumerable<string> known, string kind = "key")
    {
        var words = known.ToArray();
        var hint = NearestWord.Find(key, words) is { } near ? $"did you mean `{near}`?" : $"known here: {string.Join(", ", words)}";
        return Error("LS1500", file, at, $"{where} has no {kind} `{UserWord.Shown(key)}`", hint);
    }

    public static Diagnostic KeyOfOther(string file, Position at, string product, string key, string owner) =>
        Error("LS1500", file, at, $"an instance of {product} has no key `{key}`: only {owner} has a second file", $"take it out, or describe the instance under `{owner}`");

    public static Diagnostic BadSetting(string file, Position at, string key, string expected, string met) =>
        Error("LS1501", file, at, $"`{key}` has to be {expected}; it is {met}", null);

    public static Diagnostic NoVersion(string file, Position? at) =>
        Error("LS1502", file, at, "the version of the cluster is not said, and what its products accept depends on it", "settings: { version: v8.5.0 }; `SELECT tidb_version()` shows it");

    public static Diagnostic NoInstances(string file, Position? at) => Error(
        "LS1503", file, at, "no instances are described", "settings: { instances: { pd: [{ host: 10.0.1.1, name: pd-1, config: /etc/tidb/pd.toml }], tikv: […], tidb: […] } }");

    public static Diagnostic UnsupportedVersion(string file, Position? at, string product, TiDbVersion version, TiDbVersion since) =>
        Error("LS1504", file, at, $"{product} {version} is not supported: TLS between its instances is known from {since} on", "upgrade, or correct `version`");

    public static Diagnostic NoRoot(string file, Position at, IReadOnlyCollection<string> hosts) => Error(
        "LS1505", file, at, $"{string.Join(", ", hosts)} {(hosts.Count == 1 ? "is another machine" : "are other machines")}, which Linkseal does not reach by itself: their files are read and written below a folder",
        "linkseal plan --root DIR: DIR/HOST/etc/… is what lies on HOST; the plan prints the commands that send it there");

    public static Diagnostic NoConfiguration(string file, Position? at, IReadOnlyCollection<string> paths, IReadOnlyCollection<string> commands) => Error(
        "LS1506", file, at, $"{paths.Count} configuration {(paths.Count == 1 ? "file is" : "files are")} not there: {string.Join(", ", paths)}",
        commands.Count == 0 ? "correct `config`, or put the files there: an empty file is enough" : "fetch them:\n" + string.Join('\n', commands));

    public static Diagnostic OnlyRestarts(string file, Position at, string instance, string command) => Error(
        "LS1261", file, at, $"turning TLS on stops the whole cluster before anything starts, and `restart` of {instance} can only restart: {UserWord.Shown(command)}",
        "write it as a command with the word `restart`, in whose place `stop` and `start` can stand: systemctl restart tikv-20160");

    public static Diagnostic Twice(string file, Position at, string what, string first) => Error("LS1507", file, at, $"{what} is described twice, first for {first}", "give each instance its own `config`, `folder` and `name`");

    public static Diagnostic Lacks(string file, Position at, string product, string lacking) => Error(
        "LS1508", file, at, $"{product} calls {lacking}, and no {lacking} is described: it would stay plaintext, and TLS in TiDB is all or nothing", $"add it: settings: {{ instances: {{ {lacking}: [{{ host: …, config: … }}] }} }}");

    public static Diagnostic StrangePd(string file, Position at, string address, string key) => Error(
        "LS1509", file, at, $"`{key}` names {UserWord.Shown(address)}, and no PD of the description is there: it would stay plaintext, and TLS in TiDB is all or nothing",
        "describe that PD, or add the name to the `names` of the PD that it leads to");

    public static Diagnostic NoMemberName(string file, Position at, string member) => Error(
        "LS1510", file, at, $"{member} has no name: with several members `initial-cluster` names each of them", "say it: `name: pd-1`, as in its --name flag or its file");

    public static Diagnostic OtherMemberName(string file, Position at, string member, string said, string found) =>
        Error("LS1511", file, at, $"{member} is called {said} in the description and {UserWord.Shown(found)} in its file", "correct one of the two: `initial-cluster` and the data of the member know it by its name");

    public static Diagnostic TwoNames(string file, Position at, string product, TiDbVersion version, TiDbVersion until, int count) => Error(
        "LS1512", file, at, $"{product} {version} does not start with {count} names in its list: before {until} it takes one",
        $"`callers: {{ {product}: require }}`: the list stays empty, and any certificate of the authority is accepted");

    public static Diagnostic NoSuchList(string file, Position at, string list) => Error("LS1513", file, at, $"`callers` speaks of {list}, and no {list} is described", "take it out, or describe the instances");

    public static Diagnostic Override(string file, Position at, string component) => Error(
        "LS1514", file, at, $"`components.{component}` overrides nothing: names, owner and folder are said for each instance", $"settings: {{ instances: {{ {component}: [{{ names: […], owner: … }}] }} }}");

    public static Diagnostic NoSuchLink(string file, Position at, string link) =>
        Error("LS1515", file, at, $"TiDB has no link {link}: both components are of the profile, and the one does not call the other", "`linkseal show` lists the links");

    public static Diagnostic Level(string file, Position at, string link, string asked, string given, string reason) => Error(
        "LS1516", file, at, $"{link} can't have the level {asked}: with these settings it has {given}. {reason}", "`callers:` and `mysql:` decide for all callers of a port together");

    public static Diagnostic BadUrl(string path, Position at, string key, string text) => Error(
        "LS1517", path, at, $"`{key}` is no list of URLs by http or https: `{UserWord.Shown(text)}`", "as http://10.0.1.1:2379; several are separated by commas");

    public static Diagnostic BadValue(string path, Position at, string key, string expected) =>
        Error("LS1518", path, at, $"`{key}` has to be {expected}", "correct it; the product reads the same line");

    public static Diagnostic RunByTiUp(string path, Position? at) => Error(
        "LS1519", path, at, "this file is TiUP's: it is written anew from the topology whenever TiUP deploys or reloads", "turn TLS on with TiUP: tiup cluster tls CLUSTER enable");

    private static Diagnostic Error(string code, string? file, Position? at, string message, string? hint) =>
        new(code, Severity.Error, message) { File = file, At = at, Hint = hint };
}
