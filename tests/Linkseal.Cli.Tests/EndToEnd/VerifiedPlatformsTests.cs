using System.Text.Json;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>Whole runs of <c>verify</c> on the known platforms, against servers of ours that behave as the facts say of theirs.</summary>
public sealed class VerifiedPlatformsTests
{
    private static readonly (string Component, string Container, int Port)[] Harbor =
    [
        ("core", "harbor-core", 8443), ("job_service", "harbor-jobservice", 8443), ("portal", "harbor-portal", 8443), ("registry", "registry", 5443), ("registryctl", "registryctl", 8443),
    ];

    [Fact]
    public async Task Harbor_ends_green_at_the_level_that_it_can_reach_and_a_listener_that_was_not_restarted_is_named()
    {
        using var harbor = new LiveHarbor();
        harbor.Succeed("apply", "--yes");
        await using var servers = new StandIns();
        Start(harbor, servers);
        var text = harbor.Succeed("verify");
        Assert.Contains("23 of 23 links as required by proof: 10 authenticated, 5 plaintext, 8 nothing · no errors", text, StringComparison.Ordinal);
        Assert.Contains("core:registryctl        127.77.1.5:8443    authenticated  authenticated", text, StringComparison.Ordinal);

        // Renewed on disk and copied by prepare, but the containers run on with what they read at their start.
        File.Delete(Path.Combine(harbor.InternalTls, "core.crt"));
        harbor.Succeed("apply", "--yes");
        var (exit, found) = harbor.Type("verify");
        Assert.Equal(ExitCode.Differs, exit);
        Assert.Contains("LS2911  core", found, StringComparison.Ordinal);
        Assert.DoesNotContain("LS2911  portal", found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 308 Permanent Redirect\r\nLocation: https://registry.example.com/\r\nContent-Length: 0\r\n\r\n", "")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "LS2927")]
    public async Task Harbors_public_side_is_asked_as_docker_and_browsers_do_and_its_plain_port_leads_to_https(string plain, string found)
    {
        using var harbor = HarborMachine.FromSample("2.12.0");
        Directory.CreateDirectory(harbor.At("/usr/local/share/ca-certificates"));
        harbor.Description = "platform: registry\nprofile: harbor\nclients: [docker, system]\n";
        harbor.Succeed("apply", "--yes");
        await using var servers = new StandIns();
        string Named(string key) => harbor.At(harbor.HarborYml.Split('\n').First(l => l.TrimStart().StartsWith(key, StringComparison.Ordinal)).Split(' ')[^1]);
        servers.Tls("127.77.1.20", 443, Named("certificate:"), Named("private_key:"), StandIns.Says("HTTP/1.1 401 Unauthorized\r\nWww-Authenticate: Bearer\r\nContent-Length: 0\r\n\r\n"));
        servers.Plain("127.77.1.20", 80, StandIns.Says(plain));
        var (exit, text) = harbor.Type("verify", "--connect", "proxy=127.77.1.20:443", "--allow-skipped");
        Assert.True(exit == (found.Length > 0 ? ExitCode.Differs : ExitCode.Ok), text);
        var words = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("HTTP 401 to GET /v2/", words, StringComparison.Ordinal);
        Assert.Contains("HTTP 401 to GET /api/v2.0/health", words, StringComparison.Ordinal);
        Assert.Equal(found.Length > 0, text.Contains("LS2927", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TiDB_is_asked_instance_by_instance()
    {
        using var hosts = new TiDbHosts("""
            platform: prod
            profile: tidb
            settings:
              version: v8.5.0
              callers: named
              instances:
                pd: [{ host: 127.77.2.1, name: pd-1, config: /etc/tidb/pd.toml }, { host: 127.77.2.2, name: pd-2, config: /etc/tidb/pd.toml }]
                tikv: [{ host: 127.77.2.3, config: /etc/tidb/tikv.toml }]
                tidb: [{ host: 127.77.2.4, config: /etc/tidb/tidb.toml }]

            """);
        foreach (var (product, host) in ((string, int)[])[("pd", 1), ("pd", 2), ("tikv", 3), ("tidb", 4)]) hosts.Write($"/127.77.2.{host}/etc/tidb/{product}.toml", "");
        hosts.Succeed("apply", "--yes");
        hosts.Succeed("done");
        await using var servers = new StandIns();
        void Start(string product, string host, int port, Func<Stream, CancellationToken, Task> answers, bool lists = true)
        {
            var tls = hosts.At($"/{host}/etc/tidb/tls/{product}/current/");
            var allowed = File.ReadAllText(hosts.At($"/{host}/etc/tidb/{product}.toml"));
            servers.Tls(host, port, tls + "tls.crt", tls + "tls.key", answers, tls + "ca.crt", lists ? c => allowed.Contains('"' + c.GetNameInfo(System.Security.Cryptography.X509Certificates.X509NameType.SimpleName, forIssuer: false) + '"', StringComparison.Ordinal) : null);
        }

        foreach (var host in (string[])["127.77.2.1", "127.77.2.2"])
        {
            Start("pd", host, 2379, StandIns.Http);
            Start("pd", host, 2380, StandIns.Http);
        }

        Start("tikv", "127.77.2.3", 20160, StandIns.Grpc);
        Start("tikv", "127.77.2.3", 20180, StandIns.Http, lists: false);
        Start("tidb", "127.77.2.4", 10080, StandIns.Http);
        servers.Plain("127.77.2.4", 4000, StandIns.MySqlInPlaintext);
        var text = hosts.Succeed("verify");
        Assert.True(text.TrimEnd().EndsWith("20 of 20 links as required by proof: 17 named, 2 mutual, 1 plaintext · no errors", StringComparison.Ordinal), text);

        // One of two members takes whoever has a certificate of the authority.
        await servers.Clear();
        Start("pd", "127.77.2.1", 2379, StandIns.Http);
        Start("pd", "127.77.2.2", 2379, StandIns.Http, lists: false);
        var (exit, found) = hosts.Type("verify");
        Assert.Equal(ExitCode.Differs, exit);
        Assert.Contains("pd at 127.77.2.2:2379 accepts a certificate of its authority whose component has no link", found, StringComparison.Ordinal);
        Assert.DoesNotContain("pd at 127.77.2.1:2379 accepts", found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anchore_is_asked_at_each_base_url()
    {
        using var machine = AnchoreMachine.FromSample("default_config-1.1.0.yaml", "docker-compose-1.1.0.yaml");
        machine.Description = "platform: anchore\nprofile: anchore-engine\n";
        machine.Succeed("apply", "--yes");
        machine.Type("done");
        await using var servers = new StandIns();
        List<string> places = [];
        foreach (var (service, pair) in ((string, string)[])[("api", "apiext"), ("catalog", "catalog"), ("policy-engine", "policy_engine"), ("queue", "simplequeue"), ("analyzer", "analyzer")])
        {
            places.Add($"{service} 127.77.3.{places.Count + 1}");
            servers.Tls($"127.77.3.{places.Count}", 8228, machine[$"tls/{pair}.crt"], machine[$"tls/{pair}.key"], StandIns.Http);
        }

        places.Add("database 127.77.3.9");
        servers.Plain("127.77.3.9", 5432, StandIns.PostgresInPlaintext);
        using var bin = new StandInProgram("docker", $$"""
            # stands for: docker ps … label=com.docker.compose.service=NAME, and docker inspect … -- ID
            case $1 in
              ps) echo "id-${4##*=}" ;;
              inspect) sed -n "s/^${5#id-} //p" <<EOF
            {{string.Join('\n', places)}}
            EOF
              ;;
            esac
            """);
        var result = bin.Linkseal(machine.Home, "verify", "--root", machine.Root);
        Assert.True(result.ExitCode == 0, result.All);
        Assert.Contains("15 of 15 links as required by proof: 10 authenticated, 5 plaintext", result.Output, StringComparison.Ordinal);
        Assert.Contains("policy-engine:8228 (127.77.3.3)", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lightrun_is_asked_through_kubectl()
    {
        using var folder = new LightrunFolder();
        folder.Write("linkseal.yaml", LightrunFolder.Settings + "  public: made\n");
        folder.Succeed("apply", "--yes");
        folder.Type("done");
        await using var servers = new StandIns();
        List<string> ports = [];
        foreach (var (resource, secret, answers) in (( string, string, Func<Stream, CancellationToken, Task>)[])
            [
                ("service/lightrun-redis:6379", "lightrun-redis-tls", StandIns.Says("+PONG\r\n")), ("service/lightrun-mq:5672", "lightrun-mq-tls", StandIns.Amqp), ("service/lightrun-keycloak:8080", "lightrun-keycloak-tls", StandIns.Http),
                ("service/lightrun-data-streamer:8080", "lightrun-data-streamer-tls", StandIns.Http), ("service/lightrun-artifacts:8080", "lightrun-artifacts-tls", StandIns.Http), ("service/lightrun-frontend:8080", "lightrun-frontend-tls", StandIns.Http),
            ])
        {
            foreach (var part in (string[])["tls.crt", "tls.key"]) folder.Write($"{secret}.{part}", folder.Data(secret, part));
            ports.Add($"{resource} {servers.Tls("127.0.0.1", 0, folder[secret + ".tls.crt"], folder[secret + ".tls.key"], answers)}");
        }

        using var bin = new StandInProgram("kubectl", $$"""
            # stands for: kubectl --namespace=prod port-forward --address=127.0.0.1 RESOURCE :PORT
            port=$(sed -n "s|^$4$5 ||p" <<EOF
            {{string.Join('\n', ports)}}
            EOF
            )
            [ -n "$port" ] || { echo "Error from server (NotFound): $4 not found" >&2; exit 1; }
            echo "Forwarding from 127.0.0.1:$port -> 1"
            exec sleep 600
            """);
        var result = bin.Linkseal(folder.Location, "verify");
        Assert.True(result.ExitCode == 1, result.All);
        Assert.Contains("backend:redis          prod/service/lightrun-redis:6379          authenticated  authenticated\n      TLS 1.3: PONG", result.Output, StringComparison.Ordinal);
        Assert.Contains("11 of 17 links as required by proof: 11 authenticated · 6 skipped · no errors", result.Output, StringComparison.Ordinal);
        Assert.Contains("skipped router:backend: kubectl does not lead to prod/service/lightrun-backend:8080: Error", result.Output, StringComparison.Ordinal);
        Assert.Equal(0, bin.Linkseal(folder.Location, "verify", "--allow-skipped").ExitCode);
    }

    private static void Start(LiveHarbor harbor, StandIns servers)
    {
        List<(string, string)> places = [];
        foreach (var (component, container, port) in Harbor)
        {
            var address = $"127.77.1.{places.Count + 1}";
            places.Add((container, address));
            var pair = Path.Combine(harbor.Data, "secret", "tls", component);
            servers.Tls(address, port, pair + ".crt", pair + ".key", StandIns.Http);
        }

        places.AddRange([("harbor-db", "127.77.1.11"), ("redis", "127.77.1.12"), ("harbor-log", "127.77.1.13")]);
        servers.Plain("127.77.1.11", 5432, StandIns.PostgresInPlaintext);
        servers.Plain("127.77.1.12", 6379, StandIns.Says("+PONG\r\n"));
        servers.Plain("127.77.1.13", 10514, StandIns.Sink);
        harbor.Place(places);
    }
}
