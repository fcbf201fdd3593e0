namespace Linkseal.Bench;

/// <summary>Programs published to be started as a user starts them.</summary>
internal static class Published
{
    /// <summary>Linkseal itself, as <c>./build release</c> makes it.</summary>
    public static string Release()
    {
        Child.Run(Path.Combine(Ground.Repository, "build"), ["release"]);
        return Path.Combine(Ground.Repository, "artifacts", "release", "linkseal");
    }

    /// <summary>A program of one file, native like the release.</summary>
    public static string Native(string folder, string code) => Publish(folder, code, "-p:PublishAot=true");

    /// <summary>A program of one file, as a self-contained, trimmed ReadyToRun file.</summary>
    public static string ReadyToRun(string folder, string code) =>
        Publish(folder, code, "--self-contained", "-p:PublishSingleFile=true", "-p:PublishTrimmed=true", "-p:PublishReadyToRun=true");

    // Nothing of the repository's own: no analyzers, no central versions.
    private static string Publish(string folder, string code, params string[] how)
    {
        foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" }) File.WriteAllText(Path.Combine(folder, name), "<Project />\n");
        File.WriteAllText(Path.Combine(folder, "Program.cs"), code);
        File.WriteAllText(Path.Combine(folder, "bare.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <InvariantGlobalization>true</InvariantGlobalization>
              </PropertyGroup>
            </Project>
            """);
        Child.Run("dotnet", [
            "publish", folder, "-c", "Release", "-r", "linux-x64", "-v", "quiet", "-o", Path.Combine(folder, "out"), "-p:DebugType=none", .. how,
        ]);
        return Path.Combine(folder, "out", "bare");
    }
}
