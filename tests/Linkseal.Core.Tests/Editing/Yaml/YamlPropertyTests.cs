using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Yaml;
using Linkseal.Testing;

namespace Linkseal.Core.Tests.Editing.Yaml;

public class YamlPropertyTests
{
    private static readonly Gen<string> Keys = Gen.Elements("alpha", "beta", "gamma", "delta", "enabled", "dir", "q k", "port", "new");

    /// <summary>Paths of keys, some of them through an entry of a list; the last part is a key.</summary>
    private static readonly Gen<ImmutableArray<string>> Paths =
        from length in Gen.Choose(0, 2)
        from above in Gen.Frequency((4, Keys), (1, Gen.Elements("[port=1]", "[port=2]", "[dir=/x]", "[0]", "[1]"))).ArrayOf(length)
        from last in Keys
        select above.Append(last).ToImmutableArray();

    private static readonly string[] Strings =
        ["", "/srv/tls", "yes", "1.5", "two words", "it's \"so\"", "C:\\x", "a: b", "# no", "- x", "é😀", "a\nb", "\u2028", "{x}", "trailing ", "null", "*a", "0x1F", "1e5", "12:30", "2001-01-01"];

    private static readonly Gen<EditValue> Values = Gen.OneOf(
        Gen.Elements(true, false).Select(v => (EditValue)new EditValue.Flag(v)),
        Gen.Elements(0, 443, -7, long.MaxValue).Select(v => (EditValue)new EditValue.Number(v)),
        Gen.Elements(Strings).Select(v => (EditValue)new EditValue.Text(v)),
        Gen.Elements(Strings).ListOf().Select(v => (EditValue)new EditValue.List([.. v.Take(3)])));

    private static readonly Gen<Edit> AnyEdit = Gen.Frequency(
        (4, from path in Paths from value in Values from after in Gen.OneOf(Gen.Constant<string?>(null), Keys.Select(k => (string?)k)) select (Edit)new Edit.Set(path, value) { After = after }),
        (1, Paths.Select(p => (Edit)new Edit.Remove(p))));

    /// <summary>Edits that can be true together: no path leads through another.</summary>
    private static readonly Gen<ImmutableArray<Edit>> AnyEdits =
        from edits in AnyEdit.ListOf()
        select edits.Take(4).Aggregate(ImmutableArray<Edit>.Empty, static (taken, e) => taken.Any(t => IsAbove(t.Key, e.Key) || IsAbove(e.Key, t.Key)) ? taken : taken.Add(e));

    [Fact]
    public void After_an_edit_the_document_says_what_it_said_but_for_the_edit() => Check(YamlTexts.Any, AnyEdits, 1000, static (text, edits) =>
    {
        var before = YamlReader.Read("f", text);
        Assert.Empty(before.Diagnostics);
        if (Edits.Tried(text, edits).Value is not { } edited) return;

        var after = YamlReader.Read("f", edited.Text);
        Assert.Empty(after.Diagnostics);
        Assert.True(YamlTrees.EqualBut(before.Value, after.Value, [.. edits.Select(Expectation.Of)]), edited.Text);
    });

    [Fact]
    public void An_edit_and_its_reversal_leave_the_original_bytes() => Check(YamlTexts.Any, AnyEdits, 1000, static (text, edits) =>
    {
        if (Edits.Tried(text, edits).Value is not { } edited) return;
        Assert.Equal(text, Edits.Revert(edited.Text, edited.Applied));
        Assert.Equal(text, Edits.Apply(edited.Text, [], edited.Applied).Text);
        var again = Edits.Apply(edited.Text, edits, edited.Applied);
        Assert.Equal(edited.Text, again.Text);
        Assert.Equal(edited.Applied, again.Applied);
    });

    [Fact]
    public void Other_wishes_on_top_of_the_first_still_go_back_to_the_original() => Check(YamlTexts.Any, Gen.Two(AnyEdits), 1000, static (text, edits) =>
    {
        if (Edits.Tried(text, edits.Item1).Value is not { } one || Edits.Tried(one.Text, edits.Item2, one.Applied) is not { Failed: false, Value: { } two }) return;
        Assert.Equal(text, Edits.Revert(two.Text, two.Applied));
        Assert.Equal(Edits.Apply(two.Text, edits.Item2, two.Applied).Text, two.Text);
    });

    [Fact]
    public void Wishing_for_what_is_there_keeps_every_byte() => Check(YamlTexts.Any, Gen.Constant(0), 500, static (text, _) =>
    {
        var leaves = Leaves(YamlReader.Read("f", text).Value!, []).ToImmutableArray();
        var edited = Edits.Apply(text, leaves);
        Assert.Equal(text, edited.Text);
        Assert.Empty(edited.Applied);
    });

    [Fact]
    public void What_reads_after_an_edit_reads_the_same_to_PyYAML()
    {
        var cases = new List<(string Before, string After, ImmutableArray<Edit> Edits)>();
        Check(YamlTexts.Any, AnyEdits, 800, (text, edits) =>
        {
            if (Edits.Tried(text, edits).Value is { } edited) cases.Add((text, edited.Text, edits));
        });
        Assert.True(cases.Count > 300, $"{cases.Count} cases");
        Assert.InRange(PythonJudge.Judged(cases), 250, cases.Count);
    }

    [Fact]
    public void No_mutation_of_a_sample_ends_in_a_crash_or_in_a_corrupt_result()
    {
        var samples = Fixtures.HarborSamples().Select(s => File.ReadAllText(s.Path)).ToArray();
        var wanted = Edits.Of("internal_tls.enabled=!true", "internal_tls.dir=/srv/tls", "https.port=#443", "https.certificate=/srv/h.crt", "https.private_key=/srv/h.key");
        var mutated = from sample in Gen.Elements(samples) from text in YamlTexts.Mutated(sample) select text;
        Check(mutated, Gen.Constant(0), 400, (text, _) =>
        {
            var result = Edits.Tried(text, wanted);
            Assert.All(result.Diagnostics, static d => Assert.NotNull(d.At));
            if (result.Value is not { } edited)
            {
                Assert.NotEmpty(result.Diagnostics);
                return;
            }

            var before = YamlReader.Read("f", text).Value;
            var after = YamlReader.Read("f", edited.Text);
            Assert.Empty(after.Diagnostics);
            Assert.True(YamlTrees.EqualBut(before, after.Value, [.. wanted.Select(Expectation.Of)]));
            Assert.Equal(text, Edits.Revert(edited.Text, edited.Applied));
        });
    }

    [Fact]
    public void Whatever_the_bytes_reading_ends_soon_in_a_result_or_a_diagnostic_with_its_place()
    {
        var bytes = Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf().Select(Encoding.UTF8.GetString);
        var latin = Gen.Choose(0, 255).Select(b => (char)b).ArrayOf().Select(c => new string(c));
        var signs = Gen.Elements("{", "}", "[", "]", ",", ":", ": ", "- ", "? ", "\n", "\n  ", " ", "#", "a", "b", "'", "\"", "|", ">", "&a ", "*a", "!x ", "!!str ", "%", "---\n", "...\n", "\t", "\\", "<<", "~", "\r\n", "%YAML 1.1\n", "%TAG ! x\n", "|2-", "é").ArrayOf().Select(string.Concat);
        Check(Gen.OneOf(bytes, latin, signs, signs, signs), Gen.Constant(0), 6000, static (text, _) =>
        {
            Assert.True(Cost.Of(() => YamlReader.Read("f", text), out var result) < TimeSpan.FromSeconds(5));
            Assert.True(result.Failed == !result.Diagnostics.IsEmpty);
            Assert.All(result.Diagnostics, d => Assert.True(d.At is { Line: >= 1, Column: >= 1 } at && at.Line <= text.Count(c => c == '\n') + 1, $"{d}"));
            if (!result.Failed) AssertSpans(text, result.Value!);
        });
    }

    [Theory]
    [InlineData("? ", 20_000)]
    [InlineData("a: [", 20_000)]
    [InlineData("&a ", 20_000)]
    [InlineData("!!str ", 20_000)]
    [InlineData("a: b\n", 100_000)]
    [InlineData("'", 100_000)]
    [InlineData("a: |\n", 20_000)]
    [InlineData("- [a: b]\n", 50_000)]
    [InlineData("# a: b\n", 100_000)]
    [InlineData("x, ", 100_000)]
    [InlineData("\n", 500_000)]
    [InlineData("k: \"", 100_000)]
    public void A_long_text_of_one_sign_costs_by_its_length(string sign, int times) => Cost.AssertLinear(times, size =>
    {
        var text = string.Concat(Enumerable.Repeat(sign, size));
        YamlReader.Read("f", text);
        YamlReader.Read("f", "[" + text);
        Edits.Tried(text, Edits.Of("a.b=#1"));
    });

    private static bool IsAbove(ImmutableArray<string> one, ImmutableArray<string> other) => one.Length <= other.Length && one.AsSpan().SequenceEqual(other.AsSpan()[..one.Length]);

    private static IEnumerable<Edit> Leaves(YamlNode node, ImmutableArray<string> path) => node switch
    {
        YamlNode.Mapping mapping => mapping.Entries.SelectMany(e => Leaves(e.Value, path.Add(e.Key.Value))),
        YamlNode.Scalar { IsPlain: false } scalar => [new Edit.Set(path, new EditValue.Text(scalar.Value))],
        YamlNode.Scalar scalar when YamlScalars.Truth(scalar) is { } truth => [new Edit.Set(path, new EditValue.Flag(truth))],
        YamlNode.Scalar { Value: "1" } => [new Edit.Set(path, new EditValue.Number(1))],
        YamlNode.Sequence list when list.Items.All(static i => i is YamlNode.Scalar { IsPlain: false }) => [new Edit.Set(path, new EditValue.List([.. list.Items.Cast<YamlNode.Scalar>().Select(static i => i.Value)]))],
        YamlNode.Sequence list => list.Items.SelectMany((item, i) => Leaves(item, path.Add($"[{i}]"))),
        _ => [],
    };

    private static void AssertSpans(string text, YamlNode node)
    {
        Assert.InRange(node.StartIndex, 0, text.Length);
        Assert.InRange(node.EndIndex, node.StartIndex, text.Length);
        foreach (var below in node switch { YamlNode.Mapping m => m.Entries.SelectMany(e => new[] { e.Key, e.Value }), YamlNode.Sequence s => s.Items, _ => [] }) AssertSpans(text, below);
    }

    private static void Check<T, TOther>(Gen<T> texts, Gen<TOther> others, int count, Action<T, TOther> body) =>
        Prop.ForAll(texts.ToArbitrary(), others.ToArbitrary(), body).Check(Config.QuickThrowOnFailure.WithMaxTest(count).WithQuietOnSuccess(true));
}
