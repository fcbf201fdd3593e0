using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>What can be wrong with what is said about a folder: one method for each code.</summary>
internal static class TiDbDraftDiagnostics
{
    private static string Known => $"known: {string.Join(", ", TiDbRole.Names)}";

    public static Diagnostic UnknownRole(string path, string role) => new("LS1550", Severity.Error, $"`{UserWord.Shown(role)}` is nothing that a configuration file of TiDB can be")
    {
        File = path,
        Hint = NearestWord.Find(role, [.. TiDbRole.Names]) is { } near ? $"did you mean `{near}`? {Known}" : Known,
    };
}
