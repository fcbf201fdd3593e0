using Linkseal.Cli.Arguments;
using Linkseal.Cli.Views;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Dialects;
using Linkseal.Runtime.Drafting;
using Linkseal.Runtime.Places;

namespace Linkseal.Cli.Commands;

/// <summary><c>linkseal init [FOLDER]</c>: makes a first description from what lies in a folder.</summary>
internal static class InitCommand
{
    /// <summary>Writes the description beside the caller (or where <c>--file</c> says), and nothing where anything is wrong.</summary>
    public static ExitCode Run(Session session, InitArguments arguments)
    {
        var file = session.Global.File;
        var profiles = arguments.Profile is { } wanted ? [.. Catalogue.Profiles.Where(p => p.Name == wanted)] : Catalogue.Profiles;
        if (profiles.IsEmpty) return Refuse(session, Unknown.Dialect(arguments.Profile!, [.. Catalogue.Profiles.Select(static p => p.Name)]));

        var machineFolder = LexicalPath.OnMachine(arguments.Folder, session.Global.Root);
        if (!Directory.Exists(machineFolder)) return Refuse(session, InitDiagnostics.NoFolder(machineFolder));
        if (!arguments.Force && DraftWriter.Exists(file)) return Refuse(session, InitDiagnostics.AlreadyThere(file));

        var (roles, wrong) = RolesByHand.Read(session, arguments.As);
        wrong = [.. wrong, .. roles.Where(r => !LexicalPath.IsWithin(r.Key, arguments.Folder)).Select(r => AuditDiagnostics.BadRole($"{r.Value}={r.Key}", $"it does not lie below {machineFolder}"))];
        if (!wrong.IsEmpty) return Refuse(session, [.. wrong]);

        var elsewhere = LexicalPath.Resolve(machineFolder, ".") != Path.GetDirectoryName(file);
        var look = new LookRequest(arguments.Folder, session.Global.Root) { HostName = arguments.HostName, Roles = roles, Elsewhere = elsewhere };
        var found = FolderLook.Look(profiles, look);
        if (found.Length > 1) return Refuse(session, InitDiagnostics.SeveralRecognised(machineFolder, found.Select(static f => f.Profile.Name)));
        // A known platform knows more of its compose file than anybody; without one, services are components by hand.
        var drafted = found is [var recognised] ? new Result<Draft>(recognised.Draft, recognised.Diagnostics) : arguments.Profile is null ? FolderLook.Composed(look, Catalogue.Dialects) : null;
        if (drafted is null)
        {
            var obstacles = FolderLook.Obstacles(profiles, look);
            return Refuse(session, obstacles.IsEmpty ? [InitDiagnostics.NotRecognised(machineFolder, profiles.Select(LookedFor).Concat(arguments.Profile is null ? ["a compose file"] : []))] : [.. obstacles]);
        }

        session.Report.Show(drafted.Diagnostics);
        if (drafted.Failed) return ExitCode.BadInput;

        var wrote = DraftWriter.Write(new LocalDisk(), drafted.Value!, file, machineFolder, arguments.Force);
        var fileOption = session.Global.FileGiven ? " --file " + Words.CommandLine([Words.Relative(file, session.Terminal.Folder)]) : "";
        session.Report.Show(new InitView(drafted.Value!.Saw, [.. wrote.Select(w => Words.Relative(w, session.Terminal.Folder))], fileOption));
        return ExitCode.Ok;
    }

    /// <summary>What a platform is recognised by.</summary>
    public static string LookedFor(IProfile profile) => $"{profile.Name}: {string.Join(", ", profile.Signs)}";

    private static ExitCode Refuse(Session session, params Diagnostic[] diagnostics)
    {
        session.Report.Show(diagnostics);
        return ExitCode.BadInput;
    }
}
