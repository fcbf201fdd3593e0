using System.Collections.Immutable;
using Linkseal.Cli.Arguments;
using Linkseal.Cli.Views;
using Linkseal.Cli.Views.Html;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Verification;
using Linkseal.Runtime;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.Verification;

namespace Linkseal.Cli.Commands;

/// <summary><c>linkseal verify</c>: asks every endpoint as each of its callers and as strangers. Writes nothing but the report, and what <c>status</c> remembers.</summary>
internal static class VerifyCommand
{
    /// <summary>Ends with 0 only when every link has its required level by proof.</summary>
    public static ExitCode Run(Session session, VerifyArguments arguments)
    {
        using var workspace = Opening.Open(session);
        if (workspace is null) return ExitCode.BadInput;
        var called = workspace.Expansion.Platform.Links.Select(static l => l.Callee).Distinct(StringComparer.Ordinal).ToImmutableArray();
        ImmutableArray<Diagnostic> wrong = [.. arguments.Connect.Keys.Where(n => !called.Contains(n)).Select(n => VerifyDiagnostics.NobodyCalls(n, NearestWord.Find(n, called), called))];
        // A place that can't be written to is said before anybody is dialled.
        var file = arguments.Report is { } path ? new ReportFile(new LocalDisk(), path, workspace.State.Owner) : null;
        if (file?.Refused() is { } why) wrong = [.. wrong, VerifyDiagnostics.BadReport(file.Path, why)];
        session.Report.Show(wrong);
        if (!wrong.IsEmpty || Opening.Observe(session, workspace, Depth.Full) is not { } observed) return ExitCode.BadInput;
        Opening.SayInterrupted(session, workspace);

        using var progress = new VerifyProgress(session);
        var options = new VerifyOptions { Connect = arguments.Connect, Limits = new() { Probe = arguments.Timeout } };
        // The one place where the command line waits for what runs beside it.
        var report = workspace.Verify(observed, options, progress, session.Cancellation).GetAwaiter().GetResult();
        progress.End();
        var view = new VerifyView(report, arguments.AllowSkipped);
        session.Report.Show(view);
        file?.Write(HtmlReport.Of(view, session.Global.Strict, CommandLine.Version));
        // What is said of the run stands below it, also on a terminal.
        session.Terminal.Output.Flush();
        if (workspace.Remember(report, observed) is { } forgotten) session.Report.Remark($"linkseal status will not show what was proven: {forgotten}.");
        if (file is not null) session.Report.Remark($"The report is in {Words.Relative(file.Path, session.Terminal.Folder)}.");
        return view.Holds(session.Global.Strict) ? ExitCode.Ok : ExitCode.Differs;
    }
}
