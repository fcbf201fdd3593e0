using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Toml;

/// <summary>Reads values: scalars, arrays, tables in braces.</summary>
internal sealed class TomlValues(TomlScanner scanner, TomlTables tables)
{
    /// <summary>Reads a value.</summary>
    /// <param name="depth">How deep it stands.</param>
    public TomlNode Read(int depth)
    {
        scanner.CheckDepth(depth);
        return scanner.Next switch
        {
            '"' or '\'' => Text(),
            '[' => Array(depth),
            '{' => Table(depth),
            _ => Word(),
        };
    }

    private TomlNode.Scalar Text()
    {
        var start = scanner.Index;
        var value = TomlStrings.Read(scanner);
        return new(scanner.At(start), start, scanner.Index, TomlKind.String, value);
    }

    private TomlNode.Scalar Word()
    {
        var start = scanner.Index;
        var word = scanner.Word();
        if (word.Length == 0) throw scanner.Syntax("a value was expected here", start);
        if (TomlDates.IsDate(word) && scanner.Next == ' ' && scanner.Index + 1 < scanner.Text.Length && char.IsAsciiDigit(scanner.Text[scanner.Index + 1]))
        {
            scanner.Index++;
            word += " " + scanner.Word();
        }

        if (TomlNumbers.Of(word) is { } number)
        {
            return new(scanner.At(start), start, scanner.Index, number.Kind, number.Value ?? throw scanner.NotAValue("a whole number has at most 64 bits", start));
        }

        if (TomlDates.Of(word) is { } moment)
        {
            return new(scanner.At(start), start, scanner.Index, moment.Kind, moment.Value ?? throw scanner.NotAValue("there is no such day or time", start));
        }

        throw scanner.NotAValue("it is no number, no date and no truth value", start);
    }

    private TomlNode.Array Array(int depth)
    {
        var start = scanner.Index++;
        var items = ImmutableArray.CreateBuilder<TomlNode>();
        scanner.SkipLines();
        while (!scanner.Take("]"))
        {
            if (scanner.AtEnd) throw scanner.Syntax("the bracket that opens here is not closed", start);
            items.Add(Read(depth + 1));
            scanner.SkipLines();
            if (scanner.Take(",")) scanner.SkipLines();
            else if (scanner.Next != ']') throw scanner.AtEnd ? scanner.Syntax("the bracket that opens here is not closed", start) : scanner.Syntax("a comma or the closing bracket was expected here");
        }

        return new(scanner.At(start), start, scanner.Index, items.ToImmutable(), IsTables: false);
    }

    private TomlNode.Table Table(int depth)
    {
        var start = scanner.Index++;
        var table = new OpenTable(TomlTableKind.Inline, scanner.At(start), start, start + 1);
        scanner.SkipBlanks();
        if (!scanner.Take("}"))
        {
            do
            {
                Entry(table, depth);
                scanner.SkipBlanks();
            }
            while (scanner.Take(","));
            scanner.Expect("}", "a comma or the closing brace was expected here: a table in braces stands in one line");
        }

        table.EndIndex = scanner.Index;
        return table.Closed();
    }

    private void Entry(OpenTable table, int depth)
    {
        var key = TomlKeys.Read(scanner, depth + 1);
        scanner.Expect("=", "\"=\" was expected here, behind a key");
        scanner.SkipBlanks();
        tables.Add(table, key, Read(depth + key.Length));
    }
}
