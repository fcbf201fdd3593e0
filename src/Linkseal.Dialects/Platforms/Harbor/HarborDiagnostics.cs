using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>What can be wrong with <c>settings:</c> and with the installer's folder: one method for each code.</summary>
internal static class HarborDiagnostics
{
    public static Diagnostic UnknownSetting(string file, Position at, string where, string key, IEnumerable<string> known, string kind = "key")
    {
        var words = known.ToArray();
        var hint = NearestWord.Find(key, words) is { } near ? $"did you mean `{near}`?" : $"known here: {string.Join(", ", words)}";
        return Error("LS1201", file, at, $"{where} has no {kind} `{UserWord.Shown(key)}`", hint);
    }

    public static Diagnostic BadSetting(string file, Position at, string key, string expected, string met) =>
        Error("LS1202", file, at, $"`{key}` has to be {expected}; it is {met}", null);

    public static Diagnostic UnsupportedVersion(string file, Position? at, string version) => Error(
        "LS1203", file, at, $"Harbor {UserWord.Shown(version)} is not supported: internal TLS came with 2.0", "upgrade Harbor, or correct `version`");

    public static Diagnostic VersionUnknown(string file, Position? at, string install) => Error(
        "LS1204", file, at, $"the version of the Harbor in {install} is not known: neither prepare nor docker-compose.yml names an image with a version, and harbor.yml has no `_version`",
        "say it: settings: { version: \"2.12\" }");

    public static Diagnostic OptionNotInVersion(string file, Position at, HarborOption option, HarborVersion version) => Error(
        "LS1205", file, at, $"Harbor {version} has no `{option.Name}`: its last version was 2.{option.Until - 1}", $"take `{option.Name}` out of `with`");

    public static Diagnostic NoHarborYml(string file, Position? at, string path, bool template) => Error(
        "LS1206", file, at, $"there is no {path}", template
            ? "harbor.yml.tmpl is there: `linkseal init --hostname NAME` makes harbor.yml from it"
            : "say where Harbor's installer lies: settings: { install: /opt/harbor }");

    public static Diagnostic BadHarborYml(string file, Position? at, string key, string expected, string met) =>
        Error("LS1207", file, at, $"`{key}` in harbor.yml has to be {expected}; it is {met}", "correct harbor.yml; Harbor's own prepare reads the same line");

    public static Diagnostic BadHostName(string? file, Position? at, string message) => Error(
        "LS1208", file, at, message, "give the name or address under which clients reach Harbor: `linkseal init --hostname registry.example.com`, or settings: { hostname: registry.example.com }");

    public static Diagnostic ImpossibleHostName(string file, Position? at, string message) =>
        Error("LS1208", file, at, message, "correct `hostname` in harbor.yml, or say it instead: settings: { hostname: registry.example.com }");

    public static Diagnostic HalfPair(string file, Position at, string has, string lacks) =>
        Error("LS1209", file, at, $"`https` has `{has}` but no `{lacks}`: the two are one pair", $"add `{lacks}: PATH`, or leave both out and the pair is made");

    public static Diagnostic HalfOurPair(string file, Position? at, string certificate, string key) => Error(
        "LS1220", file, at, $"`https.certificate` ({certificate}) and `https.private_key` ({key}) are not one pair: one of them is Linkseal's",
        "name both files of your own pair, or put the changed line back");

    public static Diagnostic MutualWithoutTls(string file, Position at) =>
        Error("LS1210", file, at, "`mutual: true` asks for client certificates, but `internalTls` is off", "take one of the two out");

    public static Diagnostic ClientWithoutHttps(string file, Position at, string client) => Error(
        "LS1211", file, at, $"client `{client}` would believe Harbor's HTTPS certificate, but HTTPS is off", "ask for it, settings: { https: { port: 443 } }, or take the client out");

    public static Diagnostic UnknownOverride(string file, Position at, string name, string title, ImmutableArray<string> components) => Error(
        "LS1212", file, at, $"`{UserWord.Shown(name)}` has no `dialect`, and {title} has no component of that name to override",
        NearestWord.Find(name, components) is { } near ? $"did you mean `{near}`?" : "`linkseal show` lists the components; one of your own needs a `dialect`");

    public static Diagnostic KeyWithoutEffect(string file, Position at, string component, string key) => Error(
        "LS1213", file, at, $"`{key}` has no effect on Harbor's `{component}`: Harbor decides it", "names, hosts, address, level, owner and mode can be given by hand");

    public static Diagnostic LevelOutOfReach(string file, Position at, string link, string asked, string reachable, string reason) => Error(
        "LS1214", file, at, $"{link} can't be `{asked}`: {reason}", $"the highest that both ends can do is `{reachable}`");

    public static Diagnostic NoClientCertificate(string file, Position at, string reason) =>
        Error("LS1215", file, at, $"`dockerClientCertificate: true` can't be done: {reason}", "take it out: Harbor asks Docker for no certificate");

    public static Diagnostic NoTrustStore(string file, Position at) => Error(
        "LS1216", file, at, "client `system`: this place has neither /usr/local/share/ca-certificates (Debian) nor /etc/pki/ca-trust/source/anchors (RHEL)",
        "take `system` out of `clients`, and install the certificate of `linkseal authority export` by the system's own means");

    public static Diagnostic OverrideFileShape(string file, Position at, string service) => Error(
        "LS1217", file, at, $"`environment` of `{service}` is not a mapping here, so `INTERNAL_VERIFY_CLIENT_CERT` can't be set in it",
        "write `environment:` as `NAME: value` lines, or add `- INTERNAL_VERIFY_CLIENT_CERT=true` to the list by hand");

    public static Diagnostic WipedFolder(string file, Position? at, string folder, string wiped) => Error(
        "LS1218", file, at, $"internalTls.dir {folder} lies in {wiped}, which Harbor's prepare empties each time", "choose a folder of its own, as /etc/harbor/tls/internal");

    public static Diagnostic NoSuchLink(string file, Position at, string link) =>
        Error("LS1219", file, at, $"Harbor has no link {link}: both components are Harbor's, and the one does not call the other", "`linkseal show` lists the links");

    private static Diagnostic Error(string code, string? file, Position? at, string message, string? hint) =>
        new(code, Severity.Error, message) { File = file, At = at, Hint = hint };
}
