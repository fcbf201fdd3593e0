using System.Collections.Immutable;
using System.Text;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Applying;

/// <summary>A plan as intents, in the order of the swap: files, new generations, the links that lead to them, then the configuration that names all that, then what goes away.</summary>
internal static class PlanIntents
{
    public static ImmutableArray<Intent> Of(Plan plan, IContentSource contents)
    {
        var all = ImmutableArray.CreateBuilder<Intent>(plan.Files.Length + plan.Edits.Length);
        var switches = plan.Switches.ToDictionary(static s => s.Folder.Current, StringComparer.Ordinal);
        foreach (var change in plan.Files)
        {
            if (change.Action != ChangeAction.Remove && SwitchOf(change.Path) is null) all.Add(Write(plan, change, contents));
        }

        foreach (var change in plan.Switches) all.AddRange(SwitchIntents.Files(change, contents));
        foreach (var change in plan.Switches.Where(static s => s.To is not null)) all.Add(SwitchIntents.Link(change));
        foreach (var edit in plan.Edits) all.Add(Edit(edit));
        foreach (var change in plan.Switches.Where(static s => s.To is null)) all.Add(SwitchIntents.NoLink(change));
        foreach (var change in plan.Files)
        {
            if (change.Action != ChangeAction.Remove) continue;
            if (SwitchOf(change.Path) is not { } folder) all.Add(Based(plan, new() { Kind = OperationKind.Delete, Path = change.Path }));
            else if (folder.To is null) all.Add(Based(plan, new() { Kind = OperationKind.Delete, Path = change.Path }) with { Path = SwitchIntents.Old(folder, change.Path) });
        }

        return all.DrainToImmutable();

        FolderSwitch? SwitchOf(string path) => switches.Count == 0 ? null : switches.GetValueOrDefault(Path.GetDirectoryName(path)!);
    }

    /// <summary>The rules by which folders are made for it.</summary>
    public static ImmutableArray<FolderRule> Rules(Plan plan) => plan.Switches.IsEmpty ? plan.Folders : [.. plan.Folders, .. plan.Switches.SelectMany(SwitchIntents.Rules)];

    private static Intent Write(Plan plan, FileChange change, IContentSource contents)
    {
        var file = change.File ?? throw new ArgumentException($"the plan writes {change.Path} without a file", nameof(change));
        var access = new Access(file.Mode, file.Owner);
        return change.ModeOnly
            ? new() { Kind = OperationKind.SetAccess, Path = change.Path, Access = access }
            : Based(plan, new() { Kind = OperationKind.Put, Path = change.Path, Access = access, Content = () => contents.Resolve(file) });
    }

    private static Intent Edit(EditChange edit) => new()
    {
        Kind = OperationKind.Put,
        Path = edit.Path,
        IsConfiguration = true,
        Content = () => Encoding.UTF8.GetBytes(edit.After),
        Basis = DiskExtensions.Sha256(Encoding.UTF8.GetBytes(edit.Before)),
        ChecksBasis = true,
    };

    private static Intent Based(Plan plan, Intent intent) =>
        plan.Basis.TryGetValue(intent.Path, out var basis) ? intent with { Basis = basis, ChecksBasis = true } : intent;
}
