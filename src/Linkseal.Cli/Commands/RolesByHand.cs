using System.Collections.Immutable;
using Linkseal.Cli.Arguments;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Cli.Commands;

/// <summary>What <c>--as ROLE=FILE</c> says, for <c>audit</c> and <c>init</c>.</summary>
internal static class RolesByHand
{
    /// <summary>How the option explains itself.</summary>
    public const string Help = "What a file is, where it can't be told by its content: tikv=FILE";

    /// <summary>The role of each file, by its path on the place.</summary>
    public static (ImmutableDictionary<string, string> Roles, ImmutableArray<Diagnostic> Wrong) Read(Session session, ImmutableArray<string> typed)
    {
        var roles = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        List<Diagnostic> wrong = [];
        foreach (var text in typed)
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0 || at == text.Length - 1)
            {
                wrong.Add(AuditDiagnostics.BadRole(text, "not of the form ROLE=FILE"));
                continue;
            }

            var path = LexicalPath.OnPlace(LexicalPath.Resolve(session.Terminal.Folder, text[(at + 1)..]), session.Global.Root);
            if (!File.Exists(LexicalPath.OnMachine(path, session.Global.Root))) wrong.Add(AuditDiagnostics.BadRole(text, "there is no such file"));
            else roles[path] = text[..at];
        }

        return (roles.ToImmutable(), [.. wrong]);
    }
}
