using System.Collections.Immutable;
using Linkseal.Core.Editing;
using Linkseal.Testing;

namespace Linkseal.Core.Tests.Editing.Toml;

/// <summary>Python's tomllib sees in the new text what it saw in the old, with the edits made by Python on top.</summary>
internal static class TomllibJudge
{
    /// <summary>Writes one case; a byte order mark is left out, as tomllib takes none.</summary>
    public static void Write(TemporaryFolder folder, int number, string before, string after, ImmutableArray<Edit> edits)
    {
        File.WriteAllText(folder[$"{number}.before"], before.TrimStart('\uFEFF'));
        File.WriteAllText(folder[$"{number}.after"], after.TrimStart('\uFEFF'));
        File.WriteAllText(folder[$"{number}.edits"], "[" + string.Join(", ", edits.Select(Python)) + "]");
    }

    /// <summary>Judges the cases from 0 on.</summary>
    public static void Judge(TemporaryFolder folder, int count)
    {
        var result = Shell.Run(Missing.Program("python3"), ["-c", Program, $"{count}"], folder.Path);
        Assert.True(result.ExitCode == 0, result.All);
        Assert.Equal($"{count}\n", result.Output);
    }

    private const string Program = """
        import sys, tomllib
        judged = 0
        for i in range(int(sys.argv[1])):
            before = tomllib.load(open(f'{i}.before', 'rb'))
            after = tomllib.load(open(f'{i}.after', 'rb'))
            for path, present, value in eval(open(f'{i}.edits', encoding='utf-8', newline='').read()):
                at = before
                for key in path[:-1]:
                    at = at.setdefault(key, {}) if present else at.get(key, {}) if isinstance(at, dict) else {}
                if present: at[path[-1]] = value
                elif isinstance(at, dict): at.pop(path[-1], None)
            # A table that lost its last key may be gone with it, and numbers must stay of their kind.
            def said(x):
                if isinstance(x, dict): return {k: said(v) for k, v in x.items() if v != {} and said(v) != {}}
                return [said(v) for v in x] if isinstance(x, list) else (type(x).__name__, repr(x))
            assert said(after) == said(before), (i, open(f'{i}.after').read(), after, before)
            judged += 1
        print(judged)
        """;

    private static string Python(Edit edit)
    {
        var path = Listed(edit.Key);
        return edit is Edit.Set set ? $"({path}, True, {Value(set.Value)})" : $"({path}, False, None)";
    }

    private static string Value(EditValue value) => value switch
    {
        EditValue.Flag flag => flag.Value ? "True" : "False",
        EditValue.Number number => $"{number.Value}",
        EditValue.Text text => Quoted(text.Value),
        EditValue.List list => Listed(list.Items),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    private static string Listed(IEnumerable<string> items) => "[" + string.Join(", ", items.Select(Quoted)) + "]";

    private static string Quoted(string text) => "'" + string.Concat(text.EnumerateRunes().Select(static r => r.IsAscii && char.IsAsciiLetterOrDigit((char)r.Value) ? r.ToString() : $"\\U{r.Value:x8}")) + "'";
}
