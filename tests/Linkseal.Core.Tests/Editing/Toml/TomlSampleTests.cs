using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Toml;
using Linkseal.Testing;

namespace Linkseal.Core.Tests.Editing.Toml;

/// <summary>The edits that TiDB's components get, on every sample that we have; Python's tomllib is the judge.</summary>
public partial class TomlSampleTests
{
    public static TheoryData<string, string> Variants()
    {
        var data = new TheoryData<string, string>();
        foreach (var variant in new[] { "lf", "crlf", "bom", "no-end" })
        {
            foreach (var name in TomlSamples.Names()) data.Add(name, variant);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Only_the_lines_of_the_settings_change_and_the_original_comes_back(string name, string variant)
    {
        var text = Sample(name, variant);
        var edits = TomlSamples.Edits(name);
        var edited = TomlEdits.Apply(text, edits);
        AssertOnlyTheirLines(text, edited.Text, edits);

        var again = TomlEdits.Apply(edited.Text, edits, edited.Applied);
        Assert.Equal(edited.Text, again.Text);
        Assert.Equal(edited.Applied, again.Applied);
        Assert.Equal(text, TomlEdits.Revert(edited.Text, edited.Applied));
        Assert.Equal(text, TomlEdits.Apply(edited.Text, [], edited.Applied).Text);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Later_hand_edits_survive_a_revert(string name, string variant)
    {
        var text = Sample(name, variant);
        var edited = TomlEdits.Apply(text, TomlSamples.Edits(name));
        var end = variant == "crlf" ? "\r\n" : "\n";
        string ByHand(string t)
        {
            var header = Header().Match(text) is { Success: true } found ? found.Value : null;
            if (header is not null) t = new Regex("(?m)^" + Regex.Escape(header)).Replace(t, m => "# by hand" + end + m.Value.TrimEnd('\r', '\n') + " # mine" + end + "mine = \"of my own\"" + end, 1);
            return t.Insert(t.StartsWith('\uFEFF') ? 1 : 0, "# my own first line" + end);
        }

        Assert.Equal(ByHand(text), TomlEdits.Revert(ByHand(edited.Text), edited.Applied));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void A_comment_behind_each_of_our_lines_leaves_them_ours(string name, string variant)
    {
        var text = Sample(name, variant);
        var edits = TomlSamples.Edits(name);
        var edited = TomlEdits.Apply(text, edits);
        var before = text.Split('\n').ToHashSet();
        var commented = string.Join('\n', edited.Text.Split('\n').Select(l => before.Contains(l) || l.Trim().Length == 0 ? l : l.TrimEnd('\r') + " # mine" + (l.EndsWith('\r') ? "\r" : "")));
        Assert.NotEqual(edited.Text, commented);
        Assert.Equal(commented, TomlEdits.Apply(commented, edits, edited.Applied).Text);
        Assert.Equal(text, TomlEdits.Revert(commented, edited.Applied).Replace(" # mine", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Tomllib_reads_the_intended_values_and_everything_else_unchanged()
    {
        using var folder = new TemporaryFolder();
        var count = 0;
        foreach (var name in TomlSamples.Names())
        {
            foreach (var variant in new[] { "lf", "crlf", "no-end" })
            {
                var text = Sample(name, variant);
                TomllibJudge.Write(folder, count++, text, TomlEdits.Apply(text, TomlSamples.Edits(name)).Text, TomlSamples.Edits(name));
            }
        }

        TomllibJudge.Judge(folder, count);
    }

    /// <summary>What changes in each sample, for a person to read: <c>LINKSEAL_UPDATE_GOLDEN=1</c> rewrites it.</summary>
    [Fact]
    public void The_changed_lines_are_those_that_a_person_has_read()
    {
        var changes = new StringBuilder();
        foreach (var name in TomlSamples.Names())
        {
            var text = TomlSamples.Text(name);
            changes.Append("== ").Append(name).Append('\n');
            foreach (var hunk in TextDiff.Hunks(text, TomlEdits.Apply(text, TomlSamples.Edits(name)).Text))
            {
                foreach (var line in hunk.Where(static l => l.Kind != DiffKind.Kept)) changes.Append(line.OldLine).Append(line.Kind == DiffKind.Added ? " + " : " - ").Append(line.Text).Append('\n');
            }
        }

        var golden = Path.Combine(Repository.Root, "tests", "Linkseal.Core.Tests", "golden", "toml", "samples.changes");
        if (Environment.GetEnvironmentVariable("LINKSEAL_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(golden)!);
            File.WriteAllText(golden, changes.ToString());
        }

        Assert.Equal(File.ReadAllText(golden), changes.ToString());
    }

    [Fact]
    public void A_list_over_several_lines_as_the_official_page_shows_it_is_kept_or_written_on_one_line()
    {
        const string Text = "[security]\ncluster-verify-cn = [\n    \"tidb\",\n    \"tikv\", # ours\n]\n# after\n";
        var same = new Edit.Set(["security", "cluster-verify-cn"], new EditValue.List(["tidb", "tikv"]));
        Assert.Equal(Text, TomlEdits.Apply(Text, [same]).Text);
        var edited = TomlEdits.Apply(Text, [same with { Value = new EditValue.List(["tidb"]) }]);
        Assert.Equal("[security]\ncluster-verify-cn = [\"tidb\"]\n# after\n", edited.Text);
        Assert.Equal(Text, TomlEdits.Revert(edited.Text, edited.Applied));
    }

    private static void AssertOnlyTheirLines(string before, string after, ImmutableArray<Edit> edits)
    {
        var keys = edits.Select(static e => e.Key[^1]).ToHashSet();
        var tables = edits.Select(static e => $"[{string.Join('.', e.Key[..^1])}]").ToHashSet();
        foreach (var line in TextDiff.Hunks(before, after).SelectMany(static h => h).Where(static l => l.Kind != DiffKind.Kept))
        {
            var content = line.Text.Trim('#', ' ', '\t', '\uFEFF');
            var isSetting = content.Contains('=') && keys.Contains(content[..content.IndexOf('=')].Trim());
            var isNew = line.Kind == DiffKind.Added && (content.Length == 0 || tables.Contains(content));

            // A last line without a line end gets one.
            var isLast = !line.EndsLine || line.Text == before.Split('\n')[^1];
            Assert.True(isSetting || isNew || isLast, $"{line.Kind} {line.Text}");
        }
    }

    private static string Sample(string name, string variant)
    {
        var text = TomlSamples.Text(name);
        return variant switch
        {
            "crlf" => text.Replace("\n", "\r\n", StringComparison.Ordinal),
            "bom" => "\uFEFF" + text,
            "no-end" => text.TrimEnd('\n'),
            _ => text,
        };
    }

    /// <summary>The first header of a table, its line end included.</summary>
    [GeneratedRegex(@"^[ \t]*\[[^\]]+\]\r?\n", RegexOptions.Multiline)]
    private static partial Regex Header();
}
