using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>Findings about the CA's key and about the HTTPS certificate: one method for each code.</summary>
internal static class AuthorityFindings
{
    public static Finding KeyInFolder(string path, bool used) => new("LS2231", used ? Severity.Warning : Severity.Error, used
        ? "your own CA is used, but its key lies in the internal folder: prepare copies the whole folder into the data volume, where the core container can read it"
        : "a CA's key lies in the internal folder: prepare copies the whole folder into the data volume, where the core container can read it")
    {
        Component = InternalFiles.Whole, Path = path, Observed = "a private key that can sign for every component", Expected = "the CA's key outside every folder that a container reads",
        Remedy = used
            ? "move certificate and key to a folder of root's, and name them: authority: { existing: { certificate: PATH, key: PATH } }"
            : "move it to a folder of root's",
    };

    public static Finding KeyInDataVolume(string path) => new("LS2232", Severity.Error, "prepare has copied a CA's key into the data volume: the core container can read it, and sign as any component")
    {
        Component = "core", Path = path, Observed = "a private key that can sign for every component", Expected = "nothing", Remedy = "delete it, and make a new authority if core could have been broken into",
    };

    public static Finding OwnHttps(string certificate) => new("LS2233", Severity.Note,
        "the HTTPS certificate is your own: it is validated and left alone, and its CA is not known here, so nothing is written for clients")
    {
        Component = "proxy", Path = certificate, Remedy = "with a public CA clients need nothing; with a CA of your own they need its certificate as ca.crt",
    };

    public static Finding LifetimeCut(string lifetime) => new("LS2234", Severity.Note,
        $"the HTTPS certificate lives {HttpsFiles.LongestDays} days, not {lifetime}: Apple's systems refuse server certificates that live longer, of private authorities too")
    {
        Component = "proxy", Expected = $"up to {HttpsFiles.LongestDays}d", Observed = lifetime,
    };

    public static Finding AddressAsName(string path, string address) => new("LS2235", Severity.Error,
        $"the certificate has the address {address} as a DNS name: no client matches an address with a DNS name (RFC 6125)")
    {
        Component = "proxy", Path = path, Observed = $"DNS:{address}", Expected = $"IP:{address}", Remedy = "have it issued again with an IP entry; in openssl's file, IP.1 instead of DNS.1",
    };

    public static Finding PlaceholderName(string path) => new("LS2236", Severity.Warning,
        "the certificate covers `hostname`, the placeholder of Harbor's page (DNS.3=hostname), not a name of yours")
    {
        Component = "proxy", Path = path, Observed = "DNS:hostname", Expected = "the host's own short name, or no such entry", Remedy = "replace it when the certificate is issued next",
    };

    public static Finding LongLife(string path, int days) => new("LS2237", Severity.Warning,
        $"the HTTPS certificate lives {days} days: Apple's systems refuse server certificates that live longer than {HttpsFiles.LongestDays}, of private authorities too")
    {
        Component = "proxy", Path = path, Observed = $"{days} days", Expected = $"at most {HttpsFiles.LongestDays} days", Remedy = "have it issued with a shorter life (Harbor's page says -days 3650)",
    };
}
