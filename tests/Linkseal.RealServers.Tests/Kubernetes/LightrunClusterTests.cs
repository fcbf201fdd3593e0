using System.Text;
using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Kubernetes;

/// <summary>What the real kubectl does with Lightrun's Secrets, against an API server of our own on the loopback.</summary>
public sealed class LightrunClusterTests : IDisposable
{
    private const string Values = "general:\n  lightrun_endpoint: lightrun.example.com\n  db_local: false\ncertificate:\n  existing_cert: lightrun-public\n";
    private static readonly string Linkseal = BuiltProgram.Path;
    private readonly string _kubectl = Missing.Program("kubectl", "./test --install does not bring it; one binary of Kubernetes' own, https://kubernetes.io/docs/tasks/tools/, in /usr/local/bin");
    private readonly ApiServer _server = new();
    private readonly TemporaryFolder _folder = new();

    public LightrunClusterTests()
    {
        File.WriteAllText(_folder["values.yaml"], Values);
        Describe($"secrets: cluster, context: {ApiServer.Context}");
        foreach (var name in (string[])["redis", "artifacts", "frontend", "backend", "crons", "router"]) _server.AddWorkload("prod", "deployments", "Deployment", "lightrun-" + name);
        foreach (var name in (string[])["mq", "keycloak"]) _server.AddWorkload("prod", "statefulsets", "StatefulSet", "lightrun-" + name);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _server.Dispose();
    }

    [Fact]
    public void Apply_puts_every_secret_into_the_named_context_and_a_second_one_asks_nothing()
    {
        Succeed("apply", "--yes");

        Assert.Equal(9, _server.Objects.Keys.Count(static k => k.Contains("/secrets/", StringComparison.Ordinal)));
        var secret = _server.Secret("prod", "lightrun-redis-tls");
        Assert.Equal("kubernetes.io/tls", secret["type"]!.GetValue<string>());
        Assert.Equal("linkseal", secret["metadata"]!["managedFields"]![0]!["manager"]!.GetValue<string>());
        Assert.Contains("BEGIN CERTIFICATE", Encoding.ASCII.GetString(Convert.FromBase64String(secret["data"]!["tls.crt"]!.GetValue<string>())), StringComparison.Ordinal);
        Assert.All(_server.Calls.Where(static c => c.Method == "PATCH"), static c => Assert.Contains("fieldValidation=Strict", c.Query, StringComparison.Ordinal));
        Assert.Equal(["ca.crt"], _server.Secret("prod", "lightrun-internal-ca")["data"]!.AsObject().Select(static d => d.Key));

        var calls = _server.Calls.Count;
        Assert.Contains("No changes.", Succeed("apply", "--yes"), StringComparison.Ordinal);
        Assert.Equal(calls, _server.Calls.Count);
        Assert.DoesNotContain("Errors", Run("check").All, StringComparison.Ordinal);
    }

    [Fact]
    public void Turning_it_on_restarts_nothing_and_a_renewal_restarts_whoever_reads_it()
    {
        Succeed("apply", "--yes");
        Assert.DoesNotContain(_server.Calls, static c => c.Path.Contains("/apis/apps/", StringComparison.Ordinal));

        File.Delete(_folder[".linkseal/out/lightrun-keycloak-tls.json"]);
        var plan = Run("plan").All;
        Assert.Contains("kubectl --context loopback -n prod rollout restart statefulset/lightrun-keycloak", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("rollout restart deployment/lightrun-redis", plan, StringComparison.Ordinal);

        var before = _server.Secret("prod", "lightrun-keycloak-tls")["data"]!.ToJsonString();
        Succeed("apply", "--yes");
        Assert.NotEqual(before, _server.Secret("prod", "lightrun-keycloak-tls")["data"]!.ToJsonString());
        Assert.Equal(["lightrun-keycloak"], Restarted());
    }

    [Fact]
    public void A_new_authority_restarts_all_callees_before_their_callers()
    {
        Succeed("apply", "--yes");
        Directory.Delete(_folder[".linkseal/authority"], recursive: true);
        Succeed("apply", "--yes", "--new-authority");

        Assert.Equal(["lightrun-redis", "lightrun-mq", "lightrun-keycloak", "lightrun-artifacts", "lightrun-frontend", "lightrun-backend", "lightrun-crons", "lightrun-router"], Restarted());
    }

    [Fact]
    public void Remove_deletes_the_secrets_and_gives_the_folder_back()
    {
        Succeed("apply", "--yes");
        var text = Succeed("remove", "--yes");

        Assert.DoesNotContain(_server.Objects.Keys, static k => k.Contains("/secrets/", StringComparison.Ordinal));
        Assert.Contains("helm upgrade lightrun lightrun/lightrun-helm-chart -n prod --kube-context loopback --version 3.50.0 -f values.yaml\n", text, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["linkseal-values.yaml"]));
        Assert.False(Directory.Exists(_folder[".linkseal/out"]));
        Assert.Equal(Values, File.ReadAllText(_folder["values.yaml"]));
    }

    [Fact]
    public void Manifests_that_wait_for_somebody_are_applied_once_that_is_Linkseals_to_do()
    {
        Describe("secrets: manifests");
        Succeed("apply", "--yes");
        Describe($"secrets: cluster, context: {ApiServer.Context}");
        Succeed("apply", "--yes");
        Assert.Equal(9, _server.Objects.Keys.Count(static k => k.Contains("/secrets/", StringComparison.Ordinal)));
        Assert.Contains("No changes.", Succeed("apply", "--yes"), StringComparison.Ordinal);
        Assert.DoesNotContain("server-side", Succeed("plan"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_that_is_turned_off_keeps_its_secret_until_helm_upgrade_has_been_run()
    {
        File.WriteAllText(_folder["values.yaml"], Values + "deployments: { keycloak: { clusterMode: true } }\n");
        Succeed("apply", "--yes");
        File.WriteAllText(_folder["values.yaml"], Values + "deployments: { keycloak: { clusterMode: false } }\n");

        Assert.Contains("> kubectl --context loopback -n prod delete secret --ignore-not-found lightrun-keycloak-cluster-tls\n", Succeed("apply", "--yes"), StringComparison.Ordinal);
        Assert.NotNull(_server.Secret("prod", "lightrun-keycloak-cluster-tls"));
        Assert.DoesNotContain(_server.Calls, static c => c.Method == "DELETE");
    }

    [Fact]
    public void A_secret_of_somebody_else_is_not_taken_over_and_nothing_stays_half_done()
    {
        Succeed("apply", "--yes");
        _server.Secret("prod", "lightrun-redis-tls")["metadata"]!["managedFields"]![0]!["manager"] = "helm";
        File.Delete(_folder[".linkseal/out/lightrun-redis-tls.json"]);

        var result = Run("apply", "--yes");
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("conflict with \"helm\"", result.All, StringComparison.Ordinal);
    }

    [Fact]
    public void Manifests_are_what_kubectl_reads_without_a_cluster()
    {
        Describe("secrets: manifests");
        Succeed("apply", "--yes");

        Assert.Empty(_server.Calls);
        foreach (var file in Directory.EnumerateFiles(_folder[".linkseal/out"]))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            var local = Shell.Run(_kubectl, ["label", "--local", "--dry-run=client", "-f", file, "checked=yes", "-o", "json"], _folder.Path);
            Assert.True(local.ExitCode == 0, local.All);
            Assert.Contains("\"checked\": \"yes\"", local.Output, StringComparison.Ordinal);
        }

        Assert.Equal((UnixFileMode)0x1C0, File.GetUnixFileMode(_folder[".linkseal/out"]));
        var applied = Shell.Run(_kubectl, ["--context", ApiServer.Context, "-n", "prod", "apply", "--server-side", "--field-manager=linkseal", "-f", _folder[".linkseal/out"]], _folder.Path, environment: _server.Environment);
        Assert.True(applied.ExitCode == 0, applied.All);
        Assert.Equal(9, applied.Output.Split('\n').Count(static l => l.Contains("serverside-applied", StringComparison.Ordinal)));
    }

    [Fact]
    public void No_output_holds_a_key()
    {
        var text = new StringBuilder();
        foreach (var command in (string[][])[["plan"], ["plan", "-o", "json"], ["apply", "--yes"], ["show"], ["show", "redis"], ["status"], ["check", "-o", "json"], ["plan", "-o", "json"]]) text.Append(Run(command).All);
        foreach (var file in Directory.EnumerateFiles(_folder[".linkseal/out"]).Where(static f => f.EndsWith("-tls.json", StringComparison.Ordinal)))
        {
            var key = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(file))!["data"]!["tls.key"]!.GetValue<string>();
            Assert.DoesNotContain(key[40..80], text.ToString(), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("PRIVATE KEY", text.ToString(), StringComparison.Ordinal);
    }

    private IEnumerable<string> Restarted() =>
        _server.Calls.Where(static c => c.Method == "PATCH" && c.Path.Contains("/apis/apps/", StringComparison.Ordinal)).Select(static c => Path.GetFileName(c.Path));

    private void Describe(string settings) =>
        File.WriteAllText(_folder["linkseal.yaml"], $"platform: prod\nprofile: lightrun\nsettings: {{ release: lightrun, namespace: prod, version: 3.50.0, public: made, {settings} }}\n");

    private ShellResult Run(params string[] arguments) => Shell.Run(Linkseal, arguments, _folder.Path, environment: _server.Environment);

    private string Succeed(params string[] arguments)
    {
        var result = Run(arguments);
        Assert.True(result.ExitCode == 0, $"linkseal {string.Join(' ', arguments)} ended with {result.ExitCode}:\n{result.All}");
        return result.All;
    }
}
