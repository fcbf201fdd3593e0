using System.Text;
using Linkseal.Cli.Arguments;
using Linkseal.Cli.Views;
using Linkseal.Runtime;

namespace Linkseal.Cli.Commands;

/// <summary><c>linkseal authority export [NAME] [--to FILE]</c>: the authorities' certificates and fingerprints, for browsers and people. Never a key.</summary>
internal static class AuthorityExportCommand
{
    /// <summary>All authorities that exist, or the one that is named.</summary>
    public static ExitCode Run(Session session, AuthorityExportArguments arguments)
    {
        using var workspace = Opening.Open(session);
        if (workspace is null || Opening.Observe(session, workspace, Depth.Quick) is not { } observed) return ExitCode.BadInput;
        var wanted = observed.Authorities.Values.Where(a => arguments.Name is null || a.Name == arguments.Name).OrderBy(static a => a.Name, StringComparer.Ordinal).ToList();
        if (wanted.Count == 0)
        {
            session.Report.Show([UsageDiagnostics.NoAuthority(arguments.Name ?? workspace.Expansion.Desired.Authorities.FirstOrDefault()?.Name ?? "internal")]);
            return ExitCode.BadInput;
        }

        if (arguments.To is { } file)
            File.WriteAllText(file, string.Concat(wanted.Select(static a => a.Bundle.TrimEnd('\n') + "\n")), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        session.Report.Show(new AuthorityView([.. wanted], arguments.To));
        return ExitCode.Ok;
    }
}
