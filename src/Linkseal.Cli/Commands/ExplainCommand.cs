using Linkseal.Cli.Arguments;
using Linkseal.Cli.Views;

namespace Linkseal.Cli.Commands;

/// <summary><c>linkseal explain [CODE]</c>: the page of a code; without one, all codes.</summary>
internal static class ExplainCommand
{
    /// <summary>Needs no description.</summary>
    public static ExitCode Run(Session session, ExplainArguments arguments)
    {
        if (arguments.Code is not { } code)
        {
            session.Report.Show(new CodesView([.. CodePage.Codes.Select(static c => CodePage.Read(c)!)], Whole: false));
            return ExitCode.Ok;
        }

        if (CodePage.Read(code) is { } page)
        {
            session.Report.Show(new CodesView([page], Whole: true));
            return ExitCode.Ok;
        }

        session.Report.Show([Unknown.Code(code)]);
        return ExitCode.BadInput;
    }
}
