using Linkseal.Testing;

namespace Linkseal.Cli.Tests.Commands;

/// <summary><c>./linkseal</c> of the sources, with a compiler that only does what one does to folders.</summary>
public sealed class SourceScriptTests : IDisposable
{
    private const string Compiler = """
        #!/bin/sh
        # Once for the folders of a first build, and the program.
        mkdir -p "$(dirname "$2")/Linkseal.Cli/obj" "$(dirname "$2")/Linkseal.Cli/bin"
        mkdir -p "$6"
        printf '#!/bin/sh\necho run\n' > "$6/linkseal" && chmod +x "$6/linkseal"
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_builds_once_and_again_only_after_a_change()
    {
        File.Copy(Path.Combine(Repository.Root, "linkseal"), folder["linkseal"]);
        foreach (var name in (string[])["src/Linkseal.Cli/Program.cs", "docs/codes/LS1000.md", "Directory.Build.props", "global.json", "tools/dotnet"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
            File.WriteAllText(folder[name], name == "tools/dotnet" ? Compiler : "");
        }

        File.SetUnixFileMode(folder["tools/dotnet"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Assert.Equal("run linkseal: building (once)…", Run());
        Assert.Equal("run", Run());
        File.WriteAllText(folder["src/Linkseal.Cli/New.cs"], "");
        Assert.Contains("building", Run(), StringComparison.Ordinal);
        Assert.Equal("run", Run());
        File.Delete(folder["src/Linkseal.Cli/New.cs"]);
        Assert.Contains("building", Run(), StringComparison.Ordinal);
    }

    private string Run()
    {
        // Times of files are told apart by the clock's tick.
        Thread.Sleep(50);
        var result = Shell.Run("bash", [folder["linkseal"]], folder.Path, environment: new Dictionary<string, string?> { ["PATH"] = folder["tools"] + ":" + Environment.GetEnvironmentVariable("PATH") });
        Assert.True(result.ExitCode == 0, result.All);
        return (result.Output.Trim() + " " + result.Error.Trim()).Trim();
    }
}
