using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Editing.Yaml;

/// <summary>What can be wrong with YAML text: one method for each code.</summary>
internal static class YamlDiagnostics
{
    public static Diagnostic Syntax(string file, Position at, string reason) =>
        Error("LS1101", file, at, $"this is not valid YAML: {reason}", "look at the line before it, too: a quote or a bracket that is not closed is often seen only there");

    public static Diagnostic DuplicateKey(string file, Position at, string key, Position first) => Error(
        "LS1102", file, at, $"the key \"{key}\" stands twice in one mapping: first at {first.Line}:{first.Column}",
        "keep one of the two; readers disagree on which one counts");

    public static Diagnostic UnknownAlias(string file, Position at, string name) => Error(
        "LS1103", file, at, $"the alias \"*{name}\" has no anchor \"&{name}\" before it",
        $"write the value out, or mark it with &{name} above this line");

    public static Diagnostic ForbiddenCharacter(string file, Position at, char character) => Error(
        "LS1104", file, at, $"the character U+{(int)character:X4} is not allowed in YAML text", ForbiddenHint(character));

    public static Diagnostic SecondDocument(string file, Position at) => Error(
        "LS1105", file, at, "a second YAML document begins here, where one was expected",
        "take out the line \"---\" and what follows it, or move it to a file of its own");

    public static Diagnostic TooMuch(string file, Position at, string what) => Error(
        "LS1106", file, at, $"this is more than a configuration file holds: {what}", "is it the right file?");

    public static Diagnostic MergeKey(string file, Position at) => Error(
        "LS1107", file, at, "the merge key \"<<\" is not supported: only some readers of YAML know it",
        "write the merged keys out in their place");

    public static Diagnostic KeyNotScalar(string file, Position at) => Error(
        "LS1108", file, at, "a mapping or a list stands as a key, where a word was expected", "is there a quote missing around a value with braces?");

    public static Diagnostic UnknownTag(string file, Position at, string tag) => Error(
        "LS1109", file, at, $"the tag \"{tag}\" is not supported: it could change what the value means",
        "take the tag out, or use one of !!str, !!int, !!float, !!bool, !!null, !!map, !!seq");

    public static Diagnostic TabIndentation(string file, Position at) => Error(
        "LS1110", file, at, "a tab stands in the indentation, where YAML allows spaces only", "replace the tab with spaces");

    private static string ForbiddenHint(char character) => character switch
    {
        '\r' => "end lines with \\n or \\r\\n; a lone carriage return ends a line for some readers only",
        '\u0085' or '\u2028' or '\u2029' => "end lines with \\n; this one ends a line for some readers only",
        '\uFEFF' => "a byte order mark belongs at the beginning of the file only",
        '\uFFFD' => "the file is not UTF-8 here: save it as UTF-8",
        _ => "is it a text file? Inside double quotes it can be written as an escape",
    };

    private static Diagnostic Error(string code, string file, Position at, string message, string? hint) =>
        new(code, Severity.Error, message) { File = file, At = at, Hint = hint };
}
