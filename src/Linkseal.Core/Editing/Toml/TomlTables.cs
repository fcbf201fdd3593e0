using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Editing.Toml;

/// <summary>Puts settings into their tables by TOML's rules on what may be opened or added to again, and collects where they are broken.</summary>
internal sealed class TomlTables(TomlScanner scanner)
{
    private readonly OpenTable root = new(TomlTableKind.Root, new(1, 1), 0, scanner.Text.Length);

    public List<Diagnostic> Diagnostics { get; } = [];

    /// <summary>The document as it stands.</summary>
    public TomlNode.Table Root => root.Closed();

    /// <summary>The table into which settings go now.</summary>
    public OpenTable Current { get; private set; } = null!;

    public void Begin() => Current = root;

    /// <summary>Opens the table of a header.</summary>
    /// <returns>Its path from the root; behind an array of tables stands the number of the entry, as <c>[2]</c>.</returns>
    public ImmutableArray<string> Open(TomlHeader header)
    {
        var table = root;
        List<string> path = [];
        foreach (var part in header.Key.AsSpan()[..^1])
        {
            path.Add(part.Name);
            if (Through(table, part) is not { } next) return Refused(header, path);
            if (table.Child(part.Name) is OpenTables list) path.Add($"[{list.Items.Count - 1}]");
            table = next;
        }

        var last = header.Key[^1];
        path.Add(last.Name);
        if ((header.IsArray ? Appended(table, last, header) : Defined(table, last, header)) is not { } opened) return Refused(header, path);
        if (table.Child(last.Name) is OpenTables tables) path.Add($"[{tables.Items.Count - 1}]");
        Current = opened;
        return [.. path];
    }

    /// <summary>Adds a setting to a table; dotted keys make the tables on their way.</summary>
    public void Add(OpenTable table, ImmutableArray<TomlKeyPart> key, TomlNode value)
    {
        foreach (var part in key.AsSpan()[..^1])
        {
            var child = table.Child(part.Name);
            if (child is null) table.Add(part, scanner.At(part.Start), child = New(TomlTableKind.Dotted, part.Start, part.End));
            if (child is OpenTable { Kind: TomlTableKind.Implied } implied) implied.DefineByDots(scanner.At(part.Start));
            if (child is not OpenTable { Kind: TomlTableKind.Dotted } next)
            {
                Redefined(part, child);
                return;
            }

            table = next;
        }

        var last = key[^1];
        if (table.Child(last.Name) is { } there) Diagnostics.Add(TomlDiagnostics.DuplicateKey(scanner.File, scanner.At(last.Start), last.Name, there.Start));
        else table.Add(last, scanner.At(last.Start), new FinishedValue(scanner.At(last.Start), value));
    }

    private OpenTable New(TomlTableKind kind, int start, int end) => new(kind, scanner.At(start), start, end);

    /// <summary>The table below a header's part that is not its last; of an array of tables, its last entry.</summary>
    private OpenTable? Through(OpenTable table, TomlKeyPart part)
    {
        switch (table.Child(part.Name))
        {
            case null:
                var made = New(TomlTableKind.Implied, part.Start, part.End);
                table.Add(part, scanner.At(part.Start), made);
                return made;
            case OpenTable below: return below;
            case OpenTables list: return list.Items[^1];
            case var other:
                Redefined(part, other);
                return null;
        }
    }

    private OpenTable? Defined(OpenTable table, TomlKeyPart part, TomlHeader header)
    {
        switch (table.Child(part.Name))
        {
            case null:
                var made = New(TomlTableKind.Header, header.Start, header.End);
                table.Add(part, scanner.At(part.Start), made);
                return made;
            case OpenTable { Kind: TomlTableKind.Implied } implied:
                implied.DefineAt(scanner.At(header.Start), header.Start, header.End);
                return implied;
            case var other:
                Redefined(part, other);
                return null;
        }
    }

    private OpenTable? Appended(OpenTable table, TomlKeyPart part, TomlHeader header)
    {
        var list = table.Child(part.Name);
        if (list is null) table.Add(part, scanner.At(part.Start), list = new OpenTables(scanner.At(header.Start), header.Start, header.End));
        if (list is not OpenTables tables)
        {
            Redefined(part, list);
            return null;
        }

        var made = New(TomlTableKind.Header, header.Start, header.End);
        tables.Items.Add(made);
        return made;
    }

    /// <summary>What stands under a header that can't be: read, so that everything wrong is said, and dropped.</summary>
    private ImmutableArray<string> Refused(TomlHeader header, List<string> path)
    {
        Current = New(TomlTableKind.Header, header.Start, header.End);
        return [.. path];
    }

    private void Redefined(TomlKeyPart part, OpenValue there)
    {
        var what = there switch
        {
            OpenTables => "an array of tables was begun",
            OpenTable { Kind: TomlTableKind.Dotted } => "dotted keys made it",
            OpenTable => "its header stands",
            FinishedValue { Value: TomlNode.Table } => "it was written in braces",
            _ => "a value was set",
        };
        Diagnostics.Add(TomlDiagnostics.Redefined(scanner.File, scanner.At(part.Start), part.Name, what, there.Start));
    }
}
