using Linkseal.Core.Planning;
using Linkseal.Runtime.Applying;

namespace Linkseal.Cli.Views;

/// <summary>Shows an apply while it happens: a counter on work over a second, and what the steps print, as they print it.</summary>
/// <remarks>Keys are issued on all cores, so everything here may be called from any thread.</remarks>
internal sealed class ApplyProgress : IApplyListener, IDisposable
{
    private const int LinesKept = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly Queue<string> held = new();
    private readonly ITerminal terminal;
    private readonly bool counts;
    private readonly bool quiet;
    private readonly TextWriter writer;
    private readonly Page page;
    private string phase = "";
    private int total;
    private int done;
    private long began;
    private long drawn;
    private bool onScreen;

    /// <summary>For one apply of a session.</summary>
    public ApplyProgress(Session session)
    {
        terminal = session.Terminal;
        quiet = session.Global.Quiet;
        counts = terminal.ErrorIsTerminal && !quiet;
        (page, writer) = session.Report.IsJson ? (session.Report.Error, terminal.Error) : (session.Report.Output, terminal.Output);
    }

    /// <inheritdoc/>
    public void Phase(string name, int count)
    {
        lock (gate)
        {
            Wipe();
            (phase, total, done) = (name, count, 0);
            began = drawn = terminal.Clock.GetTimestamp();
        }
    }

    /// <inheritdoc/>
    public void Progress()
    {
        lock (gate)
        {
            done++;
            if (!counts || terminal.Clock.GetElapsedTime(began) < Patience || terminal.Clock.GetElapsedTime(drawn) < Pace) return;
            drawn = terminal.Clock.GetTimestamp();
            onScreen = true;
            terminal.Error.Write($"\r{phase} {done}/{total}");
        }
    }

    /// <inheritdoc/>
    public void StepStarts(PlannedStep step)
    {
        lock (gate)
        {
            Wipe();
            held.Clear();
            if (quiet) return;
            page.Line(("> ", Style.Cyan), (Words.Step(step.Step), Style.Bold));
            writer.Flush();
        }
    }

    /// <inheritdoc/>
    public void StepPrints(string line, bool isError)
    {
        lock (gate)
        {
            if (quiet)
            {
                held.Enqueue(line);
                if (held.Count > LinesKept) held.Dequeue();
                return;
            }

            page.Line(("  | ", Style.Dim), (line, Style.Plain));
            writer.Flush();
        }
    }

    /// <inheritdoc/>
    public void StepEnds(PlannedStep step, int exitCode)
    {
        lock (gate)
        {
            if (exitCode == 0) return;
            // Quiet is for what goes well: a step that failed shows its last words.
            while (held.TryDequeue(out var line)) page.Line("  | " + line);
            page.Line($"  {Words.CommandLine(step.Step.Command)} ended with {exitCode}", Style.Red);
            writer.Flush();
        }
    }

    /// <summary>Takes the counter off the screen.</summary>
    public void End()
    {
        lock (gate) Wipe();
    }

    /// <inheritdoc/>
    public void Dispose() => End();

    private void Wipe()
    {
        if (!onScreen) return;
        terminal.Error.Write("\r\e[K");
        onScreen = false;
    }
}
