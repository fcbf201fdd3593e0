using Linkseal.Cli.Tests.Testing;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>A product's configuration that is there and can't be read: said with the first diagnostics and all others, where it stands, and nothing written.</summary>
public sealed class UnreadableFilesTests : IDisposable
{
    private const string Topology = "pd_servers:\n  - host: 10.0.1.1\ntikv_servers:\n  - host: 10.0.1.2\ntidb_servers:\n  - host: 10.0.1.3\n";
    private const string Engine = "services:\n  catalog:\n    enabled: true\n    endpoint_hostname: catalog\n    port: 8082\n    listen: 0.0.0.0\n";
    private const string Compose = "services:\n  catalog:\n    image: anchore/anchore-engine:v0.6.0\n    volumes: [./config.yaml:/config/config.yaml]\n    command: [anchore-manager, service, start, catalog]\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, string> Faults => new(
        from platform in (string[])["tiup", "meta", "anchore", "tidb", "lightrun"]
        from fault in (string[])["broken", "bytes", "folder", "link"]
        select (platform, fault));

    [Theory]
    [MemberData(nameof(Faults))]
    public void It_stands_with_everything_else_that_is_wrong_and_is_never_said_to_be_missing(string platform, string fault)
    {
        var (file, description) = Lay(platform);
        Break(file, fault);
        // One fault of the description as a text, one of the profile's settings.
        Write("linkseal.yaml", description + "links:\n  - a => b\n");
        var before = Snapshot();
        foreach (var command in (string[][])[["plan"], ["apply", "--yes"], ["check"], ["status"], ["remove", "--yes"]])
        {
            var (exit, text) = Type(command);
            Assert.Equal((ExitCode.BadInput, text), (exit, text));
            Assert.Contains("LS1006", text, StringComparison.Ordinal);
            Said(text, platform, file, fault);
            Assert.Contains("2 errors;", text, StringComparison.Ordinal);
        }

        // The description is sound: the file's fault is the only word.
        Write("linkseal.yaml", description);
        var (_, alone) = Type("plan");
        Said(alone, platform, file, fault);
        Assert.Contains("1 error;", alone, StringComparison.Ordinal);
        File.Delete(folder["linkseal.yaml"]);
        before.Remove("linkseal.yaml");
        Assert.Equal(before, Snapshot());
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Init_audit_and_the_first_check_say_it_instead_of_recognising_nothing(string platform, string fault)
    {
        var (file, _) = Lay(platform);
        Break(file, fault);
        var before = Snapshot();
        // A folder or a dead link of any name is no file of TiDB's: its files have no names of their own.
        if (platform == "tidb" && fault is "folder" or "link") return;
        // Of a folder or a link that is typed itself, what is typed is looked at.
        string[][] commands = fault is "folder" or "link" ? [["init"], ["audit"], ["check"]] : [["init"], ["audit"], ["check"], ["audit", file]];
        foreach (var command in commands)
        {
            var (exit, text) = Type(command);
            // Of many files that a pattern finds, one that is no text is passed over, and said.
            if (platform == "tidb" && fault == "bytes" && command.Length == 1)
            {
                if (command is ["check"]) continue;
                Assert.Contains("etc/tidb/tikv.toml: not UTF-8 text", text, StringComparison.Ordinal);
                File.Delete(folder["linkseal.yaml"]);
                continue;
            }

            Assert.Equal((ExitCode.BadInput, text), (exit, text));
            Said(text, "", file, fault);
            Assert.Contains("1 error;", text, StringComparison.Ordinal);
        }

        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public void Beside_a_platform_that_is_recognised_a_folder_that_cannot_be_read_is_said()
    {
        Write("harbor/harbor.yml", "hostname: registry.example.com\nhttp:\n  port: 80\ndata_volume: /data\n_version: 2.12.0\n");
        Write("harbor/prepare", "#!/bin/sh\n# docker run goharbor/prepare:v2.12.0\n");
        Write("anchore/config.yaml", Engine + "x: [\n");
        var (exit, text) = Type("audit", folder.Path);
        Assert.Equal((ExitCode.Differs, text), (exit, text));
        Assert.Matches("anchore/config.yaml:[0-9]+:[0-9]+: warning LS1101", text);
        Assert.Contains("harbor: Harbor 2.12.0", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_compose_file_that_is_broken_is_not_passed_over_for_the_config_yaml_beside_it()
    {
        Lay("anchore");
        Write("docker-compose.yaml", Compose + "\tx: y\n");
        foreach (var command in (string[][])[["init"], ["audit"]])
        {
            var (exit, text) = Type(command);
            Assert.Equal((ExitCode.BadInput, text), (exit, text));
            Assert.Contains("docker-compose.yaml:6:1: error LS1110", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Files_that_are_missing_are_said_beside_one_that_cannot_be_read()
    {
        var (file, description) = Lay("tidb");
        Break(file, "folder");
        File.Delete(folder["etc/tidb/tidb.toml"]);
        Write("linkseal.yaml", description);
        var text = Type("plan").Text;
        Assert.Contains("linkseal.yaml:7:12: error LS1462: ", text, StringComparison.Ordinal);
        Assert.Contains("linkseal.yaml:8:12: error LS1506: 1 configuration file is not there: ", text, StringComparison.Ordinal);
        Assert.Contains("2 errors;", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tiup")]
    [InlineData("anchore")]
    [InlineData("tidb")]
    public void A_file_that_this_user_may_not_read_is_a_diagnostic_among_the_others(string platform)
    {
        if (!Environment.IsPrivilegedProcess) Missing.Skip("not root: no other user can be played");
        var setpriv = Missing.Program("setpriv");
        string[] nobody = ["--reuid=65534", "--regid=65534", "--clear-groups"];
        var program = Path.Combine(AppContext.BaseDirectory, "linkseal");
        if (Shell.Run(setpriv, [.. nobody, "test", "-x", program]).ExitCode != 0) Assert.Skip("the test's folder is closed to other users");
        var (file, description) = Lay(platform);
        Write("linkseal.yaml", description + "links:\n  - a => b\n");
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(folder[file], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        foreach (var command in (string[][])[["plan"], ["init", "--force"], ["audit", file], ["audit"]])
        {
            var result = Shell.Run(setpriv, [.. nobody, program, .. command, "--root", folder.Path], folder.Path);
            // One of many is passed over by audit, and said.
            if (platform == "tidb" && command is ["audit"]) Assert.Contains("etc/tidb/tikv.toml: permission denied", result.All, StringComparison.Ordinal);
            else if (platform == "tidb" && command[0] == "init") continue;
            else
            {
                Assert.Equal((2, result.All), (result.ExitCode, result.All));
                Assert.Contains("LS1462", result.All, StringComparison.Ordinal);
                Assert.Contains("can't be read: permission denied", result.All, StringComparison.Ordinal);
                Assert.Contains("sudo linkseal", result.All, StringComparison.Ordinal);
            }
        }
    }

    // Where: in the file itself, or where the description names it.
    private static void Said(string text, string platform, string file, string fault)
    {
        var named = platform switch { "tiup" or "meta" => "linkseal.yaml:5:13: ", "anchore" => "linkseal.yaml:4:11: ", "lightrun" => "linkseal.yaml:6:11: ", "tidb" => "linkseal.yaml:7:12: ", _ => $"{file}: " };
        switch (fault)
        {
            case "broken":
                Assert.Matches($"{file}:[0-9]+:[0-9]+: error LS1[17][0-9][0-9]: ", text);
                break;
            case "bytes":
                Assert.Matches($"{file}:[0-9]+:4: error LS1461: ", text);
                break;
            default:
                Assert.Contains($"{named}error LS1462: ", text, StringComparison.Ordinal);
                break;
        }

        Assert.Contains("hint: ", text, StringComparison.Ordinal);
        foreach (var missing in (string[])["LS1552", "LS1603", "LS1604", "LS1506", "LS1290", "LS1802"]) Assert.DoesNotContain(missing, text, StringComparison.Ordinal);
    }

    private void Break(string file, string fault)
    {
        var path = folder[file];
        var text = File.ReadAllText(path);
        File.Delete(path);
        switch (fault)
        {
            case "broken":
                File.WriteAllText(path, text + "x = [\n\ty: [\n");
                break;
            case "bytes":
                File.WriteAllBytes(path, [.. System.Text.Encoding.UTF8.GetBytes(text + "# M"), 0xFC, .. "ller\n"u8]);
                break;
            case "folder":
                Directory.CreateDirectory(path);
                break;
            default:
                File.CreateSymbolicLink(path, "nowhere");
                break;
        }
    }

    private (string File, string Description) Lay(string platform)
    {
        switch (platform)
        {
            case "tiup":
                Write("topology.yaml", Topology);
                return ("topology.yaml", "platform: p\nprofile: tidb\nsettings:\n  version: v8.5.0\n  topology: topology.yaml\n");
            case "meta":
                Write("meta.yaml", "user: tidb\ntidb_version: v8.5.0\ntopology:\n  " + Topology.Replace("\n", "\n  ", StringComparison.Ordinal).TrimEnd() + "\n");
                return ("meta.yaml", "platform: p\nprofile: tidb\nsettings:\n  cluster: prod\n  topology: meta.yaml\n");
            case "anchore":
                Write("config.yaml", Engine);
                Write("docker-compose.yaml", Compose);
                return ("config.yaml", "platform: p\nprofile: anchore-engine\nsettings:\n  config: config.yaml\n");
            case "lightrun":
                Write("values.yaml", "general:\n  lightrun_endpoint: app.example.com\n  internal_tls:\n    enabled: false\n");
                return ("values.yaml", "platform: p\nprofile: lightrun\nsettings:\n  release: lightrun\n  namespace: prod\n  values: values.yaml\n");
            default:
                foreach (var name in (string[])["pd", "tikv", "tidb"]) Write($"etc/tidb/{name}.toml", name == "pd" ? "data-dir = \"/pd\"\n[schedule]\nmax-merge-region-size = 20\n" : name == "tikv" ? "[raftstore]\nsync-log = true\n[rocksdb]\nmax-open-files = 4\n" : "store = \"tikv\"\npath = \"127.0.0.1:2379\"\n[performance]\ntxn-total-size-limit = 1\n");
                return ("etc/tidb/tikv.toml", "platform: p\nprofile: tidb\nsettings:\n  version: v8.5.0\n  instances:\n    pd: [{ host: localhost, config: /etc/tidb/pd.toml }]\n    tikv: [{ host: localhost, config: /etc/tidb/tikv.toml }]\n    tidb: [{ host: localhost, config: /etc/tidb/tidb.toml }]\n");
        }
    }

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
        File.WriteAllText(folder[name], text);
    }

    private (ExitCode Exit, string Text) Type(params string[] arguments)
    {
        var terminal = new MemoryTerminal { Folder = folder.Path, Width = 200, Time = { Now = DateTimeOffset.UtcNow } };
        var exit = (ExitCode)new CommandLine(terminal, TestContext.Current.CancellationToken).Invoke([.. arguments, "--root", folder.Path]);
        return (exit, terminal.Text + terminal.ErrorText);
    }

    private SortedDictionary<string, string> Snapshot() => new(
        Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Where(static f => new FileInfo(f).LinkTarget is null).ToDictionary(f => Path.GetRelativePath(folder.Path, f), File.ReadAllText),
        StringComparer.Ordinal);
}
