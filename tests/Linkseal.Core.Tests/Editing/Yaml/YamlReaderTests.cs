using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Yaml;
using Linkseal.Testing;

namespace Linkseal.Core.Tests.Editing.Yaml;

public class YamlReaderTests
{
    [Theory]
    [InlineData("a: b: c\n", "LS1101", 1, 5)]
    [InlineData("a: [1, 2\nb: 3", "LS1101", 1, 5)]
    [InlineData("a: \"\\UFFFFFFFF\"", "LS1101", 1, 1)]
    [InlineData("# c\n...\n", "LS1101", 2, 1)]
    [InlineData("# c\nx:\n  k: 1\n  k: 2\n", "LS1102", 4, 3)]
    [InlineData("a: {k: 1, \"k\": 2}\n", "LS1102", 1, 11)]
    [InlineData("a: *nowhere\n", "LS1103", 1, 4)]
    [InlineData("a: &x [*x]\n", "LS1103", 1, 8)]
    [InlineData("a: 1\nb: \u0001\n", "LS1104", 2, 4)]
    [InlineData("a: 1\rb: 2\n", "LS1104", 1, 5)]
    [InlineData("a: 1 # \u2028b: 2\n", "LS1104", 1, 8)]
    [InlineData("a: 1\n---\nb: 2\n", "LS1105", 2, 1)]
    [InlineData("a: 1\nb:\n  <<: {c: 1}\n", "LS1107", 3, 3)]
    [InlineData("? [a]\n: 1\n", "LS1108", 1, 3)]
    [InlineData("a: !vault x\n", "LS1109", 1, 4)]
    [InlineData("a:\n  x: 1\n\tb: 2\n", "LS1110", 3, 1)]
    [InlineData("a:\n\tb: 2\n", "LS1110", 2, 1)]
    [InlineData("# first\n\ta: b\n", "LS1110", 2, 1)]
    [InlineData("\t# harmless\na: b\n\t# c\nd: 1\n", "LS1110", 3, 1)]
    public void What_can_not_be_trusted_is_refused_at_its_place(string text, string code, int line, int column)
    {
        var result = YamlReader.Read("f.yml", text);
        Assert.True(result.Failed);
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal((code, new Position(line, column), "f.yml"), (diagnostic.Code, diagnostic.At!.Value, diagnostic.File));
        Assert.DoesNotContain("\n", diagnostic.Message);
    }

    [Fact]
    public void A_duplicate_key_names_where_the_first_stands()
    {
        var diagnostic = Assert.Single(YamlReader.Read("f.yml", "a: 1\nb: 2\na: 3\n").Diagnostics);
        Assert.Contains("\"a\"", diagnostic.Message);
        Assert.Contains("1:1", diagnostic.Message);
    }

    [Fact]
    public void Everything_wrong_is_reported_at_once()
    {
        var codes = YamlReader.Read("f.yml", "a: *x\na: 1\nb: !t 1\n").Diagnostics.Select(d => d.Code);
        Assert.Equal(["LS1103", "LS1102", "LS1109"], codes);
    }

    [Theory]
    [InlineData(100_000, "[")]
    [InlineData(100_000, "{a: ")]
    [InlineData(20_000, "- ")]
    public void Very_deep_nesting_is_refused(int times, string opening) =>
        Assert.Equal("LS1106", YamlReader.Read("f.yml", string.Concat(Enumerable.Repeat(opening, times))).Diagnostics[^1].Code);

    [Fact]
    public void Aliases_that_expand_beyond_reason_are_refused()
    {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]\n"));
        Assert.Equal("LS1106", Assert.Single(YamlReader.Read("f.yml", bomb).Diagnostics).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("\uFEFF")]
    public void An_empty_text_is_an_empty_mapping(string text) =>
        Assert.Empty(Assert.IsType<YamlNode.Mapping>(Read(text)).Entries);

    [Theory]
    [InlineData("a: &x !!str # c\n  foo\nz: 1", "foo")]
    [InlineData("a: &y\nz: 1", "")]
    [InlineData("a:\n# c\nz: 1", "")]
    [InlineData("a: 'it''s' # c\r\nz: 1", "'it''s'")]
    [InlineData("a: |\n  hi\n\n  # no comment\n\n# comment\nz: 1", "|\n  hi\n\n  # no comment")]
    [InlineData("a: |+\n  hi\n\nz: 1", "|+\n  hi\n")]
    [InlineData("a: plain\n  more # c\nz: 1", "plain\n  more")]
    [InlineData("a: [1, {b: 2} ] # c\nz: 1", "[1, {b: 2} ]")]
    [InlineData("a: &q { b: 1\n  } # c\nz: 1", "{ b: 1\n  }")]
    [InlineData("a:\n  b: 1\n  c:\n  - x # c\n\n# c\nz: 1", "b: 1\n  c:\n  - x")]
    [InlineData("q: &q 1\na:\n  b: *q # c\nz: 1", "b: *q")]
    [InlineData("a: [é😀, 'b' ]\nz: 1", "[é😀, 'b' ]")]
    public void A_node_spans_its_own_text(string text, string expected)
    {
        foreach (var mark in new[] { "", "\uFEFF" })
        {
            var node = YamlScalars.Find(Read(mark + text), "a")!;
            Assert.Equal(expected, (mark + text)[node.StartIndex..node.EndIndex]);
        }
    }

    [Fact]
    public void A_pair_without_braces_in_a_list_spans_its_own_text()
    {
        const string Text = "{x: [a: b, {c: d}]}";
        var list = Assert.IsType<YamlNode.Sequence>(YamlScalars.Find(Read(Text), "x"));
        Assert.Equal(["a: b", "{c: d}"], list.Items.Select(i => Text[i.StartIndex..i.EndIndex]));
    }

    [Theory]
    [InlineData("yes", true)]
    [InlineData("True", true)]
    [InlineData("off", false)]
    [InlineData("\"true\"", null)]
    [InlineData("!!str true", null)]
    [InlineData("y", null)]
    public void Truth_is_what_the_product_reads(string value, bool? truth) =>
        Assert.Equal(truth, YamlScalars.Truth(YamlScalars.Find(Read("a: " + value), "a")));

    [Fact]
    public void Every_sample_is_read_without_a_diagnostic()
    {
        foreach (var (version, path) in Fixtures.HarborSamples())
        {
            var result = YamlReader.Read(path, File.ReadAllText(path));
            Assert.Empty(result.Diagnostics);
            Assert.Equal("443", ((YamlNode.Scalar)YamlScalars.Find(result.Value, "https", "port")!).Value);
            Assert.True(YamlScalars.Find(result.Value, "_version") is YamlNode.Scalar { Value: var v } && version.StartsWith(v[..3], StringComparison.Ordinal), version);
        }
    }

    private static YamlNode Read(string text)
    {
        var result = YamlReader.Read("f.yml", text);
        Assert.Empty(result.Diagnostics);
        return result.Value!;
    }

    [Theory]
    [InlineData("a: &a { x: 1, y: 2 }\nb: { <<: *a, y: 3 }\n", "y=3 x=1")]
    [InlineData("a: &a { x: 1 }\nc: &c { x: 4, z: 5 }\nb:\n  <<: [*a, *c]\n", "x=1 z=5")]
    [InlineData("b: { \"<<\": 1 }\n", "<<=1")]
    public void Merge_keys_are_resolved_where_they_are_asked_for(string text, string expected)
    {
        var read = YamlReader.ReadMerged("f", text);
        Assert.Empty(read.Diagnostics);
        var b = Assert.IsType<YamlNode.Mapping>(YamlScalars.Find(read.Value, "b"));
        Assert.Equal(expected, string.Join(' ', b.Entries.Select(static e => $"{e.Key.Value}={((YamlNode.Scalar)e.Value).Value}")));
    }

    [Theory]
    [InlineData("b: { <<: 1 }\n")]
    [InlineData("b: { <<: [ 1 ] }\n")]
    public void A_merge_key_of_no_mapping_is_LS1107(string text) => Assert.Equal("LS1107", Assert.Single(YamlReader.ReadMerged("f", text).Diagnostics).Code);
}
