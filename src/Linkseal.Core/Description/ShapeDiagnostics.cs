using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Description;

/// <summary>What can be wrong with the shape of <c>linkseal.yaml</c>: keys, types and words. The file is added by the reader.</summary>
internal static class ShapeDiagnostics
{
    public static Diagnostic UnknownKey(Position at, string key, string owner, IReadOnlyCollection<string> valid) =>
        Error("LS1001", at, $"{owner} has no key {Quoted.Text(key)}; its keys are {Quoted.Choice(valid)}", DidYouMean(key, valid));

    /// <param name="at">Where the value stands.</param>
    /// <param name="owner">Whose value it is: <c>`port`</c>, <c>an entry of `names`</c>.</param>
    /// <param name="expected">What is expected, with its article.</param>
    /// <param name="found">What stands there, with its article.</param>
    /// <param name="hint">How it is written; null: the message says it.</param>
    public static Diagnostic WrongType(Position at, string owner, string expected, string found, string? hint) =>
        Error("LS1002", at, $"{owner} must be {expected}, but is {found}", hint);

    public static Diagnostic MissingKey(Position at, string owner, string key, string hint) =>
        Error("LS1003", at, $"{owner} lacks {Quoted.Text(key)}", hint);

    public static Diagnostic UnknownWord(Position at, string owner, string word, IReadOnlyCollection<string> valid) =>
        Error("LS1012", at, $"{owner} can't be {Quoted.Text(word)}; it is {Quoted.Choice(valid)}", DidYouMean(word, valid));

    public static Diagnostic Excluding(Position at, string owner, string key, string first) => Error(
        "LS1024", at, $"{owner} has both {Quoted.Text(first)} and {Quoted.Text(key)}; only one can hold",
        "keep one of `generate` (made here), `existing` (your CA) and `certificates` (your certificates)");

    public static Diagnostic NothingDescribed(Position at) => Error(
        "LS1027", at, "neither a profile nor a component is described, so there is nothing to seal",
        "add `profile: harbor`, or components by hand: `components: { web: { dialect: files, folder: /srv/web/tls } }`");

    public static Diagnostic NeedsProfile(Position at, string key) => Error(
        "LS1031", at, $"{Quoted.Text(key)} belongs to a profile, and none is named", $"add `profile:`, or take {Quoted.Text(key)} out");

    public static Diagnostic ListedTwice(Position at, string owner, string word) =>
        new("LS1033", Severity.Warning, $"{owner} lists {Quoted.Text(word)} twice") { At = at, Hint = "take one of them out" };

    internal static Diagnostic Error(string code, Position at, string message, string? hint) => new(code, Severity.Error, message) { At = at, Hint = hint };

    internal static string? DidYouMean(string word, IEnumerable<string> valid) =>
        NearestWord.Find(word, valid) is { } nearest ? $"did you mean {Quoted.Text(nearest)}?" : null;
}
