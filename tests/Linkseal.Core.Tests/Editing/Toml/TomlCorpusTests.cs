using System.Globalization;
using System.Text.Json;
using Linkseal.Core.Editing.Toml;
using Linkseal.Testing;

namespace Linkseal.Core.Tests.Editing.Toml;

/// <summary>The toml-test corpus, as far as its list for TOML 1.0 goes. What is wrong in its bytes (<c>invalid/encoding</c>) is judged where bytes are decoded.</summary>
public class TomlCorpusTests
{
    [Fact]
    public void Every_valid_case_reads_to_its_tagged_json()
    {
        var faults = new List<string>();
        var cases = Cases("valid/").ToArray();
        foreach (var path in cases)
        {
            var result = TomlReader.Read(path, File.ReadAllText(path));
            if (result.Failed)
            {
                faults.Add($"{path}: {result.Diagnostics[0]}");
                continue;
            }

            using var expected = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(path, ".json")));
            if (Difference(expected.RootElement, result.Value!.Root, "") is { } difference) faults.Add($"{path}: {difference}");
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(cases.Length > 180, $"{cases.Length} cases");
    }

    [Fact]
    public void Every_invalid_case_is_refused_at_a_place_in_the_text()
    {
        var faults = new List<string>();
        var cases = Cases("invalid/").Where(p => !p.Contains("/invalid/encoding/", StringComparison.Ordinal)).ToArray();
        foreach (var path in cases)
        {
            var text = File.ReadAllText(path);
            var result = TomlReader.Read(path, text);
            if (result.Value is not null || result.Diagnostics.IsEmpty) faults.Add($"{path}: was read");
            else if (result.Diagnostics.Any(d => d.At is not { Line: >= 1, Column: >= 1 } at || at.Line > text.Count(c => c == '\n') + 1)) faults.Add($"{path}: {result.Diagnostics[0]}");
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(cases.Length > 450, $"{cases.Length} cases");
    }

    private static IEnumerable<string> Cases(string prefix)
    {
        var folder = Fixtures.Folder("toml-test");
        return File.ReadLines(Path.Combine(folder, "files-toml-1.0.0"))
            .Where(f => f.StartsWith(prefix, StringComparison.Ordinal) && f.EndsWith(".toml", StringComparison.Ordinal))
            .Select(f => Path.Combine(folder, f));
    }

    private static string? Difference(JsonElement expected, TomlNode node, string at)
    {
        switch (node)
        {
            case TomlNode.Table table when expected.ValueKind == JsonValueKind.Object && !IsTagged(expected):
                var names = expected.EnumerateObject().Select(static p => p.Name).Order(StringComparer.Ordinal);
                if (!names.SequenceEqual(table.Entries.Select(static e => e.Key).Order(StringComparer.Ordinal))) return $"other keys at \"{at}\"";
                return expected.EnumerateObject().Select(p => Difference(p.Value, table[p.Name]!, at + "/" + p.Name)).FirstOrDefault(static d => d is not null);
            case TomlNode.Array array when expected.ValueKind == JsonValueKind.Array:
                if (expected.GetArrayLength() != array.Items.Length) return $"another length at \"{at}\"";
                return expected.EnumerateArray().Select((e, i) => Difference(e, array.Items[i], $"{at}[{i}]")).FirstOrDefault(static d => d is not null);
            case TomlNode.Scalar scalar when IsTagged(expected):
                var (type, value) = (expected.GetProperty("type").GetString()!, expected.GetProperty("value").GetString()!);
                return Tag(scalar.Kind) == type && IsSame(type, value, scalar) ? null : $"{scalar.Kind} {scalar.Value} for {type} {value} at \"{at}\"";
            default:
                return $"another kind at \"{at}\"";
        }
    }

    private static bool IsTagged(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.EnumerateObject().Count() == 2
        && element.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && element.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.String;

    private static string Tag(TomlKind kind) => kind switch
    {
        TomlKind.String => "string",
        TomlKind.Integer => "integer",
        TomlKind.Float => "float",
        TomlKind.Boolean => "bool",
        TomlKind.OffsetDateTime => "datetime",
        TomlKind.LocalDateTime => "datetime-local",
        TomlKind.LocalDate => "date-local",
        _ => "time-local",
    };

    private static bool IsSame(string type, string expected, TomlNode.Scalar scalar) => type switch
    {
        "string" => scalar.Text == expected,
        "integer" => scalar.Integer == long.Parse(expected, CultureInfo.InvariantCulture),
        "float" => expected.TrimStart('+', '-') == "nan" ? double.IsNaN(scalar.Float!.Value) : scalar.Float == Number(expected),
        "bool" => scalar.Flag == (expected == "true"),
        _ => WithoutZeros(scalar.Value) == WithoutZeros(expected),
    };

    private static double Number(string text) => text.TrimStart('+') switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        var digits => double.Parse(digits, CultureInfo.InvariantCulture),
    };

    /// <summary>A moment without the zeros that end its fraction.</summary>
    private static string WithoutZeros(string moment)
    {
        if (!moment.Contains('.')) return moment;
        var point = moment.IndexOf('.');
        var end = point + 1;
        while (end < moment.Length && char.IsAsciiDigit(moment[end])) end++;
        return moment[..point] + moment[point..end].TrimEnd('0').TrimEnd('.') + moment[end..];
    }
}
