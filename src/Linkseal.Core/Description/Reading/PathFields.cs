namespace Linkseal.Core.Description.Reading;

/// <summary>Reads paths: absolute and in one spelling afterwards.</summary>
internal static class PathFields
{
    private const string StateFolder = ".linkseal";

    /// <summary>A path of this machine; null where it is left out or wrong.</summary>
    public static string? Path(this FieldReader fields, string key) =>
        Resolve(fields, key, fields.Scope.Folder);

    /// <summary>A path of a component's: as the place sees it, and never within the folder of the state.</summary>
    /// <param name="fields">The component.</param>
    /// <param name="key">The key.</param>
    /// <param name="root">The place's root; null: <c>/</c>.</param>
    public static string? ComponentPath(this FieldReader fields, string key, string? root)
    {
        var folder = LexicalPath.OnPlace(fields.Scope.Folder, root);
        var path = Resolve(fields, key, folder);
        if (path is null || !LexicalPath.IsWithin(path, LexicalPath.Join(folder, StateFolder))) return path;
        fields.Scope.Report(ValueDiagnostics.InStateFolder(fields.Node(key)!.Start, Quoted.Text(key)));
        return null;
    }

    private static string? Resolve(FieldReader fields, string key, string folder) =>
        fields.Text(key, t => Reason(t.Value) is { } reason ? ValueDiagnostics.BadPath(t.Start, Quoted.Text(key), t.Value, reason) : null) is { } text
            ? LexicalPath.Resolve(folder, text.Value)
            : null;

    private static string? Reason(string path)
    {
        if (path.Length == 0) return "it is empty";
        if (path.Any(char.IsControl)) return "it holds a control character";
        if (path.Length > 4096) return "it is longer than any path (4096)";
        return path is "~" || path.StartsWith("~/", StringComparison.Ordinal) ? "`~` is the shell's word for a home folder, and means nothing here" : null;
    }
}
