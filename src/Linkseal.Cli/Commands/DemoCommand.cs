using System.Text.Json;
using Linkseal.Cli.Arguments;
using Linkseal.Cli.Demo;
using Linkseal.Cli.Views;
using Linkseal.Cli.Views.Json;
using Linkseal.Demo.Platform;
using Linkseal.Runtime.Places;

namespace Linkseal.Cli.Commands;

/// <summary><c>linkseal demo</c>: the main job on a small platform that really runs, by the very commands that an operator types.</summary>
internal static class DemoCommand
{
    /// <summary>Starts the platform, plays every act, ends it. Ends with 3 where an act did not end as it should.</summary>
    public static ExitCode Run(Session session, DemoArguments arguments)
    {
        var folder = new DemoFolder(Path.Combine(session.Terminal.Folder, DemoFolder.Name));
        var (held, taken) = folder.LayOut();
        using var holding = held;
        if (taken is not null)
        {
            session.Report.Show([taken]);
            return ExitCode.BadInput;
        }

        // The command line waits here for what runs beside it.
        using var platform = DemoPlatform.Start(folder.Path, new LocalDisk().User, session.Cancellation).GetAwaiter().GetResult();
        var stage = new DemoStage(folder, platform);
        List<ActItem> played = [];
        foreach (var act in DemoStory.Acts)
        {
            session.Cancellation.ThrowIfCancellationRequested();
            act.First(platform, session.Cancellation).GetAwaiter().GetResult();
            var exit = session.Report.IsJson ? Recorded(session, stage, act, played) : Shown(session, stage, act);
            if (exit == act.Ends) continue;
            session.Cancellation.ThrowIfCancellationRequested();
            session.Report.Fail($"this act of the demo should have ended with exit code {(int)act.Ends} and ended with {(int)exit}");
            session.Report.Show(new DemoView(played, null));
            return ExitCode.Failed;
        }

        session.Report.Show(new DemoView(played, platform.Traffic) { Stays = arguments.Stay });
        if (arguments.Stay) Stay(session);
        return ExitCode.Ok;
    }

    private static ExitCode Shown(Session session, DemoStage stage, Act act)
    {
        var page = session.Report.Output;
        page.Blank();
        page.Wrapped(act.Says, style: Style.Bold);
        page.Blank();
        foreach (var line in act.Shows(stage)) page.Line("  " + line);
        if (!act.Types.IsEmpty)
        {
            page.Line("$ linkseal " + string.Join(' ', act.Types), Style.Cyan);
            page.Blank();
        }

        session.Terminal.Output.Flush();
        return act.Types.IsEmpty ? act.Ends : Invoke(session, new DemoTerminal(session.Terminal, stage.Folder.Path), act.Types.AsSpan());
    }

    // Every command answers in its own envelope, which becomes a part of the demo's.
    private static ExitCode Recorded(Session session, DemoStage stage, Act act, List<ActItem> played)
    {
        if (act.Types.IsEmpty)
        {
            played.Add(new(act.Says, act.Shows(stage), null, null));
            return act.Ends;
        }

        using var answer = new StringWriter();
        var exit = Invoke(session, new DemoTerminal(session.Terminal, stage.Folder.Path, answer), [.. act.Types, "--output", "json"]);
        using var document = JsonDocument.Parse(answer.ToString());
        played.Add(new(act.Says, null, ["linkseal", .. act.Types], document.RootElement.Clone()));
        return exit;
    }

    private static ExitCode Invoke(Session session, DemoTerminal terminal, ReadOnlySpan<string> types) =>
        (ExitCode)new CommandLine(terminal, session.Cancellation).Invoke([.. types]);

    // Until Ctrl-C, which here is the ordinary end.
    private static void Stay(Session session)
    {
        session.Terminal.Output.Flush();
        session.Cancellation.WaitHandle.WaitOne();
    }
}
