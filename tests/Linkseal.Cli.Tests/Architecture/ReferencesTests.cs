using System.Text.RegularExpressions;
using System.Xml.Linq;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.Architecture;

public sealed partial class ReferencesTests
{
    // Each project and all that it may refer to: Cli → Runtime → {Dialects, Pki} → Core. The demo's platform stands beside them: it knows nothing of Linkseal but a reader of settings.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Linkseal.Core"] = [],
        ["Linkseal.Pki"] = ["Linkseal.Core"],
        ["Linkseal.Dialects"] = ["Linkseal.Core"],
        ["Linkseal.Runtime"] = ["Linkseal.Core", "Linkseal.Pki", "Linkseal.Dialects"],
        ["Linkseal.Demo"] = ["Linkseal.Core"],
        ["Linkseal.Cli"] = ["Linkseal.Core", "Linkseal.Pki", "Linkseal.Dialects", "Linkseal.Runtime", "Linkseal.Demo"],
    };

    // What each may bring in from outside; analyzers, which leave nothing in the program, aside.
    private static readonly Dictionary<string, string[]> Packages = new()
    {
        ["Linkseal.Core"] = ["YamlDotNet"],
        ["Linkseal.Pki"] = ["System.Security.Cryptography.Pkcs"],
        ["Linkseal.Dialects"] = [],
        ["Linkseal.Runtime"] = [],
        ["Linkseal.Demo"] = [],
        ["Linkseal.Cli"] = ["System.CommandLine"],
    };

    private static string Source { get; } = Path.Combine(Repository.Root, "src");

    [Fact]
    public void Projects_refer_one_way_only()
    {
        foreach (var path in Projects())
        {
            var name = Path.GetFileNameWithoutExtension(path);
            var referred = XDocument.Load(path).Descendants("ProjectReference").Select(static r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value));
            Assert.Empty(referred.Except(Allowed[name]));
        }
    }

    [Fact]
    public void Projects_bring_in_no_package_that_was_not_decided_on()
    {
        foreach (var path in Projects())
        {
            var name = Path.GetFileNameWithoutExtension(path);
            Assert.Empty(XDocument.Load(path).Descendants("PackageReference").Select(static r => r.Attribute("Include")!.Value).Except(Packages[name]));
        }
    }

    [Theory]
    [InlineData("Linkseal.Core")]
    [InlineData("Linkseal.Dialects")]
    public void The_pure_projects_are_held_by_the_banned_symbols(string name)
    {
        var project = XDocument.Load(Path.Combine(Source, name, name + ".csproj"));
        Assert.Contains(project.Descendants("AdditionalFiles"), static f => f.Attribute("Include")!.Value.EndsWith("BannedSymbols.txt", StringComparison.Ordinal));
        var analyzers = XDocument.Load(Path.Combine(Source, "Directory.Build.props")).Descendants("PackageReference");
        Assert.Contains(analyzers, static r => r.Attribute("Include")!.Value == "Microsoft.CodeAnalysis.BannedApiAnalyzers");
    }

    [Fact]
    public void The_banned_symbols_name_every_effect()
    {
        var banned = File.ReadAllText(Path.Combine(Source, "BannedSymbols.txt"));
        foreach (var symbol in (string[])["System.IO.File", "System.Diagnostics.Process", "System.Net.Sockets.Socket", "System.Console", "System.DateTime.Now", "System.Random", "System.Security.Cryptography.RandomNumberGenerator"])
            Assert.Contains(":" + symbol + ";", banned);
    }

    [Fact]
    public void The_console_is_used_in_one_file() =>
        Assert.Equal(["Linkseal.Cli/SystemTerminal.cs"], Files().Where(static f => ConsoleUse().IsMatch(File.ReadAllText(f))).Select(static f => Path.GetRelativePath(Source, f)));

    [Fact]
    public void No_file_switches_a_rule_off_unless_it_says_why()
    {
        List<string> silent = [];
        foreach (var file in Files())
        {
            silent.AddRange(File.ReadLines(file)
                .Where(static line => line.TrimStart().StartsWith("#pragma warning disable", StringComparison.Ordinal) && !line.Contains("//", StringComparison.Ordinal))
                .Select(line => $"{Path.GetRelativePath(Source, file)}: {line.Trim()}"));
        }

        Assert.Empty(silent);
    }

    private static string[] Projects()
    {
        var projects = Directory.GetFiles(Source, "*.csproj", SearchOption.AllDirectories);
        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), projects.Select(static p => Path.GetFileNameWithoutExtension(p)).Order(StringComparer.Ordinal));
        return projects;
    }

    private static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories)
            .Where(static path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\bConsole\.[A-Z]")]
    private static partial Regex ConsoleUse();
}
