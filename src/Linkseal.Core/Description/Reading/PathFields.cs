using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Core.Description.Reading;

/// <summary>Reads paths: absolute and in one spelling afterwards.</summary>
internal static class PathFields
{
    private const string StateFolder = ".linkseal";

    /// <summary>A path under a key; null where it is left out or wrong.</summary>
    public static string? Path(this FieldReader fields, string key) =>
        fields.Text(key) is { } text ? Resolve(fields.Scope, text, Quoted.Text(key)) : null;

    /// <summary>A path of a component's: like <see cref="Path"/>, and never within the folder of the state.</summary>
    public static string? ComponentPath(this FieldReader fields, string key)
    {
        var path = fields.Path(key);
        if (path is null || !LexicalPath.IsWithin(path, LexicalPath.Join(fields.Scope.Folder, StateFolder))) return path;
        fields.Scope.Report(ValueDiagnostics.InStateFolder(fields.Node(key)!.Start, Quoted.Text(key)));
        return null;
    }

    private static string? Resolve(ReadScope scope, YamlNode.Scalar text, string owner)
    {
        if (Reason(text.Value) is not { } reason) return LexicalPath.Resolve(scope.Folder, text.Value);
        scope.Report(ValueDiagnostics.BadPath(text.Start, owner, text.Value, reason));
        return null;
    }

    private static string? Reason(string path)
    {
        if (path.Length == 0) return "it is empty";
        if (path.Any(char.IsControl)) return "it holds a control character";
        if (path.Length > 4096) return "it is longer than any path (4096)";
        return path is "~" || path.StartsWith("~/", StringComparison.Ordinal) ? "`~` is the shell's word for a home folder, and means nothing here" : null;
    }
}
