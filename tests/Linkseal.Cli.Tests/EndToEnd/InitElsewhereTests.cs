using Linkseal.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>A description that does not lie beside the product's files leads to them all the same.</summary>
public sealed class InitElsewhereTests
{
    [Fact]
    public void Harbor()
    {
        using var machine = HarborMachine.FromSample("2.12.0");
        Directory.CreateDirectory(machine.At("/home/me"));
        string[] file = ["--file", machine.At("/home/me/linkseal.yaml")];
        machine.Succeed(["init", "/opt/harbor", .. file]);
        Assert.Contains("settings:\n  install: /opt/harbor\n", File.ReadAllText(file[1]), StringComparison.Ordinal);
        Sealed(machine.Succeed, file);
        machine.Succeed(["remove", "--yes", .. file]);
        Assert.Equal(machine.Original, machine.HarborYml);
    }

    [Fact]
    public void Anchore()
    {
        using var machine = AnchoreMachine.FromSample("default_config-1.1.0.yaml", "docker-compose-1.1.0.yaml");
        Directory.CreateDirectory(Path.Combine(machine.Root, "home/me"));
        string[] file = ["--file", Path.Combine(machine.Root, "home/me/linkseal.yaml")];
        machine.Succeed(["init", "/opt/anchore", .. file]);
        Assert.Contains("  config: /opt/anchore/config.yaml\n", File.ReadAllText(file[1]), StringComparison.Ordinal);
        Sealed(machine.Succeed, file);
    }

    [Fact]
    public void A_folder_whose_name_needs_quotes()
    {
        using var machine = HarborMachine.FromSample("2.12.0");
        Directory.Move(machine.Installer, machine.At("/opt/my: #1"));
        string[] file = ["--file", machine.At("/linkseal.yaml")];
        Directory.CreateDirectory(machine.Installer);
        machine.Succeed(["init", "/opt/my: #1", .. file]);
        Sealed(machine.Succeed, file);
    }

    private static void Sealed(Func<string[], string> succeed, string[] file)
    {
        succeed(["apply", "--yes", .. file]);
        succeed(["plan", "--check", .. file]);
        succeed(["check", .. file]);
    }
}
