using System.Text;
using Linkseal.Core.Topology;
using Linkseal.Core.Verification;
using Linkseal.Runtime.Verification;

namespace Linkseal.Cli.Views;

/// <summary>
/// The links while they are judged, the last of them above a counter: on a terminal, and on work over a second. What failed stays on the screen longest.
/// All of it is taken away at the end, where the whole table comes.
/// </summary>
internal sealed class VerifyProgress : IVerifyListener, IDisposable
{
    private const int Lines = 12;
    private const int NameWidth = 34;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private readonly Lock gate = new();
    private readonly List<(string Text, bool Fails)> judged = [];
    private readonly ITerminal terminal;
    private readonly bool shows;
    private readonly bool colour;
    private readonly long began;
    private long drawn;
    private int onScreen;

    /// <summary>For one run of a session.</summary>
    public VerifyProgress(Session session)
    {
        terminal = session.Terminal;
        began = terminal.Clock.GetTimestamp();
        var dumb = terminal.Variable("TERM") == "dumb";
        shows = terminal.ErrorIsTerminal && !dumb && session.Global is { Quiet: false, Output: Arguments.OutputFormat.Text };
        colour = string.IsNullOrEmpty(terminal.Variable("NO_COLOR"));
    }

    /// <inheritdoc/>
    public void Judged(LinkProof proof, int done, int all)
    {
        if (!shows) return;
        lock (gate)
        {
            judged.Add(Line(proof));
            // The oldest that held makes room; where all have failed, the oldest of those.
            if (judged.Count > Lines) judged.RemoveAt(Math.Max(0, judged.FindIndex(static l => !l.Fails)));
            var clock = terminal.Clock;
            if (clock.GetElapsedTime(began) < Patience || (drawn != 0 && clock.GetElapsedTime(drawn) < Pace)) return;
            drawn = clock.GetTimestamp();
            Draw(done, all);
        }
    }

    /// <summary>Takes everything off the screen.</summary>
    public void End()
    {
        lock (gate)
        {
            if (onScreen > 0) terminal.Error.Write(Back() + "\e[J");
            onScreen = 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => End();

    // One write: a line that is too long is cut by the terminal (?7l), so that what is drawn is as many lines as were written.
    private void Draw(int done, int all)
    {
        var text = new StringBuilder("\e[?7l").Append(Back()).Append("\e[J");
        foreach (var (line, _) in judged) text.Append(line).Append('\n');
        text.Append($"verifying {done}/{all}\e[?7h");
        onScreen = judged.Count + 1;
        terminal.Error.Write(text.ToString());
    }

    private string Back() => onScreen > 1 ? $"\r\e[{onScreen - 1}A" : "\r";

    private (string Text, bool Fails) Line(LinkProof proof)
    {
        var name = VisibleText.Of(proof.Link.Id + (proof.Address is { } at ? " at " + at : ""));
        var (sign, word, code, fails) = proof switch
        {
            { Skipped: not null } => ("–", "skipped", "\e[33m", false),
            { Holds: true } => ("✓", proof.Proven!.Value.Text(), "\e[32m", false),
            _ => ("✗", proof.Proven?.Text() ?? "none", "\e[31m", proof.Link.Required > Level.Plaintext),
        };
        return ($"  {(colour ? code : "")}{sign}{(colour ? "\e[0m" : "")} {name.PadRight(NameWidth)}  {word}", fails);
    }
}
