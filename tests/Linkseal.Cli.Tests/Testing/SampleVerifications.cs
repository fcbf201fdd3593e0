using System.Collections.Immutable;
using Linkseal.Cli.Views;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;
using Linkseal.Core.Verification;
using Linkseal.Core.Verification.Wire;

namespace Linkseal.Cli.Tests.Testing;

/// <summary>Runs of verify, written by hand as records and judged by the product's own judge.</summary>
internal static class SampleVerifications
{
    private static readonly CertificateFacts Root = Facts("r", "CN=shop authority", "CN=shop authority", Samples.Now.AddYears(9)) with { SubjectHash = "i", IsAuthority = true };

    /// <summary>A shop: most links hold, one server was not reloaded and lets strangers in, one could not be reached, one is plaintext by description.</summary>
    public static VerificationReport Shop { get; } = MakeShop();

    /// <summary>The shop as everybody wants it.</summary>
    public static VerificationReport Clean { get; } = Report(
        MakeShop().Platform with { Title = null },
        [.. Shop.Links.Where(static l => l.Holds && l.Link.Required is not Level.Plaintext)]);

    /// <summary>Three links of it: one that holds, one that fails, one that was skipped.</summary>
    public static VerificationReport Small { get; } = Report(
        Shop.Platform with { Components = [.. Shop.Platform.Components.Where(static c => c.Name is "api" or "db" or "cache")], Links = [Shop.Platform.Links[2], Shop.Platform.Links[3], Shop.Platform.Links[6]] },
        [Shop.Links[2], Shop.Links[3], Shop.Links[6]]);

    /// <summary>Sixty components in five tiers, with circles, loops and several links between the same two.</summary>
    public static VerificationReport Large { get; } = MakeLarge();

    /// <summary>A server that says in every field what it should not.</summary>
    public static VerificationReport Hostile { get; } = MakeHostile();

    /// <summary>What a hostile server puts into its names.</summary>
    public const string Poison = "<script>alert(1)</script><img src=\"http://evil.example/x\" onerror='y'>&amp;\u202egpj.exe\u0000\ud83d]]>";

    public static VerifyView View(VerificationReport report) => new(report, AllowSkipped: false);

    private static VerificationReport Report(Platform platform, ImmutableArray<LinkProof> links) => new()
    {
        Platform = platform, Links = links, Began = Samples.Now.AddSeconds(-1.4), Ended = Samples.Now, Description = string.Concat(Enumerable.Repeat("d5", 32)),
    };

    private static VerificationReport MakeShop()
    {
        var https = new Endpoint("https", 8443, "https", PeerPolicy.Require);
        var sql = new Endpoint("sql", 5432, "postgresql", PeerPolicy.Named);
        var redis = new Endpoint("redis", 6380, "redis", PeerPolicy.Require) { PlaintextPort = 6379 };
        var front = new Endpoint("https", 443, "https", PeerPolicy.None) { NotRefused = [new(ProbeKind.Tls11, "its library can't be told to")] };
        var metrics = new Endpoint("metrics", 9100, "http", PeerPolicy.None);
        var platform = new Platform
        {
            Name = "shop", Title = "a shop by hand",
            Components =
            [
                new() { Name = "browser", Dialect = "files" }, new() { Name = "web", Dialect = "nginx", Endpoints = [front] }, new() { Name = "api", Dialect = "kestrel", Endpoints = [https] },
                new() { Name = "db", Dialect = "postgresql", Endpoints = [sql] }, new() { Name = "cache", Dialect = "redis", Endpoints = [redis] },
                new() { Name = "node", Dialect = "files", Endpoints = [metrics] }, new() { Name = "trust", Dialect = "files" },
            ],
            Links =
            [
                Link("browser", "web", Level.Authenticated, "people have no certificates"), Link("web", "api", Level.Mutual, "dialect kestrel does not tell callers apart"), Link("api", "db", Level.Named, null),
                Link("api", "cache", Level.Mutual, "Redis 7.2 does not tell callers apart"), Link("web", "cache", Level.Mutual, "Redis 7.2 does not tell callers apart"),
                Link("api", "node", Level.Plaintext, "its exporter has no TLS"), Link("db", "db", Level.Named, null),
            ],
        };
        ImmutableArray<ProbeKind> mutual = [ProbeKind.NoCertificate, ProbeKind.Foreign, ProbeKind.Expired, ProbeKind.WrongPurpose];
        var refused = (ImmutableArray<ProbeResult>)[.. mutual.Select(Refused), Old(ProbeKind.Tls10), Old(ProbeKind.Tls11), Old(ProbeKind.WeakSuites), Plain(ProbeKind.Plaintext)];
        var open = refused.SetItem(0, new(ProbeKind.NoCertificate, ProbeOutcome.Admitted, "PONG")).Add(new(ProbeKind.PlaintextPort, ProbeOutcome.Admitted, "-NOAUTH Authentication required."));
        return Report(platform,
        [
            Judge(platform.Links[0], front, "web", "10.0.0.2:443", "a1", [Old(ProbeKind.Tls10), new(ProbeKind.Tls11, ProbeOutcome.Admitted, "it goes on with TLS 1.1"), Old(ProbeKind.WeakSuites)], "HTTP 200", shown: false),
            Judge(platform.Links[1], https, "api", "10.0.0.3:8443", "a2", refused, "HTTP 403") with { },
            Judge(platform.Links[2], sql, "db", "10.0.0.4:5432", "a3", [.. refused, Refused(ProbeKind.NoLink)], "AuthenticationSASL"),
            Judge(platform.Links[3], redis, "cache", "10.0.0.5:6380", "a4", open, "PONG", issued: "b4"),
            Judge(platform.Links[4], redis, "cache", "10.0.0.5:6380", "a4", open, "PONG", issued: "b4"),
            LinkJudge.Judge(new() { Link = platform.Links[5], Endpoint = metrics, ServerName = "node" }, "10.0.0.6:9100", new(ProbeKind.Caller, ProbeOutcome.NoTls, "HTTP 200"), [], [], Samples.Now),
            Skipped(platform.Links[6], sql, "docker is not here to be asked for the address of the container"),
        ]);
    }

    private static VerificationReport MakeLarge()
    {
        var components = Enumerable.Range(0, 60).Select(i => new Component
        {
            Name = Tier(i) switch { 0 => $"edge-{i:00}", 1 => $"gateway-{i:00}", 2 => $"service-with-a-long-name-{i:00}", 3 => $"queue-{i:00}", _ => $"store-{i:00}" },
            Dialect = "files",
            Endpoints = [new("tls", 7000 + i, "tls", i % 3 == 0 ? PeerPolicy.Named : PeerPolicy.Require)],
        }).ToImmutableArray();
        List<(int From, int To)> pairs = [];
        for (var i = 0; i < 60; i++)
        {
            for (var k = 0; k < 2; k++)
            {
                var to = ((i * 7) + (k * 13) + 11) % 60;
                if (Tier(to) > Tier(i)) pairs.Add((i, to));
            }
        }

        pairs.AddRange([(0, 6), (6, 18), (18, 40), (40, 52), (52, 18), (52, 52), (19, 40), (1, 52), (2, 7), (3, 8), (4, 9), (5, 10), .. Enumerable.Range(11, 12).Select(static i => (i, 55))]);
        ImmutableArray<Link> links = [.. pairs.Distinct().Select(p => Link(components[p.From].Name, components[p.To].Name, p.To % 3 == 0 ? Level.Named : Level.Mutual, null) with { Endpoint = "tls" })];
        var platform = new Platform { Name = "sixty", Components = components, Links = links };
        var refused = (ImmutableArray<ProbeResult>)[.. ((ProbeKind[])[ProbeKind.NoCertificate, ProbeKind.Foreign, ProbeKind.Expired, ProbeKind.WrongPurpose, ProbeKind.NoLink]).Select(Refused), Old(ProbeKind.Tls10)];
        return Report(platform, [.. links.Select((link, i) =>
        {
            var endpoint = components.First(c => c.Name == link.Callee).Endpoints[0];
            if (i % 23 == 7) return Skipped(link, endpoint, "there is no way to it from here");
            return Judge(link, endpoint, link.Callee, $"10.0.1.{i}:{endpoint.Port}", $"c{i:00}", i % 31 == 5 ? refused.SetItem(0, new(ProbeKind.NoCertificate, ProbeOutcome.Admitted, "it answers")) : refused, "it answers");
        })]);
    }

    private static VerificationReport MakeHostile()
    {
        var endpoint = new Endpoint("tls", 443, "tls", PeerPolicy.Require);
        var link = Link("web", "db", Level.Mutual, Poison);
        var platform = new Platform { Name = Poison, Title = Poison, Components = [new() { Name = Poison, Dialect = Poison }, new() { Name = "db", Dialect = Poison, Endpoints = [endpoint] }], Links = [link] };
        var leaf = Facts("e", Poison, Poison, Samples.Now.AddDays(3)) with { CommonName = Poison, Serial = Poison, KeyAlgorithm = Poison, SignatureAlgorithm = Poison };
        var caller = new ProbeResult(ProbeKind.Caller, ProbeOutcome.Admitted, Poison) { Served = new(Poison, Poison, [leaf, leaf with { Sha256 = "f" }], Signatures.None) { Complaint = Poison }, Shown = Poison, Undecided = Poison };
        var question = new LinkQuestion { Link = link, Endpoint = endpoint, ServerName = "db" };
        return Report(platform, [LinkJudge.Judge(question, "10.0.0.1:443", caller, [new(ProbeKind.NoCertificate, ProbeOutcome.Admitted, Poison)], [Root], Samples.Now), Skipped(link with { Caller = "job" }, endpoint, Poison)]);
    }

    private static int Tier(int i) => i switch { < 6 => 0, < 11 => 1, < 36 => 2, < 44 => 3, _ => 4 };

    private static Link Link(string caller, string callee, Level required, string? reason) => new()
    {
        Caller = caller, Callee = callee, Required = required, Reachable = required, Reason = reason,
    };

    private static LinkProof Judge(Link link, Endpoint endpoint, string name, string address, string sha256, ImmutableArray<ProbeResult> strangers, string evidence, string? issued = null, bool shown = true)
    {
        var leaf = Facts(sha256, "CN=" + name, "CN=shop authority", Samples.Now.AddDays(sha256 is "a4" ? 5 : 61 + (sha256[^1] * 3 % 40)), name, name + ".internal");
        var served = new ServedTls("TLS 1.3", "TLS_AES_256_GCM_SHA384", sha256 is "a3" ? [leaf, Root] : [leaf], new([(leaf.Sha256, Root.Sha256), (Root.Sha256, Root.Sha256)]));
        var caller = new ProbeResult(ProbeKind.Caller, evidence == "HTTP 403" ? ProbeOutcome.Refused : ProbeOutcome.Admitted, evidence)
        {
            Shown = shown ? link.Caller + "'s own" : null, Served = served, MayBeTheRequest = evidence == "HTTP 403",
            Undecided = evidence switch { "HTTP 403" => "403 may be meant for the request", "AuthenticationSASL" => "which account it may use is decided after the password", _ => null },
        };
        var question = new LinkQuestion { Link = link, Endpoint = endpoint, ServerName = name, Issued = issued is null ? leaf.Sha256 : Hash(issued) };
        return LinkJudge.Judge(question, address, caller, strangers, [Root], Samples.Now);
    }

    private static LinkProof Skipped(Link link, Endpoint endpoint, string why) => new()
    {
        Question = new() { Link = link, Endpoint = endpoint, ServerName = link.Callee }, Address = null, Caller = new(ProbeKind.Caller, ProbeOutcome.Skipped, why), Skipped = why,
    };

    private static ProbeResult Refused(ProbeKind kind) => new(kind, ProbeOutcome.Refused, kind is ProbeKind.NoCertificate ? "certificate_required" : "unknown_ca")
    {
        Alert = new(kind is ProbeKind.NoCertificate ? 116 : 48), Shown = kind is ProbeKind.NoCertificate ? null : $"CN=linkseal-probe, {kind.Text()}",
    };

    private static ProbeResult Old(ProbeKind kind) => new(kind, ProbeOutcome.Refused, "protocol_version") { Alert = new(70) };

    private static ProbeResult Plain(ProbeKind kind) => new(kind, ProbeOutcome.Refused, "the connection is closed");

    private static string Hash(string seed) => string.Concat(Enumerable.Repeat(seed, 32))[..Math.Min(64, seed.Length * 32)];

    private static CertificateFacts Facts(string seed, string subject, string issuer, DateTimeOffset end, params string[] names) => Samples.Certificate(Hash(seed), end, "x") with
    {
        Subject = subject, Issuer = issuer, CommonName = subject.StartsWith("CN=", StringComparison.Ordinal) ? subject[3..] : subject, Serial = "4f" + Hash(seed)[..10],
        Names = [.. names.Select(static n => AlternativeName.Parse(n)!)], SubjectHash = subject == "CN=shop authority" ? "i" : subject, IssuerHash = issuer == "CN=shop authority" ? "i" : issuer,
        // A root that lives for years has begun too.
        NotBefore = end < Samples.Now.AddDays(100) ? end.AddDays(-120) : Samples.Now.AddDays(-30),
    };
}
