using System.Security.Cryptography;
using Linkseal.Cli.Tests.Testing;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>
/// A folder that plays a machine with a Harbor installer on it: <c>opt/harbor</c>, <c>etc</c>, <c>data</c>. Commands are run in this process,
/// as if typed in the installer's folder with <c>--root</c>.
/// </summary>
internal sealed class HarborMachine : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public HarborMachine(string harborYml, string version = "2.12.0", string hostName = "registry.example.com", string flags = "")
    {
        Directory.CreateDirectory(Installer);
        Original = harborYml.Replace("hostname: reg.mydomain.com", "hostname: " + hostName, StringComparison.Ordinal);
        HarborYml = Original;
        File.WriteAllText(Path.Combine(Installer, "prepare"), $"#!/bin/sh\n# stands for Harbor's: docker run goharbor/prepare:v{version} prepare {flags}\n");
    }

    /// <summary>A machine from one of the shared samples.</summary>
    public static HarborMachine FromSample(string version) => new(File.ReadAllText(Path.Combine(Fixtures.Folder("harbor"), version, "harbor.yml.tmpl")), version);

    public string Root => folder.Path;

    public string Installer => folder["opt/harbor"];

    public string InternalTls => folder["etc/harbor/tls/internal"];

    /// <summary>harbor.yml as it was before Linkseal came.</summary>
    public string Original { get; }

    public string HarborYml
    {
        get => File.ReadAllText(Path.Combine(Installer, "harbor.yml"));
        set => File.WriteAllText(Path.Combine(Installer, "harbor.yml"), value);
    }

    public string Description
    {
        get => File.ReadAllText(Path.Combine(Installer, "linkseal.yaml"));
        set => File.WriteAllText(Path.Combine(Installer, "linkseal.yaml"), value);
    }

    /// <summary>A path of the machine.</summary>
    public string At(string path) => folder[path.TrimStart('/')];

    /// <summary>Types a command; what it ended with and everything that it printed.</summary>
    public (ExitCode Exit, string Text) Type(params string[] arguments)
    {
        var terminal = new MemoryTerminal { Folder = Installer, Time = { Now = Now } };
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

    /// <summary>The time of the next command: the true one until it is set.</summary>
    public DateTimeOffset Now
    {
        get => field == default ? DateTimeOffset.UtcNow : field;
        set;
    }

    /// <summary>Every file below the root but the state: name, content, mode and time of change, so that "nothing changed" can be said in one comparison.</summary>
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

    public void Dispose() => folder.Dispose();
}
