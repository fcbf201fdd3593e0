using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Editing;

/// <summary>What can stand in the way of an edit, whatever the format: one method for each code. No text given here holds a secret: callers redact.</summary>
internal static class EditingDiagnostics
{
    /// <summary>Configuration that can't be read; it is left alone.</summary>
    public static Diagnostic Unreadable(string file, Position at, string format, string reason) =>
        new("LS1130", Severity.Error, $"this can't be read as {format}: {reason}") { File = file, At = at };

    /// <summary>A wanted edit that could damage the file; <c>byHand</c> is what to write instead of us.</summary>
    public static Diagnostic Unsafe(string file, Position at, ImmutableArray<string> key, string reason, string byHand) =>
        new("LS1111", Severity.Error, $"\"{Name(key)}\" can't be edited safely: {reason}") { File = file, At = at, Hint = byHand };

    /// <summary>A setting of ours that somebody changed: an error where it is wanted, a warning where it was to be taken out.</summary>
    public static Diagnostic HandEdit(string file, Position at, ImmutableArray<string> key, string ours, string? stands, Severity severity)
    {
        var did = ours.Length == 0 ? "Linkseal took it out" : $"Linkseal wrote \"{ours.Trim()}\"";
        var now = stands is null ? "nothing stands there now" : $"there stands \"{stands.Trim()}\"";
        return new("LS1112", severity, $"\"{Name(key)}\" was changed by hand: {did}, {now}")
        {
            File = file,
            At = at,
            Hint = severity == Severity.Error
                ? "put Linkseal's text back, or the whole file as it was before Linkseal; linkseal remove leaves a line of yours as it is, unless it would go on naming files that are taken away"
                : "it was left as it is; change it by hand if it is not wanted",
        };
    }

    /// <summary>A block of ours that stays because somebody put a setting of their own into it.</summary>
    public static Diagnostic BlockStays(string file, Position at, ImmutableArray<string> key, string other) =>
        new("LS1113", Severity.Warning, $"\"{Name(key)}\" stays: \"{other}\" under it was not written by Linkseal")
        {
            File = file,
            At = at,
            Hint = "take the rest of the block out by hand if it is not wanted",
        };

    /// <summary>An edit of ours that can't be taken out without damage, because the text around it has changed.</summary>
    public static Diagnostic NotTakenOut(string file, Position at, ImmutableArray<string> key) =>
        new("LS1114", Severity.Warning, $"the edit of \"{Name(key)}\" can't be taken out safely: the text around it has changed")
        {
            File = file,
            At = at,
            Hint = "it was left as it is; change it by hand if it is not wanted",
        };

    /// <summary>A comment of the user's behind a line of ours that goes as a whole, and the comment with it.</summary>
    public static Diagnostic CommentGoes(string file, Position at, ImmutableArray<string> key, string comment) =>
        new("LS1222", Severity.Note, $"the line of \"{Name(key)}\" is taken out, and with it the comment \"{comment}\", which Linkseal did not write")
        {
            File = file,
            At = at,
            Hint = "write it elsewhere if it is still of use",
        };

    private static string Name(ImmutableArray<string> key) => string.Join('.', key);
}
