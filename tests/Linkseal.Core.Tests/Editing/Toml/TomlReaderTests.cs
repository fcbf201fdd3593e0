using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Toml;
using Linkseal.Testing;

namespace Linkseal.Core.Tests.Editing.Toml;

public class TomlReaderTests
{
    [Theory]
    [InlineData("a = 1 b = 2\n", "LS1120", 1, 7)]
    [InlineData("a = \"x\ny\"\n", "LS1120", 1, 5)]
    [InlineData("a = '''x\n\n", "LS1120", 1, 5)]
    [InlineData("a = 1\nb = \"\\q\"\n", "LS1120", 2, 6)]
    [InlineData("a = \"\\uD800\"\n", "LS1120", 1, 6)]
    [InlineData("a = [1, 2\n\n", "LS1120", 1, 5)]
    [InlineData("a = [1 2]\n", "LS1120", 1, 8)]
    [InlineData("a = { b = 1,\n c = 2 }\n", "LS1120", 1, 13)]
    [InlineData("a = { b = 1\n", "LS1120", 1, 12)]
    [InlineData("a =\n", "LS1120", 1, 4)]
    [InlineData("a\n", "LS1120", 1, 2)]
    [InlineData("[a\n", "LS1120", 1, 3)]
    [InlineData("[[a] ]\n", "LS1120", 1, 4)]
    [InlineData("= 1\n", "LS1120", 1, 1)]
    [InlineData("\"\"\"a\"\"\" = 1\n", "LS1120", 1, 1)]
    [InlineData("ключ = 1\n", "LS1120", 1, 1)]
    [InlineData("a = 1\nb = 2\na = 3\n", "LS1121", 3, 1)]
    [InlineData("a = { k = 1, 'k' = 2 }\n", "LS1121", 1, 14)]
    [InlineData("[x]\na.b = 1\na.\"b\" = 2\n", "LS1121", 3, 3)]
    [InlineData("[a]\n[b]\n[a]\n", "LS1122", 3, 2)]
    [InlineData("[a]\nb.c = 1\n[a.b]\n", "LS1122", 3, 4)]
    [InlineData("a = {}\n[a.b]\n", "LS1122", 2, 2)]
    [InlineData("a = []\n[[a]]\n", "LS1122", 2, 3)]
    [InlineData("[[a]]\n[a]\n", "LS1122", 2, 2)]
    [InlineData("[a.b]\n[a]\nb.c = 1\n", "LS1122", 3, 1)]
    [InlineData("a = 1 # \u0001\n", "LS1123", 1, 9)]
    [InlineData("a = 1\rb = 2\n", "LS1123", 1, 6)]
    [InlineData("a = yes\n", "LS1125", 1, 5)]
    [InlineData("a = 010\n", "LS1125", 1, 5)]
    [InlineData("a = 9223372036854775808\n", "LS1125", 1, 5)]
    [InlineData("a = 0xFFFFFFFFFFFFFFFFFF\n", "LS1125", 1, 5)]
    [InlineData("a = 2023-02-29\n", "LS1125", 1, 5)]
    [InlineData("a = 12:60:00\n", "LS1125", 1, 5)]
    [InlineData("a = 1979-05-27Z\n", "LS1125", 1, 5)]
    [InlineData("a = [\n  10.0.0.1,\n]\n", "LS1125", 2, 3)]
    public void What_is_no_TOML_is_refused_at_its_place(string text, string code, int line, int column)
    {
        foreach (var mark in new[] { "", "\uFEFF" })
        {
            var result = TomlReader.Read("f.toml", mark + text);
            Assert.True(result.Failed);
            var diagnostic = Assert.Single(result.Diagnostics);
            Assert.Equal((code, new Position(line, column), "f.toml"), (diagnostic.Code, diagnostic.At!.Value, diagnostic.File));
            Assert.DoesNotContain("\n", diagnostic.Message);
        }
    }

    [Fact]
    public void Half_a_pair_of_surrogates_is_refused()
    {
        // Not a row above: the runner would write it as another character.
        var diagnostic = Assert.Single(TomlReader.Read("f.toml", "a = \"" + '\uD800' + "\"\n").Diagnostics);
        Assert.Equal(("LS1123", new Position(1, 6)), (diagnostic.Code, diagnostic.At!.Value));
    }

    [Fact]
    public void Keys_that_stand_twice_are_said_at_once_with_the_slip_that_ends_the_reading()
    {
        var result = TomlReader.Read("f.toml", "a = 1\na = 2\n[x]\n[y]\n[x]\nb = 1\nb = 2\nc = \n");
        Assert.Null(result.Value);
        Assert.Equal(["LS1121", "LS1122", "LS1121", "LS1120"], result.Diagnostics.Select(static d => d.Code));
        Assert.Contains("first at 1:1", result.Diagnostics[0].Message);
        Assert.Contains("header stands at 3:1", result.Diagnostics[1].Message);
    }

    [Theory]
    [InlineData("password = hunter2\n")]
    [InlineData("password = \"hunter2\npassword = \"hunter2\"\n")]
    [InlineData("password = \"hunter2\"\npassword = \"hunter2\"\n")]
    [InlineData("password = 'hunter2' hunter2\n")]
    public void No_diagnostic_quotes_a_value(string text) =>
        Assert.All(TomlReader.Read("f.toml", text).Diagnostics, static d => Assert.DoesNotContain("hunter2", d.Message + d.Hint));

    [Theory]
    [InlineData("a = ", "[")]
    [InlineData("a = ", "{ a = ")]
    [InlineData("a", ".a")]
    [InlineData("[a", ".a")]
    [InlineData("a = ", "[{ b.c.d = ")]
    public void Very_deep_nesting_is_refused(string start, string deeper) =>
        Assert.Equal("LS1124", TomlReader.Read("f.toml", start + string.Concat(Enumerable.Repeat(deeper, 100_000))).Diagnostics[^1].Code);

    [Fact]
    public void A_text_of_megabytes_is_refused() =>
        Assert.Equal("LS1124", Assert.Single(TomlReader.Read("f.toml", new string('\n', (8 * 1024 * 1024) + 1)).Diagnostics).Code);

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("\uFEFF")]
    [InlineData("#[security]\n# ca-path = ''\n")]
    public void A_text_without_settings_is_an_empty_table(string text) => Assert.Empty(Read(text).Root.Entries);

    [Theory]
    [InlineData("a = \"x\" # c\n", "\"x\"")]
    [InlineData("a='''\nx\n'''\r\nz = 1", "'''\nx\n'''")]
    [InlineData("a = [ 1, # c\n  2,\n ] # c", "[ 1, # c\n  2,\n ]")]
    [InlineData("a = {b = 'é😀'} \n", "{b = 'é😀'}")]
    [InlineData("a = 1979-05-27 07:32:00Z # c", "1979-05-27 07:32:00Z")]
    [InlineData("\t[ x ] # c\nb = 1\n[a]\n", "[a]")]
    [InlineData("  [ a . b ]\n  c = 1\n", "a")]
    public void A_node_spans_its_own_text(string text, string expected)
    {
        foreach (var mark in new[] { "", "\uFEFF" })
        {
            var node = Read(mark + text).Find("a")!;
            Assert.Equal(expected, (mark + text)[node.StartIndex..node.EndIndex]);
            var source = text.Split('\n')[node.Start.Line - 1];
            Assert.StartsWith(expected.Split('\n')[0], source[(node.Start.Column - 1)..]);
        }
    }

    [Fact]
    public void What_stands_at_a_path_is_found_through_tables_dots_braces_and_arrays()
    {
        var document = Read("""
            top = 'x'
            dotted.key = 0x10
            cn = ["a", 'b']
            mixed = ["a", 1]
            [security]
            labels = { zone = "z", on = true }
            [security."q k".below]
            f = 1.5
            [[to]]
            name = "one"
            [to.deep]
            port = 1
            [[to]]
            name = "two"
            port = 2
            """);
        Assert.Equal("x", document.Text("top"));
        Assert.Equal(16, document.Integer("dotted", "key"));
        Assert.Equal("z", document.Text("security", "labels", "zone"));
        Assert.True(document.Flag("security", "labels", "on"));
        Assert.Equal(1.5, ((TomlNode.Scalar)document.Find("security", "q k", "below", "f")!).Float);
        Assert.Equal(1, document.Integer("to", "[name=one]", "deep", "port"));
        Assert.Equal(2, document.Integer("to", "[1]", "port"));
        Assert.Equal(["a", "b"], document.Texts("cn")!.Value);
        Assert.Null(document.Texts("mixed"));
        Assert.Null(document.Text("cn"));
        Assert.Null(document.Integer("top"));
        Assert.Null(document.Find("to", "[name=three]"));
        Assert.Null(document.Find("to", "[2]"));
        Assert.Null(document.Find("to", "name"));
        Assert.Null(document.Find("top", "below"));
    }

    [Fact]
    public void A_table_knows_how_it_was_written()
    {
        var document = Read("d.a = 1\ni = {}\n[h]\n[p.h]\n");
        Assert.Equal(
            [TomlTableKind.Dotted, TomlTableKind.Inline, TomlTableKind.Header, TomlTableKind.Implied],
            document.Root.Entries.Select(static e => ((TomlNode.Table)e.Value).Kind));
        Assert.Equal(TomlTableKind.Root, document.Root.Kind);
    }

    [Fact]
    public void Dotted_keys_may_make_a_table_that_only_the_header_of_one_below_it_has_named()
    {
        var root = Read("[a.dir.deep]\nx = 1\n[a]\ndir.y = 2\n").Root;
        Assert.IsType<TomlNode.Scalar>(TomlPath.Find(root, ["a", "dir", "deep", "x"]));
        Assert.IsType<TomlNode.Scalar>(TomlPath.Find(root, ["a", "dir", "y"]));
        // Made by dotted keys, it gets no header any more.
        Assert.Equal("LS1122", Assert.Single(TomlReader.Read("f.toml", "[a.dir.deep]\n[a]\ndir.y = 2\n[a.dir]\n").Diagnostics).Code);
    }

    [Fact]
    public void Every_sample_is_read_without_a_diagnostic()
    {
        var samples = Directory.GetFiles(Fixtures.Folder("tidb"), "*.toml");
        Assert.True(samples.Length >= 26, $"{samples.Length} samples");
        Assert.All(samples, static path => Assert.Empty(TomlReader.Read(path, File.ReadAllText(path)).Diagnostics));
    }

    private static TomlDocument Read(string text)
    {
        var result = TomlReader.Read("f.toml", text);
        Assert.Empty(result.Diagnostics);
        return result.Value!;
    }
}
