using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Checking;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Cli.Tests.Testing;

/// <summary>A small shop, written by hand as records: what the views are shown with.</summary>
internal static class Samples
{
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    public const UnixFileMode Readable = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public static DateTimeOffset Now { get; } = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public static Platform Shop { get; } = new()
    {
        Name = "shop",
        Title = "a shop by hand",
        Components =
        [
            new() { Name = "web", Dialect = "files", Endpoints = [new("https", 443, "https", PeerPolicy.None)] },
            new() { Name = "db", Dialect = "files", Endpoints = [new("sql", 5432, "postgresql", PeerPolicy.Require)] },
            new() { Name = "cache", Dialect = "files", Endpoints = [new("redis", 6379, "redis", PeerPolicy.None)] },
        ],
        Links =
        [
            new() { Caller = "web", Callee = "db", Endpoint = "sql", Dialled = ["db.internal"], Required = Level.Mutual, Reachable = Level.Mutual, Reason = "dialect files does not tell callers apart" },
            new() { Caller = "web", Callee = "cache", Required = Level.Plaintext, Reachable = Level.Plaintext, Reason = "the bundled Redis has no TLS, and its configuration is rewritten by the product at every start" },
        ],
    };

    public static ToolUse Tool { get; } = new("shop-ctl", ["shop-ctl", "--ca", "/srv/web/tls/ca crt", "list"], "takes an address, no name");

    /// <summary>The shop as its files stand: one link sealed, one open, one that nobody could look at.</summary>
    public static Platform Standing { get; } = Shop with
    {
        Links = [.. Shop.Links, new() { Caller = "db", Callee = "web", Required = Level.Plaintext, Reachable = Level.Mutual, NotSeen = "web's configuration is not here" }],
    };

    public static LeafSpec Web { get; } = new()
    {
        Name = "web", Component = "web", Source = new LeafSource.Made("internal"), Subject = new() { CommonName = "web" },
        Names = [AlternativeName.Parse("web.internal")!, AlternativeName.Parse("10.0.0.7")!], Purposes = Purposes.Server | Purposes.Client,
    };

    public static LeafSpec Db { get; } = new()
    {
        Name = "db", Component = "db", Source = new LeafSource.Kept("/srv/db/own.crt", "/srv/db/own.key"), Subject = new() { CommonName = "db" },
        Names = [AlternativeName.Parse("db.internal")!], Purposes = Purposes.Server,
    };

    public static ImmutableArray<DesiredFile> WebFiles { get; } =
    [
        new() { Path = "/srv/web/tls/tls.crt", Component = "web", Content = new FileContent.OfLeaf("web", MaterialForm.Chain), Mode = Readable },
        new() { Path = "/srv/web/tls/tls.key", Component = "web", Content = new FileContent.OfLeaf("web", MaterialForm.Key), Mode = OwnerOnly },
        new() { Path = "/srv/web/tls/ca.crt", Component = "web", Content = new FileContent.Bundle("internal"), Mode = Readable },
    ];

    public static Desired Desired { get; } = new() { Leaves = [Web, Db], Files = WebFiles };

    public static RunStep Restart { get; } = new()
    {
        Id = "restart", Component = "shop", Command = ["systemctl", "restart", "shop web"], Folder = "/srv/web", Reason = "reads its files at start",
        Interrupts = "every request for about five seconds", After = ["/srv/web/tls/"],
    };

    public static Plan Plan { get; } = new()
    {
        Authorities =
        [
            new(new() { Name = "internal", Source = new AuthoritySource.Generated { Subject = new() { CommonName = "shop authority" } } }, 1, "there is none yet"),
        ],
        Leaves = [new(Web, "there is none yet", null)],
        Files =
        [
            .. WebFiles.Select(static f => new FileChange { Action = ChangeAction.Create, Path = f.Path, Component = f.Component, Reason = "missing", File = f }),
            new() { Action = ChangeAction.Update, Path = "/srv/db/ca.crt", Component = "db", Reason = "ca.crt differs from the authority's bundle" },
            new() { Action = ChangeAction.Remove, Path = "/srv/gone/tls.crt", Component = "gone", Reason = "component gone is no longer described" },
        ],
        Edits = [new("/srv/web/web.yml", "web", ConfigFormat.Yaml, "tls is off", "port: 80\npassword: hunter2\ntls: off\n", "port: 80\npassword: hunter2\ntls: on\n", [])],
        Steps =
        [
            new(Restart, "tls.crt changes"),
            new(Restart with { Id = "elsewhere", Command = ["install", "-m", "0644", "ca.crt", "/etc/docker/certs.d/"], Folder = null, Interrupts = null, Runs = false, Reason = "on every machine that pulls" }, "on every machine that pulls"),
        ],
    };

    public static StatusReport Status { get; } = new(
        [
            new() { Component = "db", Leaf = "db", Path = "/srv/db/own.crt", Standing = Core.Checking.Standing.Missing, Names = ["db.internal"] },
            new() { Component = "web", Leaf = "web", Path = "/srv/web/tls/tls.crt", Standing = Core.Checking.Standing.Due, Names = ["web.internal", "10.0.0.7"], Generation = 1, NotAfter = Now.AddDays(12), Applied = true },
            new() { Component = "authority internal", Path = "", Standing = Core.Checking.Standing.Good, Names = ["shop.authority"], Generation = 1, NotAfter = Now.AddYears(10), Applied = true },
        ],
        [
            new(Shop.Links[0], null, "LS2198 /srv/db/own.crt", InEffect: false),
            new(Shop.Links[0] with { Caller = "db", Callee = "web", Endpoint = "https" }, Level.Mutual, "written, not in effect", InEffect: false)
            {
                Proof = new("db", "web", "https", Now.AddHours(-2.5), Holds: true) { Proven = Level.Mutual, Skipped = 1 }, ProofIsStale = true,
            },
            new(Shop.Links[1], Level.Plaintext, Shop.Links[1].Reason, InEffect: true) { Proof = new("web", "cache", null, Now.AddDays(-3), Holds: false) },
        ],
        [new("restart", Restart, "left by --no-reload")],
        [Plan.Steps[1].Step, .. Enumerable.Range(1, 4).Select(static i => Plan.Steps[1].Step with { Id = $"elsewhere-{i}" })]);

    public static ImmutableArray<Finding> Findings { get; } =
    [
        new("LS2199", Severity.Note, "The bundled Redis has no TLS: this link stays plaintext, on the platform's own network.") { Link = "web:cache", Observed = "redis://cache:6379" },
        new("LS2198", Severity.Error, "The certificate does not cover the name that the caller dials, so that every connection of the caller is refused by itself.")
        {
            Component = "db", Link = "web:db", Path = "/srv/db/own.crt", Expected = "db.internal in the subjectAltName", Observed = "DNS:database",
            Remedy = "add db.internal to the names of the certificate, or let Linkseal make it: take out certificate and key in linkseal.yaml, then linkseal apply",
        },
        new("LS2197", Severity.Warning, "The certificate ends soon.") { Component = "web", Path = "/srv/web/tls/tls.crt", Expected = "more than a third of its life", Observed = "12 days", Remedy = "linkseal apply" },
    ];

    public static CertificateFacts Certificate(string sha256, DateTimeOffset end, params string[] names) => new()
    {
        Sha256 = sha256, Subject = "CN=" + names[0], Issuer = "CN=shop authority", SubjectHash = "s", IssuerHash = "i", CommonName = names[0], Serial = "01",
        NotBefore = Now.AddDays(-1), NotAfter = end, Names = [.. names.Select(static n => AlternativeName.Parse(n)!)], HasAlternativeNames = true,
        KeyAlgorithm = "ECDSA P-256", KeyBits = 256, PublicKeySha256 = "p", SignatureAlgorithm = "ecdsa-with-SHA256",
    };

    public static AuthorityFacts Authority { get; } = new(
        "internal", 1, Certificate(string.Concat(Enumerable.Repeat("0a", 32)), Now.AddYears(10), "shop.authority"), Certificate("bb", Now.AddYears(10), "shop.authority"),
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", CanSign: true);

    public static InstalledLeaf Installed(string sha256, DateTimeOffset end) =>
        new("web", Web.Fingerprint(), sha256, end.AddDays(-90), end, "internal", "bb", 1, ["web.internal"]);

    public static Observed Observed(CertificateFacts? web, InstalledLeaf? installed = null, CertificateFacts? db = null) => new()
    {
        Now = Now,
        Files = ImmutableDictionary<string, FileState>.Empty
            .Add("/srv/web/tls/tls.crt", web is null ? FileState.Missing : new(FileKind.Regular))
            .Add("/srv/db/own.crt", db is null ? FileState.Missing : new(FileKind.Regular)),
        Material = ImmutableDictionary<string, MaterialFacts>.Empty
            .AddRange(Material("/srv/web/tls/tls.crt", web)).AddRange(Material("/srv/db/own.crt", db)),
        Authorities = ImmutableDictionary<string, AuthorityFacts>.Empty.Add("internal", Authority),
        Inventory = installed is null ? Inventory.Empty : new() { Leaves = ImmutableDictionary<string, InstalledLeaf>.Empty.Add("web", installed) },
    };

    private static IEnumerable<KeyValuePair<string, MaterialFacts>> Material(string path, CertificateFacts? certificate) =>
        certificate is null ? [] : [new(path, new() { Certificates = [certificate] })];
}
