using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;

namespace Linkseal.Core.Tests.Editing.Toml;

/// <summary>Edits in few words: a diagnostic is a failure here.</summary>
internal static class TomlEdits
{
    public static Edited Apply(string text, ImmutableArray<Edit> edits, ImmutableArray<AppliedEdit> earlier = default)
    {
        var result = Tried(text, edits, earlier);
        Assert.Empty(result.Diagnostics);
        return result.Value!;
    }

    public static Result<Edited> Tried(string text, ImmutableArray<Edit> edits, ImmutableArray<AppliedEdit> earlier = default) =>
        ConfigEditor.Apply(ConfigFormat.Toml, "f.toml", text, edits, earlier.IsDefault ? [] : earlier);

    public static string Revert(string text, ImmutableArray<AppliedEdit> applied)
    {
        var result = ConfigEditor.Revert(ConfigFormat.Toml, "f.toml", text, applied);
        Assert.Empty(result.Diagnostics);
        Assert.Empty(result.Value!.Applied);
        return result.Value.Text;
    }

    /// <summary>"a.b=x": text; "=#1": number; "=!true": flag; "=[x,y": list; "-a.b": gone; several between "; ".</summary>
    public static ImmutableArray<Edit> Of(string edits) => [.. edits.Split("; ").Select(One)];

    private static Edit One(string edit)
    {
        if (edit[0] == '-') return new Edit.Remove([.. edit[1..].Split('.')]);
        var sign = edit.StartsWith('[') || !edit.Contains("].", StringComparison.Ordinal) ? edit.IndexOf('=') : edit.IndexOf('=', edit.LastIndexOf(']'));
        return new Edit.Set([.. edit[..sign].Split('.')], edit[(sign + 1)..] switch
        {
            ['#', .. var number] => new EditValue.Number(long.Parse(number)),
            ['!', .. var flag] => new EditValue.Flag(flag == "true"),
            ['[', .. var items] => new EditValue.List([.. items.Split(',', StringSplitOptions.RemoveEmptyEntries)]),
            var text => new EditValue.Text(text),
        });
    }
}
