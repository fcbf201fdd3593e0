namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>The ways back: undo, one component taken out, a state that is lost.</summary>
public sealed class BackOutTests : IDisposable
{
    private readonly HarborMachine machine = HarborMachine.FromSample("2.12.0");

    public BackOutTests() => machine.Succeed("init");

    public void Dispose() => machine.Dispose();

    [Fact]
    public void Undo_gives_bytes_and_modes_back()
    {
        File.SetUnixFileMode(machine.At("/opt/harbor/harbor.yml"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var before = machine.Snapshot(withTimes: false);
        machine.Succeed("apply", "--yes");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(machine.At("/opt/harbor/harbor.yml")));
        machine.Succeed("undo", "--yes");
        Assert.Equal(before, machine.Snapshot(withTimes: false));
        Assert.False(Directory.Exists(machine.InternalTls));

        var (exit, text) = machine.Type("undo", "--yes");
        Assert.Equal(ExitCode.Failed, exit);
        Assert.Contains("nothing to undo", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Undo_gives_back_what_a_renewal_replaced()
    {
        machine.Succeed("apply", "--yes");
        var before = machine.Snapshot(withTimes: false);
        machine.Now = DateTimeOffset.UtcNow.AddDays(300);
        Assert.Contains("expires in", machine.Succeed("plan"), StringComparison.Ordinal);
        machine.Succeed("apply", "--yes");
        Assert.NotEqual(before, machine.Snapshot(withTimes: false));
        machine.Succeed("undo", "--yes");
        Assert.Equal(before, machine.Snapshot(withTimes: false));
    }

    [Fact]
    public void Undo_keeps_a_later_edit_by_hand()
    {
        machine.Succeed("apply", "--yes");
        machine.HarborYml = machine.HarborYml.Replace("level: info", "level: debug", StringComparison.Ordinal);
        machine.Succeed("undo", "--yes");
        Assert.Equal(machine.Original.Replace("level: info", "level: debug", StringComparison.Ordinal), machine.HarborYml);
    }

    [Fact]
    public void One_component_is_taken_out_and_planned_again()
    {
        machine.Succeed("apply", "--yes");
        var before = machine.Snapshot(withTimes: false);
        machine.Succeed("remove", "--component", "docker", "--yes");
        var after = machine.Snapshot(withTimes: false);
        Assert.All(before.Keys.Except(after.Keys), static p => Assert.StartsWith("etc/docker/certs.d", p));
        Assert.NotEmpty(before.Keys.Except(after.Keys));
        Assert.All(after, f => Assert.Equal(before[f.Key], f.Value));
        Assert.Equal(ExitCode.Differs, machine.Type("plan", "--check").Exit);
        machine.Succeed("apply", "--yes");
        machine.Succeed("plan", "--check");
    }

    [Fact]
    public void Files_of_a_lost_authority_are_not_replaced_unasked()
    {
        machine.Succeed("apply", "--yes");
        Directory.Delete(machine.At("/opt/harbor/.linkseal"), recursive: true);
        var before = machine.Snapshot();

        var (exit, text) = machine.Type("apply", "--yes");
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains("LS1401", text, StringComparison.Ordinal);
        Assert.Contains("--new-authority", text, StringComparison.Ordinal);
        Assert.Equal(before, machine.Snapshot());

        machine.Succeed("apply", "--yes", "--new-authority");
        machine.Succeed("check");
        machine.Succeed("plan", "--check");
        Assert.NotEqual(before, machine.Snapshot());
    }

    [Fact]
    public void A_lost_state_is_an_error_of_check_and_remove_lists_what_it_cannot_take_out()
    {
        machine.Succeed("apply", "--yes");
        Directory.Delete(machine.At("/opt/harbor/.linkseal"), recursive: true);
        var before = machine.Snapshot();

        var (exit, text) = machine.Type("check");
        Assert.Equal(ExitCode.Differs, exit);
        Assert.Contains("LS2106", text, StringComparison.Ordinal);
        Assert.Contains("--new-authority", text, StringComparison.Ordinal);

        (exit, text) = machine.Type("remove", "--yes");
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains("LS1412", text, StringComparison.Ordinal);
        Assert.Contains("LS1413: /etc/harbor/tls/internal holds", text, StringComparison.Ordinal);
        Assert.Contains("core.key", text, StringComparison.Ordinal);
        Assert.Contains("harbor_internal_ca.crt", text, StringComparison.Ordinal);
        Assert.Contains("LS1413: /opt/harbor/harbor.yml holds the settings that Linkseal makes: https.port", text, StringComparison.Ordinal);
        Assert.Contains("LS1413: /data/cert holds", text, StringComparison.Ordinal);
        Assert.Equal(before, machine.Snapshot());

        (exit, text) = machine.Type("undo", "--yes");
        Assert.Equal(ExitCode.Failed, exit);
        Assert.Contains("no state", text, StringComparison.Ordinal);
        Assert.False(Directory.Exists(machine.At("/opt/harbor/.linkseal")));
    }

    [Fact]
    public void What_was_deleted_by_hand_is_forgotten_and_the_next_remove_has_nothing_to_do()
    {
        machine.Succeed("apply", "--yes");
        Directory.Delete(machine.At("/data"), recursive: true);
        foreach (var file in Directory.GetFiles(machine.InternalTls)) File.Delete(file);
        File.Delete(machine.At("/etc/docker/certs.d/registry.example.com/ca.crt"));
        machine.Succeed("remove", "--yes");
        var inventory = File.ReadAllText(machine.At("/opt/harbor/.linkseal/inventory.json"));
        Assert.DoesNotContain("core.crt", inventory, StringComparison.Ordinal);
        Assert.DoesNotContain("sha256", inventory, StringComparison.Ordinal);
    }

    [Fact]
    public void An_apply_that_did_not_come_to_its_end_is_an_error_of_check()
    {
        machine.Succeed("apply", "--yes");
        Directory.CreateDirectory(machine.At("/opt/harbor/.linkseal/journal/pending"));
        var (exit, text) = machine.Type("check");
        Assert.Equal(ExitCode.Differs, exit);
        Assert.Contains("LS2102", text, StringComparison.Ordinal);
        machine.Succeed("apply", "--yes");
        machine.Succeed("check");
    }

    [Fact]
    public void A_lost_inventory_beside_its_authority_is_said_too()
    {
        machine.Succeed("apply", "--yes");
        File.Delete(machine.At("/opt/harbor/.linkseal/inventory.json"));
        Assert.Contains("LS2107", machine.Succeed("check"), StringComparison.Ordinal);
        Assert.Contains("LS1412", machine.Type("remove", "--yes").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_looks_lost_before_the_first_apply_and_after_a_remove()
    {
        Assert.DoesNotContain("LS2106", machine.Type("check").Text, StringComparison.Ordinal);
        Assert.Contains("No changes", machine.Succeed("remove", "--yes"), StringComparison.Ordinal);
        machine.Succeed("apply", "--yes");
        machine.Succeed("remove", "--yes");
        Assert.Contains("No changes", machine.Succeed("remove", "--yes"), StringComparison.Ordinal);
        machine.Succeed("apply", "--yes");
        machine.Succeed("remove", "--yes", "--with-authority");
        Assert.Contains("No changes", machine.Succeed("remove", "--yes"), StringComparison.Ordinal);
        Assert.DoesNotContain("LS210", machine.Type("check").Text.Replace("LS2103", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void With_the_authority_goes_what_undo_would_give_back()
    {
        machine.Succeed("apply", "--yes");
        machine.Succeed("remove", "--yes", "--with-authority");
        var (exit, text) = machine.Type("undo", "--yes");
        Assert.Equal(ExitCode.Failed, exit);
        Assert.Contains("nothing to undo", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(machine.At("/opt/harbor/.linkseal"), "*", SearchOption.AllDirectories), static f => File.ReadAllText(f).Contains("PRIVATE KEY", StringComparison.Ordinal));
    }

    [Fact]
    public void A_harbor_yml_that_was_given_back_by_hand_is_set_again_by_apply_and_no_obstacle_to_remove()
    {
        var before = machine.Snapshot(withTimes: false);
        machine.Succeed("apply", "--yes");
        var sealedYml = machine.HarborYml;

        machine.HarborYml = machine.Original;
        Assert.Contains("LS2019", machine.Type("check").Text, StringComparison.Ordinal);
        Assert.Contains("1 to change", machine.Succeed("plan"), StringComparison.Ordinal);
        machine.Succeed("apply", "--yes");
        Assert.Equal(sealedYml, machine.HarborYml);

        machine.HarborYml = machine.Original;
        machine.Succeed("remove", "--yes", "--with-authority");
        Assert.Equal(before, machine.Snapshot(withTimes: false));
        Assert.Contains("No changes", machine.Succeed("remove", "--yes"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("  dir: /etc/harbor/tls/internal", "  dir: /srv/elsewhere")]
    [InlineData("  dir: /etc/harbor/tls/internal", "  dir: /etc/harbor/tls/internal\n  verify_client_cert: true")]
    public void Nothing_is_removed_where_harbor_yml_would_go_on_naming_it(string ours, string changed)
    {
        machine.Succeed("apply", "--yes");
        machine.HarborYml = machine.HarborYml.Replace(ours, changed, StringComparison.Ordinal);
        var before = machine.Snapshot();

        var (exit, text) = machine.Type("remove", "--yes");
        Assert.True(exit == ExitCode.BadInput, text);
        Assert.Contains("LS1411", text, StringComparison.Ordinal);
        Assert.Equal(before, machine.Snapshot());

        machine.HarborYml = machine.HarborYml.Replace(changed, ours, StringComparison.Ordinal);
        machine.Succeed("remove", "--yes");
        Assert.Equal(machine.Original, machine.HarborYml);
    }

    [Theory]
    [InlineData("remove")]
    [InlineData("undo")]
    public void A_comment_behind_a_line_of_ours_is_no_change_by_hand(string command)
    {
        machine.Succeed("apply", "--yes");
        machine.HarborYml = machine.HarborYml.Replace("internal_tls:", "internal_tls: # mine", StringComparison.Ordinal)
            .Replace("  dir: /etc/harbor/tls/internal", "  dir: /etc/harbor/tls/internal  # hello", StringComparison.Ordinal);
        machine.Succeed("plan", "--check");
        machine.Succeed(command, "--yes");
        var left = machine.HarborYml.Replace(" # mine", "", StringComparison.Ordinal).Replace("  # hello", "", StringComparison.Ordinal);
        Assert.Equal(machine.Original, left);
    }

    [Fact]
    public void Nothing_is_undone_where_harbor_yml_would_go_on_naming_it()
    {
        machine.Succeed("apply", "--yes");
        machine.HarborYml = machine.HarborYml.Replace("  dir: /etc/harbor/tls/internal", "  dir: /srv/elsewhere", StringComparison.Ordinal);
        var before = machine.Snapshot();
        var (exit, text) = machine.Type("undo", "--yes");
        Assert.True(exit == ExitCode.Failed, text);
        Assert.Contains("would go on naming files", text, StringComparison.Ordinal);
        Assert.Equal(before, machine.Snapshot());
    }

    [Fact]
    public void Half_a_pair_changed_by_hand_is_refused_and_nothing_is_planned()
    {
        machine.Succeed("apply", "--yes");
        machine.HarborYml = machine.HarborYml.Replace("certificate: /data/cert/registry.example.com.linkseal.crt", "certificate: /my/own.crt", StringComparison.Ordinal);
        var before = machine.Snapshot();
        var (exit, text) = machine.Type("apply", "--yes");
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains("LS1220", text, StringComparison.Ordinal);
        Assert.Equal(before, machine.Snapshot());
    }
}
