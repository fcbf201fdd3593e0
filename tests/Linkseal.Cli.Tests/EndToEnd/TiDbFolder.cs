using System.Security.Cryptography;
using Linkseal.Cli.Tests.Testing;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>A folder as an operator has it, a sub-folder for each host, in which commands are typed with nothing besides: no description yet, no <c>--root</c>.</summary>
internal sealed class TiDbFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public TiDbFolder() => Directory.CreateDirectory(Path);

    public string Path => folder["cluster"];

    public void Dispose() => folder.Dispose();

    public string At(string path) => System.IO.Path.Combine(Path, path);

    /// <summary>Puts a sample in a place.</summary>
    public void Lay(string path, string sample) => Write(path, File.ReadAllText(System.IO.Path.Combine(Fixtures.Folder("tidb"), sample)));

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), text);
    }

    public (ExitCode Exit, string Text) Type(params string[] arguments)
    {
        var terminal = new MemoryTerminal { Folder = Path, Time = { Now = DateTimeOffset.UtcNow } };
        var exit = (ExitCode)new CommandLine(terminal, TestContext.Current.CancellationToken).Invoke(arguments);
        return (exit, terminal.Text + terminal.ErrorText);
    }

    /// <summary>Types a command that has to end well.</summary>
    public string Succeed(params string[] arguments)
    {
        var (exit, text) = Type(arguments);
        Assert.True(exit is ExitCode.Ok, $"linkseal {string.Join(' ', arguments)}: {exit}\n{text}");
        return text;
    }

    /// <summary>Every file with its bytes, but for Linkseal's own.</summary>
    public SortedDictionary<string, string> Snapshot()
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories))
        {
            var path = System.IO.Path.GetRelativePath(Path, file);
            if (!path.StartsWith(".linkseal", StringComparison.Ordinal) && path != "linkseal.yaml") all[path] = new FileInfo(file).LinkTarget ?? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
        }

        return all;
    }
}
