namespace Linkseal.Dialects.Platforms;

/// <summary>What every first description has in common.</summary>
internal static class DraftText
{
    /// <summary>The comment by which editors find the schema; empty where there is none on this machine.</summary>
    public static string Schema(DraftRequest request) => request.Schema is { } path ? $"# yaml-language-server: $schema={path}\n" : "";

    /// <summary>A YAML scalar: plain where nothing in it could be read as anything else.</summary>
    public static string Quoted(string text) =>
        text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-') && text is [not '-', ..]
            ? text
            : "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
