using Linkseal.Cli.Demo;
using Linkseal.Cli.Views;

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

        var page = session.Report.Output;
        page.Wrapped($"A small Harbor installer was laid out in ./{DemoFolder.Name}/opt/harbor. Everything below happens in ./{DemoFolder.Name}; no docker is run.");
        var terminal = new DemoTerminal(session.Terminal, folder.Installer);
        foreach (var act in DemoStory.Acts)
        {
            session.Cancellation.ThrowIfCancellationRequested();
            if (!Play(session, terminal, folder, act)) return ExitCode.Failed;
        }

        Next(page);
        return ExitCode.Ok;
    }

    private static bool Play(Session session, DemoTerminal terminal, DemoFolder folder, Act act)
    {
        var page = session.Report.Output;
        act.Before?.Invoke(folder);
        page.Blank();
        page.Wrapped(act.Says, style: Style.Bold);
        page.Line("$ linkseal " + string.Join(' ', [.. act.Types, .. Below]), Style.Cyan);
        page.Blank();
        terminal.Output.Flush();

        var exit = (ExitCode)new CommandLine(terminal, session.Cancellation).Invoke([.. act.Types, .. Below]);
        if (exit == act.Ends) return true;
        session.Report.Fail($"this act of the demo should have ended with exit code {(int)act.Ends} and ended with {(int)exit}");
        return false;
    }

    private static void Next(Page page)
    {
        page.Blank();
        page.Line("Three things to try next", Style.Bold);
        page.Line($"  1. cd {DemoFolder.Name}/opt/harbor && linkseal show --root ../..   (every link, its level, and why it can't be higher)");
        page.Line("  2. linkseal remove --root ../..   (harbor.yml is again what it was, byte for byte)");
        page.Line("  3. on a real Harbor, in the installer's folder: linkseal init && linkseal plan   (neither changes anything of Harbor's)");
    }
}
