using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>Findings about identities and URLs in the products' files: one method for each code.</summary>
internal static class TiDbFindings
{
    public static Finding NoAuthority(TiDbStanding s) => Of("LS2500", Severity.Error, s,
        $"{s.Keys.Words(s.Keys.Authority!)} is missing beside certificate and key: {s.Member.Instance.Words} speaks plaintext and says nothing of it", $"no {s.Keys.Words(s.Keys.Authority!)}", "CA, certificate and key");

    public static Finding AsksNobody(TiDbStanding s) => Of("LS2501", Severity.Error, s,
        $"{s.Keys.Words(s.Keys.Authority!)} is missing: {s.Member.Instance.Words} serves TLS and asks nobody for a certificate", $"no {s.Keys.Words(s.Keys.Authority!)}", "CA, certificate and key");

    public static Finding Incomplete(TiDbStanding s, IReadOnlyCollection<string> lacking) => Of("LS2502", Severity.Error, s,
        $"{string.Join(" and ", lacking)} {(lacking.Count == 1 ? "is" : "are")} missing: {s.Member.Instance.Words} {What(s)}", "a part of CA, certificate and key", "all of them, or none");

    public static Finding PlainUrls(TiDbMember member, TiDbFile file, string key, string value) => Of("LS2503", Severity.Error, member, file,
        $"{key} says http beside certificate and key: {member.Instance.Words} speaks plaintext there and only logs a warning", $"{key} = {UserWord.Shown(value)}", "https");

    public static Finding Members(TiDbMember member, TiDbFile file, string name, string urls, string found) => Of("LS2504", Severity.Error, member, file,
        $"initial-cluster does not give {name} the URL of advertise-peer-urls: {member.Instance.Words} does not start", found, $"{name}={urls}");

    public static Finding UrlWithoutPair(TiDbMember member, TiDbFile file, string key, string value) => Of("LS2505", Severity.Error, member, file,
        $"{key} says https, and there is no certificate: {member.Instance.Words} does not start", $"{key} = {UserWord.Shown(value)}", "certificate and key, or http");

    public static Finding OtherScheme(TiDbMember member, TiDbFile file, string key, string value, bool isOn) => Of("LS2506", Severity.Error, member, file,
        isOn ? $"{key} says http, and TLS is on: {member.Instance.Words} reaches nobody there" : $"{key} says https, and TLS is off: {member.Instance.Words} reaches nobody there",
        $"{key} = {UserWord.Shown(value)}", isOn ? "https" : "http, or CA, certificate and key");

    public static Finding DefaultUrl(TiDbMember member, TiDbFile file, string key) => Of("LS2507", Severity.Error, member, file,
        $"{key} is not written, and its built-in default is http, which {member.Product.Name} does not convert: its peers speak plaintext", $"no {key}", $"{key} with https");

    public static Finding Misspelt(TiDbMember member, TiDbFile file, string written, string? meant) => Of("LS2508", Severity.Error, member, file,
        meant is null
            ? $"{written} is no setting of {member.Product.Name}: it is passed over in silence"
            : $"{written} is not how this file spells it: {member.Product.Name} passes it over in silence, and what it should seal is plaintext", written, meant ?? "nothing");

    /// <param name="s">The identity.</param>
    /// <param name="isLeft">It is of the SQL port, which the description leaves as it is.</param>
    public static Finding SkipsVerification(TiDbStanding s, bool isLeft) => Of("LS2509", isLeft ? Severity.Note : Severity.Error, s,
        $"{s.Keys.Words(s.Keys.SkipVerify!)} is true: {s.Member.Instance.Words} accepts any certificate there", $"{s.Keys.SkipVerify} = true", $"{s.Keys.SkipVerify} = false, with a CA");

    public static Finding Plaintext(string? path, string whose, string observed) => new("LS2540", Severity.Error, $"TLS is off in TiDB: every port of {whose} is plaintext")
    {
        Path = path, Expected = "TLS on every port: TiDB's is all or nothing", Observed = observed, Remedy = "linkseal apply", InsteadOf = Core.Checking.Checker.NotApplied,
    };

    public static Finding Mixed(IReadOnlyCollection<string> plain, int sealedOnes) => new("LS2510", Severity.Error,
        $"TLS in TiDB is all or nothing: {sealedOnes} of the ports described speak TLS, {string.Join(", ", plain.Take(6))}{(plain.Count > 6 ? $" and {plain.Count - 6} more" : "")} {(plain.Count == 1 ? "does" : "do")} not")
    {
        Expected = "all of them", Observed = string.Join(", ", plain), Remedy = "linkseal plan shows what is missing; all instances are restarted together",
    };

    public static Finding HttpPort(TiDbMember member, TiDbFile file, string from, string to) => Of("LS2511", Severity.Error, member, file,
        $"{to} is missing, and TLS is on: TiFlash before 7.1 does not start", $"no {to}", $"{to} instead of {from}");

    public static Finding MetricsInPlaintext(TiDbMember member, TiDbFile file, string key) => Of("LS2512", Severity.Error, member, file, $"{key} is true: the metrics port of {member.Instance.Words} speaks plaintext", $"{key} = true", "false");

    public static Finding OtherHalf(TiDbMember member, TiDbFile sealedFile, TiDbFile plain) => Of("LS2513", Severity.Error, member, plain,
        $"{sealedFile.OnPlace} has TLS and {plain.OnPlace} has not: {member.Instance.Words} is two programs, and one of them speaks plaintext", "no TLS in the second file", "the same in both, each in its own spelling");

    public static Finding Flag(TiDbMember member, string path, string flag, string value) => new("LS2514", Severity.Error,
        $"the command line of {member.Instance.Words} says {flag} with http, and it wins over the file")
    {
        Component = member.Product.Name, Path = path, Observed = $"{flag}={UserWord.Shown(value)}", Expected = "https, or no such flag", Remedy = $"correct {path} by hand, then restart: Linkseal changes no command lines",
    };

    public static Finding CaptureScheme(TiDbMember member, string path, string value, bool isOn) => new("LS2515", Severity.Error,
        isOn ? $"{member.Instance.Words} has TLS, and its command line calls PD by http: it does not start" : $"{member.Instance.Words} has no TLS, and its command line calls PD by https: it does not start")
    {
        Component = member.Product.Name, Path = path, Observed = $"--pd={UserWord.Shown(value)}", Expected = isOn ? "https" : "http, or CA, certificate and key", Remedy = $"correct {path} by hand, then restart",
    };

    public static Finding Relative(TiDbStanding s, string path) => Of("LS2516", Severity.Note, s,
        $"{UserWord.Shown(path)} starts from the folder in which {s.Member.Instance.Words} is started, which is not known: the file was not looked at", path, "an absolute path");

    public static Finding OtherAuthority(string component, string leaf, string caller, string bundle) => new("LS2517", Severity.Error,
        $"{leaf} is not signed by any CA in {bundle}, by which {caller} judges it: they refuse each other")
    {
        Component = component, Path = leaf, Observed = "another CA", Expected = $"one of {bundle}", Remedy = "one CA file for all instances; both CAs in it while one replaces the other",
    };

    public static Finding Wildcards(TiDbMember member, string path, string names) => new("LS2518", Severity.Warning,
        $"the certificate of {member.Instance.Words} names no host but by wildcard: on the peer port PD's etcd holds the caller's address against it, and wildcards count only where the address resolves back")
    {
        Component = member.Product.Name, Path = path, Observed = names, Expected = "the addresses that it dials from, or names that resolve to them", Remedy = "put the addresses into the SAN; `addresses:` of the instance, for one of ours",
    };

    public static Finding Scraped(TiDbMember member, TiDbFile file, TiDbScrapeJob job) => Of("LS2519", Severity.Error, member, file,
        $"job {job.Job} scrapes {job.Product.Name} by http, and {job.Product.Name} speaks TLS: its targets are down", $"scheme: {job.Text("scheme") ?? "http"}", "scheme: https");

    public static Finding ScrapedBlindly(TiDbMember member, TiDbFile file, TiDbScrapeJob job) => Of("LS2520", Severity.Error, member, file,
        $"job {job.Job} verifies nothing: anybody between can answer for {job.Product.Name}", "insecure_skip_verify: true", "insecure_skip_verify: false, ca_file");

    public static Finding ScrapedWithoutPair(TiDbMember member, TiDbFile file, TiDbScrapeJob job) => Of("LS2521", Severity.Error, member, file,
        $"job {job.Job} shows no certificate, and {job.Product.Name} asks for one: its targets are down", "no cert_file and key_file", "cert_file and key_file");

    private static Finding Of(string code, Severity severity, TiDbStanding s, string message, string observed, string expected) => Of(code, severity, s.Member, s.File, message, observed, expected);

    public static Finding Of(string code, Severity severity, TiDbMember member, TiDbFile file, string message, string observed, string expected) => new(code, severity, message)
    {
        Component = member.Product.Name, Path = file.OnPlace, Observed = observed, Expected = expected, Remedy = "linkseal apply sets it; by hand: correct it, then restart the instance",
    };

    private static string What(TiDbStanding s) => (s.Authority is null ? s.Keys.WithoutAuthority : s.Keys.WithoutPair) switch
    {
        TiDbIncomplete.Plaintext => "speaks plaintext and says nothing of it",
        TiDbIncomplete.Fails => "starts, and its connections fail",
        TiDbIncomplete.Off => "takes TLS for off: it speaks plaintext, and does not start where its --pd says https",
        _ => "does not start",
    };
}
