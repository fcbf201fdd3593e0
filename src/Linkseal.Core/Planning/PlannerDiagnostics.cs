using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Planning;

/// <summary>What can be wrong while planning, one method for each code.</summary>
internal static class PlannerDiagnostics
{
    public static Diagnostic AuthorityNotInState(string authority, int files, string first) =>
        new("LS1401", Severity.Error, $"{PlannerWords.Count(files, "installed certificate")} ({PlannerWords.FirstOf(files, first)}) would be replaced, but the authority {authority} that signed them is not in the state")
        {
            Hint = "restore the folder .linkseal/ from its backup; or pass --new-authority to replace them all by certificates of a new authority",
        };

    /// <summary>True for what something on the place stands in the way of: not the input is wrong, the place is.</summary>
    public static bool IsObstacle(string code) => code is "LS1402" or "LS1465" or "LS1466" or "LS1467";

    public static Diagnostic InTheWay(string path, string component, FileKind kind) =>
        new("LS1402", Severity.Error, $"{Kind(kind)} stands at {path}, where {component} needs a regular file")
        {
            Hint = "look what it is for, then move it away; it is neither followed nor replaced",
        };

    /// <summary>The same for a link above: what lies behind it is out of reach.</summary>
    public static Diagnostic Behind(string obstacle, int files, string first) =>
        new("LS1402", Severity.Error, $"{PlannerWords.Count(files, "file")} ({PlannerWords.FirstOf(files, first)}) can't be reached: {obstacle}")
        {
            Hint = "put a folder in the place of the link; where the link is meant, give it to root: chown -h root LINK",
        };

    public static Diagnostic LinkInTheWay(SwitchedLink link) => link.Fault switch
    {
        LinkFault.NotALink => new("LS1465", Severity.Error, $"{Kind(link.State.Kind)} stands at {link.Folder.Current}, where Linkseal keeps a link to the current files of {link.Folder.Component}")
        {
            Hint = "look what it is for, then move it away; it is not replaced",
        },
        LinkFault.Elsewhere => new("LS1466", Severity.Error, $"{link.Folder.Current} is a symbolic link to {link.State.Target}, expected a numbered folder beside it: it is not followed")
        {
            Hint = "look what it is for, then delete the link; Linkseal makes its own, which leads to 1, 2, …",
        },
        _ => new("LS1467", Severity.Error, $"{link.Folder.Current} is a symbolic link made by user {link.State.User}, who is neither root nor the owner of {link.Folder.Component}'s files: it is not followed")
        {
            Hint = "look who made it and why, then delete the link; or describe that user as owner",
        },
    };

    public static Diagnostic LinkStays(SwitchedFolder folder, IReadOnlyList<string> names) =>
        new("LS1469", Severity.Warning, $"{folder.Current} stays, because something else lies behind it: {PlannerWords.List(names)}")
        {
            Hint = "move it away before, or remove link and folder by hand afterwards",
        };

    public static Diagnostic WouldDangle(Diagnostic stays) =>
        new("LS1411", Severity.Error, $"{stays.File} would go on naming files that are taken away, because a setting of Linkseal's there was changed by hand")
        {
            File = stays.File,
            At = stays.At,
            Hint = "take your change of it back, or take the whole setting out by hand; then run linkseal remove again",
        };

    public static Diagnostic Demanded(string component, RunStep step, IReadOnlyList<string> files) =>
        new("LS1221", Severity.Error, $"{component} can't be taken out alone: {string.Join(' ', step.Command)} reads {PlannerWords.List(files)}, and would stop without {(files.Count == 1 ? "it" : "them")}")
        {
            Hint = "linkseal remove takes everything out; to run the product without this component, change the product's own set-up and the description first",
        };

    public static Diagnostic NoConfiguration(string path, string component, bool exists) =>
        new("LS1403", Severity.Error, $"the configuration of {component}, {path}, {(exists ? "can't be read by this user" : "is not there")}")
        {
            File = path,
            Hint = FileForFolder(path) is { } file ? $"{component} wants the folder: write config: {Path.GetDirectoryName(file)}"
                : exists ? "run it as a user who may read the file (sudo)" : $"check the path, or install {component} first",
        };

    // /etc/x/main.conf was written where the folder is wanted, so that /etc/x/main.conf/main.conf is looked for.
    private static string? FileForFolder(string path) =>
        Path.GetDirectoryName(path) is { } above && Path.HasExtension(above) && Path.GetExtension(above) == Path.GetExtension(path) ? above : null;

    public static Diagnostic AuthorityUnavailable(string authority, string what) =>
        new("LS1404", Severity.Error, $"the certificate of the authority {authority} was not found: {what}")
        {
            Hint = "give the path of the CA certificate under authority:",
        };

    public static Diagnostic CannotSign(string authority, int leaves, string first) =>
        new("LS1405", Severity.Error, $"{PlannerWords.Count(leaves, "certificate")} ({PlannerWords.FirstOf(leaves, first)}) must be issued, but the private key of the authority {authority} is not here")
        {
            Hint = "restore its key; or bring the certificates, as described under authority.certificates",
        };

    public static Diagnostic AuthorityExpired(string authority, DateTimeOffset end) =>
        new("LS1406", Severity.Error, $"the authority {authority} expired on {PlannerWords.Day(end)}: nothing that it signs would be believed")
        {
            Hint = "pass --new-authority to replace a generated one; renew your own CA and describe the new one",
        };

    public static Diagnostic NothingBrought(IReadOnlyCollection<string> leaves, string where) =>
        new("LS1407", Severity.Error, $"no certificate was found for {string.Join(", ", leaves)} in {where}")
        {
            Hint = "linkseal requests --to DIR writes the requests to hand in; put the answers into that folder",
        };

    public static Diagnostic Unreadable(int files, string first) =>
        new("LS1408", Severity.Warning, $"{PlannerWords.Count(files, "file")} ({PlannerWords.FirstOf(files, first)}) can't be read by this user: taken as unchanged")
        {
            Hint = "run it as a user who may read them (sudo) for a plan that can be trusted",
        };

    public static Diagnostic LeftInPlace(string path, string component) =>
        new("LS1409", Severity.Warning, $"{path} is no longer described for {component}, but it was replaced since the last apply: it is left in place")
        {
            Hint = "remove it by hand if nothing needs it",
        };

    public static Diagnostic NoSuchComponent(string component, IReadOnlyCollection<string> known) =>
        new("LS1410", Severity.Error, $"nothing to remove: there is no component {component}")
        {
            Hint = known.Count == 0 ? "nothing was ever applied" : $"expected one of {string.Join(", ", known)}",
        };

    public static Diagnostic NothingToGoBy(int files, int configurations) =>
        new("LS1412", Severity.Error, $"nothing can be taken out: the state does not say what was applied, though {Lookalikes(files, configurations)} like Linkseal's")
        {
            Hint = "restore the folder .linkseal/ from its backup and run linkseal remove again; without one, delete the files and take the settings out by hand, then restart the product",
        };

    public static Diagnostic NeverInEffect(IReadOnlyCollection<RunStep> steps) =>
        new("LS1414", Severity.Note, $"{PlannerWords.List([.. steps.Select(static s => s.Id)])} {(steps.Count == 1 ? "is" : "are")} not run: not run since the files were written, so that nothing of them is in effect")
        {
            Hint = $"if you ran it by hand, run it again afterwards: {string.Join("; ", steps.Select(static s => string.Join(' ', s.Command)))}",
        };

    public static Diagnostic LooksLikeOurs(string folder, IReadOnlyCollection<string> names) =>
        new("LS1413", Severity.Note, $"{folder} holds {string.Join(", ", names)}, which {(names.Count == 1 ? "looks" : "look")} like Linkseal's") { File = folder };

    public static Diagnostic SettingsLikeOurs(string path, string settings) =>
        new("LS1413", Severity.Note, $"{path} holds the settings that Linkseal makes: {settings}") { File = path };

    private static string Lookalikes(int files, int configurations) => (files, configurations) switch
    {
        (_, 0) => $"{PlannerWords.Count(files, "file")} {(files == 1 ? "looks" : "look")}",
        (0, _) => $"{PlannerWords.Count(configurations, "configuration file")} {(configurations == 1 ? "looks" : "look")}",
        _ => $"{PlannerWords.Count(files, "file")} and {PlannerWords.Count(configurations, "configuration file")} look",
    };

    private static string Kind(FileKind kind) => kind switch
    {
        FileKind.Symlink => "a symbolic link",
        FileKind.Folder => "a folder",
        FileKind.Regular => "a regular file",
        _ => "something that is no regular file",
    };
}
