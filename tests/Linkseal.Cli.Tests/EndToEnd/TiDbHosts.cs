using Linkseal.Cli.Tests.Testing;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>A folder that holds a description and, below <c>hosts</c>, the files of the machines that it names. Commands are run in this process, with <c>--root hosts</c>.</summary>
internal sealed class TiDbHosts : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public TiDbHosts(string description)
    {
        Directory.CreateDirectory(Root);
        Description = description;
    }

    public string Root => folder["hosts"];

    public DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;

    public string Description
    {
        get => File.ReadAllText(folder["linkseal.yaml"]);
        set => File.WriteAllText(folder["linkseal.yaml"], value);
    }

    public void Dispose() => folder.Dispose();

    /// <summary>Where a path of a host lies.</summary>
    public string At(string path) => folder["hosts" + path];

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), text);
    }

    /// <summary>Types a command; what it ended with and everything that it printed.</summary>
    public (ExitCode Exit, string Text) Type(params string[] arguments)
    {
        var terminal = new MemoryTerminal { Folder = folder.Path, Time = { Now = Now } };
        var exit = (ExitCode)new CommandLine(terminal, TestContext.Current.CancellationToken).Invoke([.. arguments, "--root", Root]);
        return (exit, terminal.Text + terminal.ErrorText);
    }

    /// <summary>Types a command that has to end well.</summary>
    public string Succeed(params string[] arguments)
    {
        var (exit, text) = Type(arguments);
        Assert.True(exit is ExitCode.Ok, $"linkseal {string.Join(' ', arguments)}: {exit}\n{text}");
        return text;
    }

    /// <summary>Every file below the hosts with its bytes; links with their targets.</summary>
    public SortedDictionary<string, string> Snapshot()
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories))
        {
            var path = "/" + Path.GetRelativePath(Root, file);
            if (!path.Contains("/.linkseal", StringComparison.Ordinal)) all[path] = new FileInfo(file).LinkTarget ?? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)));
        }

        return all;
    }
}
