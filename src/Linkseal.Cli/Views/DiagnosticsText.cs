using Linkseal.Core.Diagnostics;

namespace Linkseal.Cli.Views;

/// <summary>Diagnostics for people, in the form that editors know: <c>file:line:column: severity CODE: message</c>.</summary>
internal static class DiagnosticsText
{
    private const string Indent = "        ";

    /// <summary>Writes them in the order in which they were met, and says where to read more.</summary>
    public static void Write(Page page, IReadOnlyCollection<Diagnostic> diagnostics, string folder, bool quiet)
    {
        foreach (var diagnostic in diagnostics)
        {
            if (quiet && diagnostic.Severity == Severity.Note) continue;
            page.Line((Place(diagnostic, folder), Style.Bold), (Words.Of(diagnostic.Severity) + " " + diagnostic.Code, Words.Colour(diagnostic.Severity)), (": " + diagnostic.Message, Style.Plain));
            if (diagnostic.Hint is { } hint) Hint(page, hint);
        }

        if (quiet || diagnostics.FirstOrDefault(static d => d.Severity == Severity.Error) is not { } first) return;
        page.Line($"{Words.Count(diagnostics.Count(static d => d.Severity == Severity.Error), "error")}; nothing was written. linkseal explain {first.Code} says more.", Style.Dim);
    }

    // Lines after the first are commands to copy: never broken, never joined.
    private static void Hint(Page page, string hint)
    {
        var lines = hint.Split('\n');
        page.Wrapped(lines[0], Indent, "  hint: ");
        foreach (var line in lines.Skip(1)) page.Line(Indent + line);
    }

    private static string Place(Diagnostic diagnostic, string folder)
    {
        if (diagnostic.File is not { } file) return "linkseal: ";
        var shown = Words.Relative(file, folder);
        return diagnostic.At is { } at ? $"{shown}:{at.Line}:{at.Column}: " : shown + ": ";
    }
}
