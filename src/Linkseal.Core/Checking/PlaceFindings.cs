using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Core.Checking;

/// <summary>What can be wrong with where files lie and who may read them.</summary>
internal static class PlaceFindings
{
    // Exposed: a private key that somebody else may read.
    public static Finding Mode(string component, string path, bool exposed, string why, string expected, FileState state, string remedy) =>
        new("LS2008", exposed ? Severity.Error : Severity.Warning, $"{path}: {why}")
        {
            Component = component,
            Path = path,
            Expected = expected,
            Observed = $"{PlannerWords.Mode(state.Mode)} {PlannerWords.Owner(state.User, state.Group)}",
            Remedy = remedy,
        };

    public static Finding NotRegular(string component, string path, FileState state, string remedy) =>
        new("LS2009", Severity.Error, $"{path} is {Kind(state)}, not a regular file: containers and copies do not see what it leads to")
        {
            Component = component,
            Path = path,
            Expected = "a regular file",
            Observed = Kind(state),
            Remedy = remedy,
        };

    public static Finding Unexpected(FolderRule folder, string path) =>
        new("LS2010", Severity.Warning, $"{path} does not belong there: {folder.Path} is read whole by {folder.Component}")
        {
            Component = folder.Component,
            Path = path,
            Expected = "only the described files",
            Observed = PlannerWords.Name(path),
            Remedy = "move it to a folder that no product reads",
        };

    public static Finding Key(string component, string path, bool authoritys) =>
        new("LS2018", Severity.Error, authoritys
            ? $"the authority's private key lies in {path}, where {component} reads it: whoever has it can be anybody"
            : $"a private key lies in {path}, where none belongs")
        {
            Component = component,
            Path = path,
            Expected = "no private key",
            Observed = authoritys ? "the authority's private key" : "a private key",
            Remedy = authoritys ? "move it to a folder that only root can read and describe it as authority.existing.key; if strangers could read it, make a new authority" : "move the key away",
        };

    public static Finding Behind(string obstacle, int files, string first) =>
        new("LS2108", Severity.Error, $"{PlannerWords.Count(files, "file")} ({PlannerWords.FirstOf(files, first)}) can't be reached: {obstacle}")
        {
            Path = first,
            Expected = "folders down to the file, or links of root's",
            Observed = obstacle,
            Remedy = "put a folder in the place of the link; where the link is meant, give it to root: chown -h root LINK",
        };

    public static Finding Unseen(int files, string first) =>
        new("LS2023", Severity.Warning, $"skipped, because this user may not read {PlannerWords.Count(files, "file")} ({PlannerWords.FirstOf(files, first)}): nothing is known of what they hold")
        {
            Path = first,
            Expected = "readable files",
            Observed = "no permission",
            Remedy = "run the check as a user who may read them (sudo)",
        };

    private static string Kind(FileState state) => state.Kind switch
    {
        FileKind.Symlink => state.Target is { } target ? "a symbolic link to " + target : "a symbolic link",
        FileKind.Folder => "a folder",
        _ => "a device, socket or pipe",
    };
}
