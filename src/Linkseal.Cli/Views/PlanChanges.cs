using Linkseal.Cli.Views.Json;
using Linkseal.Core.Planning;

namespace Linkseal.Cli.Views;

/// <summary>A plan as one list in the order in which it is done: what is counted, and what programs are given.</summary>
internal static class PlanChanges
{
    /// <summary>All of it. The action is <c>create</c>, <c>update</c>, <c>remove</c>, <c>run</c>, <c>print</c> for a command that another machine runs, or <c>switch</c>: how the changes of one folder are done, in one step.</summary>
    public static IEnumerable<ChangeItem> Of(Plan plan) =>
    [
        .. plan.Authorities.Select(static a => new ChangeItem("create", null, null, a.Reason) { Authority = a.Spec.Name }),
        .. plan.Files.Select(static f => new ChangeItem(Word(f.Action), f.Path, f.Component, f.Reason) { ModeOnly = f.ModeOnly ? true : null }),
        .. plan.Switches.Select(static s => new ChangeItem("switch", s.Folder.Current, s.Folder.Component, Words(s))),
        .. plan.Edits.Select(static e => new ChangeItem("update", e.Path, e.Component, e.Reason) { Diff = ConfigurationDiff.Text(e) }),
        .. plan.Steps.Select(static s => new ChangeItem(s.Step.Runs ? "run" : "print", null, s.Step.Component, s.Reason)
        {
            Run = s.Step.Command, Folder = s.Step.Folder, Interrupts = s.Step.Interrupts, Warnings = s.Step.Warnings.IsEmpty ? null : s.Step.Warnings,
        }),
        .. plan.Standing.Select(static s => new ChangeItem("print", null, s.Component, s.Reason) { Run = s.Command, Folder = s.Folder, Interrupts = s.Interrupts }),
    ];

    /// <summary>What a switch does, and that files come along which do not change.</summary>
    public static string Words(FolderSwitch change) => change.Reason + change.CarriedOver switch
    {
        0 => "",
        1 => "; 1 file is carried over",
        var count => $"; {count} files are carried over",
    };

    private static string Word(ChangeAction action) => action switch
    {
        ChangeAction.Create => "create",
        ChangeAction.Update => "update",
        _ => "remove",
    };
}
