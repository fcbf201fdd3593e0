using System.Text.RegularExpressions;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>On every sample of Anchore's config.yaml, with the compose file of its time where there is one: in, proven by others, and out again.</summary>
public sealed partial class AnchoreSampleTests
{
    private const string Compose06 = "docker-compose-0.6.0.yaml";
    private const string Compose11 = "docker-compose-1.1.0.yaml";

    /// <summary>Sample, compose file, and each service with the name that its callers dial.</summary>
    public static TheoryData<string, string?, string> Samples => new()
    {
        { "config-0.1.10.yaml", null, "apiext=localhost kubernetes_webhook=localhost catalog=localhost simplequeue=localhost policy_engine=localhost" },
        { "config-0.3.0.yaml", null, "apiext=localhost kubernetes_webhook=localhost catalog=localhost simplequeue=localhost policy_engine=localhost analyzer=localhost" },
        { "config-0.6.0.yaml", Compose06, "apiext=engine-api catalog=engine-catalog simplequeue=engine-simpleq policy_engine=engine-policy-engine analyzer=engine-analyzer" },
        { "default_config-0.4.0.yaml", null, "apiext=localhost kubernetes_webhook=localhost catalog=localhost simplequeue=localhost policy_engine=localhost analyzer=localhost" },
        { "default_config-0.8.0.yaml", Compose06, "apiext=engine-api catalog=engine-catalog simplequeue=engine-simpleq policy_engine=engine-policy-engine analyzer=engine-analyzer" },
        { "default_config-1.1.0.yaml", Compose11, "apiext=api catalog=catalog simplequeue=queue policy_engine=policy-engine analyzer=analyzer" },
    };

    [Fact]
    public void No_sample_is_forgotten() => Assert.Equal(
        Directory.GetFiles(Fixtures.Folder("anchore-engine"), "*config-*.yaml").Select(Path.GetFileName).Order(StringComparer.Ordinal),
        Samples.Select(static s => s.Data.Item1).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Samples))]
    public void From_plaintext_to_a_clean_check(string config, string? compose, string services)
    {
        using var machine = AnchoreMachine.FromSample(config, compose);
        machine.Succeed("init");
        Assert.Contains("LS2600", machine.Type("check").Text, StringComparison.Ordinal);
        Assert.Contains("to create", machine.Succeed("plan"), StringComparison.Ordinal);
        machine.Succeed("apply", "--yes");
        var check = machine.Succeed("check");
        Assert.DoesNotContain("Errors", check, StringComparison.Ordinal);
        if (compose is not null) Assert.DoesNotContain("Warnings", check, StringComparison.Ordinal);
        Assert.Equal(Pairs(services).Count, Directory.GetFiles(machine["tls"], "*.key").Length);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Openssl_accepts_each_leaf_for_every_name_that_is_dialled(string config, string? compose, string services)
    {
        using var machine = Applied(config, compose);
        foreach (var (service, name) in Pairs(services))
        {
            foreach (var dialled in (string[])[name, "localhost"])
            {
                var result = Shell.Run("openssl", ["verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", machine["certs/linkseal-ca.crt"], "-verify_hostname", dialled, machine[$"tls/{service}.crt"]]);
                Assert.True(result.ExitCode == 0, $"{service} as {dialled}: {result.All}");
            }

            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(machine[$"tls/{service}.key"]));
            Assert.Equal(Public("x509", "-noout", "-pubkey", "-in", machine[$"tls/{service}.crt"]), Public("pkey", "-pubout", "-in", machine[$"tls/{service}.key"]));
        }

        Assert.Equal("linkseal-ca.crt", Assert.Single(Directory.GetFiles(machine["certs"]).Select(Path.GetFileName)));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Only_the_intended_lines_differ(string config, string? compose, string services)
    {
        using var machine = Applied(config, compose);
        // Some samples end without a line end; that a line goes on behind it is no other line.
        File.WriteAllText(machine["before"], machine.Original.TrimEnd('\n') + "\n");
        File.WriteAllText(machine["after"], machine.Config.TrimEnd('\n') + "\n");
        var diff = Shell.Run("diff", [machine["before"], machine["after"]]).Output.Split('\n');
        Assert.All(diff.Where(static l => l.StartsWith('<')), static l => Assert.Matches(@"^<\s+#?\s*(internal_ssl_verify|external_tls|ssl_enable|ssl_cert|ssl_key):", l));
        var added = diff.Where(static l => l.StartsWith('>')).ToArray();
        Assert.All(added, static l => Assert.Matches(@"^>\s+(internal_ssl_verify: [Tt]rue|external_tls: [Tt]rue|ssl_enable: [Tt]rue|ssl_cert: '?/config/tls/\w+\.crt'?|ssl_key: '?/config/tls/\w+\.key'?)$", l));
        Assert.Equal(Pairs(services).Count, added.Count(static l => l.Contains("ssl_cert", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Another_parser_reads_what_was_intended_and_everything_else_as_before(string config, string? compose, string services)
    {
        using var machine = Applied(config, compose);
        File.WriteAllText(machine["before"], machine.Original);
        // Variables are replaced as Anchore does: as text, before YAML is parsed.
        var judge = """
            import re, sys, yaml
            image = {"ANCHORE_SERVICE_PORT": "8228", "ANCHORE_EXTERNAL_TLS": "false", "ANCHORE_INTERNAL_SSL_VERIFY": "false", "ANCHORE_EXTERNAL_PORT": "null"}
            read = lambda p: yaml.safe_load(re.sub(r"\$\{(ANCHORE[A-Z0-9_]*)\}", lambda m: image.get(m[1], "x"), open(p, encoding="utf-8").read()))
            before, after = read(sys.argv[1]), read(sys.argv[2])
            assert after["internal_ssl_verify"] is True
            for name in sys.argv[3:]:
                service = after["services"][name]
                assert service.pop("ssl_enable") is True and service.pop("ssl_cert") == f"/config/tls/{name}.crt" and service.pop("ssl_key") == f"/config/tls/{name}.key", name
                assert service.get("external_tls", True) is True, name
                if "external_tls" in service: before["services"][name]["external_tls"] = True
            before["internal_ssl_verify"] = True
            assert before == after
            """;
        var result = Shell.Run(Missing.Program("python3"), ["-c", judge, machine["before"], machine["config.yaml"], .. Pairs(services).Keys]);
        Assert.True(result.ExitCode == 0, result.All);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_variable_that_is_not_about_TLS_stays(string config, string? compose, string services)
    {
        using var machine = Applied(config, compose);
        string[] Variables(string text) => [.. Variable().Matches(text).Select(static m => m.Value).Where(static v => v is not ("${ANCHORE_EXTERNAL_TLS}" or "${ANCHORE_INTERNAL_SSL_VERIFY}"))];
        Assert.Equal(Variables(machine.Original), Variables(machine.Config));
        Assert.NotEmpty(services);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_second_apply_changes_no_byte_and_no_time(string config, string? compose, string services)
    {
        using var machine = Applied(config, compose);
        var before = machine.Snapshot();
        Assert.Contains("No changes", machine.Succeed("plan", "--check"), StringComparison.Ordinal);
        machine.Succeed("apply", "--yes");
        Assert.Equal(before, machine.Snapshot());
        Assert.NotEmpty(services);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Remove_gives_the_bytes_back(string config, string? compose, string services)
    {
        using var machine = AnchoreMachine.FromSample(config, compose);
        machine.Succeed("init");
        var before = machine.Snapshot(withTimes: false);
        machine.Succeed("apply", "--yes");
        machine.Succeed("remove", "--yes");
        Assert.Equal(machine.Original, machine.Config);
        Assert.Equal(before, machine.Snapshot(withTimes: false));
        Assert.False(Directory.Exists(machine["tls"]));
        Assert.NotEmpty(services);
    }

    private static AnchoreMachine Applied(string config, string? compose)
    {
        var machine = AnchoreMachine.FromSample(config, compose);
        machine.Succeed("init");
        machine.Succeed("apply", "--yes");
        return machine;
    }

    private static Dictionary<string, string> Pairs(string services) => services.Split(' ').ToDictionary(static p => p.Split('=')[0], static p => p.Split('=')[1]);

    private static string Public(params string[] arguments)
    {
        var result = Shell.Run("openssl", arguments);
        Assert.True(result.ExitCode == 0, result.All);
        return result.Output;
    }

    [GeneratedRegex(@"\$\{ANCHORE[A-Z0-9_]*\}")]
    private static partial Regex Variable();
}
