using Linkseal.Testing;

namespace Linkseal.RealServers.Tests;

/// <summary>Our own program as a user runs it: a process of its own.</summary>
internal static class LinksealProgram
{
    /// <summary>The release that <c>./test</c> has just built and names in <c>LINKSEAL_PROGRAM</c>, else the program beside these tests: the same, and fifteen times slower.</summary>
    public static string Itself { get; } = Environment.GetEnvironmentVariable("LINKSEAL_PROGRAM") is { Length: > 0 } release ? release : Path.Combine(AppContext.BaseDirectory, "linkseal");

    /// <summary>Runs it, or the given one; it has to end with 0.</summary>
    public static string Succeed(string folder, string[] arguments, string? program = null)
    {
        var result = Shell.Run(program ?? Itself, arguments, folder);
        Assert.True(result.ExitCode == 0, $"linkseal {string.Join(' ', arguments)} ended with {result.ExitCode}:\n{result.All}");
        return result.All;
    }

    /// <summary>A Harbor installer below a root folder, described, not applied.</summary>
    public static string LayOutHarbor(TemporaryFolder root, string description)
    {
        var installer = Directory.CreateDirectory(root["opt/harbor"]).FullName;
        File.WriteAllText(Path.Combine(installer, "harbor.yml"), "hostname: registry.example.com\nhttp:\n  port: 80\ndata_volume: /data\n_version: 2.12.0\n");
        File.WriteAllText(Path.Combine(installer, "prepare"), "#!/bin/sh\n# docker run goharbor/prepare:v2.12.0\n");
        File.WriteAllText(Path.Combine(installer, "linkseal.yaml"), description);
        return installer;
    }
}
