using System.Collections.Immutable;
using System.Text.Json;
using Linkseal.Cli.Demo;
using Linkseal.Cli.Views;
using Linkseal.Cli.Views.Json;

namespace Linkseal.Cli.Commands;

/// <summary><c>linkseal demo</c>: the main job on an embedded Harbor folder, by the very commands that an operator types.</summary>
internal static class DemoCommand
{
    // Everything absolute lies below the demo's folder, two levels up from the installer.
    private static readonly string[] Below = ["--root", "../.."];

    /// <summary>Lays out the folder, plays every act, says what to try next. Ends with 3 where an act did not end as it should.</summary>
    public static ExitCode Run(Session session)
    {
        var folder = new DemoFolder(Path.Combine(session.Terminal.Folder, DemoFolder.Name));
        if (folder.LayOut() is { } taken)
        {
            session.Report.Show([taken]);
            return ExitCode.BadInput;
        }

        List<ActItem> played = [];
        if (!session.Report.IsJson)
            session.Report.Output.Wrapped($"A small Harbor installer was laid out in ./{DemoFolder.Name}/opt/harbor. Everything below happens in ./{DemoFolder.Name}; no docker is run.");
        foreach (var act in DemoStory.Acts)
        {
            session.Cancellation.ThrowIfCancellationRequested();
            act.Before?.Invoke(folder);
            var exit = session.Report.IsJson ? Recorded(session, folder, act, played) : Shown(session, folder, act);
            if (exit == act.Ends) continue;
            session.Report.Fail($"this act of the demo should have ended with exit code {(int)act.Ends} and ended with {(int)exit}");
            session.Report.Show(new DemoView(played, Whole: false));
            return ExitCode.Failed;
        }

        session.Report.Show(new DemoView(played, Whole: true));
        return ExitCode.Ok;
    }

    private static ExitCode Shown(Session session, DemoFolder folder, Act act)
    {
        var page = session.Report.Output;
        page.Blank();
        page.Wrapped(act.Says, style: Style.Bold);
        page.Line("$ linkseal " + string.Join(' ', [.. act.Types, .. Below]), Style.Cyan);
        page.Blank();
        session.Terminal.Output.Flush();
        return Run(session, new DemoTerminal(session.Terminal, folder.Installer), act.Types);
    }

    // Every command answers in its own envelope, which becomes a part of the demo's.
    private static ExitCode Recorded(Session session, DemoFolder folder, Act act, List<ActItem> played)
    {
        using var answer = new StringWriter();
        var exit = Run(session, new DemoTerminal(session.Terminal, folder.Installer, answer), [.. act.Types, "--output", "json"]);
        using var document = JsonDocument.Parse(answer.ToString());
        played.Add(new(act.Says, ["linkseal", .. act.Types, .. Below], document.RootElement.Clone()));
        return exit;
    }

    private static ExitCode Run(Session session, DemoTerminal terminal, ImmutableArray<string> types) =>
        (ExitCode)new CommandLine(terminal, session.Cancellation).Invoke([.. types, .. Below]);
}
