using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Runtime.Observing;

/// <summary>What can be wrong with a configuration file before anybody parses it.</summary>
internal static class ObservingDiagnostics
{
    public static Diagnostic NotText(string path) =>
        new("LS1461", Severity.Error, $"{path} is not UTF-8 text: it can't be edited without damage")
        {
            File = path,
            Hint = "save it as UTF-8; file(1) says which encoding it has",
        };

    public static Diagnostic Unreadable(string path, FileState state, string? obstacle) =>
        new("LS1462", Severity.Error, $"{path} can't be read: {obstacle ?? Reason(state)}")
        {
            File = path,
            Hint = obstacle is not null ? "put what is meant in the place of the link; where the link is meant, give it to root: chown -h root LINK"
                : state.Kind is FileKind.Regular or FileKind.Forbidden ? "run linkseal as a user who may read it: sudo linkseal …" : "correct the path, or put the file there",
        };

    private static string Reason(FileState state) => state.Kind switch
    {
        FileKind.Folder => "it is a folder, expected a file",
        FileKind.Symlink => $"it is a symbolic link to {state.Target}, which leads to no readable file",
        FileKind.Other => "it is a device, a socket or a pipe, expected a file",
        _ => "permission denied",
    };
}
