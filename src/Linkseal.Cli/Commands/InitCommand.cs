using Linkseal.Cli.Arguments;
using Linkseal.Cli.Views;
using Linkseal.Core.Description;
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
        var found = FolderLook.Look(profiles, new(arguments.Folder, session.Global.Root) { HostName = arguments.HostName, Roles = roles, Elsewhere = elsewhere });
        if (found.IsEmpty) return Refuse(session, InitDiagnostics.NotRecognised(machineFolder, profiles.Select(LookedFor)));
        if (found.Length > 1) return Refuse(session, InitDiagnostics.SeveralRecognised(machineFolder, found.Select(static f => f.Profile.Name)));
        var recognised = found[0];
        session.Report.Show(recognised.Diagnostics);
        if (recognised.Failed) return ExitCode.BadInput;

        var wrote = DraftWriter.Write(new LocalDisk(), recognised.Draft!, file, machineFolder, arguments.Force);
        var fileOption = session.Global.FileGiven ? " --file " + Words.CommandLine([Words.Relative(file, session.Terminal.Folder)]) : "";
        session.Report.Show(new InitView(recognised.Draft!.Saw, [.. wrote.Select(w => Words.Relative(w, session.Terminal.Folder))], fileOption));
        return ExitCode.Ok;
    }

    /// <summary>What a platform is recognised by.</summary>
    public static string LookedFor(IProfile profile) => $"{profile.Name}: {string.Join(", ", profile.Signs)}";

    private static ExitCode Refuse(Session session, params Core.Diagnostics.Diagnostic[] diagnostics)
    {
        session.Report.Show(diagnostics);
        return ExitCode.BadInput;
    }
}
