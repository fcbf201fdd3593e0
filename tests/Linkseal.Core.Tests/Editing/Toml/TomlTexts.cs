using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Linkseal.Core.Editing.Toml;

namespace Linkseal.Core.Tests.Editing.Toml;

/// <summary>TOML as people write it: tables, dotted keys, braces, arrays of tables, comments, commented-out settings and headers, quotes, indents, every line end.</summary>
internal static class TomlTexts
{
    private static readonly string[] Names = ["alpha", "beta", "gamma", "delta", "dir", "\"q k\"", "port", "'l.k'"];

    private static readonly Gen<string> Values = Gen.Elements(
        "1", "true", "\"text\"", "'it is'", "''", "\"\"", "'\\N'", "1.0", "0xFF", "1_000", "-0", "inf", "1979-05-27", "1979-05-27T07:32:00Z", "07:32:00.5",
        "[]", "[1, 2]", "[ 'a', \"b\", ]", "[\n  \"a\", # one\n  # dir = 'old'\n  \"b\",\n]", "{}", "{ zone = 'z' }", "{a=1,dir=\"/x\"}", "[{ name = 'n', port = 1 }, {name='m'}]",
        "\"\"\"\n[alpha]\n# dir = 1\n\"\"\"", "'''x'''", "\"é😀 # no\"", "'*.*'", "\"a\\tb\\u00e9\"");

    private static readonly Gen<string> Comments = Gen.Elements(
        "# prose", "#", "## prose", "# alpha = 1", "#beta=\"\"", "#   dir = '/old' # why", "# port = 1 or 2", "# [alpha]", "#[beta.gamma]", "#[[delta]]", "# labels = {}", "\t# dir = \"\"", "", "", "# é‹›中文");

    /// <summary>Whole texts.</summary>
    public static Gen<string> Any { get; } =
        from root in Settings(4)
        from count in Gen.Choose(0, 5)
        from sections in Gen.CollectToList(Enumerable.Range(0, count), static _ => Section())
        from lineEnd in Gen.Elements("\n", "\n", "\r\n")
        from mark in Gen.Frequency((6, Gen.Constant("")), (1, Gen.Constant("\uFEFF")))
        from last in Gen.Elements("", "\n", "\n", "\n\n", "\n# end", "\n# end\n")
        select mark + (string.Join('\n', sections.Prepend(root).Where(static s => s.Length > 0)) + last).Replace("\n", lineEnd, StringComparison.Ordinal);

    /// <summary>Those of them that TOML allows.</summary>
    public static Gen<string> Valid { get; } = Any.Where(static t => TomlReader.Read("f", t).Value is not null);

    private static Gen<string> Section() =>
        from above in Gen.Frequency((3, Gen.Constant("")), (2, Comments.Select(static c => c + "\n")), (1, Gen.Constant("\n")))
        from parts in Gen.Elements(Names).NonEmptyListOf()
        from array in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        from indent in Gen.Frequency((5, Gen.Constant("")), (1, Gen.Constant("\t")))
        from trail in Gen.Frequency((5, Gen.Constant("")), (1, Gen.Constant(" # head")))
        from settings in Settings(4)
        let name = string.Join('.', parts.Take(3))
        let header = indent + (array ? $"[[{name}]]" : $"[{name}]") + trail
        select above + (settings.Length == 0 ? header : header + "\n" + string.Join('\n', settings.Split('\n').Select(l => l.StartsWith('#') ? indent + l : l)));

    private static Gen<string> Settings(int most) =>
        from count in Gen.Choose(0, most)
        from keys in Gen.Shuffle(Names)
        from lines in Gen.CollectToList(keys.Take(count), Setting)
        select string.Join('\n', lines);

    private static Gen<string> Setting(string key) =>
        from value in Values
        from sign in Gen.Elements(" = ", " = ", "=", "= ", "   = ")
        from dotted in Gen.Frequency((6, Gen.Constant("")), (1, Gen.Elements(".below", " . \"be low\"", ".a.b")))
        from indent in Gen.Frequency((8, Gen.Constant("")), (1, Gen.Elements("\t", "  ")))
        from trail in Gen.Frequency((4, Gen.Constant("")), (1, Gen.Elements("  # why", " ", "\t#x")))
        from comment in Gen.Frequency((3, Gen.Constant<string?>(null)), (3, Comments.Select(static c => (string?)c)))
        let line = indent + key + dotted + sign + value + trail
        select comment is null ? line : comment + "\n" + line;

    /// <summary>A text with some characters changed, taken out, doubled or moved.</summary>
    public static Gen<string> Mutated(string text) =>
        from cuts in (from at in Gen.Choose(0, text.Length) from what in Gen.Choose(0, 5) from length in Gen.Choose(1, 40) from insert in Gen.Elements(Insertions) select (at, what, length, insert)).ListOf()
        select cuts.Take(6).Aggregate(text, static (t, cut) => Mutate(t, cut.at, cut.what, cut.length, cut.insert));

    private static readonly string[] Insertions =
        ["\n", "\r", "\t", " ", "=", " = ", "#", "# ", "[", "]", "[[", "]]", "{", "}", ",", ".", "\"", "'", "\"\"\"", "'''", "\\", "\\u12", "_", "0", "+", "e", "inf", "true", "\0", "\uFEFF", "\u2028", "é", "[security]\n", "a.b = 1\n", "-", ":", "T"];

    private static string Mutate(string text, int at, int what, int length, string insert)
    {
        at = Math.Min(at, text.Length);
        length = Math.Min(length, text.Length - at);
        return what switch
        {
            0 or 1 or 2 => text.Insert(at, insert),
            3 => text.Remove(at, length),
            4 => text.Insert(at, text.Substring(at, length)),
            _ => new StringBuilder(text).Remove(at, length).Insert(text.Length - length, text.AsSpan(at, length)).ToString(),
        };
    }
}
