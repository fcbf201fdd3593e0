using System.Collections.Immutable;
using Linkseal.Cli.Views;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Dialects;
using Linkseal.Runtime;
using Linkseal.Runtime.Drafting;

namespace Linkseal.Cli.Commands;

/// <summary><c>linkseal check</c>: everything that can be known from files; writes nothing, dials nothing.</summary>
internal static class CheckCommand
{
    /// <summary>Ends with 1 where there is an error finding, or with <c>--strict</c> a warning.</summary>
    public static ExitCode Run(Session session)
    {
        using var workspace = OpenOrDraft(session);
        if (workspace is not null) Opening.SayRunning(session, workspace);
        if (workspace is null || Opening.Observe(session, workspace, Depth.Full) is not { } observed) return ExitCode.BadInput;
        var findings = workspace.Check(observed);
        session.Report.Show(new FindingsView(workspace.Expansion.Platform, findings));
        return Exit(findings, session.Global.Strict);
    }

    /// <summary>What findings mean for the shell.</summary>
    public static ExitCode Exit(ImmutableArray<Finding> findings, bool strict) =>
        findings.Any(f => f.Severity == Severity.Error || (strict && f.Severity == Severity.Warning)) ? ExitCode.Differs : ExitCode.Ok;

    // Without a description, the folder is looked at as init would: so that the first check needs nothing written.
    private static Workspace? OpenOrDraft(Session session)
    {
        if (session.Global.FileGiven || File.Exists(session.Global.File)) return Opening.Open(session);

        var look = new LookRequest(LexicalPath.OnPlace(session.Terminal.Folder, session.Global.Root), session.Global.Root);
        var found = FolderLook.Look(Catalogue.Profiles, look);
        if (found.IsEmpty && FolderLook.Obstacles(Catalogue.Profiles, look) is { IsEmpty: false } obstacles)
        {
            session.Report.Show(obstacles);
            return null;
        }

        if (found is not [var recognised]) return Opening.Open(session);
        session.Report.Show(recognised.Diagnostics);
        if (recognised.Failed) return null;

        session.Report.Remark($"No linkseal.yaml here; this folder is looked at as {string.Join(", ", recognised.Draft!.Saw)}. linkseal init writes it down.");
        return Opening.Open(session, Opening.Options(session) with { Text = recognised.Draft.Description });
    }
}
