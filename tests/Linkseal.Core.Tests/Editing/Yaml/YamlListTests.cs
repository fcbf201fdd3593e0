using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;

namespace Linkseal.Core.Tests.Editing.Yaml;

/// <summary>Lists of strings as values, and entries of lists on the way to a setting.</summary>
public class YamlListTests
{
    [Theory]
    // A list as a value: always on one line.
    [InlineData("a: [x]  # c\n", "a=[v,z]", "a: [v, z]  # c\n")]
    [InlineData("a: [ x, # c\n  y ]\nb: 1\n", "a=[z]", "a: [z]\nb: 1\n")]
    [InlineData("a:\n  - x\n  - y\nb: 1\n", "a=[z]", "a: [z]\nb: 1\n")]
    [InlineData("a:  # who may call\n  # the first\n  - x # c\n\n  - y   # last\n# about b\nb: 1\n", "a=[v]", "a: [v]  # who may call\n# about b\nb: 1\n")]
    [InlineData("a:\r\n- x\r\n- y", "a=[z]", "a: [z]")]
    [InlineData("a:\r\n- x\r\n- y\r\nb: 1\r\n", "a=[z]", "a: [z]\r\nb: 1\r\n")]
    [InlineData("l:\n  - a:\n      - x\n    b: 1\n", "l.[0].a=[v]", "l:\n  - a: [v]\n    b: 1\n")]
    [InlineData("a:\n  - {b: 1}\n  - - c\n", "a=[x]", "a: [x]\n")]
    [InlineData("a: x # c\n", "a=[]", "a: [] # c\n")]
    [InlineData("a: # c\n", "a=[x]", "a: [x] # c\n")]
    [InlineData("# a: [x]\n", "a=[v]", "a: [v]\n")]
    [InlineData("# a: []  # c\n", "a=[v]", "a: [v]  # c\n")]
    [InlineData("", "a.b=[/x,b c,yes,443,it's]", "a:\n  b: [/x, \"b c\", \"yes\", \"443\", \"it's\"]\n")]
    [InlineData("a: {b: [x]}\n", "a.b=[v] a.c=[z]", "a: {b: [v], c: [z]}\n")]
    [InlineData("l: [a, b]\n", "l.[1]=c", "l: [a, c]\n")]
    // Below an entry that is there.
    [InlineData("l:\n  - m: x\n  - m: y\n    p: 1 # c\n", "l.[m=y].p=#2", "l:\n  - m: x\n  - m: y\n    p: 2 # c\n")]
    [InlineData("l:\n  - m: x\n  - m: y\n    p: 1\nz: 1\n", "l.[m=x].q=#2 l.[m=x].r.s=w", "l:\n  - m: x\n    q: 2\n    r:\n      s: w\n  - m: y\n    p: 1\nz: 1\n")]
    [InlineData("l:\n-   m: x\n-   m: y\n", "l.[m=y].q=#2", "l:\n-   m: x\n-   m: y\n    q: 2\n")]
    [InlineData("l:\n- m: x\n  c:\n- m: y\n", "l.[m=x].c.security.cluster-verify-cn=[a]", "l:\n- m: x\n  c:\n    security:\n      cluster-verify-cn: [a]\n- m: y\n")]
    [InlineData("l:\n  - m: x\n    # q: 1\n  # - m: z\n  #   p: 1\n  - m: y\n", "l.[m=x].q=#2 l.[m=x].p=#3", "l:\n  - m: x\n    q: 2\n    p: 3\n  # - m: z\n  #   p: 1\n  - m: y\n")]
    [InlineData("l: [{ m: x }, { m: y, p: 1 }]\n", "l.[m=x].q=#2 l.[m=y].p=#3", "l: [{ m: x, q: 2 }, { m: y, p: 3 }]\n")]
    [InlineData("l:\n  - { m: x }\n  - { m: y }\n", "l.[m=y].q=w", "l:\n  - { m: x }\n  - { m: y, q: w }\n")]
    [InlineData("l:\n  - p: 1\n    m: 7\n", "l.[m=7].p=#2", "l:\n  - p: 2\n    m: 7\n")]
    [InlineData("- m: x\n- m: y\n", "[m=y].q=#1 [0].q=#2", "- m: x\n  q: 2\n- m: y\n  q: 1\n")]
    [InlineData("l:\n  -\n    m: x\n  - m: y\n", "l.[m=x].q=#1", "l:\n  -\n    m: x\n    q: 1\n  - m: y\n")]
    [InlineData("l:\n  - - m: x\n", "l.[0].[m=x].q=#1", "l:\n  - - m: x\n      q: 1\n")]
    [InlineData("l:\n  - m: x\n    p: 1\n    q: 2\n", "-l.[m=x].p", "l:\n  - m: x\n    q: 2\n")]
    [InlineData("l:\n  - m: x\n    p: 1\n  # c\n  - m: y\n", "-l.[m=x]", "l:\n  # c\n  - m: y\n")]
    [InlineData("l:\n  - m: x\n    p: 1\nz: 1\n", "-l.[m=x]", "l:\nz: 1\n")]
    // Below an entry that is not there: it is added.
    [InlineData("l:\n  - m: x\n\n  # c\n  - m: y\n    p: 1\n\n# z\nz: 1\n", "l.[m=w].p=/q", "l:\n  - m: x\n\n  # c\n  - m: y\n    p: 1\n  - m: w\n    p: /q\n\n# z\nz: 1\n")]
    [InlineData("l:\n- m: x", "l.[m=10.0.0.1].p=#1 l.[m=10.0.0.1].t.u=!true", "l:\n- m: x\n- m: \"10.0.0.1\"\n  p: 1\n  t:\n    u: true")]
    [InlineData("l:\nz: 1\n", "l.[m=w].p=#1", "l:\n  - m: w\n    p: 1\nz: 1\n")]
    [InlineData("k:\n- 1\nl:\nz: 1\n", "l.[m=w].p=#1", "k:\n- 1\nl:\n- m: w\n  p: 1\nz: 1\n")]
    [InlineData("z: 1\n", "s.l.[m=w].p=#1 s.l.[m=v].p=[a]", "z: 1\ns:\n  l:\n    - m: w\n      p: 1\n    - m: v\n      p: [a]\n")]
    [InlineData("z: 1\n", "l.[port=80].name=w l.[port=80].port=#80", "z: 1\nl:\n  - port: 80\n    name: w\n")]
    [InlineData("l: []\n", "l.[m=w].p=#1 l.[m=v].p=#2", "l: [{m: w, p: 1}, {m: v, p: 2}]\n")]
    [InlineData("l: ~ # c\n", "l.[m=w].p=#1", "l: [{m: w, p: 1}] # c\n")]
    [InlineData("l: [{m: x}]\n", "l.[m=w].p.[m=u].q=#1", "l: [{m: x}, {m: w, p: [{m: u, q: 1}]}]\n")]
    [InlineData("a: {}\n", "a.l.[m=w].p=#1", "a: {l: [{m: w, p: 1}]}\n")]
    public void An_edit_of_a_list_changes_what_it_must_and_goes_out_without_a_trace(string text, string edits, string expected)
    {
        var wanted = Edits.Of(edits.Contains("b c", StringComparison.Ordinal) ? [edits] : edits.Split(' '));
        var edited = Edits.Apply(text, wanted);
        Assert.Equal(expected, edited.Text);
        Assert.Equal(text, Edits.Revert(edited.Text, edited.Applied));

        var again = Edits.Apply(edited.Text, wanted, edited.Applied);
        Assert.Equal(edited.Text, again.Text);
        Assert.Equal(edited.Applied, again.Applied);
        Assert.Equal(text, Edits.Apply(edited.Text, [], edited.Applied).Text);
    }

    [Theory]
    [InlineData("a: [x, 'w']  # c\n", "a=[x,w]")]
    [InlineData("a: [\n  x, # c\n  \"w\",\n]\n", "a=[x,w]")]
    [InlineData("a:\n# c\n- x\n- 'w' # d\n", "a=[x,w]")]
    [InlineData("a: []\n", "a=[]")]
    [InlineData("l:\n- m: x\n  p: \"1\"\n", "l.[m=x].p=1 l.[0].m=x -l.[m=z] -l.[3] -l.[m=x].q")]
    [InlineData("a:\n- &q {m: x, p: 1}\n- *q\n", "a.[1].p=#1")]
    public void A_list_that_is_already_so_keeps_every_byte(string text, string edits)
    {
        var edited = Edits.Apply(text, Edits.Of(edits.Split(' ')));
        Assert.Equal(text, edited.Text);
        Assert.Empty(edited.Applied);
    }

    [Theory]
    [InlineData("z: 1\na:\n  b: 1\n", "a=[x]", 2, 1, "where a list is needed")]
    [InlineData("a: &q\n  - x\nb: *q\n", "a=[z]", 1, 1, "list on one line")]
    [InlineData("a: [1]\n", "a=x", 1, 1, "where one value is needed")]
    [InlineData("l:\n  - m: x\n", "l.[4].p=#1", 1, 1, "no entry [4]")]
    [InlineData("z: 1\n", "l.[0].p=#1", 1, 1, "no entry [0]")]
    [InlineData("l:\n  a: 1\n", "l.[m=x].p=#1", 1, 1, "a list is needed under \"l\"")]
    [InlineData("l:\n  - x\n", "l.[0].p=#1", 2, 5, "a mapping is needed under \"l.[0]\"")]
    [InlineData("l:\n  - m: x\n    p: 1\n  - m: x\n", "l.[m=x].p=#1", 3, 5, "several entries of the list match [m=x]")]
    [InlineData("l:\n  - m: x\n  - m: x\n", "-l.[m=x]", 2, 5, "several entries")]
    [InlineData("l:\n  - m: x\n", "-l.[0]", 2, 5, "would take its number")]
    [InlineData("l: [{m: x}]\n", "-l.[m=x]", 1, 5, "between brackets")]
    [InlineData("l:\n  - m: x\n    p: 1\n", "-l.[0].m", 2, 5, "line of its own")]
    [InlineData("a:\n- &q {m: x, p: 1}\n- *q\n", "a.[1].p=#2", 2, 18, "alias")]
    public void What_can_not_be_edited_safely_in_a_list_is_refused(string text, string edits, int line, int column, string reason)
    {
        var result = Edits.Tried(text, Edits.Of(edits.Split(' ')));
        Assert.Null(result.Value);
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(("LS1111", Severity.Error, new Position(line, column)), (diagnostic.Code, diagnostic.Severity, diagnostic.At!.Value));
        Assert.Contains(reason, diagnostic.Message);
        Assert.Contains("by hand", diagnostic.Hint);
    }

    [Theory]
    [InlineData("a:\n  - x # c\n", "a=[v]", "a=[v,w]", "a: [v, w]\n")]
    [InlineData("a:\n  - x # c\n", "a=[v]", "a=[x]", "a:\n  - x # c\n")]
    [InlineData("l:\n  - m: x\n", "l.[m=w].p=#1 l.[m=w].q=#2", "l.[m=w].q=#3 l.[m=w].r=#4", "l:\n  - m: x\n  - m: w\n    q: 3\n    r: 4\n")]
    [InlineData("l:\n  - m: x\n", "l.[m=w].p=#1", "l.[m=v].p=#1", "l:\n  - m: x\n  - m: v\n    p: 1\n")]
    [InlineData("l:\n", "l.[m=w].p=#1", "l.[m=w].p=#2", "l:\n  - m: w\n    p: 2\n")]
    [InlineData("l: []\n", "l.[m=w].p=#1 l.[m=v].p=#1", "l.[m=v].p=#1 l.[m=u].p=#1", "l: [{m: v, p: 1}, {m: u, p: 1}]\n")]
    [InlineData("l: ~\n", "l.[m=w].p=#1", "l.[m=w].p=#2", "l: [{m: w, p: 2}]\n")]
    [InlineData("l:\n- m: x\n  p: 1\n- m: w\n  p: 1\n", "-l.[m=x] l.[m=w].p=#2", "l.[m=w].p=#2", "l:\n- m: x\n  p: 1\n- m: w\n  p: 2\n")]
    public void Other_wishes_on_top_still_go_back_to_the_first_original(string text, string first, string second, string expected)
    {
        var one = Edits.Apply(text, Edits.Of(first.Split(' ')));
        var two = Edits.Apply(one.Text, Edits.Of(second.Split(' ')), one.Applied);
        Assert.Equal(expected, two.Text);
        Assert.Equal(text, Edits.Revert(two.Text, two.Applied));
    }

    [Fact]
    public void An_entry_of_ours_stays_as_long_as_something_of_the_users_stands_in_it()
    {
        const string Text = "l:\n  - m: x\n";
        var edited = Edits.Apply(Text, Edits.Of("l.[m=w].p=#1"));
        var reverted = ConfigEditor.Revert(ConfigFormat.Yaml, "f.yml", edited.Text + "    mine: 1\n", edited.Applied);
        Assert.Equal(Text + "  - m: w\n    mine: 1\n", reverted.Value!.Text);
        Assert.Equal("LS1113", Assert.Single(reverted.Diagnostics).Code);
        Assert.Equal(Text, Edits.Revert(Text + "  - m: w\n", reverted.Value.Applied));
    }

    [Fact]
    public void An_entry_of_ours_is_found_again_wherever_it_was_moved()
    {
        var edited = Edits.Apply("l:\n  - m: x\n", Edits.Of("l.[m=w].p=#1", "l.[m=x].p=[a]"));
        const string ByHand = "l:\n  # first\n  - m: w\n    # why\n    p: 1\n  - m: x\n    p: [a]\n  - m: other\n";
        Assert.Equal("l:\n  # first\n    # why\n  - m: x\n  - m: other\n", Edits.Revert(ByHand, edited.Applied));
    }

    [Theory]
    [InlineData("a: # c\n  - x\n", "a=[v]", "a: [v] # c", "a: [w] # c")]
    [InlineData("a: [x]\n", "a=[v]", "a: [v]", "a:\n  - w")]
    public void A_list_changed_by_hand_is_an_error_for_apply_and_left_alone_by_a_revert(string text, string edits, string ours, string byHand)
    {
        var edited = Edits.Apply(text, Edits.Of(edits));
        var changed = edited.Text.Replace(ours, byHand, StringComparison.Ordinal);
        Assert.NotEqual(edited.Text, changed);
        Assert.Equal("LS1112", Assert.Single(Edits.Tried(changed, Edits.Of(edits), edited.Applied).Diagnostics).Code);
        var reverted = ConfigEditor.Revert(ConfigFormat.Yaml, "f.yml", changed, edited.Applied);
        Assert.Equal("LS1112", Assert.Single(reverted.Diagnostics).Code);
        Assert.Equal(changed, reverted.Value!.Text);
    }

    [Theory]
    [InlineData("a: # c\n  - x\n", "a=[v]", "# c", "# d", "a: # c\n  - x # d\n")]
    [InlineData("a:\n  - x\n", "a=[v]", "[v]", "[v] # d", "a:\n  - x # d\n")]
    [InlineData("a:\n  - x\n", "a=[v]", " [v]", "   [v]", "a:\n  - x\n")]
    public void The_comment_behind_a_list_may_change_and_the_list_is_still_ours(string text, string edits, string ours, string byHand, string expected)
    {
        var edited = Edits.Apply(text, Edits.Of(edits));
        var changed = edited.Text.Replace(ours, byHand, StringComparison.Ordinal);
        Assert.Equal(changed, Edits.Apply(changed, Edits.Of(edits), edited.Applied).Text);
        Assert.Equal(expected, Edits.Revert(changed, edited.Applied));
    }

    [Theory]
    [InlineData("a: True\n", "a=!false", "a: False\n")]
    [InlineData("a: Yes\n", "a=!false", "a: False\n")]
    [InlineData("a: OFF # c\n", "a=!true", "a: TRUE # c\n")]
    [InlineData("a: on\n", "a=!false", "a: false\n")]
    [InlineData("a: ${A}\nb: True\n", "a=!false", "a: False\nb: True\n")]
    [InlineData("a: True\nb:\n  - {c: False}\n", "b.[0].d=!true", "a: True\nb:\n  - {c: False, d: True}\n")]
    [InlineData("a: True\n", "b.c=!true", "a: True\nb:\n  c: True\n")]
    [InlineData("a: True\nb: false\n", "c=!true", "a: True\nb: false\nc: true\n")]
    [InlineData("a: \"True\"\n", "c=!true", "a: \"True\"\nc: true\n")]
    [InlineData("a: True\n# c: false\n", "c=!true", "a: True\nc: true\n")]
    [InlineData("a: True\n# c:\n", "c=!true", "a: True\nc: True\n")]
    public void A_flag_is_written_in_the_letters_of_its_place_or_of_the_file(string text, string edits, string expected)
    {
        var edited = Edits.Apply(text, Edits.Of(edits));
        Assert.Equal(expected, edited.Text);
        Assert.Equal(text, Edits.Revert(edited.Text, edited.Applied));
    }

    [Theory]
    [InlineData("s:\n  port: 1 # p\n# far\n  x: 1\n", "s.a>port=#1 s.b>a=#2", "s:\n  port: 1 # p\n  a: 1\n  b: 2\n# far\n  x: 1\n")]
    [InlineData("s:\n  port:\n    - 1\n    # c\n  x: 1\n", "s.a>port=#1", "s:\n  port:\n    - 1\n  a: 1\n    # c\n  x: 1\n")]
    [InlineData("s:\n  x: 1\n", "s.a>port=#1", "s:\n  x: 1\n  a: 1\n")]
    [InlineData("port: 1\nx: 1\n# end\n", "a.b>port=#1", "port: 1\nx: 1\n# end\na:\n  b: 1\n")]
    [InlineData("port: 1\nx: 1\n# end\n", "a>port=#1", "port: 1\na: 1\nx: 1\n# end\n")]
    [InlineData("s: {port: 1, x: 1}\n", "s.a>port=#1", "s: {port: 1, x: 1, a: 1}\n")]
    [InlineData("s:\n  port: 1\n  x: 1\n  # a: 7\n", "s.a>port=#1", "s:\n  port: 1\n  x: 1\n  a: 1\n")]
    [InlineData("q: &q 1\ns:\n  port: *q\n  x: 1\n", "s.a>port=#1", "q: &q 1\ns:\n  port: *q\n  a: 1\n  x: 1\n")]
    public void A_new_setting_goes_behind_the_key_that_was_asked_for(string text, string edits, string expected)
    {
        var edited = Edits.Apply(text, Edits.Of(edits.Split(' ')));
        Assert.Equal(expected, edited.Text);
        Assert.Equal(text, Edits.Revert(edited.Text, edited.Applied));
    }
}
