using System.Collections.Immutable;
using Linkseal.Core.Editing;
using Linkseal.Testing;

namespace Linkseal.Core.Tests.Editing.Toml;

/// <summary>Every TOML sample of TiDB's components, with the settings that each gets for TLS (facts on TiDB §1.1, §2).</summary>
internal static class TomlSamples
{
    public static IEnumerable<string> Names() => Directory.GetFiles(Fixtures.Folder("tidb"), "*.toml").Select(static p => Path.GetFileNameWithoutExtension(p)).Order(StringComparer.Ordinal);

    public static string Text(string name) => File.ReadAllText(Path.Combine(Fixtures.Folder("tidb"), name + ".toml"));

    public static ImmutableArray<Edit> Edits(string name) => name.Split('-')[0] switch
    {
        "tidb" when name.StartsWith("tidb-lightning", StringComparison.Ordinal) => [.. Paths("security", "ca-path", "cert-path", "key-path"), .. Paths("tidb.security", "ca-path", "cert-path", "key-path")],
        "tidb" => [.. Paths("security", "cluster-ssl-ca", "cluster-ssl-cert", "cluster-ssl-key"), Names("security", "cluster-verify-cn"), .. Paths("security", "ssl-ca", "ssl-cert", "ssl-key")],
        "tikv" => [.. Paths("security", "ca-path", "cert-path", "key-path"), Names("security", "cert-allowed-cn")],
        "pd" =>
        [
            .. new[] { "client-urls", "peer-urls", "advertise-client-urls", "advertise-peer-urls" }.Select(static k => Set("", k, new EditValue.Text("https://10.0.1.1:2379"))),
            .. Paths("security", "cacert-path", "cert-path", "key-path"), Names("security", "cert-allowed-cn"), .. Paths("dashboard", "tidb-cacert-path", "tidb-cert-path", "tidb-key-path"),
        ],
        "tiflash" when name.Contains("learner", StringComparison.Ordinal) => [.. Paths("security", "ca-path", "cert-path", "key-path"), Names("security", "cert-allowed-cn")],
        "tiflash" => [.. Paths("security", "ca_path", "cert_path", "key_path"), Names("security", "cert_allowed_cn")],
        "ticdc" => [.. Paths("security", "ca-path", "cert-path", "key-path"), Names("security", "cert-allowed-cn"), Set("security", "mtls", new EditValue.Flag(true))],
        "tiproxy" =>
        [
            .. Paths("security.cluster-tls", "ca", "cert", "key"), .. Paths("security.sql-tls", "ca", "cert", "key"),
            .. Paths("security.server-tls", "ca", "cert", "key"), Names("security.server-tls", "cert-allowed-cn"), .. Paths("security.server-http-tls", "ca", "cert", "key"),
        ],
        "pump" => [.. Paths("security", "ssl-ca", "ssl-cert", "ssl-key"), Names("security", "cert-allowed-cn")],
        "drainer" => [.. new[] { "security", "syncer.to.security", "syncer.to.checkpoint.security" }.SelectMany(static t => Paths(t, "ssl-ca", "ssl-cert", "ssl-key")), Names("security", "cert-allowed-cn")],
        "dm" => [.. Paths("", "ssl-ca", "ssl-cert", "ssl-key"), Names("", "cert-allowed-cn")],
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "a sample of an unknown product"),
    };

    private static IEnumerable<Edit> Paths(string table, params string[] keys) => keys.Select(k => Set(table, k, new EditValue.Text($"/etc/linkseal/tls/{k}.pem")));

    private static Edit.Set Names(string table, string key) => Set(table, key, new EditValue.List(["pd", "tikv"]));

    private static Edit.Set Set(string table, string key, EditValue value) => new([.. table.Split('.', StringSplitOptions.RemoveEmptyEntries), key], value);
}
