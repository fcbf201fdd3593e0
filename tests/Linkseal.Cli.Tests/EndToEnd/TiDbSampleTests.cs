using System.Text.Json;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>Every sample of TiDB's products as one cluster on many hosts, through the whole story: plan, apply, check, nothing left to do, and back.</summary>
public sealed class TiDbSampleTests : IDisposable
{
    /// <summary>Which sample plays which instance: product, host, sample, and more of the instance.</summary>
    private static readonly (string Product, string Host, string Sample, string More)[] Instances =
    [
        ("pd", "10.0.0.1", "pd-v5.4.3.toml", ", name: pd-1"),
        ("pd", "10.0.0.2", "pd-v8.5.0.toml", ", name: pd-2"),
        ("pd", "10.0.0.3", "pd-tls-v5.1.5.toml", ", name: pd-3"),
        ("tikv", "10.0.1.1", "tikv-v5.4.3.toml", ""),
        ("tikv", "10.0.1.2", "tikv-v8.5.0.toml", ""),
        ("tikv", "10.0.1.3", "tikv-tls-v5.1.5.toml", ""),
        ("tikv", "10.0.1.4", "tikv-master-202608.toml", ""),
        ("tidb", "10.0.2.1", "tidb-v5.4.toml", ", names: [tidb.internal]"),
        ("tidb", "10.0.2.2", "tidb-v8.5.toml", ""),
        ("tidb", "10.0.2.3", "tidb-tls-v5.1.5.toml", ""),
        ("tidb", "10.0.2.4", "tidb-tls-mini-v8.5.0.toml", ""),
        ("tiflash", "10.0.3.1", "tiflash-v8.5.0.toml", ", learner: /etc/tidb/learner.toml"),
        ("tiflash", "10.0.3.2", "tiflash-v5.4.3.toml", ", learner: /etc/tidb/learner.toml"),
        ("tiflash", "10.0.3.3", "tiflash-docker-v8.5.0.toml", ", learner: /etc/tidb/learner.toml, names: [tiflash0]"),
        ("ticdc", "10.0.4.1", "ticdc-server-v8.5.0.toml", ""),
        ("tiproxy", "10.0.5.1", "tiproxy-v1.0.0.toml", ", version: v1.0.0"),
        ("tiproxy", "10.0.5.2", "tiproxy-v1.3.0.toml", ", version: v1.3.0"),
        ("tiproxy", "10.0.5.3", "tiproxy-v26.3.1.toml", ", version: v26.3.1"),
        ("pump", "10.0.6.1", "pump-v5.4.3.toml", ""),
        ("drainer", "10.0.6.2", "drainer-v5.4.3.toml", ""),
        ("dm-master", "10.0.7.1", "dm-master-v8.5.0.toml", ", name: dm-master"),
        ("dm-master", "10.0.7.2", "dm-master-tls-v8.5.0.toml", ", name: master1"),
        ("dm-worker", "10.0.7.3", "dm-worker-v8.5.0.toml", ""),
        ("dm-worker", "10.0.7.4", "dm-worker-tls-v8.5.0.toml", ""),
        ("lightning", "10.0.8.1", "tidb-lightning-v8.5.toml", ""),
        ("lightning", "10.0.8.2", "tidb-lightning-v5.1.5.toml", ""),
    ];

    private readonly TiDbHosts hosts;

    public TiDbSampleTests() => hosts = new(Describe("v8.5.0", "callers: named\n  mysql: true"));

    public void Dispose() => hosts.Dispose();

    [Theory]
    [InlineData("v8.5.0", "callers: named\n  mysql: true")]
    [InlineData("v6.5.0", "callers: require")]
    [InlineData("v4.0.5", "callers: named\n  tools: each")]
    public void Every_sample_goes_through_the_whole_story_and_back(string version, string settings)
    {
        hosts.Description = Describe(version, settings);
        Lay();
        var before = hosts.Snapshot();
        Assert.Contains("to create", hosts.Succeed("plan"), StringComparison.Ordinal);
        hosts.Succeed("apply", "--yes");
        Assert.DoesNotContain("warning", hosts.Succeed("check"), StringComparison.Ordinal);
        var after = hosts.Snapshot();
        hosts.Succeed("plan", "--check");
        hosts.Succeed("apply", "--yes");
        Assert.Equal(after, hosts.Snapshot());

        hosts.Succeed("remove", "--yes");
        Assert.Equal(before, hosts.Snapshot());
    }

    [Fact]
    public void Tomllib_reads_what_was_meant()
    {
        Lay();
        var before = Read();
        hosts.Succeed("apply", "--yes");
        var after = Read();
        foreach (var (product, host, _, _) in Instances)
        {
            var differences = Differences(before[host], after[host], "").Order(StringComparer.Ordinal).ToArray();
            Assert.NotEmpty(differences);
            Assert.All(differences, d => Assert.True(IsOurs(product, d), $"{product} on {host}: {d}"));
        }

        var pd = after["10.0.0.1"];
        Assert.Equal("https://10.0.0.1:2379", pd.GetProperty("advertise-client-urls").GetString());
        Assert.Equal("pd-1=https://10.0.0.1:2380,pd-2=https://10.0.0.2:2380,pd-3=https://10.0.0.3:2380", pd.GetProperty("initial-cluster").GetString());
        Assert.Equal("/etc/tidb/tls/pd/current/ca.crt", pd.GetProperty("security").GetProperty("cacert-path").GetString());
        Assert.Equal(
            ["tidb", "pd", "tikv", "tiflash", "ticdc", "tiproxy", "pump", "drainer", "lightning", "tools"],
            pd.GetProperty("security").GetProperty("cert-allowed-cn").EnumerateArray().Select(static e => e.GetString()));
        Assert.Equal("https://10.0.7.1:8291", after["10.0.7.2"].GetProperty("peer-urls").GetString()?.Replace("127.0.0.1", "10.0.7.1", StringComparison.Ordinal));
        Assert.False(after["10.0.5.1"].GetProperty("security").GetProperty("sql-tls").GetProperty("skip-ca").GetBoolean());
    }

    [Fact]
    public void Openssl_accepts_each_certificate_under_each_name_that_others_dial()
    {
        var openssl = Missing.Program("openssl");
        Lay();
        hosts.Succeed("apply", "--yes");
        foreach (var (product, host, _, _) in Instances)
        {
            var folder = hosts.At($"/{host}/etc/tidb/tls/{product}/current");
            List<string> checks = ["-verify_ip " + host, "-verify_ip 127.0.0.1", "-verify_hostname localhost"];
            if (host == "10.0.2.1") checks.Add("-verify_hostname tidb.internal");
            if (host == "10.0.3.3") checks.Add("-verify_hostname tiflash0");
            if (product == "lightning") checks.Clear();
            string[] purposes = product == "lightning" ? ["sslclient"] : ["sslserver", "sslclient"];
            foreach (var purpose in purposes)
            {
                foreach (var check in checks.DefaultIfEmpty(""))
                {
                    var result = Shell.Run(openssl, ["verify", "-CAfile", folder + "/ca.crt", "-purpose", purpose, .. check.Split(' ', StringSplitOptions.RemoveEmptyEntries), folder + "/tls.crt"]);
                    Assert.True(result.ExitCode == 0, $"{product} on {host} {purpose} {check}: {result.Output}{result.Error}");
                }
            }
        }
    }

    [Fact]
    public void Missing_files_end_in_the_commands_that_fetch_them()
    {
        var (exit, text) = hosts.Type("plan");
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains($"\n        scp -p root@10.0.0.1:/etc/tidb/pd.toml {hosts.Root}/10.0.0.1/etc/tidb/pd.toml\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_sends_the_files_is_printed_in_order()
    {
        Lay();
        var text = hosts.Succeed("plan");
        int At(string part) => text.IndexOf(part, StringComparison.Ordinal) is var at and >= 0 ? at : throw new InvalidOperationException(part + "\n" + text);
        Assert.True(At("rsync -aR --no-implied-dirs --numeric-ids --exclude current") < At("systemctl restart pd"));
        Assert.True(At("systemctl restart pd") < At("systemctl restart tikv") && At("systemctl restart tikv") < At("systemctl restart tiflash") && At("systemctl restart tiflash") < At("systemctl restart tidb"));
    }

    /// <summary>Puts the samples where the description has them. Samples speak of a PD on loopback or by a compose name; that one is described as what it is.</summary>
    private void Lay()
    {
        var samples = Fixtures.Folder("tidb");
        foreach (var (product, host, sample, _) in Instances)
        {
            var text = File.ReadAllText(Path.Combine(samples, sample)).Replace("\"127.0.0.1:2379\"", "\"10.0.0.1:2379\"", StringComparison.Ordinal);
            if (product is "pump" or "drainer") text = text.Replace("http://127.0.0.1:2379", "http://10.0.0.1:2379", StringComparison.Ordinal);
            hosts.Write($"/{host}/etc/tidb/{product}.toml", text);
        }

        foreach (var host in (string[])["10.0.3.1", "10.0.3.2", "10.0.3.3"]) hosts.Write($"/{host}/etc/tidb/learner.toml", File.ReadAllText(Path.Combine(samples, "tiflash-learner-v8.5.0.toml")));
    }

    private static string Describe(string version, string settings)
    {
        var products = Instances.GroupBy(static i => i.Product).Select(g =>
            $"    {g.Key}:\n" + string.Concat(g.Select(static i => $"      - {{ host: {i.Host}, config: /etc/tidb/{i.Product}.toml{(i.Host == "10.0.0.1" ? ", names: [pd0]" : "")}{i.More} }}\n")));
        return $"platform: prod\nprofile: tidb\nsettings:\n  version: {version}\n  {settings}\n  instances:\n{string.Concat(products)}";
    }

    private static bool IsOurs(string product, string key) =>
        key.StartsWith("security.", StringComparison.Ordinal) || key is "tidb.tls" or "name" or "client-urls" or "advertise-client-urls" or "peer-urls" or "advertise-peer-urls" or "initial-cluster" or "join" or "pd-urls"
        || (product == "pd" && key.StartsWith("dashboard.tidb-", StringComparison.Ordinal)) || (product is "dm-master" or "dm-worker" && key is "ssl-ca" or "ssl-cert" or "ssl-key" or "cert-allowed-cn");

    /// <summary>All files as Python's tomllib reads them, by host.</summary>
    private Dictionary<string, JsonElement> Read()
    {
        const string Script = "import json,sys,tomllib\nprint(json.dumps([tomllib.load(open(p,'rb')) for p in sys.argv[1:]],default=str))";
        var result = Shell.Run(Missing.Program("python3"), ["-c", Script, .. Instances.Select(i => hosts.At($"/{i.Host}/etc/tidb/{i.Product}.toml"))]);
        Assert.True(result.ExitCode == 0, result.Error);
        return Instances.Zip(JsonDocument.Parse(result.Output).RootElement.EnumerateArray()).ToDictionary(static p => p.First.Host, static p => p.Second);
    }

    private static IEnumerable<string> Differences(JsonElement left, JsonElement right, string path)
    {
        if (left.ValueKind is not JsonValueKind.Object || right.ValueKind is not JsonValueKind.Object) return left.GetRawText() == right.GetRawText() ? [] : [path];
        var keys = left.EnumerateObject().Concat(right.EnumerateObject()).Select(static p => p.Name).Distinct();
        return keys.SelectMany(k =>
        {
            var below = path.Length == 0 ? k : path + "." + k;
            if (left.TryGetProperty(k, out var l) && right.TryGetProperty(k, out var r)) return Differences(l, r, below);
            var there = left.TryGetProperty(k, out var only) ? only : right.GetProperty(k);
            return there.ValueKind is JsonValueKind.Object ? there.EnumerateObject().Select(p => below + "." + p.Name) : [below];
        });
    }
}
