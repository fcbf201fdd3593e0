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

    /// <summary>"a.b=1": text; "=#1": number; "=!true": flag; "=[x,y]": list; "-a.b": gone; "a.[name=x.y].b", "a.[2].b": in an entry; "b>a=1": behind a.</summary>
    public static ImmutableArray<Edit> Of(params string[] edits) => [.. edits.Select(Of)];

    private static Edit Of(string edit)
    {
        if (edit[0] == '-') return new Edit.Remove(Key(edit[1..]));
        var sign = SignOf(edit, '=');
        var (key, value) = (edit[..sign].Split('>'), edit[(sign + 1)..]);
        return new Edit.Set(Key(key[0]), Value(value)) { After = key.ElementAtOrDefault(1) };
    }

    private static EditValue Value(string value) => value switch
    {
        ['#', .. var number] => new EditValue.Number(long.Parse(number)),
        ['!', .. var flag] => new EditValue.Flag(flag == "true"),
        ['[', .. var items, ']'] => new EditValue.List([.. items.Split(',', StringSplitOptions.RemoveEmptyEntries)]),
        _ => new EditValue.Text(value),
    };

    private static ImmutableArray<string> Key(string path)
    {
        var dot = SignOf(path, '.');
        return dot < 0 ? [path] : [path[..dot], .. Key(path[(dot + 1)..])];
    }

    /// <summary>The first sign outside of an entry's brackets.</summary>
    private static int SignOf(string text, char sign)
    {
        var inside = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (!inside && text[i] == sign) return i;
            inside = text[i] == '[' || (inside && text[i] != ']');
        }

        return -1;
    }

    /// <summary>The lines that differ, for texts with as many lines as each other.</summary>
    public static IEnumerable<(string Before, string After)> ChangedLines(string before, string after)
    {
        var (a, b) = (before.Split('\n'), after.Split('\n'));
        Assert.Equal(a.Length, b.Length);
        return a.Zip(b).Where(p => p.First != p.Second).Select(p => (p.First.TrimEnd('\r'), p.Second.TrimEnd('\r')));
    }
}
