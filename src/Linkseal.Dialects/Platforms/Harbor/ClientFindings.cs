using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>Findings about Docker on this machine: one method for each code.</summary>
internal static class ClientFindings
{
    public static Finding KeyWithoutCertificate(string path, string expected) => new("LS2241", Severity.Error,
        "a key lies here without its client certificate: Docker stops with \"missing client certificate\" at every pull from this registry")
    {
        Component = HarborClients.Docker, Path = path, Observed = "a key alone", Expected = expected, Remedy = "delete the key: Harbor asks Docker for no certificate",
    };

    public static Finding CertificateWithoutKey(string path, string expected) => new("LS2242", Severity.Error,
        "a `.cert` is a client certificate for Docker, and its key is missing: Docker stops with \"missing key\" at every pull from this registry")
    {
        Component = HarborClients.Docker, Path = path, Observed = "a certificate without its key", Expected = expected, Remedy = "if it is a CA, its name has to end in .crt; if it is Harbor's own certificate, delete it",
    };

    public static Finding ServerKeyAtClient(string path) => new("LS2243", Severity.Error,
        "this is the key of Harbor's own server: whoever has it can pose as the registry, and a client needs no key at all")
    {
        Component = HarborClients.Docker, Path = path, Observed = "the server's private key", Expected = "ca.crt, and nothing else", Remedy = "delete it and its .cert here; if other machines have it, issue a new server certificate",
    };

    public static Finding WrongFolder(string path, string expected, bool harmless) => new("LS2244", harmless ? Severity.Warning : Severity.Error,
        "Docker looks for a folder named exactly as the registry is typed in an image's name, so it never looks here")
    {
        Component = HarborClients.Docker, Path = path, Observed = path, Expected = expected, Remedy = harmless ? "delete it" : $"rename it to {expected}",
    };

    public static Finding StaleAuthority(string path) => new("LS2245", Severity.Warning,
        "no CA here has signed the certificate that Harbor shows: unless that is of a public CA, Docker refuses it as signed by an unknown authority")
    {
        Component = HarborClients.Docker, Link = "docker:proxy", Path = path, Observed = "another CA", Expected = "the CA of Harbor's HTTPS certificate", Remedy = "put the right CA here as ca.crt",
    };

    public static Finding InsecureRegistry(string entry) => new("LS2246", Severity.Error,
        "Docker is told to take this registry without TLS, or with any certificate: passwords and images are open to whoever stands between")
    {
        Component = HarborClients.Docker, Link = "docker:proxy", Path = HarborPaths.DaemonJson, Observed = $"insecure-registries: {UserWord.Shown(entry)}", Expected = "no such entry",
        Remedy = "take the entry out, then systemctl restart docker",
    };

    public static Finding BadDaemonJson(string reason) => new("LS2247", Severity.Warning, "Docker's configuration can't be read, so it is not known whether it takes this registry without TLS")
    {
        Component = HarborClients.Docker, Path = HarborPaths.DaemonJson, Observed = reason, Expected = "JSON, an object", Remedy = "correct it: Docker itself does not start with it",
    };

    public static Finding OtherMachines(string path) => new("LS2248", Severity.Note,
        $"on every other machine with Docker: install -D -m 0644 ca.crt {path}")
    {
        Component = HarborClients.Docker, Path = path, Remedy = $"ca.crt is {path} of this machine; Docker needs no restart for it",
    };
}
