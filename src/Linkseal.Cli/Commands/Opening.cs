using Linkseal.Cli.Arguments;
using Linkseal.Cli.Views;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Runtime;

namespace Linkseal.Cli.Commands;

/// <summary>Opens the description that a command works on, and shows what is wrong with it.</summary>
internal static class Opening
{
    /// <summary>The workspace, to be disposed of; null where the input is wrong, which has then been said.</summary>
    public static Workspace? Open(Session session, bool newAuthority = false)
    {
        if (!File.Exists(session.Global.File))
        {
            var typed = Words.Relative(session.Global.File, session.Terminal.Folder);
            session.Report.Show([Directory.Exists(session.Global.File)
                ? UsageDiagnostics.DescriptionIsFolder(session.Global.File, Words.CommandLine([Path.Combine(typed, GlobalArguments.DefaultFile)]))
                : UsageDiagnostics.NoDescription(session.Global.File)]);
            return null;
        }

        return Open(session, Options(session) with { NewAuthority = newAuthority });
    }

    /// <summary>The same, with options of the command's own.</summary>
    public static Workspace? Open(Session session, WorkspaceOptions options)
    {
        var opened = Workspace.Open(options);
        session.Report.Show(opened.Diagnostics);
        return Accepts(session, opened) ? opened.Value : null;
    }

    /// <summary>A look at everything that the description names; null where the user's own files are wrong, which has then been said.</summary>
    public static Observed? Observe(Session session, Workspace workspace, Depth depth)
    {
        var observed = workspace.Observe(depth, session.Cancellation);
        session.Report.Show(observed.Diagnostics);
        return Accepts(session, observed) ? observed.Value : null;
    }

    /// <summary>What every command opens with.</summary>
    public static WorkspaceOptions Options(Session session) => new()
    {
        File = session.Global.File, Root = session.Global.Root, Clock = session.Terminal.Clock,
    };

    /// <summary>False when it must not be worked with: an error, or with <c>--strict</c> a warning.</summary>
    public static bool Accepts<T>(Session session, Result<T> result)
        where T : class
    {
        if (result.Failed) return false;
        if (!session.Global.Strict || !result.Diagnostics.Any(static d => d.Severity == Severity.Warning)) return true;
        session.Report.Remark("With --strict a warning counts as an error: nothing more was done.");
        return false;
    }

    /// <summary>Commands that write nothing only say that an apply is under way, or did not come to its end.</summary>
    public static void SayInterrupted(Session session, Workspace workspace)
    {
        SayRunning(session, workspace);
        if (workspace.Interrupted is not { } interrupted) return;
        session.Report.Remark(Words.Sentence(interrupted.Description));
    }

    /// <summary>That an apply is under way, for a command to which an interrupted one is a finding.</summary>
    public static void SayRunning(Session session, Workspace workspace)
    {
        if (workspace.Running is { } process) session.Report.Remark($"An apply is running ({process}): what is shown may be half of what it does.");
    }
}
