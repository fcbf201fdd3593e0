using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>What each service listens with, and what it tells the others.</summary>
/// <remarks>Sources: anchore/anchore-engine anchore_engine/configuration/localconfig.py (the three keys), twisted.py (the listener), service.py (what is announced).</remarks>
internal static class ListenerChecks
{
    public static IEnumerable<Finding> Of(AnchoreSetup setup) => setup.Services.Where(static s => s.Port is not null).SelectMany(s => Of(setup, s));

    /// <summary>True where the service listens with TLS by what stands in config.yaml.</summary>
    public static bool Listens(AnchoreInstance service) => service.Config.SslEnable is { } enable && service.Environments.All(e => enable.IsListening(e) is true);

    // By settings everything is to listen itself; as it stands an nginx may be before it, and then only what is open besides is open.
    private static ImmutableArray<string>? Ways(AnchoreSetup setup, AnchoreInstance service)
    {
        if (service.Tls is TlsMode.Proxy) return null;
        var isFronted = setup.Standing.Any(l => IsFront(l, service));
        var isUnseen = setup.Standing.Any(l => l.Callee == service.Name && l.NotSeen is not null);
        return !isFronted && !isUnseen ? null
            : [.. setup.Standing.Where(l => l is { Required: Level.Plaintext, NotSeen: null } && (IsFront(l, service) || (l.Callee == service.Name && l.Caller != AnchoreTopology.Proxy))).Select(static l => l.Id)];
    }

    private static bool IsBehindTls(AnchoreSetup setup, AnchoreInstance service) => setup.Standing.Any(l => IsFront(l, service) && (l.Required > Level.Plaintext || l.NotSeen is not null));

    private static bool IsFront(Link link, AnchoreInstance service) =>
        link.Callee == AnchoreTopology.Proxy && (link.Endpoint == service.Name || (link.Endpoint?.StartsWith(service.Name + "-", StringComparison.Ordinal) ?? false));

    private static IEnumerable<Finding> Of(AnchoreSetup setup, AnchoreInstance service)
    {
        var (config, path) = (service.Config, setup.Paths.Config);
        var lacking = new[] { ("ssl_enable", config.SslEnable), ("ssl_cert", config.SslCert), ("ssl_key", config.SslKey) }.Where(static k => k.Item2 is null).Select(static k => k.Item1).ToArray();
        if (lacking.Length is 1 or 2)
        {
            yield return ListenerFindings.PartOfThree(path, service.Name, lacking);
            yield break;
        }

        var listens = Listens(service);
        var ways = Ways(setup, service);
        if (!listens && service.Tls is TlsMode.Native && ways is not { IsEmpty: true }) yield return ListenerFindings.Plaintext(path, service.Name, [.. ways ?? [.. AnchoreTopology.Links(setup).Where(l => l.Callee == service.Name).Select(static l => l.Id)]]);
        var announces = config.ExternalTls is { } external ? service.Environments.Any(e => external.IsTruthy(e) is true) : (bool?)null;
        if (listens && announces is false) yield return ListenerFindings.AnnouncesHttp(path, service.Name, config.ExternalTls!.Written);
        if (!listens && announces is true && service.Tls is not TlsMode.Proxy && !IsBehindTls(setup, service)) yield return ListenerFindings.AnnouncesHttps(path, service.Name);
        if (!listens && announces is null && config.SslEnable is { } enable && service.Environments.Any(e => enable.IsTruthy(e) is true)) yield return ListenerFindings.QuotedFalse(path, service.Name, enable.Written);
        if (service.Tls is TlsMode.Proxy && announces is not true) yield return ListenerFindings.ProxyNotAnnounced(path, service.Name);
    }
}

/// <summary>Findings about <c>ssl_enable</c> and <c>external_tls</c>: one method for each code.</summary>
internal static class ListenerFindings
{
    public static Finding Plaintext(string path, string service, IReadOnlyCollection<string> links) => new("LS2600", Severity.Error,
        links.Count == 0 ? $"{service} listens in plaintext" : $"{service} listens in plaintext: {string.Join(", ", links)}")
    {
        Component = service, Path = path, Expected = "ssl_enable: True with ssl_cert and ssl_key", Observed = "no TLS", Remedy = "linkseal apply",
    };

    public static Finding PartOfThree(string path, string service, string[] lacking) => new("LS2601", Severity.Error,
        $"{service} has only a part of ssl_enable, ssl_cert and ssl_key: Anchore refuses to start it")
    {
        Component = service, Path = path, Expected = "all three or none", Observed = "without " + string.Join(" and ", lacking), Remedy = "linkseal apply writes all three; by hand: write the others, or take all three out",
    };

    public static Finding AnnouncesHttp(string path, string service, string written) => new("LS2605", Severity.Error,
        $"{service} listens with TLS and tells the others http://, because external_tls beats ssl_enable wherever it is present: every call to it fails")
    {
        Component = service, Path = path, Expected = "external_tls: true, or the key taken out", Observed = $"external_tls: {UserWord.Shown(written)}", Remedy = "linkseal apply sets it; by hand: external_tls: true",
    };

    public static Finding AnnouncesHttps(string path, string service) => new("LS2606", Severity.Error,
        $"{service} listens in plaintext and tells the others https://: every call to it fails, unless a proxy stands before it")
    {
        Component = service, Path = path, Expected = "ssl_enable: True, or external_tls taken out", Observed = "external_tls is true, ssl_enable is not",
        Remedy = $"linkseal apply turns TLS on; with a proxy before it say so: services: {{ {service}: {{ tls: proxy, hostname: NAME }} }}",
    };

    public static Finding QuotedFalse(string path, string service, string written) => new("LS2604", Severity.Error,
        $"ssl_enable of {service} is a text, not a truth value: the listener stays in plaintext, and the others are told https://")
    {
        Component = service, Path = path, Expected = "True or False without quotes", Observed = $"ssl_enable: '{UserWord.Shown(written)}'", Remedy = "take the quotes off; linkseal apply writes True",
    };

    public static Finding ProxyNotAnnounced(string path, string service) => new("LS2609", Severity.Error,
        $"{service} is behind a proxy, and tells others to dial the service itself over http://")
    {
        Component = service, Path = path, Expected = "external_hostname, external_port and external_tls: true", Observed = "external_tls is not true", Remedy = "linkseal apply",
    };
}
