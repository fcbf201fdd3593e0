using System.Text.Json;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>
/// Each way in which Harbor's <c>prepare</c> stops half-way or accepts what fails at run time, made on disk after a clean apply:
/// found by name, and repaired by apply where that is apply's to do.
/// </summary>
public sealed class HarborFaultsTests : IDisposable
{
    private readonly TestAuthority authority = new();
    private readonly HarborMachine machine;

    public HarborFaultsTests()
    {
        machine = HarborMachine.FromSample("2.12.0");
        machine.Succeed("init");
        File.WriteAllText(machine.At("/opt/harbor/ca.crt"), authority.CertificatePem);
        File.WriteAllText(machine.At("/opt/harbor/ca.key"), authority.KeyPem);
        File.SetUnixFileMode(machine.At("/opt/harbor/ca.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        machine.Description += "authority: { existing: { certificate: ca.crt, key: ca.key } }\n";
        machine.Succeed("apply", "--yes");
        Assert.DoesNotContain(Findings(), static f => f.Severity != "note");
    }

    public void Dispose()
    {
        machine.Dispose();
        authority.Dispose();
    }

    [Theory]
    [InlineData("core.key")]
    [InlineData("core.crt")]
    [InlineData("harbor_internal_ca.crt")]
    [InlineData("harbor_db.crt")]
    [InlineData("harbor_db.key")]
    public void A_missing_file(string name)
    {
        File.Delete(Internal(name));
        Found("LS2001", Internal(name));
        Repaired();
    }

    [Fact]
    public void A_leaf_without_SAN()
    {
        Put("core", authority.Issue("core", name: null));
        Found("LS2013", Internal("core.crt"));
        Repaired();
    }

    [Fact]
    public void Something_that_is_no_certificate()
    {
        File.WriteAllText(Internal("core.crt"), "not a certificate\n");
        Found("LS2011", Internal("core.crt"));
        Repaired();
    }

    [Fact]
    public void A_dangling_symlink_is_not_written_through()
    {
        File.Delete(Internal("core.crt"));
        File.CreateSymbolicLink(Internal("core.crt"), "/nowhere/core.crt");
        Found("LS2009", Internal("core.crt"));
        var (exit, text) = machine.Type("apply", "--yes");
        Assert.Equal(ExitCode.Failed, exit);
        Assert.Contains("LS1402", text, StringComparison.Ordinal);
        Assert.Equal("/nowhere/core.crt", new FileInfo(Internal("core.crt")).LinkTarget);

        File.Delete(Internal("core.crt"));
        Repaired();
    }

    [Fact]
    public void A_link_out_of_the_folder_is_found_where_the_pairs_are_ones_own()
    {
        machine.Description = $"platform: registry\nprofile: harbor\nauthority: {{ certificates: {machine.InternalTls} }}\n";
        var real = machine.At("/srv/core.crt");
        Directory.CreateDirectory(machine.At("/srv"));
        File.Move(Internal("core.crt"), real);
        File.CreateSymbolicLink(Internal("core.crt"), "/srv/core.crt");
        Found("LS2009", Internal("core.crt"));
        // Within the folder a link is copied along.
        File.Delete(Internal("core.crt"));
        File.Move(real, Internal("core.pem"));
        File.CreateSymbolicLink(Internal("core.crt"), "core.pem");
        Assert.DoesNotContain(Findings(), static f => f.Code == "LS2009");
        Assert.DoesNotContain("LS2009", machine.Type("audit").Text, StringComparison.Ordinal);
        // What it leads to is judged as if it stood there.
        File.WriteAllText(Internal("other.pem"), authority.Issue("core", "core").Key);
        File.Delete(Internal("core.key"));
        File.CreateSymbolicLink(Internal("core.key"), "other.pem");
        Found("LS2002", Internal("core.key"));
    }

    [Fact]
    public void A_leaf_of_another_CA()
    {
        using var other = new TestAuthority("Another Root");
        Put("core", other.Issue("core", "core"));
        Found("LS2003");
        Repaired();
    }

    [Fact]
    public void The_SAN_of_another_component()
    {
        Put("core", authority.Issue("portal", "portal"));
        var found = Found("LS2004");
        Assert.Contains(found, static f => f.Link == "proxy:core");
        Repaired();
    }

    [Fact]
    public void An_expired_leaf()
    {
        Put("core", authority.Issue("core", "core", from: -90, to: -1));
        Found("LS2005", Internal("core.crt"));
        Repaired();
    }

    [Fact]
    public void A_leaf_that_is_not_valid_yet()
    {
        Put("core", authority.Issue("core", "core", from: 5));
        Found("LS2006", Internal("core.crt"));
        Repaired();
    }

    [Fact]
    public void A_key_of_another_certificate()
    {
        File.WriteAllText(Internal("core.key"), authority.Issue("core", "core").Key);
        Found("LS2002", Internal("core.key"));
        Repaired();
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage\n")]
    public void A_CA_file_without_a_CA(string content)
    {
        File.WriteAllText(Internal("harbor_internal_ca.crt"), content);
        Found("LS2014", Internal("harbor_internal_ca.crt"));
        Repaired();
    }

    [Fact]
    public void A_key_that_others_can_read()
    {
        File.SetUnixFileMode(Internal("core.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Found("LS2008", Internal("core.key"));
        Repaired();
    }

    [Fact]
    public void The_CA_key_in_the_folder_is_not_ours_to_delete()
    {
        File.WriteAllText(Internal("harbor_internal_ca.key"), authority.KeyPem);
        var found = Findings().Where(static f => f.Code == "LS2231").ToArray();
        Assert.Contains(found, f => f.Path == Internal("harbor_internal_ca.key") && f.Severity is "error" or "warning");
        machine.Succeed("apply", "--yes");
        Assert.True(File.Exists(Internal("harbor_internal_ca.key")));
    }

    [Fact]
    public void The_CA_key_in_the_data_volume()
    {
        Directory.CreateDirectory(machine.At("/data/secret/tls"));
        File.WriteAllText(machine.At("/data/secret/tls/harbor_internal_ca.key"), authority.KeyPem);
        Assert.Contains(Findings(), static f => f.Code == "LS2232");
    }

    [Fact]
    public void Another_file_in_the_folder_is_not_ours_to_delete()
    {
        File.WriteAllText(Internal("notes.txt"), "mine\n");
        Directory.CreateDirectory(Internal("old"));
        var found = Findings().Where(static f => f.Code == "LS2010").ToArray();
        Assert.Equal([Internal("notes.txt"), Internal("old")], found.Select(static f => f.Path).Order(StringComparer.Ordinal));
        machine.Succeed("apply", "--yes");
        Assert.True(File.Exists(Internal("notes.txt")));
    }

    [Fact]
    public void A_data_volume_elsewhere_whose_CA_was_not_copied()
    {
        machine.HarborYml = machine.HarborYml.Replace("data_volume: /data", "data_volume: /srv/harbor", StringComparison.Ordinal);
        machine.Succeed("apply", "--yes");
        Directory.CreateDirectory(machine.At("/srv/harbor/secret/tls"));
        File.Copy(Internal("harbor_internal_ca.crt"), machine.At("/srv/harbor/secret/tls/harbor_internal_ca.crt"));
        Found("LS2206");

        Directory.CreateDirectory(machine.At("/data/secret/tls"));
        using var old = new TestAuthority("Old Root");
        File.WriteAllText(machine.At("/data/secret/tls/harbor_internal_ca.crt"), old.CertificatePem);
        Assert.Contains(Findings(), static f => f.Code == "LS2207");
    }

    [Fact]
    public void A_data_volume_that_moved_takes_our_HTTPS_pair_along()
    {
        machine.HarborYml = machine.HarborYml.Replace("data_volume: /data", "data_volume: /srv/harbor", StringComparison.Ordinal);
        machine.Succeed("apply", "--yes");
        Assert.Contains("  certificate: /srv/harbor/cert/registry.example.com.linkseal.crt\n", machine.HarborYml, StringComparison.Ordinal);
        Assert.True(File.Exists(machine.At("/srv/harbor/cert/registry.example.com.linkseal.key")));
        Assert.False(File.Exists(machine.At("/data/cert/registry.example.com.linkseal.key")));
        Assert.DoesNotContain(Findings(), static f => f.Severity != "note");
    }

    [Fact]
    public void Internal_TLS_turned_off_by_hand()
    {
        machine.HarborYml = machine.HarborYml.Replace("  enabled: true", "  enabled: false", StringComparison.Ordinal);
        Found("LS2201");
    }

    [Fact]
    public void A_harbor_without_TLS_is_said_once()
    {
        using var plain = HarborMachine.FromSample("2.12.0");
        plain.Succeed("init");
        var text = plain.Type("check").Text;
        Assert.Contains("LS2201", text, StringComparison.Ordinal);
        Assert.DoesNotContain("LS2103", text, StringComparison.Ordinal);

        // Where Harbor has nothing to say about it, the general finding stays.
        plain.Description += "settings: { internalTls: off }\n";
        Assert.Contains("LS2103", plain.Type("check").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_settings_are_said_together_with_all_else_that_is_wrong_in_the_description()
    {
        machine.Description = "platform: registry\nprofile: harbor\nsettings: { htps: off, hostname: 'a b', https: { port: 99999 } }\nclients: [dokcer]\nleaf: { lifetime: 5 parsecs }\n";
        var text = machine.Type("plan").Text;
        foreach (var wrong in new[] { "htps", "a b", "99999", "dokcer", "parsecs" }) Assert.Contains(wrong, text, StringComparison.Ordinal);
        Assert.Contains("5 errors", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_are_found_together()
    {
        File.Delete(Internal("portal.key"));
        File.WriteAllText(Internal("harbor_internal_ca.crt"), "");
        Put("core", authority.Issue("core", name: null));
        Found("LS2001", Internal("portal.key"));
        Found("LS2014", Internal("harbor_internal_ca.crt"));
        Found("LS2013", Internal("core.crt"));
        Repaired();
    }

    private string Internal(string name) => Path.Combine(machine.InternalTls, name);

    private void Put(string name, (string Certificate, string Key) pair)
    {
        File.WriteAllText(Internal(name + ".crt"), pair.Certificate);
        File.WriteAllText(Internal(name + ".key"), pair.Key);
    }

    private FindingLine[] Found(string code, string? path = null)
    {
        var all = Findings();
        var found = all.Where(f => f.Code == code && f.Severity == "error" && (path is null || f.Path == path)).ToArray();
        Assert.True(found.Length > 0, $"no error {code} at {path}, but:\n{string.Join("\n", all.Where(static f => f.Severity != "note"))}");
        Assert.Equal(ExitCode.Differs, machine.Type("check").Exit);
        Audited(code, path);
        return found;
    }

    // Without description and state the same is found, but that a file of Harbor's is not here may only mean that it lies elsewhere.
    private void Audited(string code, string? path)
    {
        var text = machine.Type("audit").Text;
        Assert.Contains(code == "LS2001" ? "LS2801" : code, text, StringComparison.Ordinal);
        if (path is not null) Assert.Contains(Path.GetFileName(path), text, StringComparison.Ordinal);
    }

    private void Repaired()
    {
        Assert.Equal(ExitCode.Differs, machine.Type("plan", "--check").Exit);
        machine.Succeed("apply", "--yes");
        Assert.DoesNotContain(Findings(), static f => f.Severity != "note");
        Assert.Equal(ExitCode.Ok, machine.Type("plan", "--check").Exit);
    }

    private FindingLine[] Findings()
    {
        using var json = JsonDocument.Parse(machine.Type("check", "--output", "json").Text);
        return [.. json.RootElement.GetProperty("findings").EnumerateArray().Select(f => new FindingLine(
            Text(f, "code")!, Text(f, "severity")!, Text(f, "path") is { } path ? machine.At(path) : null, Text(f, "link"), Text(f, "message")!))];
    }

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.GetString() : null;

    private sealed record FindingLine(string Code, string Severity, string? Path, string? Link, string Message);
}
