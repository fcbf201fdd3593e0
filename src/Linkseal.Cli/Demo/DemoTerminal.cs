namespace Linkseal.Cli.Demo;

/// <summary>The caller's console, standing in the demo's installer folder: each command of the demo runs as if typed there.</summary>
/// <param name="terminal">The caller's.</param>
/// <param name="folder">The installer's folder.</param>
/// <param name="answer">Where results go instead of the console; null: the console.</param>
internal sealed class DemoTerminal(ITerminal terminal, string folder, TextWriter? answer = null) : ITerminal
{
    public TextWriter Output => answer ?? terminal.Output;

    public TextWriter Error => terminal.Error;

    public bool OutputIsTerminal => answer is null && terminal.OutputIsTerminal;

    public bool ErrorIsTerminal => terminal.ErrorIsTerminal;

    public bool CanAsk => false;

    public int Width => terminal.Width;

    public string Folder => folder;

    public TimeProvider Clock => terminal.Clock;

    public string? ReadLine() => null;

    public string? Variable(string name) => terminal.Variable(name);
}
