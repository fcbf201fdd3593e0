using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Linkseal.Core.Tests.Editing.Yaml;

/// <summary>YAML as people write it: nested mappings and lists, comments, commented-out settings, quotes, flow, odd indents, every line end.</summary>
internal static class YamlTexts
{
    private static readonly Gen<string> Scalars = Gen.Elements(
        "1", "true", "no", "\"quoted\"", "'it''s'", "/a/path", "text of words", "~", "", "\"é😀\"", "0x1F", "2001-01-01", "&anchor x", "!!str 1",
        "[1, 'b', {c: d}]", "{}", "{a: 1, dir: /x}", "{ enabled: false , }", "[]", "\"a # b\"", "a#b", "http://h:1/p");

    private static readonly Gen<string> Comments = Gen.Elements(
        "# prose", "#", "# alpha: 1", "#beta:", "#   dir: /old", "#  enabled: false", "  # dir: /old", "# a\ttab\t", "# # twice", "#\tx: 1", "# delta:\n#   # inner\n#   port: 1\n#   dir: x", "");

    /// <summary>Whole texts.</summary>
    public static Gen<string> Any { get; } =
        from lines in Block(indent: 0, depth: 0)
        from lineEnd in Gen.Elements("\n", "\r\n")
        from mark in Gen.Frequency((5, Gen.Constant("")), (1, Gen.Constant("\uFEFF")))
        from start in Gen.Frequency((5, Gen.Constant("")), (1, Gen.Constant("---\n")), (1, Gen.Constant("# top\n\n")))
        from last in lines.Length == 0 ? Gen.Elements("", "\n", "\n# end\n") : Gen.Elements("", "\n", "\n\n", "\n# end", "\n# end\n", "\n...\n")
        select mark + (start + lines + last).Replace("\n", lineEnd, StringComparison.Ordinal);

    private static Gen<string> Block(int indent, int depth) =>
        from step in Gen.Elements(2, 2, 3, 4)
        from count in Gen.Choose(depth == 0 ? 0 : 1, 5)
        from keys in Gen.Shuffle(new[] { "alpha", "beta", "gamma", "delta", "enabled", "dir", "\"q k\"", "port" })
        from entries in Gen.CollectToList(keys.Take(count), key => Entry(key, indent, step, depth))
        select string.Join('\n', entries);

    private static Gen<string> Entry(string key, int indent, int step, int depth)
    {
        var blanks = new string(' ', indent);
        var below = new string(' ', indent + step);
        var scalar = from value in Scalars from trail in Gen.Frequency((4, Gen.Constant("")), (1, Gen.Constant("  # why"))) select $"{blanks}{key}: {value}{trail}";
        var literal = from style in Gen.Elements("|", ">-", "|+") select $"{blanks}{key}: {style}\n{below}one\n\n{below}# two: 2\n";
        var list = from items in Scalars.Where(s => s.Length > 0 && s[0] != '&').ListOf(2) from deeper in Gen.Elements(blanks, below) select $"{blanks}{key}:\n" + string.Join('\n', items.Select(i => $"{deeper}- {i}"));
        var entries = from items in Gen.Elements($"port: 1\n{blanks}      dir: w", "dir: /x # c", $"port: 2\n\n{blanks}      # gamma: 1\n{blanks}      beta:\n{blanks}        - q", "{ port: 1 , dir: 'w' }", "alpha: []").ListOf(2)
                      select $"{blanks}{key}:\n" + string.Join('\n', items.Select(i => $"{blanks}    - {i}"));
        var entry = depth >= 3
            ? scalar
            : Gen.Frequency((5, scalar), (1, literal), (1, list), (1, entries), (3, Block(indent + step, depth + 1).Select(b => $"{blanks}{key}:\n{b}")));
        return from text in entry
               from comment in Gen.Frequency((3, Gen.Constant<string?>(null)), (2, Comments.Select(c => (string?)c)))
               from inside in Gen.Elements("", blanks)
               select comment is null ? text : text + "\n" + string.Join('\n', comment.Split('\n').Select(l => l.Length == 0 ? l : inside + l));
    }

    /// <summary>A text with some characters changed, taken out, doubled or moved.</summary>
    public static Gen<string> Mutated(string text) =>
        from cuts in (from at in Gen.Choose(0, text.Length) from what in Gen.Choose(0, 5) from length in Gen.Choose(1, 40) from insert in Gen.Elements(Insertions) select (at, what, length, insert)).ListOf()
        select cuts.Take(6).Aggregate(text, static (t, cut) => Mutate(t, cut.at, cut.what, cut.length, cut.insert));

    private static readonly string[] Insertions =
        ["\n", "\r", "\t", " ", "  ", ":", ": ", "#", "# ", "-", "- ", "{", "}", "[", "]", ",", "\"", "'", "|", ">", "&a ", "*a", "!t ", "? ", "%", "@", "`", "\0", "\uFEFF", "\uD800", "\u2028", "<<: ", "---\n", "...\n", "\\", "~", "é"];

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
