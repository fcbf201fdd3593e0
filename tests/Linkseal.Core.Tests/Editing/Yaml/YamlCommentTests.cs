using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;

namespace Linkseal.Core.Tests.Editing.Yaml;

/// <summary>Comments that the user puts behind lines of ours: the value is still ours, the comment is his.</summary>
public class YamlCommentTests
{
    private const string Commented = "# a:\n#   b: 1\n#   dir: /old\nz: 1\n";

    [Theory]
    [InlineData(Commented, "dir: /x", "dir: /x  # hello", "# a:\n#   b: 1\n#   dir: /old  # hello\nz: 1\n")]
    [InlineData(Commented, "a:\n", "a: # hello\n", "# a: # hello\n#   b: 1\n#   dir: /old\nz: 1\n")]
    [InlineData("#a:\n#  b: 1\n#  dir: /old # w\nz: 1\n", "dir: /x # w", "dir: /x # w, mine", "#a:\n#  b: 1\n#  dir: /old # w, mine\nz: 1\n")]
    [InlineData("#a:\n#  b: 1\n#  dir: /old # w\nz: 1\n", "dir: /x # w", "dir: /x", "#a:\n#  b: 1\n#  dir: /old # w\nz: 1\n")]
    [InlineData("a:\n  b: 1\n  dir: /old\nz: 1\n", "dir: /x", "dir: /x  # hello", "a:\n  b: 1\n  dir: /old  # hello\nz: 1\n")]
    [InlineData("a: {dir: /old}\nz: 1\n", "b: 2}", "b: 2} # hello", "a: {dir: /old} # hello\nz: 1\n")]
    public void A_comment_behind_a_value_of_ours_stays_when_the_value_goes_back(string text, string ours, string byHand, string expected)
    {
        var (edited, changed) = Changed(text, ours, byHand);
        Assert.Equal(changed, Edits.Apply(changed, Wanted, edited.Applied).Text);
        Assert.Equal(expected, Edits.Revert(changed, edited.Applied));
    }

    [Theory]
    [InlineData("z: 1\n", "dir: /x", "dir: /x  # hello", 4, 12)]
    [InlineData("z: 1\n", "a:\n", "a:  # hello\n", 2, 5)]
    [InlineData("a:\n  b: 2\nz: 1\n", "dir: /x", "dir: /x # hello", 3, 11)]
    [InlineData("l:\n- m: x\nz: 1\n", "m: w", "m: w # hello", 3, 8, "l.[m=w].p=#1")]
    public void A_comment_that_goes_with_a_line_of_ours_is_told(string text, string ours, string byHand, int line, int column, string? edits = null)
    {
        var wanted = edits is null ? Wanted : Edits.Of(edits);
        var (edited, changed) = Changed(text, ours, byHand, wanted);
        Assert.Equal(changed, Edits.Apply(changed, wanted, edited.Applied).Text);
        foreach (var reverted in (Result<Edited>[])[ConfigEditor.Revert(ConfigFormat.Yaml, "f.yml", changed, edited.Applied), Edits.Tried(changed, [], edited.Applied)])
        {
            Assert.Equal(text, reverted.Value!.Text);
            Assert.Empty(reverted.Value.Applied);
            var remark = Assert.Single(reverted.Diagnostics);
            Assert.Equal(("LS1222", Severity.Note, line, column), (remark.Code, remark.Severity, remark.At!.Value.Line, remark.At.Value.Column));
            Assert.Contains("# hello", remark.Message);
        }
    }

    [Fact]
    public void A_secret_in_such_a_comment_is_not_told()
    {
        var (edited, changed) = Changed("z: 1\n", "dir: /x", "dir: /x # password: hunter2");
        Assert.DoesNotContain("hunter2", Assert.Single(ConfigEditor.Revert(ConfigFormat.Yaml, "f.yml", changed, edited.Applied).Diagnostics).Message);
    }

    [Fact]
    public void The_comment_stays_the_users_when_an_apply_gives_the_line_another_value()
    {
        var (edited, changed) = Changed("z: 1\n", "dir: /x", "dir: /x  # hello");
        var again = Edits.Apply(changed, Edits.Of("a.b=#2", "a.dir=/y"), edited.Applied);
        Assert.Equal(changed.Replace("/x", "/y", StringComparison.Ordinal), again.Text);
        Assert.Equal("LS1222", Assert.Single(ConfigEditor.Revert(ConfigFormat.Yaml, "f.yml", again.Text, again.Applied).Diagnostics).Code);
    }

    [Fact]
    public void The_comment_stays_when_another_edit_makes_all_be_written_again()
    {
        const string Text = "x: 1\ny: 1\n";
        var edited = Edits.Apply(Text, Edits.Of("-x", "a.dir=/x"));
        var changed = edited.Text.Replace("/x", "/x # hello", StringComparison.Ordinal);
        Assert.Contains("dir: /x # hello", Edits.Apply(changed, Edits.Of("-x", "-y", "a.dir=/x"), edited.Applied).Text);
    }

    private static readonly ImmutableArray<Edit> Wanted = Edits.Of("a.b=#2", "a.dir=/x");

    private static (Edited Edited, string Changed) Changed(string text, string ours, string byHand, ImmutableArray<Edit> wanted = default)
    {
        var edited = Edits.Apply(text, wanted.IsDefault ? Wanted : wanted);
        Assert.Contains(ours, edited.Text);
        return (edited, edited.Text.Replace(ours, byHand, StringComparison.Ordinal));
    }
}
