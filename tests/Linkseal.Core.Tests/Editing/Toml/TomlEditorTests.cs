using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Toml;

namespace Linkseal.Core.Tests.Editing.Toml;

public class TomlEditorTests
{
    [Theory]
    // In its place: quotes, comments, blanks and the sign's neighbours stay.
    [InlineData("a = 1 # c\nb = 2\n", "a=#2", "a = 2 # c\nb = 2\n")]
    [InlineData("a='x'  # c\n", "a=y", "a='y'  # c\n")]
    [InlineData("a = 'x'\n", "a=it's", "a = \"it's\"\n")]
    [InlineData("a = \"x\"\n", "a=C:\\b \"q\"", "a = \"C:\\\\b \\\"q\\\"\"\n")]
    [InlineData("a = \"x\"\n", "a=one\ttwo\nthree", "a = \"one\\u0009two\\u000Athree\"\n")]
    [InlineData("a = \"true\"\n", "a=!true", "a = true\n")]
    [InlineData("a = 443\n", "a=443", "a = \"443\"\n")]
    [InlineData("a = '''\none\n''' # c\nb = 1\n", "a=x", "a = 'x' # c\nb = 1\n")]
    [InlineData("a = \"x\" # c\n", "a=[x,y", "a = [\"x\", \"y\"] # c\n")]
    [InlineData("a = [\n  'x', # one\n  'z',\n] # c\nb = 1\n", "a=[x,y", "a = ['x', 'y'] # c\nb = 1\n")]
    [InlineData("a = ['x']\n", "a=[", "a = []\n")]
    [InlineData("a = { b = 1, c = 2 } # c\n", "a.b=#3", "a = { b = 3, c = 2 } # c\n")]
    [InlineData("a.b = 1\r\n", "a.b=#3", "a.b = 3\r\n")]
    [InlineData("[x]\n  \"q k\" . 'b' = 1 # c\n", "x.q k.b=#3", "[x]\n  \"q k\" . 'b' = 3 # c\n")]
    [InlineData("[[x]]\nn = 'a'\nv = 1\n[[x]]\nn = 'b'\nv = 1\n", "x.[n=b].v=#2", "[[x]]\nn = 'a'\nv = 1\n[[x]]\nn = 'b'\nv = 2\n")]
    [InlineData("[[x]]\nv = 1\n[[x]]\nv = 1\n", "x.[1].v=#2", "[[x]]\nv = 1\n[[x]]\nv = 2\n")]
    [InlineData("x = [{ n = 'a', v = 1 }, { n = 'b' }]\n", "x.[n=a].v=#2; x.[n=b].v=#3", "x = [{ n = 'a', v = 2 }, { n = 'b', v = 3 }]\n")]
    [InlineData("\uFEFFa = 'é' # ü😀\nb = '😀'", "b=ö", "\uFEFFa = 'é' # ü😀\nb = 'ö'")]
    // From the commented-out form.
    [InlineData("# a = 1\n", "a=#2", "a = 2\n")]
    [InlineData("#a=\"\" # c\n", "a=x", "a=\"x\" # c\n")]
    [InlineData("[s]\n## the authority\n# ca-path = \"\"\n## the certificate\n# cert-path = \"\"\n", "s.cert-path=/c; s.ca-path=/a", "[s]\n## the authority\nca-path = \"/a\"\n## the certificate\ncert-path = \"/c\"\n")]
    [InlineData("[s]\n\t# ca = ''\t# c\r\n", "s.ca=/a", "[s]\n\tca = '/a'\t# c\r\n")]
    [InlineData("[s]\nb = 1\n# cn = []\n[t]\n", "s.cn=[x", "[s]\nb = 1\ncn = [\"x\"]\n[t]\n")]
    [InlineData("[s]\n# a = 1", "s.a=#2", "[s]\na = 2")]
    [InlineData("# a = 1\n[s]\n# b = 1\n", "s.a=#2", "# a = 1\n[s]\n# b = 1\na = 2\n")]
    // What only looks like it: prose, another table's key, a line of a string.
    [InlineData("# a = the first letter\n", "a=x", "# a = the first letter\n\na = \"x\"\n")]
    [InlineData("# a = 1 or 2\n[s]\nb = 1\n", "a=x", "a = \"x\"\n# a = 1 or 2\n[s]\nb = 1\n")]
    [InlineData("[s]\n# [t]\n# a = 1\n", "s.a=#2", "[s]\na = 2\n# [t]\n# a = 1\n")]
    [InlineData("[s]\n#[[t]] # c\n# a = 1\n", "s.a=#2", "[s]\na = 2\n#[[t]] # c\n# a = 1\n")]
    [InlineData("[s]\nt = '''\n# a = 1\n'''\n", "s.a=#2", "[s]\nt = '''\n# a = 1\n'''\na = 2\n")]
    [InlineData("[s]\nt = [\n# a = 1\n]\n", "s.a=#2", "[s]\nt = [\n# a = 1\n]\na = 2\n")]
    [InlineData("#[s]\n# a = 1\n", "s.a=#2", "#[s]\n# a = 1\n\n[s]\na = 2\n")]
    // As a new line: top-level keys before the first header, a table's before its sub-tables, written like the neighbours.
    [InlineData("", "a=#1", "a = 1\n")]
    [InlineData("x = 1", "a=#1", "x = 1\na = 1")]
    [InlineData("x = 1\n\n# about s\n[s]\n", "a=#1", "x = 1\na = 1\n\n# about s\n[s]\n")]
    [InlineData("# Copyright\n\n[s]\n", "a=#1", "# Copyright\n\na = 1\n\n[s]\n")]
    [InlineData("# about s\n[s]\n", "a=#1", "a = 1\n# about s\n[s]\n")]
    [InlineData("\uFEFF[s]\r\n", "a=#1", "\uFEFFa = 1\r\n[s]\r\n")]
    [InlineData("[s]\nx=1 # c\n\n[s.t]\n", "s.a=#1", "[s]\nx=1 # c\na=1\n\n[s.t]\n")]
    [InlineData("[s]\n[s.t]\nx = 1\n", "s.a=#1", "[s]\na = 1\n[s.t]\nx = 1\n")]
    [InlineData("\t[s] # c\n\t# prose\n\t# x = 1\n\n# y\n", "s.a=#1", "\t[s] # c\n\t# prose\n\t# x = 1\n\ta = 1\n\n# y\n")]
    [InlineData("\t[s]\n\t# x = 1\n\n# y = 1\n", "s.a=#1", "\t[s]\n\t# x = 1\n\ta = 1\n\n# y = 1\n")]
    [InlineData("[s]\n\tx = [\n\t\t1,\n\t]\n[t]\n", "s.a=#1", "[s]\n\tx = [\n\t\t1,\n\t]\n\ta = 1\n[t]\n")]
    [InlineData("[[x]]\nn = 'a'\n[x.y]\n[[x]]\nn = 'b'\n", "x.[n=a].v=#1", "[[x]]\nn = 'a'\nv = 1\n[x.y]\n[[x]]\nn = 'b'\n")]
    [InlineData("x = 1\n", "a b=#1", "x = 1\n\"a b\" = 1\n")]
    // In a table that is not there yet.
    [InlineData("", "s.a=#1", "[s]\na = 1\n")]
    [InlineData("x = 1\n", "s.a=#1; s.b=#2", "x = 1\n\n[s]\na = 1\nb = 2\n")]
    [InlineData("x = 1\n\n", "s.a=#1", "x = 1\n\n[s]\na = 1\n")]
    [InlineData("x = 1", "s.a=#1; s.b=#2", "x = 1\n\n[s]\na = 1\nb = 2")]
    [InlineData("x=1\r\n", "s.a=#1", "x=1\r\n\r\n[s]\r\na=1\r\n")]
    [InlineData("x = 1\n\n# about\n[s.e]\ny = 1\n", "s.a=#1", "x = 1\n\n[s]\na = 1\n\n# about\n[s.e]\ny = 1\n")]
    [InlineData("[r]\n# x = 1\n[s.e]\ny = 1\n", "s.a=#1", "[r]\n# x = 1\n\n[s]\na = 1\n[s.e]\ny = 1\n")]
    [InlineData("[s]\nx = 1\n\n[t]\ny = 1\n", "s.u.a=#1", "[s]\nx = 1\n\n[s.u]\na = 1\n\n[t]\ny = 1\n")]
    [InlineData("[s]\n\n\t# c\n\t[s.t]\n\tx = 1\n\n[u]\n", "s.v.a=#1", "[s]\n\n\t# c\n\t[s.t]\n\tx = 1\n\n\t[s.v]\n\ta = 1\n\n[u]\n")]
    [InlineData("[[x]]\nn = 'a'\n[[x]]\nn = 'b'\n", "x.[n=a].y.v=#1", "[[x]]\nn = 'a'\n\n[x.y]\nv = 1\n[[x]]\nn = 'b'\n")]
    [InlineData("x = 1\n", "a b.c=#1", "x = 1\n\n[\"a b\"]\nc = 1\n")]
    // In a table of dotted keys or in braces: like what stands there.
    [InlineData("s.ca = 'a' # c\nx = 1\n", "s.key=k", "s.ca = 'a' # c\ns.key = \"k\"\nx = 1\n")]
    [InlineData("[x]\n\"s\" . ca='a'\n", "x.s.key.deep=k", "[x]\n\"s\" . ca='a'\n\"s\".key.deep=\"k\"\n")]
    [InlineData("[x]\ns.t.ca = 1\n[x.s.u]\n", "x.s.u.a=#1; x.s.b=#1", "[x]\ns.t.ca = 1\ns.b = 1\n[x.s.u]\na = 1\n")]
    [InlineData("s = {}\n", "s.a=#1; s.b=x", "s = { a = 1, b = \"x\" }\n")]
    [InlineData("s = { } # c\n", "s.a=#1", "s = { a = 1 } # c\n")]
    [InlineData("s = {z='z'}\n", "s.a=#1", "s = {z='z', a=1}\n")]
    [InlineData("s = { z = 'z' }\n", "s.a.b=#1; s.a.c=#2", "s = { z = 'z', a = { b = 1, c = 2 } }\n")]
    [InlineData("s = { c = 2, a.b = 1 }\n", "s.a.d=#3", "s = { c = 2, a.b = 1, a.d = 3 }\n")]
    // Gone.
    [InlineData("a = 1\nb = 2 # c\nc = 3\n", "-b", "a = 1\nc = 3\n")]
    [InlineData("a = 1\nb = [\n 1, # c\n]\n# d\nc = 3\n", "-b", "a = 1\n# d\nc = 3\n")]
    [InlineData("a = 1\nb = 2", "-b", "a = 1")]
    [InlineData("b = 2", "-b", "")]
    [InlineData("a = 1\r\n\r\nb = 2\r\n\r\nc = 1\r\n", "-b", "a = 1\r\n\r\n\r\nc = 1\r\n")]
    [InlineData("[s]\na = 1\n[t]\na = 1\n", "-t.a; -s.a", "[s]\n[t]\n")]
    [InlineData("a.b = 1\na.c = 2\nd = 1\n", "-a.b", "a.c = 2\nd = 1\n")]
    [InlineData("a.b = 1\na.c = 2\nd = 1\n", "-a", "d = 1\n")]
    [InlineData("[s]\na = 1\n# c\n[s.t]\nb = 1\n# d\n[u]\n", "-s", "# d\n[u]\n")]
    [InlineData("[[x]]\nn = 'a'\n[[x]]\nn = 'b'\n[x.y]\n[[x]]\nn = 'c'\n", "-x.[n=b]", "[[x]]\nn = 'a'\n[[x]]\nn = 'c'\n")]
    [InlineData("[[x]]\nn = 'a'\nv = 1\n", "-x.[n=a].v", "[[x]]\nn = 'a'\n")]
    [InlineData("s = { a = 1, b = 2, c = 3 }\n", "-s.b", "s = { a = 1, c = 3 }\n")]
    [InlineData("s = { a = 1, b = 2 }\n", "-s.a", "s = { b = 2 }\n")]
    [InlineData("s = { a = 1 }\n", "-s.a", "s = {  }\n")]
    [InlineData("s = { z = 0, a.b = 1, a.c = 1, b = 2 }\n", "-s.a", "s = { z = 0, b = 2 }\n")]
    [InlineData("s = { a . b = 1, a.c = 1, b = 2 }\n", "-s.a.b", "s = { a.c = 1, b = 2 }\n")]
    public void An_edit_changes_what_it_must_and_goes_out_without_a_trace(string text, string edits, string expected)
    {
        var wanted = TomlEdits.Of(edits);
        var edited = TomlEdits.Apply(text, wanted);
        Assert.Equal(expected, edited.Text);
        Assert.Equal(text, TomlEdits.Revert(edited.Text, edited.Applied));

        var again = TomlEdits.Apply(edited.Text, wanted, edited.Applied);
        Assert.Equal(edited.Text, again.Text);
        Assert.Equal(edited.Applied, again.Applied);
        Assert.Equal(text, TomlEdits.Apply(edited.Text, [], edited.Applied).Text);
    }

    [Theory]
    [InlineData("a = true # c\r\n", "a=!true")]
    [InlineData("a = 'x'\n", "a=x")]
    [InlineData("a = '''\nx'''\n", "a=x")]
    [InlineData("a = 0x1BB\n", "a=#443")]
    [InlineData("a = [\n  'x', # c\n  \"y\",\n]", "a=[x,y")]
    [InlineData("a = {b = 1}", "a.b=#1; -a.c; -x.y")]
    [InlineData("a.b = 1\n[[x]]\nn = 'a'\n", "a.b=#1; x.[n=a].n=a; -x.[n=b]; -x.[3].y")]
    public void What_is_already_so_keeps_every_byte(string text, string edits)
    {
        var edited = TomlEdits.Apply(text, TomlEdits.Of(edits));
        Assert.Equal(text, edited.Text);
        Assert.Empty(edited.Applied);
    }

    [Theory]
    [InlineData("x = 1\na = [1]\n", "a.b=#2", 2, 1, "something else")]
    [InlineData("x = 1\na = 1\n", "a.b=#2", 2, 1, "something else")]
    [InlineData("x = 1\n[a]\nb = 1\n", "a=#2", 2, 2, "one value")]
    [InlineData("x = 1\n[a.b]\n", "a=#2", 2, 2, "one value")]
    [InlineData("[[a]]\n", "a=#2", 1, 3, "one value")]
    [InlineData("[[a]]\n[[a]]\nn = 'x'\n", "a.[n=y].b=#2", 1, 3, "no entry [n=y]")]
    [InlineData("[[a]]\nn = 'x'\n[[a]]\nn = 'x'\n", "a.[n=x].b=#2", 1, 1, "more than one entry is [n=x]")]
    [InlineData("[[a]]\nn = 'x'\n", "-a.[0]", 1, 1, "no name")]
    [InlineData("a = [{n = 'x'}]\n", "-a.[n=x]", 1, 6, "no name")]
    [InlineData("[s]\na.b = 1\nc = 1\na.d = 1\n", "-s.a", 2, 1, "between")]
    [InlineData("[s]\n[t]\n[s.u]\n", "-s", 1, 2, "between")]
    public void What_can_not_be_done_safely_is_refused_at_its_place_and_nothing_is_changed(string text, string edit, int line, int column, string reason)
    {
        var result = TomlEdits.Tried(text, TomlEdits.Of(edit + "; ok=#1"));
        Assert.Null(result.Value);
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(("LS1111", new Position(line, column)), (diagnostic.Code, diagnostic.At!.Value));
        Assert.Contains(reason, diagnostic.Message);
        Assert.Contains("by hand", diagnostic.Hint);
    }

    [Fact]
    public void A_new_setting_goes_behind_the_key_that_was_asked_for()
    {
        const string Text = "[s]\na = 1\n# c\nb = 2\n";
        var set = new Edit.Set(["s", "k"], new EditValue.Number(1)) { After = "a" };
        var edited = TomlEdits.Apply(Text, [set]);
        Assert.Equal("[s]\na = 1\nk = 1\n# c\nb = 2\n", edited.Text);
        Assert.Equal(Text, TomlEdits.Revert(edited.Text, edited.Applied));
        Assert.Equal(Text + "k = 1\n", TomlEdits.Apply(Text, [set with { After = "z" }]).Text);
    }

    [Fact]
    public void A_refused_edit_does_not_show_its_secret()
    {
        var diagnostic = Assert.Single(TomlEdits.Tried("a = 1\n", TomlEdits.Of("a.password=hunter2")).Diagnostics);
        Assert.DoesNotContain("hunter2", diagnostic.Message + diagnostic.Hint);
    }

    [Fact]
    public void A_text_that_is_no_toml_is_refused_and_left_alone()
    {
        Assert.Equal("LS1120", Assert.Single(TomlEdits.Tried("a = \n", TomlEdits.Of("b=#1")).Diagnostics).Code);
        var revert = ConfigEditor.Revert(ConfigFormat.Toml, "f.toml", "a = \n", []);
        Assert.True(revert.Failed);
        Assert.Equal("LS1120", Assert.Single(revert.Diagnostics).Code);
    }

    [Theory]
    // A comment, an indent and blanks of the user's on our line: still ours.
    [InlineData("x = 1\n", "a=/p", "x = 1\n  a=\"/p\" # mine\n", "x = 1\n")]
    [InlineData("# a = ''\n", "a=/p", "a = '/p'  # mine\n", "# a = ''\n")]
    [InlineData("a = 'o' # theirs\n", "a=/p", "a = '/p' # mine\n", "a = 'o' # mine\n")]
    [InlineData("x = 1\n", "s.a=/p", "x = 1\n\n[s] # mine\na = \"/p\" # mine\n", "x = 1\n")]
    // Elsewhere.
    [InlineData("x = 1\n", "s.a=/p; s.b=#1", "y = 1\nx = 2\n\n[s]\n# mine\na = \"/p\"\nb = 1\n\n[t]\n", "y = 1\nx = 2\n# mine\n\n[t]\n")]
    [InlineData("[s]\nx = 1\n", "s.a=/p", "[s]\na = \"/p\"\nx = 1\ny = 1\n", "[s]\nx = 1\ny = 1\n")]
    [InlineData("[s]\nx = 1\nq = 1\n", "-s.x", "# top\n[s]\n\nq = 1\ny = 1\n", "# top\n[s]\nx = 1\n\nq = 1\ny = 1\n")]
    [InlineData("s = { x = 1 }\n", "s.a=#1", "s = { y = 0, a = 1, x = 1 } # mine\n", "s = { y = 0, x = 1 } # mine\n")]
    [InlineData("s = {}\n", "s.a=#1", "s = { a = 1, x = 1 }\n", "s = { x = 1 }\n")]
    [InlineData("x = 1", "a=#1", "x = 1\na = 1\ny = 1", "x = 1\ny = 1")]
    [InlineData("x = 1", "s.a=#1", "x = 1\n\n[s]\na = 1\n", "x = 1\n")]
    public void Hand_edits_survive_and_ours_go(string text, string edits, string byHand, string expected)
    {
        var wanted = TomlEdits.Of(edits);
        var edited = TomlEdits.Apply(text, wanted);
        var again = TomlEdits.Apply(byHand, wanted, edited.Applied);
        Assert.Equal(byHand, again.Text);
        Assert.Equal(expected, TomlEdits.Revert(byHand, edited.Applied));
        Assert.Equal(expected, TomlEdits.Revert(byHand, again.Applied));
    }

    [Theory]
    [InlineData("[s]\n# a = ''\n", "s.a=/p")]
    [InlineData("a = 1\nb = 1\n", "-a")]
    [InlineData("a = 1\nb = 1\n", "a=/p b=#2 t.c=#3")]
    [InlineData("s = { x = 1 }\n", "s.a=#1")]
    public void A_file_that_was_given_back_as_it_was_is_edited_anew_and_has_nothing_to_take_out(string text, string edits)
    {
        var wanted = TomlEdits.Of(edits);
        var edited = TomlEdits.Apply(text, wanted);

        var again = TomlEdits.Apply(text, wanted, edited.Applied);
        Assert.Equal(edited.Text, again.Text);
        Assert.Equal(edited.Applied, again.Applied);

        var back = ConfigEditor.Revert(ConfigFormat.Toml, "f.toml", text, edited.Applied);
        Assert.Equal(text, back.Value!.Text);
        Assert.Empty(back.Value.Applied);
        Assert.Empty(back.Diagnostics);
    }

    [Theory]
    [InlineData("x = 1\n", "a=/p", "x = 1\na = \"/q\"\n", 2, "wrote \"a = \"/p\"\"", "stands \"a = \"/q\"\"")]
    [InlineData("a = 1\n", "a=/p", "a = \"/q\"\n", 1, "wrote \"a = \"/p\"\"", "stands \"a = \"/q\"\"")]
    [InlineData("s = { x = 1 }\n", "s.a=#1", "s = { x = 1, a = 2 }\n", 1, "wrote \"a = 1\"", "stands \"s = { x = 1, a = 2 }\"")]
    [InlineData("a = 1\nb = 1\n", "-a", "a = 2\nb = 1\n", 1, "took it out", "stands \"a = 2\"")]
    public void Our_line_changed_by_hand_stops_an_apply_and_stays_on_a_revert(string text, string edits, string byHand, int line, string ours, string stands)
    {
        var edited = TomlEdits.Apply(text, TomlEdits.Of(edits));
        if (edits[0] != '-')
        {
            var apply = TomlEdits.Tried(byHand, TomlEdits.Of(edits), edited.Applied);
            Assert.Null(apply.Value);
            Check(Assert.Single(apply.Diagnostics), Severity.Error);
        }

        var revert = ConfigEditor.Revert(ConfigFormat.Toml, "f.toml", byHand, edited.Applied);
        Assert.Equal(byHand, revert.Value!.Text);
        Assert.Equal(edited.Applied, revert.Value.Applied);
        Check(Assert.Single(revert.Diagnostics), Severity.Warning);

        void Check(Diagnostic diagnostic, Severity severity)
        {
            Assert.Equal(("LS1112", severity, line), (diagnostic.Code, diagnostic.Severity, diagnostic.At!.Value.Line));
            Assert.Contains(ours, diagnostic.Message);
            Assert.Contains(stands, diagnostic.Message);
        }
    }

    [Fact]
    public void A_header_of_ours_stays_while_something_of_others_stands_under_it()
    {
        var edited = TomlEdits.Apply("x = 1\n", TomlEdits.Of("s.a=/p"));
        var byHand = edited.Text + "mine = 1\n";
        var revert = ConfigEditor.Revert(ConfigFormat.Toml, "f.toml", byHand, edited.Applied);
        Assert.Equal("x = 1\n\n[s]\nmine = 1\n", revert.Value!.Text);
        Assert.Equal("LS1113", Assert.Single(revert.Diagnostics).Code);
        Assert.Equal("x = 1\n", TomlEdits.Revert("x = 1\n\n[s]\n", revert.Value.Applied));
    }

    [Theory]
    [InlineData("x = 1\n", "a=/p", "a=/q", "x = 1\na = \"/q\"\n")]
    [InlineData("[s]\n# a = 1 # c\n", "s.a=/p", "s.a=/q", "[s]\na = \"/q\" # c\n")]
    [InlineData("a = 'o'\n", "a=/p", "a=/q", "a = '/q'\n")]
    [InlineData("a = 'o'\n", "a=/p", "a=o", "a = 'o'\n")]
    [InlineData("x = 1\n", "s.a=/p; s.b=#1", "s.b=#2", "x = 1\n\n[s]\nb = 2\n")]
    [InlineData("x = 1\n", "s.a=/p", "t.b=#2", "x = 1\n\n[t]\nb = 2\n")]
    [InlineData("s = {}\n", "s.a.b=/p", "s.a.b=/q; s.a.c=#1", "s = { a = { b = \"/q\", c = 1 } }\n")]
    [InlineData("a = 1\nb = 2\nc = 3\n", "-b", "-c", "a = 1\nb = 2\n")]
    [InlineData("s = { a = 1, b = 2 }\n", "-s.a", "s.b=#3", "s = { a = 1, b = 3 }\n")]
    public void Other_wishes_take_the_place_of_the_first_and_the_original_is_remembered(string text, string first, string second, string expected)
    {
        var one = TomlEdits.Apply(text, TomlEdits.Of(first));
        var two = TomlEdits.Apply(one.Text, TomlEdits.Of(second), one.Applied);
        Assert.Equal(expected, two.Text);
        Assert.Equal(text, TomlEdits.Revert(two.Text, two.Applied));
    }

    [Fact]
    public void A_value_that_somebody_already_changed_to_what_is_wanted_is_ours_again()
    {
        var one = TomlEdits.Apply("x = 1\n", TomlEdits.Of("a=/p"));
        var two = TomlEdits.Apply("x = 1\na = '/q' # mine\n", TomlEdits.Of("a=/q"), one.Applied);
        Assert.Equal("x = 1\na = '/q' # mine\n", two.Text);
        Assert.Equal("x = 1\n", TomlEdits.Revert(two.Text, two.Applied));
    }

    [Fact]
    public void Removed_lines_whose_table_is_gone_stay_remembered()
    {
        var edited = TomlEdits.Apply("[s]\na = 1\n", TomlEdits.Of("-s.a"));
        var revert = ConfigEditor.Revert(ConfigFormat.Toml, "f.toml", "s = 1\n", edited.Applied);
        Assert.Equal("LS1114", Assert.Single(revert.Diagnostics).Code);
        Assert.Equal(edited.Applied, revert.Value!.Applied);
    }

    [Fact]
    public void What_is_written_is_within_what_old_readers_take()
    {
        var edited = TomlEdits.Apply("[a]\nx.y = 1\n", TomlEdits.Of("s.cn=[a,b; s.deep.k=v; t=[x"));
        Assert.Equal("t = [\"x\"]\n[a]\nx.y = 1\n\n[s]\ncn = [\"a\", \"b\"]\n\n[s.deep]\nk = \"v\"\n", edited.Text);
        Assert.NotNull(TomlReader.Read("f", edited.Text).Value);
    }
}
