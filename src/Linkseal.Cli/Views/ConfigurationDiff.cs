using Linkseal.Core.Editing;
using Linkseal.Core.Planning;

namespace Linkseal.Cli.Views;

/// <summary>What changes in a configuration file, as a unified diff with secrets redacted.</summary>
internal static class ConfigurationDiff
{
    private const int LinesThatNameTheFile = 2;

    /// <summary>The diff as text.</summary>
    public static string Text(EditChange edit) => TextDiff.Unified(edit.Path, edit.Before, edit.After);

    /// <summary>The diff in colour, behind <paramref name="indent"/>; without the two lines that name the file, which has been named.</summary>
    public static void Write(Page page, string diff, string indent)
    {
        foreach (var line in diff.TrimEnd('\n').Split('\n').Skip(LinesThatNameTheFile)) page.Line(indent + line, Colour(line));
    }

    private static Style Colour(string line) => line.Length == 0 ? Style.Plain : line[0] switch
    {
        '+' => Style.Green,
        '-' => Style.Red,
        '@' => Style.Cyan,
        _ => Style.Plain,
    };
}
