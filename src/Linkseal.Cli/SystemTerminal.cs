using System.Text;

namespace Linkseal.Cli;

/// <summary>The process's own console.</summary>
/// <remarks>Output is buffered (a table in one write); whoever asks or streams flushes, <see cref="Dispose"/> flushes the rest.</remarks>
internal sealed class SystemTerminal : ITerminal, IDisposable
{
    private const int WidthWhenPiped = 100;
    private readonly Lock gate = new();
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    public TextWriter Output { get; } = new StreamWriter(Console.OpenStandardOutput(), Utf8, 16 * 1024);

    /// <inheritdoc/>
    public TextWriter Error { get; } = new StreamWriter(Console.OpenStandardError(), Utf8, 1024) { AutoFlush = true };

    /// <inheritdoc/>
    public bool OutputIsTerminal { get; } = !Console.IsOutputRedirected;

    /// <inheritdoc/>
    public bool ErrorIsTerminal { get; } = !Console.IsErrorRedirected;

    /// <inheritdoc/>
    public bool CanAsk => ErrorIsTerminal && !Console.IsInputRedirected;

    /// <inheritdoc/>
    public int Width => OutputIsTerminal ? Math.Clamp(Console.WindowWidth, 60, 160) : WidthWhenPiped;

    /// <inheritdoc/>
    public string Folder { get; } = Environment.CurrentDirectory;

    /// <inheritdoc/>
    public TimeProvider Clock => TimeProvider.System;

    /// <inheritdoc/>
    public string? ReadLine() => Console.In.ReadLine();

    /// <summary>A line that is on its way at once, from any thread.</summary>
    public void Say(string line)
    {
        lock (gate)
        {
            Output.Write(line + "\n");
            Output.Flush();
        }
    }

    /// <inheritdoc/>
    public string? Variable(string name) => Environment.GetEnvironmentVariable(name);

    /// <inheritdoc/>
    public void Dispose()
    {
        Output.Dispose();
        Error.Dispose();
    }
}
