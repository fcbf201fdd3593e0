using Linkseal.Testing;

namespace Linkseal.Pki.Tests;

/// <summary>The judge: Debian's openssl, in a folder of its own.</summary>
internal sealed class OpenSsl : IDisposable
{
    private readonly string _program = Missing.Program("openssl");

    public TemporaryFolder Folder { get; } = new();

    public string this[string name] => Folder[name];

    /// <summary>Runs it; fails the test unless it ends well.</summary>
    public string Run(params string[] arguments)
    {
        var result = Try(arguments);
        Assert.True(result.ExitCode == 0, $"openssl {string.Join(' ', arguments)}: {result.All}");
        return result.All;
    }

    /// <summary>Runs it.</summary>
    public ShellResult Try(params string[] arguments) => Shell.Run(_program, arguments, Folder.Path);

    /// <summary>Runs a line of words without spaces in them.</summary>
    public string Line(string line) => Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    public string Write(string name, string text)
    {
        File.WriteAllText(Folder[name], text);
        return Folder[name];
    }

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(Folder[name], bytes);
        return Folder[name];
    }

    public byte[] Bytes(string name) => File.ReadAllBytes(Folder[name]);

    public void Dispose() => Folder.Dispose();
}
