using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;

namespace Linkseal.Core.Tests.Editing.Statements;

/// <summary>Edits in few words: a diagnostic is a failure here.</summary>
internal static class StatementEdits
{
    public static Edited Apply(ConfigFormat format, string text, ImmutableArray<Edit> edits, ImmutableArray<AppliedEdit> earlier = default)
    {
        var result = Tried(format, text, edits, earlier);
        Assert.Empty(result.Diagnostics);
        return result.Value!;
    }

    public static Result<Edited> Tried(ConfigFormat format, string text, ImmutableArray<Edit> edits, ImmutableArray<AppliedEdit> earlier = default) =>
        ConfigEditor.Apply(format, "f.conf", text, edits, earlier.IsDefault ? [] : earlier);

    public static string Revert(ConfigFormat format, string text, ImmutableArray<AppliedEdit> applied)
    {
        var result = ConfigEditor.Revert(format, "f.conf", text, applied);
        Assert.Empty(result.Diagnostics);
        Assert.Empty(result.Value!.Applied);
        return result.Value.Text;
    }

    /// <summary>
    /// Several between " | ", parts between " > ": "a > b = x": text; "= #1": number; "= !true": flag; "= [x,y": list; "= ~x y": raw; "-a > b": gone;
    /// "^a > {n}: lines": a block at its section's beginning, "+" at its end; "~" in lines is a line end.
    /// </summary>
    public static ImmutableArray<Edit> Of(string edits) => [.. edits.Split(" | ").Select(One)];

    private static Edit One(string edit)
    {
        if (edit[0] == '-' && !edit.Contains(" = ", StringComparison.Ordinal)) return new Edit.Remove([.. edit[1..].Split(" > ")]);
        if (edit[0] is '^' or '+')
        {
            var colon = edit.IndexOf("}: ", StringComparison.Ordinal);
            ImmutableArray<string> path = [.. edit[1..colon].Split(" > ")];
            return new Edit.Block(path[..^1], path[^1].TrimStart('{'), edit[(colon + 3)..].Replace('~', '\n')) { First = edit[0] == '^' };
        }

        var sign = edit.IndexOf(" = ", StringComparison.Ordinal);
        return new Edit.Set([.. edit[..sign].Split(" > ")], edit[(sign + 3)..] switch
        {
            ['#', .. var number] => new EditValue.Number(long.Parse(number)),
            ['!', .. var flag] => new EditValue.Flag(flag == "true"),
            ['~', .. var raw] => new EditValue.Raw(raw),
            ['[', .. var items] => new EditValue.List([.. items.Split(',', StringSplitOptions.RemoveEmptyEntries)]),
            var text => new EditValue.Text(text),
        });
    }
}
