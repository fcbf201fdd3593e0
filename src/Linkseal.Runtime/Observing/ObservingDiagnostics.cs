using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Dialects;

namespace Linkseal.Runtime.Observing;

/// <summary>What can be wrong with a configuration file before anybody parses it.</summary>
internal static class ObservingDiagnostics
{
    public static Diagnostic NotText(string path, ReadOnlySpan<byte> content) =>
        new("LS1461", Severity.Error, $"{path} is not UTF-8 text: it can't be edited without damage")
        {
            File = path,
            At = FirstOther(content),
            Hint = "save it as UTF-8; file(1) says which encoding it has",
        };

    public static Diagnostic Unreadable(string path, FileState state, string? obstacle) =>
        new("LS1462", Severity.Error, $"{path} can't be read: {obstacle ?? Reason(state)}")
        {
            File = path,
            Hint = obstacle is not null ? "put what is meant in the place of the link; where the link is meant, give it to root: chown -h root LINK"
                : state.Kind is FileKind.Regular or FileKind.Forbidden ? "run linkseal as a user who may read it: sudo linkseal …" : "correct the path, or put the file there",
        };

    public static Diagnostic Passed(NotLookedAt passed) => new("LS1462", Severity.Error, $"{passed.Path} can't be read: {passed.Reason}") { File = passed.Path, Hint = "name the files that are meant, or run linkseal as a user who may read them" };

    // The first byte that is of no UTF-8; the text before it is.
    private static Position FirstOther(ReadOnlySpan<byte> content)
    {
        var before = content[..Valid(content)];
        var line = before[(before.LastIndexOf((byte)'\n') + 1)..];
        if (line.Length == before.Length && line.StartsWith("\uFEFF"u8)) line = line[3..];
        return new(before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(line) + 1);
    }

    private static int Valid(ReadOnlySpan<byte> content)
    {
        Span<char> buffer = stackalloc char[512];
        var at = 0;
        while (true)
        {
            var status = Utf8.ToUtf16(content[at..], buffer, out var read, out _, replaceInvalidSequences: false);
            at += read;
            if (status is not OperationStatus.DestinationTooSmall) return at;
        }
    }

    private static string Reason(FileState state) => state.Kind switch
    {
        FileKind.Folder => "it is a folder, expected a file",
        FileKind.Symlink => $"it is a symbolic link to {state.Target}, which leads to no readable file",
        FileKind.Other => "it is a device, a socket or a pipe, expected a file",
        _ => "permission denied",
    };
}
