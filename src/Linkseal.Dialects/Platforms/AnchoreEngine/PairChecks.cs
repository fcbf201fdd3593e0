using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Dialects.Compose;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>The files that config.yaml names, with the mistakes that Anchore's page invites: its table calls <c>ssl_cert</c> the key, its example names one file twice.</summary>
internal static class PairChecks
{
    public static IEnumerable<Finding> Of(AnchoreSetup setup, Observed observed) =>
        setup.Services.Where(static s => s.Config.SslCert is not null || s.Config.SslKey is not null).SelectMany(s => Of(setup, s, observed));

    private static IEnumerable<Finding> Of(AnchoreSetup setup, AnchoreInstance service, Observed observed)
    {
        var (config, path) = (service.Config, setup.Paths.Config);
        var (cert, key, chain) = (AnchoreChecks.HostOf(setup, service, config.SslCert), AnchoreChecks.HostOf(setup, service, config.SslKey), AnchoreChecks.HostOf(setup, service, config.SslChain));
        var (certHolds, keyHolds, chainHolds) = (AnchoreChecks.Look(observed, cert), AnchoreChecks.Look(observed, key), AnchoreChecks.Look(observed, chain));
        if (Swapped(config, certHolds, keyHolds) is { } met) yield return PairFindings.Swapped(path, service.Name, met);
        if (chain is not null && chain == cert) yield return PairFindings.ChainIsCertificate(path, service.Name, config.SslChain!.Written);
        else if (chainHolds is { Certificates.Length: > 1 }) yield return PairFindings.LongChain(chain!, service.Name, chainHolds.Certificates.Length);
        if (certHolds is { Certificates.Length: > 1 } && chainHolds is null or { Certificates.IsEmpty: true } && chain != cert)
        {
            yield return PairFindings.FirstBlockOnly(cert!, service.Name, certHolds!.Certificates.Length);
        }

        if (key is not null && observed.Files.GetValueOrDefault(key) is { Kind: FileKind.Regular } state && !CanRead(state) && !observed.Inventory.Files.ContainsKey(key)) yield return PairFindings.Unreadable(key, service.Name, state);
    }

    /// <summary>What shows that the two are exchanged; null: nothing does.</summary>
    private static string? Swapped(ConfigService config, Core.Certificates.MaterialFacts? cert, Core.Certificates.MaterialFacts? key)
    {
        if (cert is { Certificates.IsEmpty: true, Keys.IsEmpty: false }) return "ssl_cert names a private key";
        if (key is { Certificates.IsEmpty: false, Keys.IsEmpty: true }) return "ssl_key names a certificate";
        // Where the files can't be looked at, their names tell: that is how the page's example is copied.
        if (cert is null && key is null && (config.SslCert?.Written.EndsWith(".key", StringComparison.Ordinal) ?? false)) return $"ssl_cert: {UserWord.Shown(config.SslCert!.Written)}";
        return null;
    }

    private static bool CanRead(FileState state) =>
        (state.User == 1000 && state.Mode.HasFlag(UnixFileMode.UserRead)) || (state.Group == 1000 && state.Mode.HasFlag(UnixFileMode.GroupRead)) || state.Mode.HasFlag(UnixFileMode.OtherRead);
}

/// <summary>Findings about the files of a pair: one method for each code.</summary>
internal static class PairFindings
{
    public static Finding Swapped(string path, string service, string met) => new("LS2602", Severity.Error,
        $"certificate and key of {service} are exchanged: ssl_cert is the certificate, whatever the table in Anchore's documentation says, and ssl_key the private key. The service stops")
    {
        Component = service, Path = path, Expected = "ssl_cert: the certificate, ssl_key: the key", Observed = met, Remedy = "exchange the two paths; linkseal apply writes both",
    };

    public static Finding ChainIsCertificate(string path, string service, string written) => new("LS2603", Severity.Warning,
        $"ssl_chain of {service} is the file of ssl_cert, as in Anchore's example: the leaf is sent twice and no intermediate at all")
    {
        Component = service, Path = path, Expected = "the intermediate alone, or no ssl_chain", Observed = $"ssl_chain: {UserWord.Shown(written)}", Remedy = "linkseal apply; by hand: name a file with the intermediate, or take ssl_chain out",
    };

    public static Finding FirstBlockOnly(string path, string service, int count) => new("LS2607", Severity.Error,
        $"{path} holds {count} certificates and Anchore sends the first: the intermediates are lost, and {service} is refused by callers that lack them")
    {
        Component = service, Path = path, Expected = "the leaf alone, its intermediate in the file of ssl_chain", Observed = $"{count} blocks, no ssl_chain", Remedy = "put the second block into a file of its own and name it in ssl_chain",
    };

    public static Finding LongChain(string path, string service, int count) => new("LS2608", Severity.Error,
        $"{path} holds {count} certificates and Anchore sends the first: {service} can show one intermediate at most")
    {
        Component = service, Path = path, Expected = "one certificate: the intermediate that signed the leaf", Observed = $"{count} blocks", Remedy = "have the leaf signed by the root, or by one intermediate below it",
    };

    public static Finding Unreadable(string path, string service, FileState state) => new("LS2612", Severity.Error,
        $"the key of {service} can't be read by Anchore's containers, which run as user 1000: the service stops")
    {
        Component = service, Path = path, Expected = "owner 1000, mode 0600", Observed = $"owner {state.User}:{state.Group}, mode 0{Convert.ToString((int)state.Mode, 8)}", Remedy = $"chown 1000:1000 {path}; chmod 600 {path}",
    };
}
