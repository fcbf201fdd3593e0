using System.Text;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Statements;
using Linkseal.Testing;

namespace Linkseal.Core.Tests.Editing.Statements;

/// <summary>The edits that servers get, on every configuration that we have.</summary>
public class StatementSampleTests
{
    public static TheoryData<string, string> Variants()
    {
        var data = new TheoryData<string, string>();
        if (!Directory.Exists(Path.Combine(Repository.Root, "..", "shared", "fixtures", "servers"))) data.Add("", "");
        else foreach (var variant in new[] { "lf", "crlf", "bom", "no-end" }) foreach (var name in StatementSamples.Names()) data.Add(name, variant);
        return data;
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void The_edits_are_made_once_and_the_original_comes_back(string name, string variant)
    {
        var text = Sample(name, variant);
        var (format, edits) = StatementSamples.Of(name);
        var edited = StatementEdits.Apply(format, text, edits);
        Assert.NotEqual(text, edited.Text);
        var again = StatementEdits.Apply(format, edited.Text, edits, edited.Applied);
        Assert.Equal(edited.Text, again.Text);
        Assert.Equal(edited.Applied, again.Applied);
        Assert.Equal(text, StatementEdits.Revert(format, edited.Text, edited.Applied));
        Assert.Equal(text, StatementEdits.Apply(format, edited.Text, [], edited.Applied).Text);

        // Given back whole by somebody else, as by an update of the product.
        if (format != ConfigFormat.Yaml) Assert.Equal(text, StatementEdits.Apply(format, text, [], edited.Applied).Text);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Later_hand_edits_survive_a_revert(string name, string variant)
    {
        var text = Sample(name, variant);
        var (format, edits) = StatementSamples.Of(name);
        var edited = StatementEdits.Apply(format, text, edits);
        var end = variant == "crlf" ? "\r\n" : "\n";
        string ByHand(string t) => t.Insert(t.StartsWith('\uFEFF') ? 1 : 0, "# my own first line" + end);
        Assert.Equal(ByHand(text), StatementEdits.Revert(format, ByHand(edited.Text), edited.Applied));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void A_comment_behind_each_of_our_lines_leaves_them_ours(string name, string variant)
    {
        var text = Sample(name, variant);
        var (format, edits) = StatementSamples.Of(name);
        if (format is ConfigFormat.Yaml || Grammars.Of(format).CommentPlace == CommentPlace.LineStart) return;
        var edited = StatementEdits.Apply(format, text, edits);
        var before = text.Split('\n').ToHashSet();
        var commented = string.Join('\n', edited.Text.Split('\n').Select(l => before.Contains(l) || l.Trim().Length == 0 ? l : l.TrimEnd('\r') + " # mine" + (l.EndsWith('\r') ? "\r" : "")));
        Assert.Equal(commented, StatementEdits.Apply(format, commented, edits, edited.Applied).Text);
        var reverted = ConfigEditor.Revert(format, name, commented, edited.Applied);
        Assert.All(reverted.Diagnostics, static d => Assert.Equal("LS1222", d.Code));
        Assert.Equal(text, reverted.Value!.Text.Replace(" # mine", "", StringComparison.Ordinal));
    }

    /// <summary>What changes in each sample, for a person to read: <c>LINKSEAL_UPDATE_GOLDEN=1</c> rewrites it.</summary>
    [Fact]
    public void The_changed_lines_are_those_that_a_person_has_read()
    {
        var changes = new StringBuilder();
        foreach (var name in StatementSamples.Names())
        {
            var (format, edits) = StatementSamples.Of(name);
            var text = StatementSamples.Text(name);
            changes.Append("== ").Append(name).Append('\n');
            foreach (var hunk in TextDiff.Hunks(text, StatementEdits.Apply(format, text, edits).Text))
            {
                foreach (var line in hunk.Where(static l => l.Kind != DiffKind.Kept)) changes.Append(line.OldLine).Append(line.Kind == DiffKind.Added ? " + " : " - ").Append(line.Text).Append('\n');
            }
        }

        var golden = Path.Combine(Repository.Root, "tests", "Linkseal.Core.Tests", "golden", "servers", "samples.changes");
        if (Environment.GetEnvironmentVariable("LINKSEAL_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(golden)!);
            File.WriteAllText(golden, changes.ToString());
        }

        Assert.Equal(File.ReadAllText(golden), changes.ToString());
    }

    private static string Sample(string name, string variant)
    {
        if (name.Length == 0) Fixtures.Folder("servers");
        var text = StatementSamples.Text(name);
        return variant switch
        {
            "crlf" => text.Replace("\n", "\r\n", StringComparison.Ordinal),
            "bom" => "\uFEFF" + text,
            "no-end" => text.TrimEnd('\n'),
            _ => text,
        };
    }
}
