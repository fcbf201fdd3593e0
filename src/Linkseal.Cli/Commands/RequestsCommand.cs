using Linkseal.Cli.Arguments;
using Linkseal.Cli.Views;
using Linkseal.Runtime;

namespace Linkseal.Cli.Commands;

/// <summary><c>linkseal requests --to DIR</c>: certificate requests for a CA that is not ours.</summary>
internal static class RequestsCommand
{
    /// <summary>The keys are made in the state; the folder gets requests only.</summary>
    public static ExitCode Run(Session session, RequestsArguments arguments)
    {
        using var workspace = Opening.Open(session);
        if (workspace is null) return ExitCode.BadInput;
        var written = CertificateRequests.Write(workspace, arguments.To, session.Cancellation);
        session.Report.Show(written.Diagnostics);
        if (!Opening.Accepts(session, written)) return ExitCode.BadInput;

        session.Report.Show(new RequestsView(written.Value!.Requests, arguments.To, written.Value.Answers));
        return ExitCode.Ok;
    }
}
