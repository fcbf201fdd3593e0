using System.Collections.Immutable;
using Linkseal.Cli.Arguments;
using Linkseal.Cli.Views;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Dialects;
using Linkseal.Runtime;
using Linkseal.Runtime.Drafting;

namespace Linkseal.Cli.Commands;

/// <summary><c>linkseal audit PATH…</c>: every platform that is recognised there, judged as its files stand. Needs no description, has no state, writes nothing.</summary>
internal static class AuditCommand
{
    /// <summary>Ends with 2 where something could not be looked at at all, else with 1 where there is an error finding.</summary>
    public static ExitCode Run(Session session, AuditArguments arguments)
    {
        var (roles, wrong) = RolesByHand.Read(session, arguments.As);
        var diagnostics = new List<Diagnostic>(wrong);
        List<Audited> audited = [];
        // A file whose role is said by hand is looked at, whether it is also named or not.
        var paths = arguments.Paths.IsEmpty && roles.IsEmpty ? ["."] : arguments.Paths;
        foreach (var target in AuditTarget.Of(paths, roles.Keys, session.Terminal.Folder, session.Global.Root))
        {
            session.Cancellation.ThrowIfCancellationRequested();
            if (target.Missing) diagnostics.Add(AuditDiagnostics.NothingThere(target.Typed));
            else audited.AddRange(Look(session, target, roles, diagnostics));
        }

        session.Report.Show(diagnostics);
        if (audited.Count > 0) session.Report.Show(new AuditView([.. audited]));
        if (diagnostics.Exists(static d => d.Severity == Severity.Error)) return ExitCode.BadInput;
        return CheckCommand.Exit([.. audited.SelectMany(static a => a.Findings)], session.Global.Strict);
    }

    private static IEnumerable<Audited> Look(Session session, AuditTarget target, ImmutableDictionary<string, string> roles, List<Diagnostic> diagnostics)
    {
        var (recognised, obstacles) = target.Look(Catalogue.Profiles, roles);
        diagnostics.AddRange(obstacles);
        if (obstacles.All(static d => d.Severity is Severity.Warning) && (recognised.IsEmpty || !target.Files.IsEmpty))
        {
            diagnostics.AddRange(target.Strangers(Catalogue.Profiles, roles).Select(static s => AuditDiagnostics.NotRecognised(s, Catalogue.Profiles.Select(InitCommand.LookedFor))));
        }

        foreach (var found in recognised)
        {
            diagnostics.AddRange(found.Diagnostics.Select(d => AuditTarget.Within(found.Folder, d)));
            if (found.Failed) continue;
            using var workspace = Open(session, found, diagnostics);
            if (workspace is null) continue;
            var observed = workspace.Observe(Depth.Full, session.Cancellation);
            diagnostics.AddRange(observed.Diagnostics);
            if (observed.Value is null) continue;
            yield return new(found.Folder, found.Draft!.Saw, found.Draft.NotLookedAt, workspace.Expansion.Platform, workspace.Check(observed.Value));
        }
    }

    private static Workspace? Open(Session session, Recognised found, List<Diagnostic> diagnostics)
    {
        // The description is never written; diagnostics speak of the product's own files, by its folder.
        var file = Path.Combine(LexicalPath.OnMachine(found.Folder, session.Global.Root), "linkseal.yaml");
        var opened = Workspace.Open(Opening.Options(session) with { File = file, Text = found.Draft!.Description, AsItStands = true });
        diagnostics.AddRange(opened.Diagnostics);
        return opened.Failed ? null : opened.Value;
    }
}
