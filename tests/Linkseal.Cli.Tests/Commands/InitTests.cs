using Linkseal.Cli.Arguments;
using Linkseal.Cli.Tests.Testing;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.Commands;

public sealed class InitTests
{
    [Fact]
    public void A_folder_of_nothing_known_is_LS1290_and_nothing_is_written()
    {
        using var folder = new TemporaryFolder();
        var (exit, _, error) = Run.Line(new MemoryTerminal { Folder = folder.Path }, "init");
        Assert.Equal(2, exit);
        Assert.Contains("error LS1290: no known platform is recognised in this folder; looked for ", error);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_description_that_is_there_is_LS1291_and_stays_as_it_is()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["linkseal.yaml"], "platform: mine\n");
        var (exit, _, error) = Run.Line(new MemoryTerminal { Folder = folder.Path }, "init");
        Assert.Equal(2, exit);
        Assert.Contains("linkseal.yaml: error LS1291: ", error);
        Assert.Equal("platform: mine\n", File.ReadAllText(folder["linkseal.yaml"]));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_LS1292()
    {
        using var folder = new TemporaryFolder();
        var (exit, _, error) = Run.Line(new MemoryTerminal { Folder = folder.Path }, "init", "nowhere");
        Assert.Equal(2, exit);
        Assert.Contains("nowhere: error LS1292: there is no such folder", error);
    }

    [Fact]
    public void Audit_names_the_folder_that_a_message_is_about()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["one"]);
        File.WriteAllText(folder["one/harbor.yml.tmpl"], "_version: 2.12.0\nhostname: reg.mydomain.com\n");
        var (exit, _, error) = Run.Line(new MemoryTerminal { Folder = folder.Path }, "audit", "one");
        Assert.Equal(2, exit);
        Assert.Contains("one: error LS1208", error);
    }

    [Fact]
    public void A_profile_that_nobody_knows_is_LS1486()
    {
        var (exit, _, error) = Run.Line("init", "--profile", "habor");
        Assert.Equal(2, exit);
        Assert.Contains("error LS1486: there is no dialect or profile \"habor\"", error);
    }

    [Fact]
    public void Several_platforms_in_one_folder_are_LS1293_with_their_names()
    {
        var diagnostic = InitDiagnostics.SeveralRecognised("/srv", ["harbor", "tidb"]);
        Assert.Equal("LS1293", diagnostic.Code);
        Assert.EndsWith("harbor, tidb", diagnostic.Message);
    }

    [Fact]
    public void A_compose_file_of_no_known_platform_is_drafted_and_what_was_drafted_can_be_applied()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["redis"]);
        File.WriteAllText(folder["redis/redis.conf"], "port 6379\n");
        File.WriteAllText(folder["compose.yaml"], "services:\n  web: { build: ., user: '0', depends_on: [cache] }\n  cache: { image: redis:7, user: '0', volumes: [./redis:/usr/local/etc/redis] }\n");
        var terminal = new MemoryTerminal { Folder = folder.Path };
        var (exit, output, error) = Run.Line(terminal, "init");
        Assert.True(exit == 0, error);
        Assert.Contains("compose.yaml: web (files), cache (redis)", output, StringComparison.Ordinal);
        (exit, _, error) = Run.Line(new MemoryTerminal { Folder = folder.Path }, "apply", "--yes", "--no-reload");
        Assert.True(exit == 0, error);
        Assert.Contains("tls-cert-file /usr/local/etc/redis/tls/tls.crt", File.ReadAllText(folder["redis/redis.conf"]), StringComparison.Ordinal);
        Assert.True(File.Exists(folder["tls/web/tls.key"]));
    }

    [Fact]
    public void A_known_platform_wins_over_the_compose_file_beside_it()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["harbor.yml"], "hostname: reg.example.com\n_version: 2.12.0\ndata_volume: /data\nhttp:\n  port: 80\n");
        File.WriteAllText(folder["docker-compose.yml"], "services:\n  redis: { image: goharbor/redis-photon:v2.12.0 }\n  cache: { image: redis }\n");
        Assert.Equal(0, Run.Line(new MemoryTerminal { Folder = folder.Path }, "init").Exit);
        Assert.Contains("profile: harbor", File.ReadAllText(folder["linkseal.yaml"]), StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_profile_asked_for_a_compose_file_is_none()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["compose.yaml"], "services:\n  cache: { image: redis }\n");
        Assert.Contains("LS1290", Run.Line(new MemoryTerminal { Folder = folder.Path }, "init", "--profile", "harbor").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_compose_file_with_nothing_to_seal_is_LS1294()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["compose.yaml"], "services:\n  a: { image: x }\n");
        var (exit, _, error) = Run.Line(new MemoryTerminal { Folder = folder.Path }, "init");
        Assert.Equal(2, exit);
        Assert.Contains("error LS1294", error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["linkseal.yaml"]));
    }
}
