using System.Text.RegularExpressions;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>A cluster whose certificates are due: what is written, and who has to be restarted for it.</summary>
public sealed partial class TiDbRenewalTests : IDisposable
{
    /// <summary>Every product that runs all the time, by host.</summary>
    private static readonly (string Product, string Host)[] Instances =
    [
        ("pd", "10.0.0.1"), ("tikv", "10.0.0.2"), ("tiflash", "10.0.0.3"), ("tidb", "10.0.0.4"), ("ticdc", "10.0.0.5"), ("tiproxy", "10.0.0.6"),
        ("pump", "10.0.0.7"), ("drainer", "10.0.0.8"), ("dm-master", "10.0.0.9"), ("dm-worker", "10.0.0.10"), ("prometheus", "10.0.0.11"),
    ];

    private readonly TiDbHosts hosts = new("");

    public void Dispose() => hosts.Dispose();

    [Theory]
    [InlineData("v8.5.0", "dm-master dm-worker")]
    [InlineData("v6.5.0", "dm-master dm-worker tiflash")]
    [InlineData("v6.1.0", "dm-master dm-worker ticdc tiflash")]
    public void What_takes_new_files_by_itself_is_not_restarted(string version, string restarted)
    {
        Lay(version);
        var before = hosts.Snapshot();
        hosts.Succeed("apply", "--yes");
        hosts.Succeed("done");
        Assert.All(Instances, i => Assert.Equal("1", Generation(i)));
        var configured = Configuration();

        // Two thirds of 90 days.
        hosts.Now = hosts.Now.AddDays(59);
        hosts.Succeed("plan", "--check");
        hosts.Now = hosts.Now.AddDays(2);
        Assert.Equal(ExitCode.Differs, hosts.Type("plan", "--check").Exit);
        var plan = hosts.Succeed("plan");
        Assert.Equal(restarted, string.Join(' ', Restarts().Matches(plan).Select(static m => m.Groups["unit"].Value).Order(StringComparer.Ordinal)));
        Assert.DoesNotContain(" configure", plan, StringComparison.Ordinal);

        hosts.Succeed("apply", "--yes");
        Assert.All(Instances, i => Assert.Equal("2", Generation(i)));
        Assert.Equal(configured, Configuration());
        Assert.NotEqual(Bytes("tikv", "1/tls.key"), Bytes("tikv", "current/tls.key"));
        Assert.NotEqual(Bytes("tikv", "1/tls.crt"), Bytes("tikv", "current/tls.crt"));
        // A renewal is no rotation.
        Assert.Equal(Bytes("tikv", "1/ca.crt"), Bytes("tikv", "current/ca.crt"));
        Assert.DoesNotContain("warning", hosts.Succeed("check"), StringComparison.Ordinal);

        var renewed = hosts.Snapshot();
        hosts.Succeed("plan", "--check");
        Assert.Contains("No changes", hosts.Succeed("apply", "--yes"), StringComparison.Ordinal);
        Assert.Equal(renewed, hosts.Snapshot());

        hosts.Succeed("remove", "--yes");
        Assert.Equal(before, hosts.Snapshot());
    }

    private void Lay(string version)
    {
        hosts.Description = $"platform: prod\nprofile: tidb\nsettings:\n  version: {version}\n  callers: named\n  instances:\n"
            + string.Concat(Instances.Select(static i => $"    {i.Product}: [{{ host: {i.Host}, config: {Config(i.Product)}{(i.Product == "tiproxy" ? ", version: v1.4.0" : "")} }}]\n"));
        foreach (var (product, host) in Instances) hosts.Write($"/{host}{Config(product)}", product == "prometheus" ? "scrape_configs:\n  - job_name: tikv\n    static_configs: [{ targets: ['10.0.0.2:20180'] }]\n" : "");
        hosts.Write("/10.0.0.3/etc/tidb/tiflash-learner.toml", "");
    }

    private static string Config(string product) => product == "prometheus" ? "/etc/tidb/prometheus.yml" : $"/etc/tidb/{product}.toml";

    private string? Generation((string Product, string Host) instance) => new FileInfo(hosts.At($"/{instance.Host}/etc/tidb/tls/{instance.Product}/current")).LinkTarget;

    private string Bytes(string product, string path) => File.ReadAllText(hosts.At($"/{Instances.First(i => i.Product == product).Host}/etc/tidb/tls/{product}/{path}"));

    private string[] Configuration() => [.. Instances.Select(i => File.ReadAllText(hosts.At($"/{i.Host}{Config(i.Product)}")))];

    [GeneratedRegex(@"ssh root@\S+ .*systemctl re(start|load) (?<unit>[\w-]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Restarts();
}
