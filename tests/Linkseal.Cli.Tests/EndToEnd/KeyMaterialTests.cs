using System.Text;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>No command prints, plans or writes down a private key outside the files that are for it.</summary>
public sealed class KeyMaterialTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly string[][] Commands =
    [
        ["show"], ["show", "core"], ["plan"], ["check"], ["status"], ["authority", "export"], ["dialects", "harbor"], ["explain", "LS2002"],
        ["apply", "--yes"], ["undo", "--yes"], ["apply", "--yes", "--no-reload"], ["remove", "--component", "core", "--yes"], ["remove", "--yes"],
    ];

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public void No_output_and_no_document_of_the_state_holds_a_key(string form)
    {
        using var machine = HarborMachine.FromSample("2.12.0");
        machine.Succeed("init");
        var said = new Transcript(machine, form);
        said.Type("apply", "--yes");
        foreach (var command in Commands) said.Type(command);
        said.Holds();
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public void Nor_when_keys_and_certificates_are_wrong(string form)
    {
        using var machine = HarborMachine.FromSample("2.12.0");
        machine.Succeed("init");
        machine.Succeed("apply", "--yes");
        var said = new Transcript(machine, form);
        string Internal(string name) => Path.Combine(machine.InternalTls, name);

        File.Copy(Internal("portal.key"), Internal("core.key"), overwrite: true);
        File.Copy(Internal("proxy.key"), Internal("proxy.crt"), overwrite: true);
        File.WriteAllText(Internal("registry.key"), File.ReadAllText(Internal("registry.key"))[..80]);
        File.Copy(Internal("portal.key"), Internal("harbor_internal_ca.crt"), overwrite: true);
        File.Copy(Internal("portal.key"), Internal("left.key"));
        foreach (var command in (string[][])[["check"], ["status"], ["plan"], ["show", "core"]]) said.Type(command);

        // Keys where certificates belong, and inside the description itself.
        File.Copy(Internal("portal.key"), machine.At("/opt/harbor/ca.crt"));
        var description = machine.Description;
        machine.Description = description + "authority: { existing: { certificate: ca.crt, key: ca.crt } }\n";
        foreach (var command in (string[][])[["plan"], ["check"], ["apply", "--yes"], ["status"]]) said.Type(command);
        machine.Description = description + "authority: |\n  " + File.ReadAllText(Internal("portal.key")).ReplaceLineEndings("\n  ") + "\n";
        said.Type("plan");
        machine.Description = description;
        said.Type("apply", "--yes");
        said.Holds();
    }

    [Fact]
    public void The_authoritys_keys_are_for_their_owner_alone_and_so_is_the_state()
    {
        using var machine = HarborMachine.FromSample("2.12.0");
        machine.Succeed("init");
        machine.Succeed("apply", "--yes");
        var state = machine.At("/opt/harbor/.linkseal");
        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(state));
        Assert.Equal("*\n", File.ReadAllText(Path.Combine(state, ".gitignore")));
        var keys = Directory.GetFiles(Path.Combine(state, "authority"), "*", SearchOption.AllDirectories).Where(static f => File.ReadAllText(f).Contains("PRIVATE KEY", StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, keys.Length);
        Assert.All(keys, static k => Assert.Equal(OwnerOnly, File.GetUnixFileMode(k)));
        Assert.All(Directory.GetFiles(machine.Root, "*.key", SearchOption.AllDirectories), static k => Assert.Equal(OwnerOnly, File.GetUnixFileMode(k)));
    }

    /// <summary>All that was printed, and every key that ever lay on the machine meanwhile.</summary>
    private sealed class Transcript(HarborMachine machine, string form)
    {
        private readonly StringBuilder text = new();
        private readonly HashSet<string> fragments = new(StringComparer.Ordinal);

        public void Type(params string[] arguments)
        {
            Collect();
            text.Append(machine.Type([.. arguments, "--output", form]).Text);
            Collect();
        }

        public void Holds()
        {
            Assert.True(fragments.Count > 20, $"only {fragments.Count} fragments of keys were seen");
            var all = text.ToString();
            Assert.DoesNotMatch("BEGIN [A-Z ]*PRIVATE KEY", all);
            Assert.All(fragments, f => Assert.DoesNotContain(f, all, StringComparison.Ordinal));
        }

        // Each line of a key's base64 but the first, which is the same for every key of its kind.
        private void Collect()
        {
            foreach (var file in Directory.EnumerateFiles(machine.Root, "*", SearchOption.AllDirectories))
            {
                var content = File.ReadAllText(file);
                if (file.EndsWith(".json", StringComparison.Ordinal)) text.Append(content);
                else if (content.StartsWith("-----BEGIN", StringComparison.Ordinal) && content.Contains("PRIVATE KEY", StringComparison.Ordinal))
                {
                    fragments.UnionWith(content.Split('\n').Skip(2).Select(static l => l.Trim()).Where(static l => l.Length > 20 && l[0] != '-'));
                }
            }
        }
    }
}
