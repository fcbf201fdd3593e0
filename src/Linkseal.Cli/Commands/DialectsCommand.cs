using Linkseal.Cli.Arguments;
using Linkseal.Cli.Views;
using Linkseal.Dialects;

namespace Linkseal.Cli.Commands;

/// <summary><c>linkseal dialects [NAME]</c>: what is supported, and up to which level.</summary>
internal static class DialectsCommand
{
    /// <summary>Needs no description.</summary>
    public static ExitCode Run(Session session, DialectsArguments arguments)
    {
        var view = new DialectsView(Catalogue.Profiles, Catalogue.Dialects);
        if (arguments.Name is { } name)
        {
            view = new([.. view.Profiles.Where(p => p.Name == name)], [.. view.Dialects.Where(d => d.Name == name)]);
            if (view.Profiles.IsEmpty && view.Dialects.IsEmpty)
            {
                session.Report.Show([Unknown.Dialect(name, [.. Catalogue.Profiles.Select(static p => p.Name), .. Catalogue.Dialects.Select(static d => d.Name)])]);
                return ExitCode.BadInput;
            }
        }

        session.Report.Show(view);
        return ExitCode.Ok;
    }
}
