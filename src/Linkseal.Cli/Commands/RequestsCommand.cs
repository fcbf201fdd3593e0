using Linkseal.Cli.Arguments;
using Linkseal.Cli.Views;
using Linkseal.Core.Certificates;
using Linkseal.Runtime.Authority;

namespace Linkseal.Cli.Commands;

/// <summary><c>linkseal requests --to DIR</c>: certificate requests for a CA that is not ours.</summary>
internal static class RequestsCommand
{
    /// <summary>The keys are made in the state; the folder gets requests only.</summary>
    public static ExitCode Run(Session session, RequestsArguments arguments)
    {
        using var workspace = Opening.Open(session);
        if (workspace is null) return ExitCode.BadInput;
        var leaves = workspace.Expansion.Desired.Leaves;
        var written = Requests.Write(workspace.State, workspace.Expansion.Platform.Name, leaves, arguments.To);
        session.Report.Show(written.Diagnostics);
        if (!Opening.Accepts(session, written)) return ExitCode.BadInput;

        var answers = leaves.Select(static l => l.Source).OfType<LeafSource.Found>().First().Folder;
        session.Report.Show(new RequestsView(written.Value!, leaves, answers));
        return ExitCode.Ok;
    }
}
