using System.Collections.Immutable;
using Linkseal.Core.Editing;
using Linkseal.Testing;

namespace Linkseal.Core.Tests.Editing.Yaml;

/// <summary>PyYAML as the judge of edits: it reads the old text, makes the edits in its own data, and must read the same from the new text.</summary>
internal static class PythonJudge
{
    private const string Script = """
        import sys, yaml, copy
        judged = 0
        def step(at, part, make, below):
            if isinstance(part, str):
                if isinstance(at, dict):
                    if make and at.get(part) is None: at[part] = {} if isinstance(below, str) else []
                    return at.get(part)
                return None
            if not isinstance(at, list): return None
            if isinstance(part, int): return at[part] if part < len(at) else None
            for item in at:
                if isinstance(item, dict) and part[0] in item and text(item[part[0]]) == part[1]: return item
            if make:
                at.append({part[0]: part[1]})
                return at[-1]
        def text(x):
            return {True: 'true', False: 'false'}[x] if isinstance(x, bool) else str(x)
        def empty(x):
            if x is None or x == {} or x == []: return None
            if isinstance(x, dict): return {k: empty(v) for k, v in x.items()}
            if isinstance(x, list): return [empty(v) for v in x]
            return (type(x).__name__, repr(x))
        for i in range(int(sys.argv[1])):
            try:
                before = yaml.safe_load(open(f'{i}.before', 'rb')) or {}
            except yaml.YAMLError:
                continue
            after = yaml.safe_load(open(f'{i}.after', 'rb')) or {}
            expected = copy.deepcopy(before)
            edits = eval(open(f'{i}.edits', encoding='utf-8', newline='').read())
            if not before and any(present and not isinstance(path[0], str) for path, present, _ in edits): expected = []
            for path, present, value in edits:
                at = expected
                for n, part in enumerate(path[:-1]): at = step(at, part, present, path[n + 1])
                last = path[-1]
                if not isinstance(last, str):
                    if not present and isinstance(at, list):
                        found = step(at, last, False, None)
                        if found is not None: at.remove(found)
                    elif present: at[last] = value
                elif present: at[last] = value
                elif isinstance(at, dict): at.pop(last, None)
            assert empty(after) == empty(expected), (i, open(f'{i}.after', encoding='utf-8', newline='').read(), after, expected)
            judged += 1
        print(judged)
        """;

    /// <summary>Fails where PyYAML reads something else; returns how many cases it could read at all.</summary>
    public static int Judged(IReadOnlyList<(string Before, string After, ImmutableArray<Edit> Edits)> cases)
    {
        using var folder = new TemporaryFolder();
        for (var i = 0; i < cases.Count; i++)
        {
            File.WriteAllText(folder[$"{i}.before"], cases[i].Before);
            File.WriteAllText(folder[$"{i}.after"], cases[i].After);
            File.WriteAllText(folder[$"{i}.edits"], "[" + string.Join(", ", cases[i].Edits.Select(Python)) + "]");
        }

        var result = Shell.Run(Missing.Program("python3"), ["-c", Script, $"{cases.Count}"], folder.Path);
        Assert.True(result.ExitCode == 0, result.All);
        return int.Parse(result.Output);
    }

    private static string Python(Edit edit)
    {
        var path = "[" + string.Join(", ", edit.Key.Select(Part)) + "]";
        return edit is Edit.Set set ? $"({path}, True, {Value(set.Value)})" : $"({path}, False, None)";
    }

    private static string Value(EditValue value) => value switch
    {
        EditValue.Flag flag => flag.Value ? "True" : "False",
        EditValue.Number number => number.Value.ToString(),
        EditValue.Text text => Quoted(text.Value),
        EditValue.List list => "[" + string.Join(", ", list.Items.Select(Quoted)) + "]",
        _ => throw new InvalidOperationException(),
    };

    private static string Part(string part) => part switch
    {
        ['[', .. var inner, ']'] when inner.Split('=', 2) is [var name, var value] => $"({Quoted(name)}, {Quoted(value)})",
        ['[', .. var number, ']'] => number,
        _ => Quoted(part),
    };

    private static string Quoted(string text) => "'" + string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || char.IsSurrogate(c) ? c.ToString() : $"\\u{(int)c:x4}")) + "'";
}
