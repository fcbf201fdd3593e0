using Linkseal.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>An operator's folder in which more than one known platform lies: Harbor's installer, TiDB's files by host, the values of Lightrun's chart.</summary>
public sealed class SeveralPlatformsTests : IDisposable
{
    private readonly HarborMachine machine = HarborMachine.FromSample("2.12.0");

    public SeveralPlatformsTests()
    {
        Write("10.0.1.1/pd.toml", "name = \"pd-1\"\nclient-urls = \"http://10.0.1.1:2379\"\npeer-urls = \"http://10.0.1.1:2380\"\ninitial-cluster = \"pd-1=http://10.0.1.1:2380\"\n");
        Write("10.0.1.2/tikv.toml", "[server]\naddr = \"10.0.1.2:20160\"\n[pd]\nendpoints = [\"10.0.1.1:2379\"]\n[raftstore]\n");
        Write("values.yaml", File.ReadAllText(Path.Combine(Repository.Root, "examples", "lightrun", "values.yaml")));
    }

    public void Dispose() => machine.Dispose();

    [Fact]
    public void Init_takes_none_of_them_and_names_all_LS1293()
    {
        var (exit, text) = machine.Type("init");
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains("error LS1293: more than one known platform is recognised in this folder: harbor, lightrun, tidb", text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("--profile", text, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(machine.Installer, "linkseal.yaml")));
    }

    [Theory]
    [InlineData("harbor")]
    [InlineData("tidb")]
    [InlineData("lightrun")]
    public void The_one_that_is_named_is_described(string profile)
    {
        machine.Succeed("init", "--profile", profile);
        Assert.Contains($"profile: {profile}\n", machine.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Audit_looks_at_all_of_them()
    {
        var (exit, text) = machine.Type("audit");
        Assert.Equal(ExitCode.Differs, exit);
        foreach (var title in (string[])["Harbor 2.12.0", "TiDB", "Lightrun chart"]) Assert.Contains(title, text, StringComparison.Ordinal);
        Assert.DoesNotContain("LS1293", text, StringComparison.Ordinal);
        foreach (var code in (string[])["LS2201", "LS2701"]) Assert.Contains(code, text, StringComparison.Ordinal);
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(machine.Installer, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
