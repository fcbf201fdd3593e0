using Linkseal.Core.Checking;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>Findings about harbor.yml and the installation: one method for each code.</summary>
internal static class ConfigurationFindings
{
    public static Finding InternalTlsOff(string path, string dir, IReadOnlyCollection<string> links) => new("LS2201", Severity.Error,
        $"internal_tls is off in harbor.yml: {Count(links, "link")} between Harbor's containers {(links.Count == 1 ? "is" : "are")} plaintext")
    {
        Component = InternalFiles.Whole, Path = path, Expected = $"internal_tls: enabled: true, dir: {dir}", Observed = "plaintext: " + string.Join(", ", links),
        Remedy = "linkseal apply", InsteadOf = Checker.NotApplied,
    };

    public static Finding HttpsOff(string path, string address, bool decided) => new("LS2202", decided ? Severity.Note : Severity.Warning,
        decided
            ? "HTTPS is off by the settings: passwords, tokens and images cross the network in plaintext, unless a proxy before Harbor seals it"
            : "harbor.yml has no `https`, so it stays off: passwords, tokens and images cross the network in plaintext")
    {
        Component = "proxy", Path = path, Observed = address, Expected = "https with a certificate",
        Remedy = decided ? "take `https: off` out of the settings" : "ask for it: settings: { https: { port: 443 } }; or say `https: off`, and this is a note",
    };

    public static Finding PlaceholderPair(string path, string? certificate, string? key, bool hasHostName) => new("LS2203", Severity.Error,
        "`https` in harbor.yml still has the paths of Harbor's sample: prepare stops at them, or at the missing file")
    {
        Component = "proxy", Path = path, Observed = $"certificate: {certificate ?? "none"}, private_key: {key ?? "none"}", Expected = "a certificate and its key",
        Remedy = hasHostName
            ? "linkseal apply makes a pair and sets both; or name your own: settings: { https: { certificate: PATH, key: PATH } }"
            : "settings: { hostname: registry.example.com } first, as a certificate needs a name; then linkseal apply makes a pair and sets both",
    };

    public static Finding RefusedHostName(string path, string? hostName, string reason) => new("LS2204", Severity.Error, $"`hostname` in harbor.yml can't stay: {reason}")
    {
        Component = InternalFiles.Whole, Path = path, Observed = hostName ?? "none", Expected = "the name or address under which clients reach Harbor",
        Remedy = "set it: settings: { hostname: registry.example.com }",
    };

    public static Finding DataVolumeLine(string path, string value, string fault) => new("LS2205", Severity.Error,
        $"the line of `data_volume` in harbor.yml is read by a shell too, which reads something else: {fault}. Harbor's containers would mount the wrong folder")
    {
        Component = InternalFiles.Whole, Path = path, Observed = fault, Expected = $"data_volume: {value}", Remedy = "write it once, without quotes, without a comment behind it and without spaces in the path",
    };

    public static Finding WindowsLineEnds(string path, string dataVolume) => new("LS2205", Severity.Error,
        "harbor.yml has Windows line ends (CRLF): the shell in prepare takes the carriage return behind `data_volume` for a part of the path. Harbor's containers would mount the wrong folder")
    {
        Component = InternalFiles.Whole, Path = path, Observed = "lines that end in CR and LF", Expected = $"data_volume: {dataVolume}, in a file whose lines end in LF", Remedy = $"sed -i 's/\\r$//' {path}",
    };

    public static Finding AuthorityNotCopied(string path, string dataVolume, string observed, string command) => new("LS2206", Severity.Error,
        $"data_volume is {dataVolume}, not /data, and Harbor's prepare then leaves out the internal CA: nginx does not start and no container believes another")
    {
        Component = InternalFiles.Whole, Path = path, Observed = observed, Expected = "the internal CA", Remedy = command + ", then docker compose down and up -d; after every prepare again",
    };

    public static Finding StaleAuthority(string path, string trusted) => new("LS2207", Severity.Warning,
        "an internal CA of an earlier installation lies below /data: prepare looks there whatever data_volume says, and hands this one to the containers")
    {
        Component = InternalFiles.Whole, Path = path, Observed = "another CA than the internal folder's", Expected = "nothing, or the same CA",
        Remedy = $"move it away; Linkseal's own step puts the right one to {trusted} after each prepare",
    };

    public static Finding StrongCiphers(string path, string key, HarborVersion version) => new("LS2208", Severity.Warning, $"`{key}` has no effect in Harbor {version}: {Why(version)}")
    {
        Component = "proxy", Path = path, Observed = $"{key}: true", Expected = "Harbor 2.9.3, 2.10.1 or later", Remedy = "upgrade, or take it out so that nobody relies on it",
    };

    public static Finding VerifyClientCert(string path) => new("LS2209", Severity.Warning,
        "`internal_tls.verify_client_cert` does nothing in any version of Harbor: no listener asks for a client certificate because of it")
    {
        Component = InternalFiles.Whole, Path = path, Observed = "verify_client_cert: true", Expected = "settings: { mutual: true }",
        Remedy = "take it out; `mutual: true` makes jobservice and registryctl ask",
    };

    public static Finding OptionDropped(HarborOption option, string composeFile) => new("LS2210", Severity.Warning,
        $"`with` lacks `{option.Name}`, which runs now: prepare without {option.Flag} takes it out of docker-compose.yml without a word")
    {
        Component = option.Service, Path = composeFile, Observed = $"service {option.Service}", Expected = $"with: [{option.Name}]",
        Remedy = $"add `{option.Name}` to `with`, or leave `with` out; to take it out on purpose, remove its containers too",
    };

    public static Finding NewerVersion(HarborVersion version) => new("LS2211", Severity.Note,
        $"Harbor {version} is newer than the rules that Linkseal knows: those of {HarborVersion.Newest} are used")
    {
        Component = InternalFiles.Whole, Observed = version.ToString(), Expected = $"up to {HarborVersion.Newest}", Remedy = "compare `linkseal show` with Harbor's release notes; a newer Linkseal may know more",
    };

    public static Finding VersionDiffers(HarborVersion said, HarborVersion found, string source) => new("LS2212", Severity.Warning,
        $"`version` says {said}, but the installation is {found} ({source}): Linkseal goes by the setting")
    {
        Component = InternalFiles.Whole, Observed = found.ToString(), Expected = said.ToString(), Remedy = "take `version` out: it is read from the installation",
    };

    public static Finding NoPrepare(string install) => new("LS2213", Severity.Warning, $"there is no prepare in {install}: the step that puts the files into effect can't run")
    {
        Component = InternalFiles.Whole, Path = install + "/prepare", Observed = "nothing", Expected = "Harbor's prepare", Remedy = "is `install` the installer's folder?",
    };

    public static Finding NotaryWithoutHttps(string path) => new("LS2214", Severity.Error, "Notary needs HTTPS: prepare stops when --with-notary meets a harbor.yml without `https`")
    {
        Component = "notary-server", Path = path, Observed = "https is off", Expected = "https", Remedy = "settings: { https: { port: 443 } }, or leave notary out",
    };

    public static Finding InternalTlsLeft(string path, bool on, int plaintext) => new("LS2215", on ? Severity.Note : Severity.Warning,
        on
            ? "internalTls is off in the settings, but on in harbor.yml: what Linkseal set is taken out again, what you set stays, and its certificates are not looked at"
            : $"internalTls is off by the settings: {plaintext} links between Harbor's containers are plaintext")
    {
        Component = InternalFiles.Whole, Path = path, Observed = on ? "internal_tls.enabled: true" : "plaintext", Expected = "internal TLS", Remedy = "take `internalTls: off` out of the settings",
    };

    public static Finding ExternalUrl(string path, Uri url, string hostName) => new("LS2216", Severity.Note,
        $"clients dial {url.GetLeftPart(UriPartial.Authority)} (external_url), not {hostName}: the certificate covers both names, but what stands before Harbor shows its own")
    {
        Component = "proxy", Path = path, Observed = url.GetLeftPart(UriPartial.Authority), Expected = "a certificate there for this name", Remedy = "look at the proxy before Harbor",
    };

    private static string Why(HarborVersion version) => version.AtLeast(9)
        ? "its template reads an attribute that does not exist (2.9.0 to 2.9.2, 2.10.0)"
        : "the key came with 2.9";

    private static string Count(IReadOnlyCollection<string> items, string word) => items.Count == 1 ? "1 " + word : $"{items.Count} {word}s";
}
