using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Editing.Toml;

/// <summary>What can be wrong with TOML text: one method for each code. No value is quoted: it may be a secret.</summary>
internal static class TomlDiagnostics
{
    public static Diagnostic Syntax(string file, Position at, string reason) =>
        Error("LS1120", file, at, $"this is not valid TOML: {reason}", "correct the line; the product stops at it, too");

    public static Diagnostic DuplicateKey(string file, Position at, string key, Position first) => Error(
        "LS1121", file, at, $"the key \"{key}\" stands twice in one table: first at {first.Line}:{first.Column}",
        "keep one of the two; readers of TOML refuse the file");

    public static Diagnostic Redefined(string file, Position at, string key, string what, Position first) => Error(
        "LS1122", file, at, $"\"{key}\" can't be opened as a table here: {what} at {first.Line}:{first.Column}",
        "put the keys where the first stands, or give one of the two another name");

    public static Diagnostic ForbiddenCharacter(string file, Position at, char character) => Error(
        "LS1123", file, at, $"the character U+{(int)character:X4} is not allowed in TOML text",
        character == '\r' ? "end lines with \\n or \\r\\n" : "is it a text file? Inside double quotes it can be written as an escape");

    public static Diagnostic TooMuch(string file, Position at, string what) => Error(
        "LS1124", file, at, $"this is more than a configuration file holds: {what}", "is it the right file?");

    public static Diagnostic NotAValue(string file, Position at, string reason) => Error(
        "LS1125", file, at, $"a value stands here that TOML does not know: {reason}",
        "text stands in quotes; true and false, numbers and dates stand without");

    private static Diagnostic Error(string code, string file, Position at, string message, string? hint) =>
        new(code, Severity.Error, message) { File = file, At = at, Hint = hint };
}
