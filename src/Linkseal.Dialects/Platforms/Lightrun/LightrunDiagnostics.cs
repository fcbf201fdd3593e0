using System.Collections.Immutable;
using System.Globalization;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.Lightrun;

/// <summary>What can be wrong with <c>settings:</c> and with the values: one method for each code.</summary>
internal static class LightrunDiagnostics
{
    public static Diagnostic UnknownSetting(string file, Position at, string where, string key, IEnumerable<string> known)
    {
        var words = known.ToArray();
        var hint = NearestWord.Find(key, words) is { } near ? $"did you mean `{near}`?" : $"known here: {string.Join(", ", words)}";
        return Error("LS1701", file, at, $"{where} has no key `{UserWord.Shown(key)}`", hint);
    }

    public static Diagnostic BadSetting(string file, Position at, string key, string expected, string met) =>
        Error("LS1702", file, at, $"`{key}` has to be {expected}; it is {met}", null);

    public static Diagnostic UnsupportedVersion(string file, Position at, string version) => Error(
        "LS1703", file, at, $"version {UserWord.Shown(version)} of the chart has no general.internal_tls: it came with {LightrunVersion.Oldest}", "upgrade the chart first, or correct `version`");

    public static Diagnostic NoRelease(string file, Position? at) => Error(
        "LS1704", file, at, "the release is not known: every Service is named by it, and so is every certificate", "`helm list -A` shows it: settings: { release: lightrun }");

    public static Diagnostic NoNamespace(string file, Position? at) => Error(
        "LS1705", file, at, "the namespace is not known: it is in every certificate, and the Secrets belong into it", "`helm list -A` shows it: settings: { namespace: lightrun }");

    public static Diagnostic NoValues(string file, Position? at, string path) => Error(
        "LS1706", file, at, $"there is no {path}", "say where the values of the release lie: settings: { values: values.yaml }; `helm get values RELEASE -n NAMESPACE -o yaml` writes what it was installed with");

    public static Diagnostic BadValues(string file, Position? at, string key, string expected, string met) =>
        Error("LS1707", file, at, $"`{key}` has to be {expected}; it is {met}", "correct the values; helm reads the same line");

    public static Diagnostic Tabs(string file, Position at) => Error(
        "LS1708", file, at, "the line is indented with a tab, which YAML forbids: helm refuses the file", "indent with spaces; the chart's older page on internal TLS has tabs, and can't be pasted");

    public static Diagnostic NoContext(string file, Position at) => Error(
        "LS1709", file, at, "`secrets: cluster` changes a cluster, and which one is not said", "`kubectl config get-contexts` lists them: settings: { secrets: cluster, context: NAME }");

    public static Diagnostic NameTooLong(string file, Position? at, string service) => Error(
        "LS1710", file, at, string.Create(CultureInfo.InvariantCulture, $"the Service `{service}` would have a name of {service.Length} characters: Kubernetes takes {KubernetesName.LongestLabel}, and helm installs nothing"),
        "a shorter `general.nameOverride` in the values, or a shorter release");

    public static Diagnostic HalfPair(string file, Position at, string where, string has, string lacks) =>
        Error("LS1711", file, at, $"`{where}` has `{has}` but no `{lacks}`: the two are one pair", $"add `{lacks}: PATH`, or leave both out");

    public static Diagnostic NotThere(string file, Position at, string key, LightrunVersion version, string why) =>
        Error("LS1712", file, at, $"chart {version} with these values reads no certificate for `{key}`: {why}", $"take `{key}` out of `certificates`");

    public static Diagnostic NoAuthorityFile(string file, Position at, string path) => Error("LS1713", file, at, $"there is no {path}", "name the CA's certificate as a PEM file");

    public static Diagnostic KeyInAuthorityFile(string file, Position at, string path) => Error(
        "LS1714", file, at, $"{path} holds a private key: what is in it would go into a Secret that every pod reads", "name a file with the CA's certificate alone");

    public static Diagnostic NoCertificateInFile(string file, Position at, string path) => Error(
        "LS1715", file, at, $"{path} holds no certificate in PEM", "`openssl x509 -inform der -in FILE -out ca.crt` makes one of a DER file");

    public static Diagnostic NoEndpoint(string file, Position? at, string values) => Error(
        "LS1716", file, at, $"`public: made` needs the public host name, and {values} has no general.lightrun_endpoint", "set general.lightrun_endpoint in the values");

    public static Diagnostic AuthorityWithoutUse(string file, Position at) => Error(
        "LS1717", file, at, "`ca` names a CA, but every certificate comes from the description's own authority", "take `ca` out; your own CA signs with authority: { existing: { certificate: ca.crt, key: ca.key } }");

    public static Diagnostic UnknownOverride(string file, Position at, string name, string title, ImmutableArray<string> components) => Error(
        "LS1718", file, at, $"`{UserWord.Shown(name)}` has no `dialect`, and {title} has no component of that name to override",
        NearestWord.Find(name, components) is { } near ? $"did you mean `{near}`?" : "`linkseal show` lists the components; one of your own needs a `dialect`");

    public static Diagnostic KeyWithoutEffect(string file, Position at, string component, string key) => Error(
        "LS1719", file, at, $"`{key}` has no effect on `{component}`: the chart decides it", "names, hosts and level can be given by hand");

    public static Diagnostic LevelOutOfReach(string file, Position at, string link, string asked, string reachable, string reason) => Error(
        "LS1720", file, at, $"{link} can't be `{asked}`: {reason}", $"the highest that both ends can do is `{reachable}`");

    public static Diagnostic NoSuchLink(string file, Position at, string link) =>
        Error("LS1721", file, at, $"the chart has no link {link}: both components are its own, and the one does not call the other", "`linkseal show` lists the links");

    public static Diagnostic CustomAuthorityInPlace(string file, Position? at, string values) => Error(
        "LS1722", file, at, $"secrets.customCa.customCaCertificate stands in {values}, and helm takes either it or a Secret: edited in place, your CA would be lost to Keycloak",
        "leave `into` out: the fragment names one Secret that holds your CA and the internal one");

    private static Diagnostic Error(string code, string? file, Position? at, string message, string? hint) =>
        new(code, Severity.Error, message) { File = file, At = at, Hint = hint };
}
