using System.Text.Json;
using Linkseal.Cli.Tests.Testing;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>audit on Harbor: the level of every link by files, whoever wrote them; nothing written, nothing green that was not looked at.</summary>
public sealed class AuditTests : IDisposable
{
    private readonly HarborMachine machine = HarborMachine.FromSample("2.12.0");

    public void Dispose() => machine.Dispose();

    [Fact]
    public void A_plaintext_Harbor_is_23_open_links_and_two_errors_and_nothing_is_written()
    {
        var before = machine.Snapshot();
        var (exit, text) = machine.Type("audit", ".");
        Assert.Equal(ExitCode.Differs, exit);
        Assert.EndsWith("24 links: 24 plaintext · 2 errors\n", text);
        Assert.Contains("LS2201", text);
        Assert.Contains("LS2203", text);
        Assert.Equal(before, machine.Snapshot());
        Assert.False(Directory.Exists(Path.Combine(machine.Installer, ".linkseal")));
    }

    [Fact]
    public void Without_a_path_this_folder_is_looked_at() => Assert.Equal(machine.Type("audit", ".").Text, machine.Type("audit").Text);

    [Fact]
    public void Every_sample_of_Harbor_is_looked_at()
    {
        foreach (var (version, _) in Fixtures.HarborSamples())
        {
            using var other = HarborMachine.FromSample(version);
            var (exit, text) = other.Type("audit");
            Assert.Equal(ExitCode.Differs, exit);
            Assert.Matches("\n[0-9]+ links: [0-9]+ plaintext · [0-9]+ errors?", text);
        }
    }

    [Fact]
    public void A_sealed_Harbor_has_its_levels_without_a_description_or_state()
    {
        machine.Succeed("init");
        machine.Succeed("apply", "--yes");
        File.Delete(Path.Combine(machine.Installer, "linkseal.yaml"));
        Directory.Delete(Path.Combine(machine.Installer, ".linkseal"), recursive: true);
        var text = machine.Succeed("audit");
        Assert.EndsWith("24 links: 10 authenticated, 1 encrypted, 13 plaintext · no errors\n", text);
        Assert.DoesNotContain("LS2801", text);
        Assert.Contains("clients:proxy           authenticated", text);
    }

    [Fact]
    public void Remedies_speak_of_init_as_long_as_there_is_no_description()
    {
        const string First = "linkseal init first: there is no linkseal.yaml yet";
        var text = machine.Type("audit").Text.ReplaceLineEndings(" ");
        Assert.Contains(First, System.Text.RegularExpressions.Regex.Replace(text, " +", " "), StringComparison.Ordinal);
        var remedies = System.Text.RegularExpressions.Regex.Matches(machine.Type("audit", "-o", "json").Text, "\"remedy\": \"([^\"]*)\"").Select(static m => m.Groups[1].Value).ToArray();
        Assert.Contains(remedies, static r => r.Contains("linkseal apply", StringComparison.Ordinal));
        Assert.All(remedies.Where(static r => r.Contains("linkseal apply", StringComparison.Ordinal)), static r => Assert.EndsWith(")", r, StringComparison.Ordinal));

        machine.Succeed("init");
        Assert.DoesNotContain(First, machine.Type("audit", "-o", "json").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Mutual_is_seen_in_the_compose_override()
    {
        machine.Succeed("init");
        machine.Description += "settings: { mutual: true }\n";
        machine.Succeed("apply", "--yes");
        Assert.Contains("3 mutual, ", machine.Succeed("audit"));
    }

    [Fact]
    public void A_fault_in_certificates_that_somebody_made_is_found_by_name()
    {
        machine.Succeed("init");
        machine.Succeed("apply", "--yes");
        File.Copy(Path.Combine(machine.InternalTls, "portal.key"), Path.Combine(machine.InternalTls, "core.key"), overwrite: true);
        var (exit, text) = machine.Type("audit");
        Assert.Equal(ExitCode.Differs, exit);
        Assert.Contains("LS2002  core", text);
        machine.Now = DateTimeOffset.UtcNow.AddYears(2);
        Assert.Contains("LS2005", machine.Type("audit").Text);
    }

    [Fact]
    public void Certificates_that_are_not_here_are_not_seen_rather_than_missing()
    {
        machine.Succeed("init");
        machine.Succeed("apply", "--yes");
        Directory.Delete(machine.InternalTls, recursive: true);
        var text = machine.Succeed("audit");
        Assert.Contains("LS2801", text);
        Assert.Contains("core.crt", text);
    }

    [Fact]
    public void What_no_platform_knows_is_never_passed_over()
    {
        Directory.CreateDirectory(machine.At("/srv/app"));
        File.WriteAllText(machine.At("/srv/app/app.conf"), "x = 1\n");
        var (exit, text) = machine.Type("audit", machine.Installer, machine.At("/srv/app"), machine.At("/srv/app/app.conf"), "/srv/nowhere");
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Equal(2, text.Split("error LS1802: not looked at").Length - 1);
        Assert.Contains("LS1801", text);
        Assert.Contains("24 links", text);
    }

    [Fact]
    public void A_folder_of_platforms_is_looked_at_one_by_one()
    {
        var (_, text) = machine.Type("audit", Path.Combine(machine.Root, "opt"));
        Assert.Contains("/opt/harbor: Harbor 2.12.0", text);
        Assert.EndsWith("24 links: 24 plaintext · 2 errors\n", text);
    }

    [Fact]
    public void A_role_has_to_be_of_a_file_that_is_there()
    {
        var (exit, text) = machine.Type("audit", ".", "--as", "tikv", "--as", "pd=nowhere.toml");
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains("LS1803: --as tikv: not of the form ROLE=FILE", text);
        Assert.Contains("LS1803: --as pd=nowhere.toml: there is no such file", text);
    }

    [Fact]
    public void Json_is_as_the_schema_says_and_has_no_level_where_nothing_was_seen()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["audit.json"], machine.Type("audit", "-o", "json").Text);
        var judged = OutputSchema.Validate(folder["audit.json"]);
        Assert.True(judged.ExitCode == 0, judged.All);
        using var json = JsonDocument.Parse(File.ReadAllText(folder["audit.json"]));
        Assert.Equal(24, json.RootElement.GetProperty("counts").GetProperty("plaintext").GetInt32());
        Assert.Equal("clients", json.RootElement.GetProperty("audited")[0].GetProperty("links")[23].GetProperty("from").GetString());
    }

    [Fact]
    public void A_tool_that_the_platform_does_not_have_is_LS1804()
    {
        machine.Succeed("init");
        var (exit, text) = machine.Type("show", "--tool", "pd-ctl");
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains("error LS1804: this platform has no tool \"pd-ctl\"", text);
    }
}
