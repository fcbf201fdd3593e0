using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;

namespace Linkseal.Core.Tests.Editing.Yaml;

/// <summary>Edits in few words: a diagnostic is a failure here.</summary>
internal static class Edits
{
    public static Edited Apply(string text, ImmutableArray<Edit> edits, ImmutableArray<AppliedEdit> earlier = default)
    {
        var result = Tried(text, edits, earlier);
        Assert.Empty(result.Diagnostics);
        return result.Value!;
    }

    public static Result<Edited> Tried(string text, ImmutableArray<Edit> edits, ImmutableArray<AppliedEdit> earlier = default) =>
        ConfigEditor.Apply(ConfigFormat.Yaml, "f.yml", text, edits, earlier.IsDefault ? [] : earlier);

    public static string Revert(string text, ImmutableArray<AppliedEdit> applied)
    {
        var result = ConfigEditor.Revert(ConfigFormat.Yaml, "f.yml", text, applied);
        Assert.Empty(result.Diagnostics);
        Assert.Empty(result.Value!.Applied);
        return result.Value.Text;
    }

    /// <summary>"a.b=1": text; "=#1": number; "=!true": flag; "-a.b": gone.</summary>
    public static ImmutableArray<Edit> Of(params string[] edits) => [.. edits.Select(Of)];

    private static Edit Of(string edit)
    {
        if (edit[0] == '-') return new Edit.Remove([.. edit[1..].Split('.')]);
        var (key, value) = (edit[..edit.IndexOf('=')], edit[(edit.IndexOf('=') + 1)..]);
        return new Edit.Set([.. key.Split('.')], value switch
        {
            ['#', .. var number] => new EditValue.Number(long.Parse(number)),
            ['!', .. var flag] => new EditValue.Flag(flag == "true"),
            _ => new EditValue.Text(value),
        });
    }

    /// <summary>The lines that differ, for texts with as many lines as each other.</summary>
    public static IEnumerable<(string Before, string After)> ChangedLines(string before, string after)
    {
        var (a, b) = (before.Split('\n'), after.Split('\n'));
        Assert.Equal(a.Length, b.Length);
        return a.Zip(b).Where(p => p.First != p.Second).Select(p => (p.First.TrimEnd('\r'), p.Second.TrimEnd('\r')));
    }
}
