using Linkseal.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>On every sample of harbor.yml: in, proven by others, and out again.</summary>
public sealed class HarborSampleTests
{
    public static TheoryData<string> Versions => ["2.0.0", "2.2.0", "2.5.0", "2.7.0", "2.8.0", "2.9.0", "2.10.0", "2.11.0", "2.12.0", "2.13.0", "2.14.0", "2.15.2"];

    private static readonly Dictionary<string, string> Dialled = new()
    {
        ["proxy"] = "proxy", ["core"] = "core", ["job_service"] = "jobservice", ["registry"] = "registry", ["registryctl"] = "registryctl", ["portal"] = "portal",
    };

    [Fact]
    public void No_sample_is_forgotten() =>
        Assert.Equal(Versions.Select(static v => v.Data).Order(StringComparer.Ordinal), Fixtures.HarborSamples().Select(static s => s.Version));

    [Theory]
    [MemberData(nameof(Versions))]
    public void From_plaintext_to_a_clean_check(string version)
    {
        using var machine = HarborMachine.FromSample(version);
        Assert.Equal(ExitCode.Differs, machine.Type("check").Exit);
        machine.Succeed("init");
        Assert.Contains("to create", machine.Succeed("plan"), StringComparison.Ordinal);
        machine.Succeed("apply", "--yes");
        var check = machine.Succeed("check");
        Assert.Contains("Files only", check, StringComparison.Ordinal);
        Assert.DoesNotContain("Errors", check, StringComparison.Ordinal);
        Assert.DoesNotContain("Warnings", check, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Openssl_accepts_each_leaf_for_the_name_that_is_dialled(string version)
    {
        using var machine = Applied(version);
        var authority = Path.Combine(machine.InternalTls, "harbor_internal_ca.crt");
        foreach (var (file, name) in Dialled)
        {
            if (version == "2.0.0" && file == "portal") continue;
            var leaf = Path.Combine(machine.InternalTls, file + ".crt");
            // Nobody dials the proxy by this certificate; the others are dialled, and some dial as well.
            var purpose = file == "proxy" ? "sslclient" : "sslserver";
            var result = Shell.Run("openssl", ["verify", "-x509_strict", "-purpose", purpose, "-CAfile", authority, "-verify_hostname", name, leaf]);
            Assert.True(result.ExitCode == 0, $"{leaf} as {name}, {purpose}: {result.All}");

            var key = Path.ChangeExtension(leaf, ".key");
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
            Assert.Equal(Public("x509", "-noout", "-pubkey", "-in", leaf), Public("pkey", "-pubout", "-in", key));
        }

        var https = machine.At("/data/cert/registry.example.com.linkseal.crt");
        var outside = Shell.Run("openssl", ["verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", machine.At("/data/ca_download/ca.crt"), "-verify_hostname", "registry.example.com", https]);
        Assert.True(outside.ExitCode == 0, outside.All);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Only_the_intended_lines_of_harbor_yml_differ(string version)
    {
        using var machine = Applied(version);
        var before = machine.Original.Split('\n');
        var after = machine.HarborYml.Split('\n');
        Assert.Equal(before.Length, after.Length);

        var changed = before.Zip(after).Where(static p => p.First != p.Second).Select(static p => p.Second.TrimEnd()).ToList();
        Assert.Contains("internal_tls:", changed);
        Assert.Contains("  enabled: true", changed);
        Assert.Contains("  dir: /etc/harbor/tls/internal", changed);
        Assert.Contains("  certificate: /data/cert/registry.example.com.linkseal.crt", changed);
        Assert.Contains("  private_key: /data/cert/registry.example.com.linkseal.key", changed);
        var others = changed.Except(["internal_tls:", "  enabled: true", "  dir: /etc/harbor/tls/internal", "  certificate: /data/cert/registry.example.com.linkseal.crt", "  private_key: /data/cert/registry.example.com.linkseal.key"]);
        Assert.All(others, static line => Assert.StartsWith("#", line.TrimStart(), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Another_parser_reads_what_was_intended_and_everything_else_as_before(string version)
    {
        using var machine = Applied(version);
        var judge = """
            import sys, yaml
            before, after = (yaml.safe_load(open(p, encoding="utf-8")) for p in sys.argv[1:3])
            tls = after.pop("internal_tls")
            assert tls == {"enabled": True, "dir": "/etc/harbor/tls/internal"}, tls
            https = after.pop("https"); before.pop("https"); before.pop("internal_tls", None)
            assert https["port"] == 443 and https["certificate"] == "/data/cert/registry.example.com.linkseal.crt" and https["private_key"] == "/data/cert/registry.example.com.linkseal.key", https
            assert before == after
            """;
        var original = machine.At("/original.yml");
        File.WriteAllText(original, machine.Original);
        var result = Shell.Run(Missing.Program("python3"), ["-c", judge, original, Path.Combine(machine.Installer, "harbor.yml")]);
        Assert.True(result.ExitCode == 0, result.All);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_second_apply_changes_no_byte_and_no_time(string version)
    {
        using var machine = Applied(version);
        var before = machine.Snapshot();
        Assert.Contains("No changes", machine.Succeed("plan", "--check"), StringComparison.Ordinal);
        machine.Succeed("apply", "--yes");
        Assert.Equal(before, machine.Snapshot());
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Remove_gives_the_original_back(string version)
    {
        using var machine = HarborMachine.FromSample(version);
        machine.Succeed("init");
        var before = machine.Snapshot(withTimes: false);
        machine.Succeed("apply", "--yes");
        machine.Succeed("remove", "--yes");
        Assert.Equal(machine.Original, machine.HarborYml);
        Assert.Equal(before, machine.Snapshot(withTimes: false));
        Assert.False(Directory.Exists(machine.InternalTls));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Remove_keeps_an_unrelated_edit_by_hand(string version)
    {
        using var machine = Applied(version);
        machine.HarborYml = "# by hand\n" + machine.HarborYml.Replace("level: info", "level: debug", StringComparison.Ordinal);
        machine.Succeed("remove", "--yes");
        Assert.Equal("# by hand\n" + machine.Original.Replace("level: info", "level: debug", StringComparison.Ordinal), machine.HarborYml);
    }

    private static HarborMachine Applied(string version)
    {
        var machine = HarborMachine.FromSample(version);
        machine.Succeed("init");
        machine.Succeed("apply", "--yes");
        return machine;
    }

    private static string Public(params string[] arguments)
    {
        var result = Shell.Run("openssl", arguments);
        Assert.True(result.ExitCode == 0, result.All);
        return result.Output;
    }
}
