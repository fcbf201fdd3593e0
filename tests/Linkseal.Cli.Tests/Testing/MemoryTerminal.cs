namespace Linkseal.Cli.Tests.Testing;

/// <summary>A console in memory.</summary>
internal sealed class MemoryTerminal : ITerminal
{
    private readonly Queue<string> typed = new();

    public StringWriter Written { get; } = new() { NewLine = "\n" };

    public StringWriter WrittenToError { get; } = new() { NewLine = "\n" };

    public Dictionary<string, string> Variables { get; } = [];

    public ManualClock Time { get; } = new();

    public TextWriter Output => Written;

    public TextWriter Error => WrittenToError;

    public bool OutputIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    public bool CanAsk { get; init; }

    public int Width { get; init; } = 100;

    public string Folder { get; init; } = "/nowhere";

    public TimeProvider Clock => Time;

    public string Text => Written.ToString();

    public string ErrorText => WrittenToError.ToString();

    public MemoryTerminal Type(string line)
    {
        typed.Enqueue(line);
        return this;
    }

    public string? ReadLine() => typed.TryDequeue(out var line) ? line : null;

    public string? Variable(string name) => Variables.GetValueOrDefault(name);
}

/// <summary>A clock that stands until it is moved.</summary>
internal sealed class ManualClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = Samples.Now;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now.UtcTicks;
}
