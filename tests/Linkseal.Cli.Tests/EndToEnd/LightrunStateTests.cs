using Linkseal.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>What becomes of Lightrun's Secrets when things change around them: a part is turned off, the state is lost, root acts for a user.</summary>
public sealed class LightrunStateTests : IDisposable
{
    private const string Streamer = "  data_streamer:\n    enabled: true\n";
    private const string Delete = "kubectl -n prod delete secret --ignore-not-found ";
    private readonly LightrunFolder _folder = new();

    public LightrunStateTests() => Describe("  public: made\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_part_that_is_turned_off_leaves_a_step_that_deletes_its_secret_after_helm()
    {
        Assert.DoesNotContain(Delete, _folder.Succeed("apply", "--yes"), StringComparison.Ordinal);
        _folder.Write("values.yaml", _folder.Original.Replace(Streamer, "", StringComparison.Ordinal));

        foreach (var command in (string[][])[["plan"], ["apply", "--yes"]])
        {
            var text = _folder.Succeed(command);
            var (helm, delete) = (text.IndexOf("> helm upgrade lightrun", StringComparison.Ordinal), text.IndexOf($"> {Delete}lightrun-data-streamer-tls\n", StringComparison.Ordinal));
            Assert.True(helm > 0 && delete > helm, text);
            Assert.Equal(2, text.Split(Delete).Length);
        }

        Assert.False(File.Exists(_folder[".linkseal/out/lightrun-data-streamer-tls.json"]));
        Assert.Contains("No changes.", _folder.Succeed("apply", "--yes"), StringComparison.Ordinal);
        Assert.Contains($"> {Delete}lightrun-data-streamer-tls\n", _folder.Succeed("plan"), StringComparison.Ordinal);
        // Wanted again, it is not to be deleted.
        _folder.Write("values.yaml", _folder.Original);
        Assert.DoesNotContain(Delete, _folder.Succeed("plan"), StringComparison.Ordinal);
        _folder.Write("values.yaml", _folder.Original.Replace(Streamer, "", StringComparison.Ordinal));
        Assert.Contains($"{Delete}lightrun-internal-ca", _folder.Succeed("remove", "--yes"), StringComparison.Ordinal);
    }

    [Fact]
    public void One_certificate_for_all_leaves_the_secrets_of_each()
    {
        _folder.Succeed("apply", "--yes");
        Describe("  public: made\n  shared: true\n");
        var text = _folder.Succeed("apply", "--yes");
        foreach (var part in (string[])["redis", "mq", "keycloak", "frontend", "artifacts", "data-streamer"]) Assert.Contains($"> {Delete}lightrun-{part}-tls\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain($"{Delete}lightrun-keycloak-cluster-tls", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_turned_off_just_before_remove_is_not_forgotten()
    {
        _folder.Succeed("apply", "--yes");
        _folder.Write("values.yaml", _folder.Original.Replace(Streamer, "", StringComparison.Ordinal));
        Assert.Contains($"> {Delete}lightrun-data-streamer-tls\n", _folder.Succeed("remove", "--yes"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("release: lightrun", "release: second", "kubectl -n prod delete secret --ignore-not-found lightrun-redis-tls\n", "kubectl -n prod delete secret --ignore-not-found second-redis-tls\n")]
    [InlineData("namespace: prod", "namespace: stage", "kubectl -n prod delete secret --ignore-not-found lightrun-redis-tls\n", "kubectl -n stage delete secret --ignore-not-found lightrun-redis-tls\n")]
    public void Another_release_or_namespace_leaves_steps_that_delete_the_old_secrets(string from, string to, string delete, string not)
    {
        _folder.Succeed("apply", "--yes");
        _folder.Write("linkseal.yaml", _folder.Read("linkseal.yaml").Replace(from, to, StringComparison.Ordinal));
        foreach (var command in (string[][])[["plan"], ["apply", "--yes"], ["plan"], ["remove", "--yes"]])
        {
            var text = _folder.Succeed(command);
            if (command[0] != "remove") Assert.Contains("> " + delete, text, StringComparison.Ordinal);
            Assert.DoesNotContain(not, text, StringComparison.Ordinal);
        }

        // What is taken out leaves the old ones to be deleted all the same.
        Assert.Contains("delete secret --ignore-not-found lightrun-redis-tls", _folder.Type("status").Text + _folder.Type("plan").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_full_name_of_the_chart_does_too_and_a_removal_just_after_it()
    {
        _folder.Succeed("apply", "--yes");
        _folder.Write("values.yaml", _folder.Original.Replace("general:\n", "general:\n  nameOverride: lr\n", StringComparison.Ordinal));
        Assert.Contains($"> {Delete}lightrun-redis-tls\n", _folder.Succeed("plan"), StringComparison.Ordinal);
        Assert.Contains($"> {Delete}lightrun-redis-tls\n", _folder.Succeed("remove", "--yes"), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_cluster_gets_the_secrets_and_the_values_and_leaves_those_of_the_old_one_to_be_deleted()
    {
        Describe("  public: made\n  context: one\n");
        _folder.Succeed("apply", "--yes");
        Describe("  public: made\n  context: two\n");
        const string Apply = "> kubectl --context two -n prod apply --server-side";
        const string Helm = "> helm upgrade lightrun lightrun/lightrun-helm-chart -n prod --kube-context two ";
        const string Old = "> kubectl --context one -n prod delete secret --ignore-not-found lightrun-redis-tls\n";
        var before = File.ReadAllText(_folder[".linkseal/out/lightrun-redis-tls.json"]);
        foreach (var command in (string[][])[["plan"], ["apply", "--yes"], ["plan"]])
        {
            var text = _folder.Succeed(command);
            int[] order = [text.IndexOf(Apply, StringComparison.Ordinal), text.IndexOf(Helm, StringComparison.Ordinal), text.IndexOf(Old, StringComparison.Ordinal)];
            Assert.True(order[0] >= 0 && order[0] < order[1] && order[1] < order[2], text);
            Assert.Contains("of context one", text, StringComparison.Ordinal);
            Assert.DoesNotContain("kubectl --context two -n prod delete", text, StringComparison.Ordinal);
            Assert.DoesNotContain("rollout restart", text, StringComparison.Ordinal);
        }

        // The certificates are the same: only where they go is another.
        Assert.Equal(before, File.ReadAllText(_folder[".linkseal/out/lightrun-redis-tls.json"]));
        Assert.Contains("No changes.", _folder.Succeed("apply", "--yes"), StringComparison.Ordinal);
        // Back again: what lies in the first is wanted, what lies in the second is not.
        Describe("  public: made\n  context: one\n");
        var back = _folder.Succeed("apply", "--yes");
        Assert.Contains("> kubectl --context two -n prod delete secret --ignore-not-found lightrun-redis-tls\n", back, StringComparison.Ordinal);
        Assert.DoesNotContain("kubectl --context one -n prod delete", back + _folder.Succeed("plan"), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_cluster_and_namespace_at_once_leave_the_old_place_by_both_names()
    {
        Describe("  public: made\n  context: one\n");
        _folder.Succeed("apply", "--yes");
        Describe("  public: made\n  context: two\n");
        _folder.Write("linkseal.yaml", _folder.Read("linkseal.yaml").Replace("namespace: prod", "namespace: stage", StringComparison.Ordinal));
        var text = _folder.Succeed("apply", "--yes");
        Assert.Contains("> kubectl --context one -n prod delete secret --ignore-not-found lightrun-redis-tls\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("--context two -n prod", text, StringComparison.Ordinal);
        Assert.DoesNotContain("--context one -n stage", text, StringComparison.Ordinal);
        Assert.Equal(text.Split("delete secret").Length, text.Split("--context one -n prod delete secret").Length);
    }

    [Fact]
    public void Removed_before_the_new_cluster_was_reached_nothing_is_deleted_there()
    {
        Describe("  public: made\n  context: one\n");
        _folder.Succeed("apply", "--yes");
        Describe("  public: made\n  context: two\n");
        var text = _folder.Succeed("remove", "--yes");
        Assert.Contains("> kubectl --context one -n prod delete secret --ignore-not-found lightrun-redis-tls\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("--context two", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_context_that_is_named_later_changes_nothing_and_is_remembered()
    {
        _folder.Succeed("apply", "--yes");
        Describe("  public: made\n  context: one\n");
        var text = _folder.Succeed("apply", "--yes");
        Assert.Contains("No changes.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("delete secret", text, StringComparison.Ordinal);
        Describe("  public: made\n  context: two\n");
        Assert.Contains("> kubectl --context one -n prod delete secret", _folder.Succeed("plan"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  context: one\n")]
    public void What_was_printed_and_not_done_is_run_once_it_may_be(string before)
    {
        Describe("  public: made\n" + before);
        _folder.Succeed("apply", "--yes");
        Describe("  public: made\n  secrets: cluster\n  context: one\n");
        var text = _folder.Succeed("plan");
        Assert.Contains("then\n  > kubectl --context one -n prod apply --server-side", text, StringComparison.Ordinal);
        Assert.DoesNotContain("delete secret", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("  public: made\n")]
    [InlineData("  public: made\nauthority: { generate: { intermediate: true } }\n")]
    public void All_manifests_are_recognised_where_the_inventory_is_lost(string settings)
    {
        Describe(settings);
        _folder.Succeed("apply", "--yes");
        File.Delete(_folder[".linkseal/inventory.json"]);

        var text = _folder.Type("remove", "--yes").Text;
        foreach (var manifest in Directory.EnumerateFiles(_folder.Out)) Assert.Contains(Path.GetFileName(manifest), text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_of_another_ca_is_not_taken_for_ours()
    {
        _folder.Succeed("apply", "--yes");
        File.Delete(_folder[".linkseal/inventory.json"]);
        _folder.OpenSsl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 900 -keyout other.key -out other.crt -subj /CN=Other");
        var other = Convert.ToBase64String(File.ReadAllBytes(_folder["other.crt"]));
        _folder.Write(".linkseal/out/lightrun-internal-ca.json", $$"""{ "apiVersion": "v1", "kind": "Secret", "data": { "ca.crt": "{{other}}" } }""");

        var text = _folder.Type("remove", "--yes").Text;
        Assert.Contains("lightrun-keycloak-trust.json", text, StringComparison.Ordinal);
        Assert.DoesNotContain("lightrun-internal-ca.json", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Under_sudo_the_manifests_belong_to_whoever_typed_it()
    {
        if (!Environment.IsPrivilegedProcess) Missing.Skip("only root can act for somebody");
        var linkseal = BuiltProgram.Path;
        var sudo = new Dictionary<string, string?> { ["SUDO_UID"] = "1234", ["SUDO_GID"] = "2345" };
        void Sudo(string command, string expected)
        {
            var result = Shell.Run(linkseal, [command, "--yes"], _folder.Location, environment: sudo);
            Assert.True(result.ExitCode == 0, result.All);
            Assert.Contains(expected, result.All, StringComparison.Ordinal);
        }

        string Owner(string path) => Shell.Run("stat", ["-c", "%u:%g %a", path]).Output.Trim();

        Sudo("apply", "Applied");
        Assert.Equal("1234:2345 700", Owner(_folder.Out));
        Assert.Equal("1234:2345 600", Owner(_folder[".linkseal/inventory.json"]));
        Assert.All(Directory.EnumerateFiles(_folder.Out), f => Assert.Equal("1234:2345 600", Owner(f)));
        Assert.Equal("1234:2345 644", Owner(_folder["linkseal-values.yaml"]));
        Sudo("apply", "No changes.");

        // Made by root before: given to its owner by the next one.
        Assert.Equal(0, Shell.Run("chown", ["0:0", _folder[".linkseal/out/lightrun-redis-tls.json"]]).ExitCode);
        Sudo("apply", "owner 0:0, should be 1234:2345");
        Assert.Equal("1234:2345 600", Owner(_folder[".linkseal/out/lightrun-redis-tls.json"]));
    }

    private void Describe(string settings) => _folder.Write("linkseal.yaml", LightrunFolder.Settings + settings);
}
