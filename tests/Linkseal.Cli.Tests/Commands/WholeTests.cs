using System.Text.Json;
using Linkseal.Cli.Tests.Testing;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.Commands;

/// <summary>The commands one after another on a small platform of dialect <c>files</c>, as an operator types them.</summary>
public sealed class WholeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public WholeTests()
    {
        foreach (var name in (string[])["web", "db"]) Directory.CreateDirectory(folder[name]);
        File.WriteAllText(folder["linkseal.yaml"], $"""
            platform: shop
            components:
              web: {"{"} dialect: files, folder: {folder["web"]}, names: [web.internal], port: 443 {"}"}
              db:  {"{"} dialect: files, folder: {folder["db"]}, names: [db.internal], port: 5432 {"}"}
            links:
              - web -> db

            """);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Pending_changes_are_counted_and_plan_check_says_so()
    {
        var (exit, output, error) = Typed("plan");
        Assert.Equal((0, ""), (exit, error));
        Assert.EndsWith("\n7 to create\n", output);
        Assert.Equal(1, Typed("plan", "--check").Exit);
        Assert.Empty(Directory.GetFileSystemEntries(folder["web"]));
    }

    [Fact]
    public void A_plan_after_an_apply_is_empty()
    {
        Assert.Equal(0, Typed("apply", "--yes").Exit);
        var (exit, output, _) = Typed("plan", "--check");
        Assert.Equal((0, "No changes.\n"), (exit, output));
        var again = Typed("apply");
        Assert.Equal(0, again.Exit);
        Assert.StartsWith("No changes.\n", again.Output);
    }

    [Fact]
    public void The_first_apply_says_where_the_key_is_and_what_expires_first()
    {
        var (exit, output, error) = Typed("apply", "--yes");
        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("\nApplied.\n", output);
        Assert.Contains("\nFirst to expire: ", output);
        Assert.Contains(Path.Combine(folder.Path, ".linkseal"), output.ReplaceLineEndings(" "));
        Assert.EndsWith("back up this folder.\n", output);
    }

    [Fact]
    public void A_component_s_own_command_runs_where_the_description_lies()
    {
        var file = folder["linkseal.yaml"];
        File.WriteAllText(file, File.ReadAllText(file).Replace("port: 443 }", "port: 443, restart: touch restarted }", StringComparison.Ordinal));
        Assert.Equal(0, Typed("apply", "--yes").Exit);
        Assert.True(File.Exists(folder["restarted"]));
    }

    [Fact]
    public void A_restart_that_is_not_run_from_here_is_not_passed_over()
    {
        File.WriteAllText(folder["redis.conf"], "port 6379\n");
        File.WriteAllText(folder["linkseal.yaml"], "platform: shop\ncomponents:\n  web: { dialect: files, folder: web }\n  cache: { dialect: redis, config: redis.conf, names: [localhost] }\nlinks:\n  - web -> cache\n");
        var (exit, output, error) = Typed("apply", "--yes");
        Assert.True(exit == 0, error);
        Assert.Contains("\nApplied; one step is yours to run, as printed above: linkseal status lists it.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Quiet_still_says_where_the_new_key_is()
    {
        var (_, output, _) = Typed("apply", "--yes", "--quiet");
        Assert.StartsWith("7 to create\nApplied.\nThe authority's key is in ", output);
    }

    [Fact]
    public void Nobody_to_ask_changes_nothing()
    {
        var (exit, _, error) = Typed("apply");
        Assert.Equal(2, exit);
        Assert.Contains("error LS1482: ", error);
        Assert.Empty(Directory.GetFileSystemEntries(folder["web"]));
        Assert.False(Directory.Exists(folder[".linkseal"]));
    }

    [Fact]
    public void No_changes_nothing_and_ends_with_1()
    {
        var terminal = new MemoryTerminal { Folder = folder.Path, CanAsk = true }.Type("n");
        var (exit, _, error) = Run.Line(terminal, "apply");
        Assert.Equal((1, "Apply these 7 changes? [y/N] "), (exit, error));
        Assert.Empty(Directory.GetFileSystemEntries(folder["web"]));
    }

    [Fact]
    public void Yes_typed_applies()
    {
        var terminal = new MemoryTerminal { Folder = folder.Path, CanAsk = true }.Type("y");
        Assert.Equal(0, Run.Line(terminal, "apply").Exit);
        Assert.True(File.Exists(folder["web/tls.crt"]));
    }

    [Fact]
    public void What_was_applied_is_accepted_by_openssl_and_is_clean()
    {
        Typed("apply", "--yes");
        var (exit, output, _) = Typed("check", "--strict");
        Assert.True(exit == 0, output);
        Assert.Contains("\nFiles only: nothing was dialled; ", "\n" + output);
        var judged = Shell.Run(Missing.Program("openssl"), ["verify", "-CAfile", folder["web/ca.crt"], "-verify_hostname", "db.internal", folder["db/tls.crt"]]);
        Assert.True(judged.ExitCode == 0, judged.All);
    }

    [Fact]
    public void A_certificate_that_was_swapped_is_found_and_repaired()
    {
        Typed("apply", "--yes");
        File.Copy(folder["db/tls.crt"], folder["web/tls.crt"], overwrite: true);
        var (exit, output, _) = Typed("check");
        Assert.Equal(1, exit);
        Assert.StartsWith("Errors\n", output);
        Assert.Equal(0, Typed("apply", "--yes").Exit);
        Assert.Equal(0, Typed("check").Exit);
    }

    [Fact]
    public void Status_warns_in_time()
    {
        Typed("apply", "--yes");
        var (exit, output, _) = Typed("status");
        Assert.Equal(0, exit);
        Assert.Contains("web:db", output);
        Assert.Equal(1, Typed("status", "--expires-within", "91d").Exit);
    }

    [Fact]
    public void Show_expands_and_a_component_is_ready_to_paste()
    {
        Assert.Contains("web:db", Typed("show").Output);
        var (exit, output, _) = Typed("show", "web");
        Assert.Equal(0, exit);
        Assert.Contains($"  certificate  {folder["web/tls.crt"]}\n", output);
        Assert.Contains("  address      db.internal:5432\n", output);
        Assert.Equal(2, Typed("show", "wbe").Exit);
    }

    [Fact]
    public void A_link_that_is_judged_by_a_file_of_its_own_shows_that_file()
    {
        var platform = Samples.Shop with { Links = [Samples.Shop.Links[0] with { Trust = "/srv/db/roots.crt" }] };
        var view = new Cli.Views.ComponentView { Platform = platform, Component = platform.Components[0], Leaves = [], Files = Samples.WebFiles };
        Assert.Contains("\n  ca           /srv/db/roots.crt\n", Run.Text(view));
    }

    [Fact]
    public void Undo_gives_back_what_was_before()
    {
        Typed("apply", "--yes");
        var (exit, output, error) = Typed("undo", "--yes");
        Assert.True(exit == 0, output + error);
        Assert.Empty(Directory.GetFileSystemEntries(folder["web"]));
    }

    [Fact]
    public void Remove_takes_out_one_component_or_all()
    {
        Typed("apply", "--yes");
        Assert.Equal(2, Typed("remove", "--component", "wbe").Exit);
        Assert.Equal(0, Typed("remove", "--component", "web", "--yes").Exit);
        Assert.Empty(Directory.GetFileSystemEntries(folder["web"]));
        Assert.NotEmpty(Directory.GetFileSystemEntries(folder["db"]));
        Assert.Equal(0, Typed("remove", "--yes", "--with-authority").Exit);
        Assert.Empty(Directory.GetFileSystemEntries(folder["db"]));
    }

    [Fact]
    public void The_authority_is_exported_with_the_fingerprint_that_openssl_sees()
    {
        Assert.Contains("error LS1487: ", Typed("authority", "export").Error);
        Typed("apply", "--yes");
        var (exit, output, _) = Typed("authority", "export", "--to", "ca.pem");
        Assert.Equal(0, exit);
        var judged = Shell.Run(Missing.Program("openssl"), ["x509", "-in", folder["ca.pem"], "-noout", "-fingerprint", "-sha256"]);
        Assert.Contains(judged.Output.Trim().Split('=')[1], output);
    }

    [Fact]
    public void Requests_are_written_for_a_ca_that_is_not_ours_and_their_keys_stay()
    {
        File.AppendAllText(folder["linkseal.yaml"], "authority: { certificates: ./answers }\n");
        Directory.CreateDirectory(folder["answers"]);
        var (exit, output, error) = Typed("requests", "--to", "out");
        Assert.True(exit == 0, error);
        Assert.Contains("web.csr", output);
        Assert.Equal(["db.csr", "requests.txt", "web.csr"], Directory.GetFiles(folder["out"]).Select(static p => Path.GetFileName(p)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_to_request_is_LS1463_and_makes_no_folder()
    {
        var (exit, _, error) = Typed("requests", "--to", "out");
        Assert.Equal(2, exit);
        Assert.Contains("error LS1463: ", error);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("apply", "--yes")]
    [InlineData("show")]
    [InlineData("show", "web")]
    [InlineData("check")]
    [InlineData("status")]
    [InlineData("undo", "--yes")]
    [InlineData("remove", "--yes")]
    [InlineData("authority", "export")]
    [InlineData("dialects")]
    public void Every_json_is_one_envelope_that_the_schema_accepts(params string[] arguments)
    {
        Typed("apply", "--yes");
        var (exit, output, error) = Typed([.. arguments, "-o", "json"]);
        Assert.Equal((0, ""), (exit, error));
        Assert.Equal("linkseal/1", JsonDocument.Parse(output).RootElement.GetProperty("schema").GetString());
        OutputSchema.Accepts(output);
    }

    [Fact]
    public void Everything_wrong_in_the_description_is_said_with_its_line_and_nothing_is_written()
    {
        File.WriteAllText(folder["linkseal.yaml"], "platform: shop\ncomponents:\n  web: { dialect: file, folder: web }\nlinks:\n  - web -> dbb\n");
        var (exit, output, error) = Typed("apply", "--yes");
        Assert.Equal((2, ""), (exit, output));
        Assert.Contains("linkseal.yaml:3:", error);
        Assert.Contains("linkseal.yaml:5:", error);
        Assert.False(Directory.Exists(folder[".linkseal"]));
    }

    [Fact]
    public void A_folder_as_the_description_is_said_to_be_one()
    {
        var (exit, _, error) = Typed("plan", "--file", ".");
        Assert.Equal(2, exit);
        Assert.Contains("LS1485: this is a folder", error, StringComparison.Ordinal);
        Assert.Contains("--file " + folder["linkseal.yaml"], Typed("plan", "--file", folder.Path).Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_to_be_typed_as_root_repeats_the_options_that_decide_about_files()
    {
        var terminal = new MemoryTerminal { Folder = folder.Path };
        var global = new Linkseal.Cli.Arguments.GlobalArguments { File = folder["sub dir/x.yaml"], FileGiven = true, Root = "/srv/image" };
        new Linkseal.Cli.Views.Report(terminal, global, "apply").Fail("needs root for /etc/x: sudo linkseal apply");
        Assert.Contains("sudo linkseal apply --file 'sub dir/x.yaml' --root /srv/image\n", terminal.ErrorText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("harbor", "  with: [trivvy]\n", "proxy")]
    [InlineData("lightrun", "  release: lightrun\n  namespace: prod\n  version: 3.50.0\n  sheared: true\n", "redis")]
    [InlineData("tidb", "  versoin: v8.5.0\n", "tikv")]
    [InlineData("anchore-engine", "  config: config.yaml\n  tls: on\n", "catalog")]
    public void Links_to_nothing_are_said_beside_settings_that_are_wrong(string profile, string settings, string known)
    {
        File.WriteAllText(folder["linkseal.yaml"], $"platform: x\nprofile: {profile}\nsettings:\n{settings}components:\n  web: {{ dialect: files, folder: web }}\nlinks:\n  - web -> {known}\n  - web -> nobody\n");
        File.WriteAllText(folder["values.yaml"], "general: {}\n");
        File.WriteAllText(folder["config.yaml"], "services:\n  catalog: { enabled: True, endpoint_hostname: catalog, port: 8082, listen: 0.0.0.0 }\n");
        var (exit, _, error) = Typed("plan");
        Assert.Equal(2, exit);
        Assert.Contains("`nobody`", error.Replace('"', '`'), StringComparison.Ordinal);
        Assert.DoesNotContain($"`{known}` is", error, StringComparison.Ordinal);
        Assert.True(error.Split("error LS").Length >= 3, error);
    }

    private (int Exit, string Output, string Error) Typed(params string[] arguments) => Run.Line(new MemoryTerminal { Folder = folder.Path, Time = { Now = DateTimeOffset.UtcNow } }, arguments);
}
