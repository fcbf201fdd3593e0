using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Editing.Toml;

/// <summary>Reads a text header by header and setting by setting.</summary>
internal sealed class TomlParser
{
    private readonly TomlScanner scanner;
    private readonly TomlTables tables;
    private readonly TomlValues values;
    private readonly ImmutableArray<TomlSection>.Builder sections = ImmutableArray.CreateBuilder<TomlSection>();
    private readonly ImmutableArray<TomlSetting>.Builder settings = ImmutableArray.CreateBuilder<TomlSetting>();
    private TomlHeader? header;
    private ImmutableArray<string> path = [];

    public TomlParser(string file, SourceText source)
    {
        scanner = new(file, source);
        tables = new(scanner);
        values = new(scanner, tables);
    }

    /// <summary>What is wrong with the tables so far.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => tables.Diagnostics;

    /// <summary>Reads to the end of the text.</summary>
    /// <exception cref="TomlRefusedException">The text is not TOML.</exception>
    public (TomlNode.Table Root, ImmutableArray<TomlSection> Sections) Read()
    {
        tables.Begin();
        for (scanner.SkipLines(); !scanner.AtEnd; scanner.SkipLines())
        {
            if (scanner.Next == '[') Header();
            else Setting();
        }

        EndSection();
        return (tables.Root, sections.ToImmutable());
    }

    private void Header()
    {
        EndSection();
        var start = scanner.Index;
        var isArray = scanner.Take("[[");
        if (!isArray) scanner.Index++;
        var key = TomlKeys.Read(scanner, depth: 0);
        scanner.Expect(isArray ? "]]" : "]", isArray ? "\"]]\" was expected here, behind the name of an array of tables" : "\"]\" was expected here, behind the name of a table");
        header = new(key, isArray, start, scanner.Index);
        scanner.EndLine("the header");
        path = tables.Open(header);
    }

    private void Setting()
    {
        var depth = header?.Key.Length ?? 0;
        var key = TomlKeys.Read(scanner, depth);
        scanner.Expect("=", "\"=\" was expected here, behind a key");
        scanner.SkipBlanks();
        var value = values.Read(depth + key.Length);
        scanner.EndLine("the value");
        tables.Add(tables.Current, key, value);
        settings.Add(new(key, value));
    }

    private void EndSection()
    {
        sections.Add(new(header, path, settings.ToImmutable()));
        settings.Clear();
    }
}
