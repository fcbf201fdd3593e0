namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>The steps that put Harbor's files into effect, really run against stand-ins that record and wipe.</summary>
public sealed class HarborStepsTests
{
    [Fact]
    public void Steps_run_in_order_with_the_flags_as_installed_and_nothing_is_left_to_plan()
    {
        using var harbor = new LiveHarbor(flags: ["--with-trivy"]);
        var text = harbor.Succeed("apply", "--yes");
        Assert.Equal(Expected(harbor, "prepare --with-trivy"), harbor.Calls);
        Assert.Contains("prepared", text, StringComparison.Ordinal);

        Assert.Contains("No changes", harbor.Succeed("plan", "--check"), StringComparison.Ordinal);
        Assert.DoesNotContain(harbor.Findings(), static f => f.Severity != "note");
        Assert.True(File.Exists(Path.Combine(harbor.Data, "secret/tls/trivy_adapter.key")));

        harbor.ForgetCalls();
        harbor.Succeed("apply", "--yes");
        Assert.Empty(harbor.Calls);
    }

    [Fact]
    public void The_plan_says_beside_prepare_what_it_would_drop()
    {
        using var harbor = new LiveHarbor(flags: ["--with-trivy"], settings: "  with: []");
        Assert.Contains("warning: LS2210: `with` lacks `trivy`", harbor.Succeed("plan"), StringComparison.Ordinal);
        Assert.Contains("\"warnings\": [", harbor.Succeed("plan", "-o", "json"), StringComparison.Ordinal);
    }

    [Fact]
    public void With_another_data_volume_the_CA_lies_where_containers_read_it()
    {
        using var harbor = new LiveHarbor();
        harbor.Succeed("apply", "--yes");
        Assert.Equal(
            File.ReadAllBytes(Path.Combine(harbor.InternalTls, "harbor_internal_ca.crt")),
            File.ReadAllBytes(harbor.In("common/config/shared/trust-certificates/harbor_internal_ca.crt")));

        File.Delete(harbor.In("common/config/shared/trust-certificates/harbor_internal_ca.crt"));
        Assert.Contains(harbor.Findings(), static f => f is { Code: "LS2206", Severity: "error" });
        Assert.Equal(ExitCode.Differs, harbor.Type("check").Exit);

        harbor.ForgetCalls();
        harbor.Succeed("apply", "--yes");
        Assert.Equal(Expected(harbor)[1..], harbor.Calls);
        Assert.Equal(ExitCode.Ok, harbor.Type("check").Exit);
    }

    [Fact]
    public void A_prepare_that_is_due_alone_is_followed_by_the_rest()
    {
        using var harbor = new LiveHarbor();
        harbor.Succeed("apply", "--yes");
        harbor.ForgetCalls();
        File.WriteAllText(Path.Combine(harbor.Data, "secret/tls/core.crt"), "of an earlier issue\n");
        Assert.Contains(harbor.Findings(), static f => f.Code == "LS2101");
        harbor.Succeed("apply", "--yes");
        Assert.Equal(Expected(harbor), harbor.Calls);
        Assert.DoesNotContain(harbor.Findings(), static f => f.Severity != "note");
    }

    [Fact]
    public void Steps_that_are_left_are_reminded_of_until_a_later_apply_runs_them()
    {
        using var harbor = new LiveHarbor();
        harbor.Succeed("apply", "--yes", "--no-reload");
        Assert.Empty(harbor.Calls);
        var left = harbor.Findings().Where(static f => f.Code == "LS2101").ToArray();
        Assert.Equal(4, left.Length);
        Assert.All(left, static f => Assert.StartsWith("written, not in effect: run ", f.Message, StringComparison.Ordinal));
        Assert.Contains("not in effect", harbor.Type("status").Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(ExitCode.Differs, harbor.Type("plan", "--check").Exit);

        harbor.Succeed("apply", "--yes");
        Assert.Equal(Expected(harbor), harbor.Calls);
        Assert.DoesNotContain(harbor.Findings(), static f => f.Code == "LS2101");
        Assert.Equal(ExitCode.Ok, harbor.Type("plan", "--check").Exit);
    }

    [Theory]
    [InlineData("early", "prepare")]
    [InlineData("late", "prepare")]
    [InlineData("down", "docker compose down")]
    [InlineData("up", "docker compose up -d")]
    public void A_failing_step_gives_everything_back(string point, string command)
    {
        using var harbor = new LiveHarbor(flags: ["--with-trivy"]);
        var before = harbor.Snapshot();
        var planned = harbor.Changes();
        harbor.FailAt(point);

        var (exit, text) = harbor.Type("apply", "--yes");
        Assert.True(exit == ExitCode.Failed, text);
        Assert.Contains(command, text, StringComparison.Ordinal);
        Assert.Contains("everything is as it was before", text, StringComparison.Ordinal);
        Assert.Equal(before, harbor.Snapshot());
        Assert.Equal(harbor.Original, harbor.HarborYml);

        harbor.FailAt(null);
        Assert.Equal(planned, harbor.Changes());
        harbor.Succeed("apply", "--yes");
        Assert.Equal(ExitCode.Ok, harbor.Type("check").Exit);
    }

    [Theory]
    [InlineData("early")]
    [InlineData("late")]
    [InlineData("up")]
    public void A_renewal_that_fails_gives_back_what_prepare_had_wiped(string point)
    {
        using var harbor = new LiveHarbor();
        harbor.Succeed("apply", "--yes");
        File.Delete(Path.Combine(harbor.InternalTls, "core.crt"));
        var before = harbor.Snapshot();
        var planned = harbor.Changes();
        harbor.FailAt(point);

        var (exit, text) = harbor.Type("apply", "--yes");
        Assert.True(exit == ExitCode.Failed, text);
        Assert.Equal(before, harbor.Snapshot());

        harbor.FailAt(null);
        Assert.Equal(planned, harbor.Changes());
        harbor.Succeed("apply", "--yes");
        Assert.Equal(ExitCode.Ok, harbor.Type("check").Exit);
    }

    [Fact]
    public void A_running_trivy_that_prepare_would_drop_is_found()
    {
        using var harbor = new LiveHarbor(flags: ["--with-trivy"], settings: "  with: []");
        Assert.Contains(harbor.Findings(), static f => f.Code == "LS2210" && f.Message.Contains("trivy", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_compose_file_Harbor_is_installed()
    {
        using var harbor = new LiveHarbor(installed: false, settings: "  with: [trivy]");
        harbor.Succeed("apply", "--yes");
        Assert.Equal(["install.sh --with-trivy", .. Expected(harbor, "prepare --with-trivy")], harbor.Calls);
        Assert.Equal(ExitCode.Ok, harbor.Type("plan", "--check").Exit);
        Assert.Equal(ExitCode.Ok, harbor.Type("check").Exit);
    }

    [Fact]
    public void Remove_prepares_once_more_without_us()
    {
        using var harbor = new LiveHarbor();
        harbor.Succeed("apply", "--yes");
        harbor.ForgetCalls();
        harbor.Succeed("remove", "--yes");
        Assert.Equal(["prepare", "docker compose down", "docker compose up -d"], harbor.Calls);
        Assert.Equal(harbor.Original, harbor.HarborYml);
        Assert.False(Directory.Exists(harbor.InternalTls));
    }

    [Fact]
    public void A_component_that_prepare_asks_for_can_not_be_taken_out_alone()
    {
        using var harbor = new LiveHarbor();
        harbor.Succeed("apply", "--yes");
        harbor.ForgetCalls();
        var before = harbor.Snapshot();
        var (exit, text) = harbor.Type("remove", "--component", "core", "--yes");
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains("LS1221", text, StringComparison.Ordinal);
        Assert.Empty(harbor.Calls);
        Assert.Equal(before, harbor.Snapshot());
        Assert.Equal(ExitCode.Ok, harbor.Type("check").Exit);
    }

    [Fact]
    public void Undo_gives_the_files_back_and_prepares_once_more()
    {
        using var harbor = new LiveHarbor();
        harbor.Succeed("apply", "--yes");
        harbor.ForgetCalls();
        harbor.Succeed("undo", "--yes");
        Assert.Equal(["prepare", "docker compose down", "docker compose up -d"], harbor.Calls);
        Assert.Equal(harbor.Original, harbor.HarborYml);
        Assert.False(Directory.Exists(harbor.InternalTls));
    }

    [Theory]
    [InlineData("remove")]
    [InlineData("undo")]
    public void Taking_back_what_was_never_in_effect_interrupts_nothing(string command)
    {
        using var harbor = new LiveHarbor();
        harbor.Succeed("apply", "--yes", "--no-reload");
        var text = harbor.Succeed(command, "--yes");
        Assert.Empty(harbor.Calls);
        Assert.Contains(command == "remove" ? "LS1414" : "Not run again", text, StringComparison.Ordinal);
        Assert.Equal(harbor.Original, harbor.HarborYml);
        Assert.DoesNotContain("not in effect", harbor.Type("status").Text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("remove")]
    [InlineData("undo")]
    public void What_somebody_put_into_effect_by_hand_is_taken_back_with_its_steps(string command)
    {
        using var harbor = new LiveHarbor();
        harbor.Succeed("apply", "--yes", "--no-reload");
        harbor.PrepareByHand();
        harbor.Succeed(command, "--yes");
        Assert.Equal(["prepare", "docker compose down", "docker compose up -d"], harbor.Calls);
    }

    [Fact]
    public void A_renewal_whose_steps_were_left_is_undone_without_them_and_removed_with_them()
    {
        using var harbor = new LiveHarbor();
        harbor.Succeed("apply", "--yes");
        harbor.ForgetCalls();
        File.Delete(Path.Combine(harbor.InternalTls, "core.crt"));
        harbor.Succeed("apply", "--yes", "--no-reload");
        harbor.Succeed("undo", "--yes");
        Assert.Empty(harbor.Calls);
        Assert.DoesNotContain(harbor.Findings(), static f => f.Code == "LS2101");

        harbor.Succeed("apply", "--yes", "--no-reload");
        harbor.Succeed("remove", "--yes");
        Assert.Equal(["prepare", "docker compose down", "docker compose up -d"], harbor.Calls);
    }

    [Fact]
    public void Steps_that_a_removal_left_are_run_by_the_next_one()
    {
        using var harbor = new LiveHarbor();
        harbor.Succeed("apply", "--yes");
        harbor.ForgetCalls();
        harbor.Succeed("remove", "--yes", "--no-reload");
        Assert.Empty(harbor.Calls);
        harbor.Succeed("remove", "--yes");
        Assert.Equal(["prepare", "docker compose down", "docker compose up -d"], harbor.Calls);
        harbor.ForgetCalls();
        Assert.Contains("No changes", harbor.Succeed("remove", "--yes"), StringComparison.Ordinal);
    }

    private static string[] Expected(LiveHarbor harbor, string prepare = "prepare") =>
    [
        prepare,
        $"install -D -m 0644 -o 10000 -g 10000 {harbor.Data}/secret/tls/harbor_internal_ca.crt {harbor.Installer}/common/config/shared/trust-certificates/harbor_internal_ca.crt",
        "docker compose down",
        "docker compose up -d",
    ];
}
