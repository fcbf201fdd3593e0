using System.Security.Cryptography;
using Linkseal.Cli.Tests.Testing;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>A folder that plays a host with Anchore Engine in <c>/opt/anchore</c>. Commands are run in this process, as if typed there with <c>--root</c>.</summary>
internal sealed class AnchoreMachine : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public AnchoreMachine(string config, string? compose = null)
    {
        Directory.CreateDirectory(Home);
        Original = config;
        Config = config;
        if (compose is not null) File.WriteAllText(Path.Combine(Home, "docker-compose.yaml"), compose);
    }

    /// <summary>A machine from the shared samples, by their file names.</summary>
    public static AnchoreMachine FromSample(string config, string? compose) =>
        new(File.ReadAllText(Path.Combine(Fixtures.Folder("anchore-engine"), config)), compose is null ? null : File.ReadAllText(Path.Combine(Fixtures.Folder("anchore-engine"), compose)));

    public string Root => _folder.Path;

    public string Home => _folder["opt/anchore"];

    /// <summary>config.yaml as it was before Linkseal came.</summary>
    public string Original { get; }

    public string Config
    {
        get => File.ReadAllText(Path.Combine(Home, "config.yaml"));
        set => File.WriteAllText(Path.Combine(Home, "config.yaml"), value);
    }

    public string Description
    {
        get => File.ReadAllText(Path.Combine(Home, "linkseal.yaml"));
        set => File.WriteAllText(Path.Combine(Home, "linkseal.yaml"), value);
    }

    /// <summary>A file of Anchore's folder.</summary>
    public string this[string name] => Path.Combine(Home, name);

    /// <summary>Types a command; what it ended with and everything that it printed.</summary>
    public (ExitCode Exit, string Text) Type(params string[] arguments)
    {
        var terminal = new MemoryTerminal { Folder = Home, Time = { Now = DateTimeOffset.UtcNow } };
        var exit = (ExitCode)new CommandLine(terminal, TestContext.Current.CancellationToken).Invoke([.. arguments, "--root", Root]);
        return (exit, terminal.Text + terminal.ErrorText);
    }

    /// <summary>Types a command that has to end well.</summary>
    public string Succeed(params string[] arguments)
    {
        var (exit, text) = Type(arguments);
        Assert.True(exit == ExitCode.Ok, $"linkseal {string.Join(' ', arguments)} ended with {exit}:\n{text}");
        return text;
    }

    /// <summary>Every file below the root but the state: content, mode and time, so that "nothing changed" can be said in one comparison.</summary>
    public SortedDictionary<string, string> Snapshot(bool withTimes = true)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories))
        {
            if (file.Contains("/.linkseal/", StringComparison.Ordinal)) continue;
            var time = withTimes ? File.GetLastWriteTimeUtc(file).Ticks.ToString() : "";
            all[Path.GetRelativePath(Root, file)] = $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))} {File.GetUnixFileMode(file)} {time}";
        }

        return all;
    }

    public void Dispose() => _folder.Dispose();
}
