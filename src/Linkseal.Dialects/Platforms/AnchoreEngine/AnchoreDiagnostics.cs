using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Dialects.Compose;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>What can be wrong with <c>settings:</c>, config.yaml and the compose files: one method for each code.</summary>
internal static class AnchoreDiagnostics
{
    public static Diagnostic UnknownSetting(string file, Position at, string where, string key, IReadOnlyCollection<string> known) => Error(
        "LS1600", file, at, $"{where} has no key `{UserWord.Shown(key)}`",
        NearestWord.Find(key, known) is { } near ? $"did you mean `{near}`?" : $"known here: {string.Join(", ", known)}");

    public static Diagnostic BadSetting(string file, Position at, string key, string expected, string met) =>
        Error("LS1601", file, at, $"`{key}` has to be {expected}; it is {met}", null);

    public static Diagnostic HalfPair(string file, Position at, string has, string lacks) =>
        Error("LS1602", file, at, $"there is a `{has}` without its `{lacks}`", $"name the `{lacks}` too, or take `{has}` out: then a pair is made");

    public static Diagnostic NoConfig(string file, Position? at, string path) => Error(
        "LS1603", file, at, $"there is no {path}", "say where Anchore's config.yaml lies: settings: { config: /opt/anchore/config/config.yaml }");

    public static Diagnostic ConfigInImage(string? file, Position? at, string compose, string image) => Error(
        "LS1604", file, at, $"{compose} mounts no config.yaml: the services run with the one in the image, which can't be edited and has no place for TLS",
        $"take it out once: docker run --rm --entrypoint cat {image} /config/config.yaml > config.yaml; then linkseal init");

    public static Diagnostic ConfigInVolume(string? file, string compose, NamedVolume volume) => Error(
        "LS1623", file, null, $"{compose} keeps config.yaml in {volume.Shown} at {volume.Inside}: not looked at, as it is on no path of this host",
        $"take it out once: docker run --rm -v {(volume.Name.Length > 0 ? volume.Name : "VOLUME")}:/v busybox cat /v/config.yaml > config.yaml; then mount that file instead");

    public static Diagnostic BadConfig(string file, Position? at, string key, string expected, string met) =>
        Error("LS1605", file, at, $"`{key}` in config.yaml has to be {expected}; it is {met}", "correct config.yaml; Anchore reads the same line");

    public static Diagnostic NoSuchService(string file, Position at, string name, string path, IReadOnlyCollection<string> services) => Error(
        "LS1606", file, at, $"{path} has no service `{UserWord.Shown(name)}`",
        NearestWord.Find(name, services) is { } near ? $"did you mean `{near}`?" : $"it has: {string.Join(", ", services)}");

    public static Diagnostic NoPort(string file, Position at, string service, string met) => Error(
        "LS1607", file, at, $"`port` of `{service}` is {met}: expected a port, 1 to 65535", "write the number; a variable of ANCHORE_… has to be given in the compose file");

    public static Diagnostic NoHostName(string file, Position at, string service, string met) => Error(
        "LS1608", file, at, $"the name under which `{service}` is dialled is {met}, and its certificate has to say it",
        $"say it: settings: {{ services: {{ {service}: {{ hostname: NAME }} }} }}");

    public static Diagnostic CannotAnnounce(string file, Position at, string service, AnchoreVersion version) => Error(
        "LS1609", file, at, $"Anchore Engine {version} can't announce another port than the one `{service}` listens on: external_port came with 0.3",
        "take `port` out, or upgrade");

    public static Diagnostic ProxyNeedsName(string file, Position? at, string service) => Error(
        "LS1610", file, at, $"`{service}` is to be behind a proxy, and nothing says under which name it is dialled there",
        $"say it: settings: {{ services: {{ {service}: {{ hostname: anchore.example.com, port: 443 }} }} }}");

    public static Diagnostic NothingPublished(string file, Position? at, string compose) => Error(
        "LS1611", file, at, $"`tls: proxy`: {compose} publishes no port of Anchore's, so there is nothing to put a proxy before",
        "name the service: settings: { services: { apiext: { hostname: anchore.example.com, port: 443 } } }");

    public static Diagnostic OverrideTaken(string file, Position at, string container, string lacks) => Error(
        "LS1613", file, at, $"this override is not Linkseal's, and it lacks what `{container}` needs for TLS",
        "add under `services:` (or move your lines into the compose file itself, and Linkseal writes the override):\n" + lacks.TrimEnd('\n'));

    public static Diagnostic UnknownOverride(string file, Position at, string name, IReadOnlyCollection<string> components) => Error(
        "LS1614", file, at, $"component `{name}` has no `dialect`, and Anchore Engine has no component of that name to override",
        NearestWord.Find(name, components) is { } near ? $"did you mean `{near}`?" : "`linkseal show` lists the components; one of your own needs a `dialect`");

    public static Diagnostic KeyWithoutEffect(string file, Position at, string component, string key) => Error(
        "LS1615", file, at, $"`{key}` has no effect on Anchore's `{component}`: config.yaml decides it", "names, hosts, level, owner and mode can be given by hand");

    public static Diagnostic NoSuchLink(string file, Position at, string link) =>
        Error("LS1616", file, at, $"Anchore Engine has no link {link}: the one does not call the other", "`linkseal show` lists the links");

    public static Diagnostic LevelOutOfReach(string file, Position at, string link, string asked, string reachable, string reason) => Error(
        "LS1617", file, at, $"{link} can't be `{asked}`: {reason}", $"the highest that both ends can do is `{reachable}`");

    public static Diagnostic DriverWithoutMode(string file, Position at) => Error(
        "LS1618", file, at, "`database`: db_connect names the driver pg8000, which takes no sslmode: nothing would be verified",
        "write the URL with `postgresql://` instead of `postgresql+pg8000://` (the image has psycopg2 from 0.4 on)");

    public static Diagnostic NoDatabase(string file, Position at, string path) => Error(
        "LS1619", file, at, $"`database`: {path} has no credentials.database", "take `database` out, or write the database's URL into config.yaml");

    public static Diagnostic DatabaseIsASetting(string file, Position at, string link, string level) => Error(
        "LS1624", file, at, $"{link} is to have TLS, and by config.yaml it is `{level}`: a link alone does not change how the services reach PostgreSQL",
        "settings: { database: {} } sets sslmode: verify-full by the platform's own authority, { authority: root.crt } by another; or write `level: " + level + "` to the link");

    public static Diagnostic NoCompose(string file, Position? at, string path, string why) =>
        Error("LS1620", file, at, $"`compose`: {path} {why}", "name the compose file that runs Anchore Engine, or say `compose: off`");

    public static Diagnostic IsChart(string file, Position? at, string path) => Error(
        "LS1622", file, at, $"{path} holds values of Anchore's chart: they can be audited, not edited, as the chart has keys of its own for TLS and one secret for all services",
        $"linkseal audit {path} names each fault with the chart's key for it");

    public static Diagnostic TwoAtOnePort(string file, Position at, string service, string other, int port) => Error(
        "LS1621", file, at, $"`{service}` and `{other}` would both be behind the proxy's port {port}", "give one of them another `port`");

    private static Diagnostic Error(string code, string? file, Position? at, string message, string? hint) =>
        new(code, Severity.Error, message) { File = file, At = at, Hint = hint };
}
