namespace Linkseal.Cli.Demo;

/// <summary>The caller's console, standing in the demo's installer folder: each command of the demo runs as if typed there.</summary>
internal sealed class DemoTerminal(ITerminal terminal, string folder) : ITerminal
{
    public TextWriter Output => terminal.Output;

    public TextWriter Error => terminal.Error;

    public bool OutputIsTerminal => terminal.OutputIsTerminal;

    public bool ErrorIsTerminal => terminal.ErrorIsTerminal;

    public bool CanAsk => false;

    public int Width => terminal.Width;

    public string Folder => folder;

    public TimeProvider Clock => terminal.Clock;

    public string? ReadLine() => null;

    public string? Variable(string name) => terminal.Variable(name);
}
