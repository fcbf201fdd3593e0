using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Core.Tests.Editing.Yaml;

public class YamlEditorTests
{
    [Theory]
    // In its place: quotes, comments and blanks stay.
    [InlineData("a: 1 # c\nb: 2\n", "a=#2", "a: 2 # c\nb: 2\n")]
    [InlineData("a: 'x'  # c\n", "a=it's", "a: 'it''s'  # c\n")]
    [InlineData("a: \"x\"\n", "a=y", "a: \"y\"\n")]
    [InlineData("a: x\n", "a=yes", "a: \"yes\"\n")]
    [InlineData("a: x\n", "a=443", "a: \"443\"\n")]
    [InlineData("a: x\n", "a=C:\\b \"q\"", "a: 'C:\\b \"q\"'\n")]
    [InlineData("a: x\n", "a=one\ttwo\nthree", "a: \"one\\u0009two\\u000Athree\"\n")]
    [InlineData("a: 'x'\n", "a=!true", "a: true\n")]
    [InlineData("a: \"true\"\n", "a=!true", "a: true\n")]
    [InlineData("a: \"443\"\n", "a=#443", "a: 443\n")]
    [InlineData("a: 443\n", "a=443", "a: \"443\"\n")]
    [InlineData("a:   # c\nb: 1\n", "a=x", "a: x   # c\nb: 1\n")]
    [InlineData("a: |\n  one\n  two\n\n# c\nb: 1\n", "a=x", "a: x\n\n# c\nb: 1\n")]
    [InlineData("a: &q one # c\nb: 1\n", "a=x", "a: &q x # c\nb: 1\n")]
    [InlineData("a: {b: 1, c: 2} # c\n", "a.b=#3", "a: {b: 3, c: 2} # c\n")]
    [InlineData("a: null\n", "a=x", "a: x\n")]
    [InlineData("a: 1\r\nb: 2\r\n", "a=#3", "a: 3\r\nb: 2\r\n")]
    [InlineData("\uFEFFa: é # ü😀\nb: 😀", "b=ö", "\uFEFFa: é # ü😀\nb: \"ö\"")]
    // From the commented-out form.
    [InlineData("# a: 1\n", "a=#2", "a: 2\n")]
    [InlineData("#a: 1 # c\n", "a=#2", "a: 2 # c\n")]
    [InlineData("# a: 'x'\n", "a=y", "a: 'y'\n")]
    [InlineData("# a:\n#   b: 1\n", "a.b=#2", "a:\n  b: 2\n")]
    [InlineData("#a:\n#  b: 1\n#  # c\n#  d: 1", "a.b=#2", "a:\n  b: 2\n#  # c\n#  d: 1")]
    [InlineData("#a:\n#  b: 1\n#  # c\n#  d: 1", "a.d=#2", "a:\n#  b: 1\n  # c\n  d: 2")]
    [InlineData("#a:\n  #b: 1\n  ## c\n  #d: 1\n", "a.b=#2 a.d=#3", "a:\n  b: 2\n  # c\n  d: 3\n")]
    [InlineData("# a:\n  # b: 1\n  # d: 1\n", "a.d=#3", "a:\n  # b: 1\n  d: 3\n")]
    [InlineData("#a:\n#\n#  b: 1\n\n#  d: 1\n", "a.b=#2 a.d=#3", "a:\n#\n  b: 2\n\n  d: 3\n")]
    [InlineData("#a:\n#\tx: 1\n#  b: 1\n", "a.b=#2", "a:\n#\tx: 1\n  b: 2\n")]
    [InlineData("# a:\n#   b:\n#     c: 1\n#   d: 1\n", "a.b.c=#2", "a:\n  b:\n    c: 2\n#   d: 1\n")]
    [InlineData("# a:\n#   b: 1\n", "a.b=#2 a.c=#3", "a:\n  b: 2\n  c: 3\n")]
    [InlineData("a:\n  b: 1\n#  c: /x\nd: 1\n", "a.c=/y", "a:\n  b: 1\n  c: /y\nd: 1\n")]
    [InlineData("a:\n  b: 1\n  # c: /x # w\n\nd: 1\n", "a.c=/y", "a:\n  b: 1\n  c: /y # w\n\nd: 1\n")]
    [InlineData("a:\n#   c: 1\nd: 1\n", "a.c=#2", "a:\n  c: 2\nd: 1\n")]
    // What only looks like it: prose, another block's key, text of a scalar.
    [InlineData("# a: is the first letter\n", "a=x", "# a: is the first letter\na: x\n")]
    [InlineData("a:\n  b: 1\n# x:\n#   c: 1\nd: 1\n", "a.c=#2", "a:\n  b: 1\n  c: 2\n# x:\n#   c: 1\nd: 1\n")]
    [InlineData("a:\n  b: 1\n#   x:\n#     c: 1\nd: 1\n", "a.c=#2", "a:\n  b: 1\n  c: 2\n#   x:\n#     c: 1\nd: 1\n")]
    [InlineData("s: |\n  x\n\n  # y\nb: |2\n  # a: 1\n# a: 1\n", "a=#2", "s: |\n  x\n\n  # y\nb: |2\n  # a: 1\na: 2\n")]
    [InlineData("x:\n  s: \"q\n    # b: 1\n\n    r\"\ny: 1\n", "x.b=#2", "x:\n  s: \"q\n    # b: 1\n\n    r\"\n  b: 2\ny: 1\n")]
    [InlineData("x:\n  y: 1\n# a: 1\n  z: 1\n", "a=#2", "x:\n  y: 1\n# a: 1\n  z: 1\na: 2\n")]
    // As a new line.
    [InlineData("", "a=#1", "a: 1\n")]
    [InlineData("# c\n", "a.b=#1", "# c\na:\n  b: 1\n")]
    [InlineData("x: 1", "a.b=#1 a.c=#2", "x: 1\na:\n  b: 1\n  c: 2")]
    [InlineData("x: 1\r\ny: 1", "a.b=#1", "x: 1\r\ny: 1\r\na:\r\n  b: 1")]
    [InlineData("x: 1\n\n# end\n\n", "a=#1", "x: 1\n\n# end\n\na: 1\n")]
    [InlineData("x:\n    y: 1\n", "a.b=#1", "x:\n    y: 1\na:\n    b: 1\n")]
    [InlineData("x:\n   y: 1 # c\n\n# c\nz: 1\n", "x.b=#1", "x:\n   y: 1 # c\n   b: 1\n\n# c\nz: 1\n")]
    [InlineData("x:\n  y:\n  - 1\n  - 2\nz: 1\n", "x.b=#1", "x:\n  y:\n  - 1\n  - 2\n  b: 1\nz: 1\n")]
    [InlineData("x:\n  y: |+\n    t\n\nz: 1\n", "x.b=#1", "x:\n  y: |+\n    t\n\n  b: 1\nz: 1\n")]
    [InlineData("x: # c\nz: 1\n", "x.b=#1", "x: # c\n  b: 1\nz: 1\n")]
    [InlineData("x: &q # c\nz: 1\n", "x.b.c=#1", "x: &q # c\n  b:\n    c: 1\nz: 1\n")]
    [InlineData("---\nx: 1\n...\n", "a=#1", "---\nx: 1\na: 1\n...\n")]
    [InlineData("x: {}\n", "x.b=#1 x.c.d=w", "x: {b: 1, c: {d: w}}\n")]
    [InlineData("x: { b: 1 } # c\n", "x.c=/y", "x: { b: 1, c: /y } # c\n")]
    [InlineData("x: { b: 1, }\n", "x.c=w", "x: { b: 1, c: w, }\n")]
    [InlineData("x: null # c\n", "x.b=#1 x.c=w", "x: {b: 1, c: w} # c\n")]
    [InlineData("x: ~\n", "x.b=#1", "x: {b: 1}\n")]
    [InlineData("{x: 1}\n", "a.b=#1", "{x: 1, a: {b: 1}}\n")]
    [InlineData("x: 1\n", "a b.y:=#1", "x: 1\n\"a b\":\n  \"y:\": 1\n")]
    // Gone.
    [InlineData("a: 1\nb: 2 # c\nc: 3\n", "-b", "a: 1\nc: 3\n")]
    [InlineData("a: 1\nb:\n  c: 3\n  d: 4\n# c\ne: 1\n", "-b", "a: 1\n# c\ne: 1\n")]
    [InlineData("a: 1\nb:\n  c: 3\n", "-b.c", "a: 1\nb:\n")]
    [InlineData("a: 1\nb: 2", "-b", "a: 1")]
    [InlineData("b: 2", "-b", "")]
    [InlineData("a: 1\n\n\nb: 2\n\nc: 3\n", "-b", "a: 1\n\n\n\nc: 3\n")]
    [InlineData("a: 1\n# c\nb: 2\n# c\n# c\nc: 3\n", "-b", "a: 1\n# c\n# c\n# c\nc: 3\n")]
    [InlineData("a: 1\r\nb: 2\r\nc: 1\r\n", "-a -b", "c: 1\r\n")]
    [InlineData("a: {b: 1, c: 2, d: 3}\n", "-a.c", "a: {b: 1, d: 3}\n")]
    [InlineData("a: {b: 1, c: 2}\n", "-a.b", "a: {c: 2}\n")]
    [InlineData("a: { b: 1 }\n", "-a.b", "a: {  }\n")]
    [InlineData("a: |\n  x\n\n  y\nb: 1\n", "-a", "b: 1\n")]
    [InlineData("q: &q 1\na: *q\nb: 1\n", "-a", "q: &q 1\nb: 1\n")]
    public void An_edit_changes_what_it_must_and_goes_out_without_a_trace(string text, string edits, string expected)
    {
        var wanted = Edits.Of(Words(edits));
        var edited = Edits.Apply(text, wanted);
        Assert.Equal(expected, edited.Text);
        Assert.Equal(text, Edits.Revert(edited.Text, edited.Applied));

        var again = Edits.Apply(edited.Text, wanted, edited.Applied);
        Assert.Equal(edited.Text, again.Text);
        Assert.Equal(edited.Applied, again.Applied);
        Assert.Equal(text, Edits.Apply(edited.Text, [], edited.Applied).Text);
    }

    [Theory]
    [InlineData("a: true # c\r\n", "a=!true")]
    [InlineData("a: yes\n", "a=!true")]
    [InlineData("a: 'x'\n", "a=x")]
    [InlineData("a: 10.0.0.1\n", "a=10.0.0.1")]
    [InlineData("a: 0x1BB\n", "a=#443")]
    [InlineData("a: {b: 1}", "a.b=#1 -a.c -x.y")]
    [InlineData("q: &q {b: 1}\na: *q\n", "a.b=#1")]
    public void What_is_already_so_keeps_every_byte(string text, string edits)
    {
        var edited = Edits.Apply(text, Edits.Of(Words(edits)));
        Assert.Equal(text, edited.Text);
        Assert.Empty(edited.Applied);
    }

    [Theory]
    [InlineData("q: &q {b: 1}\na: *q\n", "a.b=#2", 2, 1, "alias")]
    [InlineData("q: &q\n  b: 1\na: *q\n", "q.b=#2", 2, 3, "another value")]
    [InlineData("q: &q\n  b: 1\na: *q\n", "q.c=#2", 1, 1, "new line")]
    [InlineData("q: &q\n  b: 1\na: *q\n", "-a.b", 3, 1, "alias")]
    [InlineData("a: [1]\n", "a=#2", 1, 1, "one value")]
    [InlineData("x: 1\na: [1]\n", "a.b=#2", 2, 1, "mapping is needed under \"a\"")]
    [InlineData("a: text\n", "a.b=#2", 1, 1, "mapping is needed")]
    [InlineData("- a\n", "a=#2", 1, 1, "mapping is needed as the document")]
    [InlineData("a: !!str x\n", "a=!true", 1, 1, "another value")]
    [InlineData("? a\n: 1\n", "-a", 1, 3, "line of its own")]
    [InlineData("a: 1\n...\n", "-a", 1, 1, "something else")]
    public void What_can_not_be_edited_safely_is_refused_with_what_to_do_by_hand(string text, string edits, int line, int column, string reason)
    {
        var result = Edits.Tried(text, Edits.Of(Words(edits)));
        Assert.True(result.Failed);
        Assert.Null(result.Value);
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(("LS1111", Severity.Error, new Position(line, column)), (diagnostic.Code, diagnostic.Severity, diagnostic.At!.Value));
        Assert.Contains(reason, diagnostic.Message);
        Assert.Contains("by hand", diagnostic.Hint);
    }

    [Fact]
    public void The_same_wish_of_two_components_is_one_edit()
    {
        Assert.Single(Edits.Apply("# a:\n#   b: 1\n", Edits.Of("a.b=#2", "a.b=#2")).Applied);
        Assert.Throws<ArgumentException>(() => Edits.Tried("", Edits.Of("a.b=#2", "a.b=#3")));
    }

    [Fact]
    public void Every_edit_that_is_refused_is_reported()
    {
        var result = Edits.Tried("a: [1]\nb: [1]\n", Edits.Of("a=#1", "b.c=#1"));
        Assert.Equal(["LS1111", "LS1111"], result.Diagnostics.Select(d => d.Code));
    }

    [Theory]
    [InlineData("# a:\n#   b: 1\n#   c: 1\n", "a.b=#2 a.c=x", "a.b=#3 a.c=x", "a:\n  b: 3\n  c: x\n")]
    [InlineData("# a:\n#   b: 1\n#   c: 1\n", "a.b=#2 a.c=x", "a.b=#2", "a:\n  b: 2\n#   c: 1\n")]
    [InlineData("# a:\n#   b: 1\n#   c: 1\n", "a.b=#2", "a.b=#2 a.c=x", "a:\n  b: 2\n  c: x\n")]
    [InlineData("a: 1\n", "a=#2", "a=#3", "a: 3\n")]
    [InlineData("a: 1\n", "a=#2", "a=#1", "a: 1\n")]
    [InlineData("a: 1\n", "b.c=#2", "b.c=#3 b.d=#4", "a: 1\nb:\n  c: 3\n  d: 4\n")]
    [InlineData("a: 1\n", "b.c=#2 b.d=#4", "b.d=#4", "a: 1\nb:\n  d: 4\n")]
    [InlineData("a: {}\n", "a.c=#2", "a.c=#3", "a: {c: 3}\n")]
    [InlineData("a: ~\n", "a.c=#2", "a.c=#2 a.d=#3", "a: {c: 2, d: 3}\n")]
    [InlineData("a: {b: 1, c: 2}\n", "-a.b", "a.b=#1", "a: {b: 1, c: 2}\n")]
    [InlineData("a: 1\nb: 2\nc: 3\n", "-b", "-b -a", "c: 3\n")]
    [InlineData("a: 1\nb: 2\nc: 3\n", "-b -a", "-a", "b: 2\nc: 3\n")]
    [InlineData("a:\n  x: 1\n# b: 1\n  c: 1\nd: 1\n", "-a.c b=#2", "b=#2", "a:\n  x: 1\n# b: 1\n  c: 1\nd: 1\nb: 2\n")]
    public void A_second_apply_with_other_wishes_still_remembers_the_first_original(string text, string first, string second, string expected)
    {
        var one = Edits.Apply(text, Edits.Of(Words(first)));
        var two = Edits.Apply(one.Text, Edits.Of(Words(second)), one.Applied);
        Assert.Equal(expected, two.Text);
        Assert.Equal(text, Edits.Revert(two.Text, two.Applied));
    }

    [Theory]
    [InlineData("# a:\n#   b: 1\n#   c: 1\nz: 1\n", "a.b=#2 a.c=x z=#2")]
    [InlineData("a: 1\nz: 1\n", "a=#2")]
    [InlineData("a: {}\nz: 1\n", "a.b=#2")]
    [InlineData("z: 1\n", "a.b=#2")]
    [InlineData("y: 1\nz: 1\n", "-y")]
    public void A_file_that_was_given_back_as_it_was_is_edited_anew_and_has_nothing_to_take_out(string text, string edits)
    {
        var wanted = Edits.Of(Words(edits));
        var edited = Edits.Apply(text, wanted);

        var again = Edits.Apply(text, wanted, edited.Applied);
        Assert.Equal(edited.Text, again.Text);
        Assert.Equal(edited.Applied, again.Applied);

        var back = ConfigEditor.Revert(ConfigFormat.Yaml, "f.yml", text, edited.Applied);
        Assert.Equal(text, back.Value!.Text);
        Assert.Empty(back.Value.Applied);
        Assert.Empty(back.Diagnostics);
    }

    [Theory]
    [InlineData("# a:\n#   b: 1\n#   c: 1\nz: 1\n", "a.b=#2 a.c=x", "b: 2", "b: 3", "a.b", 2, 3)]
    [InlineData("a: 1\nz: 1\n", "a=#2", "a: 2", "a: 3", "a", 1, 1)]
    [InlineData("a: 1\nz: 1\n", "a=#2", "a: 2\n", "", "a", 1, 1)]
    [InlineData("a: {}\nz: 1\n", "a.b=#2", "b: 2", "b: 3", "a.b", 1, 5)]
    [InlineData("y: 1\nz: 1\n", "-y", "z: 9", "y: 3\nz: 9", "y", 1, 1)]
    public void A_hand_edit_of_ours_is_an_error_for_apply_and_left_alone_by_a_revert(string text, string edits, string ours, string byHand, string key, int line, int column)
    {
        ImmutableArray<Edit> wanted = [.. Edits.Of(Words(edits)), new Edit.Set(["z"], new EditValue.Number(9))];
        var edited = Edits.Apply(text, wanted);
        Assert.Contains(ours, edited.Text);
        var changed = edited.Text.Replace(ours, byHand, StringComparison.Ordinal);

        var applied = Edits.Tried(changed, wanted, edited.Applied);
        Assert.Null(applied.Value);
        AssertHandEdit(Assert.Single(applied.Diagnostics), Severity.Error, key, line, column);

        var reverted = ConfigEditor.Revert(ConfigFormat.Yaml, "f.yml", changed, edited.Applied);
        Assert.False(reverted.Failed);
        AssertHandEdit(Assert.Single(reverted.Diagnostics), Severity.Warning, key, line, column);
        Assert.Equal(changed.Replace("z: 9", "z: 1", StringComparison.Ordinal), reverted.Value!.Text);
        Assert.Single(reverted.Value.Applied);
    }

    [Theory]
    [InlineData("# a:\n#   b: 1\n#   c: 1\n", "a.b=#2 a.c=x", "b: 2", "b: 3", "a.b=#3 a.c=x")]
    [InlineData("# a:\n#   b: 1\n#   c: 1\n", "a.b=#2 a.c=x", "a:\n  b: 2\n", "a: # mine\n    b: 2 # mine\n", "a.b=#2 a.c=x")]
    [InlineData("a: 1\n", "a=#2", "a: 2", "a: 3 # mine", "a=#3")]
    [InlineData("a:\n", "a=#2", "a: 2", "a:   3", "a=#3")]
    public void A_hand_edit_that_is_what_is_wanted_is_taken_over(string text, string edits, string ours, string byHand, string then)
    {
        var edited = Edits.Apply(text, Edits.Of(Words(edits)));
        var changed = edited.Text.Replace(ours, byHand, StringComparison.Ordinal).Replace("\n  c:", byHand.Contains("    b") ? "\n    c:" : "\n  c:", StringComparison.Ordinal);
        Assert.NotEqual(edited.Text, changed);
        var again = Edits.Apply(changed, Edits.Of(Words(then)), edited.Applied);
        Assert.Equal(changed, again.Text);
        var reverted = Edits.Revert(again.Text, again.Applied);
        Assert.Equal(text, reverted.Replace(" # mine", "", StringComparison.Ordinal).Replace("a:  ", "a:", StringComparison.Ordinal));
    }

    [Fact]
    public void A_hand_edit_is_told_with_what_we_wrote_and_what_stands_there_but_no_secret()
    {
        var edited = Edits.Apply("", Edits.Of("db.password=oneone", "db.name=x"));
        var problem = Assert.Single(ConfigEditor.Revert(ConfigFormat.Yaml, "f.yml", edited.Text.Replace("oneone", "twotwo", StringComparison.Ordinal), edited.Applied).Diagnostics);
        Assert.DoesNotContain("oneone", problem.Message);
        Assert.DoesNotContain("twotwo", problem.Message);
        Assert.Contains("password: [redacted]", problem.Message);
    }

    [Fact]
    public void A_secret_beside_a_removed_line_is_not_remembered()
    {
        const string Text = "password: hunter2\na: 1\ntoken: hunter3\n";
        var edited = Edits.Apply(Text, Edits.Of("-a"));
        Assert.DoesNotContain("hunter", $"{edited.Applied[0]}");
        Assert.Equal(Text, Edits.Revert(edited.Text, edited.Applied));
    }

    [Fact]
    public void A_block_stays_as_long_as_something_of_the_users_stands_under_it()
    {
        const string Text = "# a:\n#   b: 1\n#   c: 1\n#   d: false\n";
        var edited = Edits.Apply(Text, Edits.Of("a.b=#2", "a.c=#3"));
        var byHand = edited.Text.Replace("#   d: false", "  d: true", StringComparison.Ordinal);
        var reverted = ConfigEditor.Revert(ConfigFormat.Yaml, "f.yml", byHand, edited.Applied);
        Assert.Equal("a:\n#   b: 1\n#   c: 1\n  d: true\n", reverted.Value!.Text);
        var problem = Assert.Single(reverted.Diagnostics);
        Assert.Equal(("LS1113", Severity.Warning), (problem.Code, problem.Severity));
        Assert.Contains("\"d\"", problem.Message);

        // Once it is gone, the first line goes too.
        var later = reverted.Value.Text.Replace("  d: true", "#   d: false", StringComparison.Ordinal);
        Assert.Equal(Text, Edits.Revert(later, reverted.Value.Applied));
    }

    [Fact]
    public void Lines_whose_place_is_gone_are_not_put_back_by_guessing()
    {
        var edited = Edits.Apply("a:\n  b: 1\n  c: 2\nd: 1\n", Edits.Of("-a.c"));
        var reverted = ConfigEditor.Revert(ConfigFormat.Yaml, "f.yml", "a: 1\nd: 1\n", edited.Applied);
        Assert.Equal("a: 1\nd: 1\n", reverted.Value!.Text);
        Assert.Equal("LS1114", Assert.Single(reverted.Diagnostics).Code);
    }

    [Fact]
    public void Ours_is_found_again_after_it_was_moved_and_its_neighbours_were_edited()
    {
        var edited = Edits.Apply("# a:\n#   # note\n#   b: 1\n#   c: 1\nx: 1\ny: {}\n", Edits.Of("a.b=#2", "a.c=#3", "x=#5", "y.z=#1", "m.n=#1"));
        Assert.Equal("a:\n  # note\n  b: 2\n  c: 3\nx: 5\ny: {z: 1}\nm:\n  \"n\": 1\n", edited.Text);
        const string ByHand = "# top\nm:\n  # mine\n  \"n\": 1\nx: 5 # mine\ny: {w: 0, z: 1, v: 2}\nnew: 1\na:\n  # changed note\n  b: 2\n\n  # mine\n  c: 3\n  # mine too\n";
        Assert.Equal(
            "# top\n  # mine\nx: 1 # mine\ny: {w: 0, v: 2}\nnew: 1\n# a:\n  # changed note\n#   b: 1\n\n  # mine\n#   c: 1\n  # mine too\n",
            Edits.Revert(ByHand, edited.Applied));
    }

    [Fact]
    public void A_file_that_can_not_be_parsed_is_refused_and_nothing_is_written()
    {
        var applied = Edits.Tried("a: [1\nb: 2\n", Edits.Of("a=#1"));
        Assert.Null(applied.Value);
        Assert.Equal("LS1101", Assert.Single(applied.Diagnostics).Code);
        Assert.Null(ConfigEditor.Revert(ConfigFormat.Yaml, "f.yml", "a: 1\na: 2\n", []).Value);
    }

    private static void AssertHandEdit(Diagnostic diagnostic, Severity severity, string key, int line, int column)
    {
        Assert.Equal(("LS1112", severity, new Position(line, column)), (diagnostic.Code, diagnostic.Severity, diagnostic.At!.Value));
        Assert.StartsWith($"\"{key}\" was changed by hand", diagnostic.Message);
    }

    /// <summary>Words between blanks; a word without "=" or "-" belongs to the one before it or, as a key with a blank, to the one behind.</summary>
    private static string[] Words(string edits) =>
        edits.Contains('"') || edits.Contains("one") || edits.StartsWith("a b", StringComparison.Ordinal) ? [edits] : edits.Split(' ');
}
