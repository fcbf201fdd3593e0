using FsCheck;
using FsCheck.Fluent;
using Linkseal.Core.Editing;
using Linkseal.Testing;

namespace Linkseal.Core.Tests.Editing;

public class TextDiffTests
{
    [Fact]
    public void Changed_lines_stand_among_three_lines_of_their_surroundings() => Assert.Equal(
        "--- f\n+++ f\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n",
        TextDiff.Unified("f", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"));

    [Fact]
    public void A_line_knows_its_number_on_both_sides()
    {
        var hunk = Assert.Single(TextDiff.Hunks("a\nb\nc\n", "a\nx\ny\nc\n"));
        Assert.Equal(
            [(DiffKind.Kept, 1, 1, "a"), (DiffKind.Removed, 2, 2, "b"), (DiffKind.Added, 3, 2, "x"), (DiffKind.Added, 3, 3, "y"), (DiffKind.Kept, 3, 4, "c")],
            hunk.Select(l => (l.Kind, l.OldLine, l.NewLine, l.Text)));
    }

    [Fact]
    public void A_missing_line_end_is_said() => Assert.Equal(
        "--- f\n+++ f\n@@ -1 +1,2 @@\n-a\n\\ No newline at end of file\n+a\n+b\n\\ No newline at end of file\n", TextDiff.Unified("f", "a", "a\nb"));

    [Fact]
    public void Equal_texts_have_no_diff() => Assert.Equal("", TextDiff.Unified("f", "a\r\nb", "a\r\nb"));

    [Fact]
    public void No_secret_is_shown_be_it_changed_or_beside_the_change()
    {
        var diff = TextDiff.Unified("f", "password: hunter1\nkey: |\n  -----BEGIN PRIVATE KEY-----\n  TUlJQg\n  -----END PRIVATE KEY-----\nx: 1\n", "password: hunter2\nkey: |\n  -----BEGIN PRIVATE KEY-----\n  TUlJQg\n  -----END PRIVATE KEY-----\nx: 2\n");
        Assert.DoesNotContain("hunter", diff);
        Assert.DoesNotContain("TUlJQg", diff);
        Assert.Contains("-password: [redacted]\n+password: [redacted]\n", diff);
        Assert.Contains("-x: 1\n+x: 2\n", diff);
    }

    [Fact]
    public void A_patch_program_makes_the_new_text_of_the_old_one()
    {
        var lines = Gen.Elements("a\n", "b\n", "c\n", "\n", "d\r\n").ListOf().Select(l => string.Concat(l));
        var texts = from body in lines from last in Gen.Elements("", "a", "z") select body + last;
        Prop.ForAll(Gen.Two(texts).ToArbitrary(), pair =>
        {
            var (before, after) = pair;
            Assert.Equal(after, Patched(before, TextDiff.Hunks(before, after).SelectMany(h => h)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void The_unified_form_is_what_patch_reads()
    {
        using var folder = new TemporaryFolder();
        var git = Missing.Program("git");
        string[] texts = ["a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\n", "a\nX\nc\nd\ne\nf\ng\nh\ni\nj\nk", "z\na\nb\nc\nd\ne\nf\ng\nh\nk\n", "q\n", "1\n2\n3\n4\n5\n6\n7\n8\n9\na\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\n"];
        foreach (var (before, after) in texts.SelectMany(_ => texts, (a, b) => (a, b)).Where(p => p.a != p.b))
        {
            File.WriteAllText(folder["f"], before);
            File.WriteAllText(folder["p"], TextDiff.Unified("f", before, after));
            var result = Shell.Run(git, ["apply", "-p0", "--unidiff-zero", "p"], folder.Path);
            Assert.True(result.ExitCode == 0, result.All + File.ReadAllText(folder["p"]));
            Assert.Equal(after, File.ReadAllText(folder["f"]));
        }
    }

    [Fact]
    public void Texts_of_many_thousand_different_lines_are_compared_without_a_huge_table()
    {
        var before = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"a{i}\n"));
        var after = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"b{i}\n"));
        Assert.Equal(100_000, Assert.Single(TextDiff.Hunks(before, after)).Length);
    }

    private static string Patched(string before, IEnumerable<DiffLine> lines)
    {
        var old = before.Split('\n').Select((l, i) => (l, i)).Where(l => l.l.Length > 0 || l.i < before.Count(c => c == '\n')).Select(l => l.i < before.Count(c => c == '\n') ? l.l + "\n" : l.l).ToList();
        var patched = new List<string>();
        var next = 1;
        foreach (var line in lines)
        {
            for (; next < line.OldLine; next++) patched.Add(old[next - 1]);
            if (line.Kind == DiffKind.Kept) patched.Add(old[next - 1]);
            if (line.Kind == DiffKind.Added) patched.Add(line.Text + (line.Text == "d" ? "\r" : "") + (line.EndsLine ? "\n" : ""));
            if (line.Kind != DiffKind.Added) next++;
        }

        return string.Concat(patched.Concat(old.Skip(next - 1)));
    }
}
