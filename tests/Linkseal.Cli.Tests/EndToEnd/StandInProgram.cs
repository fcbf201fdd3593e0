using Linkseal.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>A script that stands in for a program, first on the path of a Linkseal that runs as a process of its own.</summary>
internal sealed class StandInProgram : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public StandInProgram(string name, string script) =>
        // Written by another process: a file that ours had open for writing can't be run while a child of another test has it too.
        Shell.Run("/bin/sh", ["-c", $"cat > {folder[name]}; chmod 0700 {folder[name]}"], input: $"#!/bin/sh\n{script}\n");

    public ShellResult Linkseal(string where, params string[] arguments) => Shell.Run(BuiltProgram.Path, arguments, where, environment: new Dictionary<string, string?>
    {
        ["PATH"] = folder.Path + ":" + Environment.GetEnvironmentVariable("PATH"),
        ["NO_COLOR"] = "1",
    });

    public void Dispose() => folder.Dispose();
}
