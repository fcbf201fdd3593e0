using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Toml;
using Linkseal.Testing;

namespace Linkseal.Core.Tests.Editing.Toml;

public class TomlPropertyTests
{
    private static readonly Gen<ImmutableArray<string>> Paths =
        from length in Gen.Choose(1, 3)
        from path in Gen.Elements("alpha", "beta", "gamma", "delta", "dir", "q k", "l.k", "port", "below", "new", "[0]", "[name=m]").ArrayOf(length)
        select path[0].StartsWith('[') ? ["alpha", .. path] : path.ToImmutableArray();

    private static readonly Gen<EditValue> Values = Gen.OneOf(
        Gen.Elements(true, false).Select(static v => (EditValue)new EditValue.Flag(v)),
        Gen.Elements(0, 443, -7, long.MaxValue).Select(static v => (EditValue)new EditValue.Number(v)),
        Gen.Elements<string[]>([], ["pd-1"], ["a", "it's", "\\"]).Select(static v => (EditValue)new EditValue.List([.. v])),
        Gen.Elements("", "/srv/tls", "yes", "1.5", "two words", "it's \"so\"", "C:\\x", "# no", "[x]", "é😀", "a\nb", "\u2028", "{x}", "trailing ", "'''", "\u0000")
            .Select(static v => (EditValue)new EditValue.Text(v)));

    private static readonly Gen<Edit> AnySet = from path in Paths from value in Values select (Edit)new Edit.Set(path, value);

    private static readonly Gen<Edit> AnyEdit = Gen.Frequency((4, AnySet), (1, Paths.Select(static p => (Edit)new Edit.Remove(p))));

    private static readonly Gen<ImmutableArray<Edit>> AnyEdits = Together(AnyEdit);

    [Fact]
    public void After_an_edit_the_document_says_what_it_said_but_for_the_edit() => Check(TomlTexts.Valid, AnyEdits, 2000, static (text, edits) =>
    {
        if (TomlEdits.Tried(text, edits).Value is not { } edited) return;
        var after = TomlReader.Read("f", edited.Text);
        Assert.Empty(after.Diagnostics);
        Assert.All(edits, e => Assert.True(TomlExpectation.Of(e).Holds(after.Value!.Find(e.Key.AsSpan())), edited.Text));

        // An entry that went moves those behind it: what else changed is asked where none did.
        if (!edits.Any(static e => e is Edit.Remove && e.Key[^1].StartsWith('['))) Assert.True(TomlTrees.EqualBut(Valid(text)!.Root, after.Value!.Root, [.. edits.Select(TomlExpectation.Of)]), edited.Text);
    });

    [Fact]
    public void An_edit_and_its_reversal_leave_the_original_bytes() => Check(TomlTexts.Valid, AnyEdits, 2000, static (text, edits) =>
    {
        if (TomlEdits.Tried(text, edits).Value is not { } edited) return;
        Assert.Equal(text, TomlEdits.Revert(edited.Text, edited.Applied));
        Assert.Equal(text, TomlEdits.Apply(edited.Text, [], edited.Applied).Text);
        var again = TomlEdits.Apply(edited.Text, edits, edited.Applied);
        Assert.Equal(edited.Text, again.Text);
        Assert.Equal(edited.Applied, again.Applied);
    });

    [Fact]
    public void Other_wishes_on_top_of_the_first_still_go_back_to_the_original() => Check(TomlTexts.Valid, Gen.Two(AnyEdits), 2000, static (text, edits) =>
    {
        if (TomlEdits.Tried(text, edits.Item1).Value is not { } one || TomlEdits.Tried(one.Text, edits.Item2, one.Applied) is not { Failed: false, Value: { } two }) return;
        Assert.Equal(text, TomlEdits.Revert(two.Text, two.Applied));
        Assert.Equal(TomlEdits.Apply(two.Text, edits.Item2, two.Applied).Text, two.Text);
    });

    [Fact]
    public void Wishing_for_what_is_there_keeps_every_byte() => Check(TomlTexts.Valid, Gen.Constant(0), 1000, static (text, _) =>
    {
        var edited = TomlEdits.Apply(text, [.. Leaves(Valid(text)!.Root, [])]);
        Assert.Equal(text, edited.Text);
        Assert.Empty(edited.Applied);
    });

    [Fact]
    public void An_edit_made_by_hand_elsewhere_is_all_that_is_left_after_the_reversal()
    {
        var judged = 0;
        Check(TomlTexts.Valid, Together(AnySet), 2000, (text, edits) =>
        {
            if (TomlEdits.Tried(text, edits).Value is not { } edited || ByHand(text, edited.Text) is not var (before, after) || Valid(before) is null || Valid(after) is null) return;
            judged++;
            Assert.Equal(before, TomlEdits.Revert(after, edited.Applied));
        });
        Assert.True(judged > 200, $"{judged} judged");
    }

    [Fact]
    public void What_reads_after_an_edit_reads_the_same_to_Pythons_tomllib()
    {
        using var folder = new TemporaryFolder();
        var cases = new List<(string Before, string After, ImmutableArray<Edit> Edits)>();
        Check(TomlTexts.Valid, AnyEdits, 2000, (text, edits) =>
        {
            if (edits.All(static e => e.Key.All(static k => !k.StartsWith('['))) && TomlEdits.Tried(text, edits).Value is { } edited) cases.Add((text, edited.Text, edits));
        });
        Assert.True(cases.Count > 300, $"{cases.Count} cases");
        for (var i = 0; i < cases.Count; i++) TomllibJudge.Write(folder, i, cases[i].Before, cases[i].After, cases[i].Edits);
        TomllibJudge.Judge(folder, cases.Count);
    }

    [Fact]
    public void No_mutation_of_a_sample_ends_in_a_crash_or_in_a_corrupt_result()
    {
        var samples = Directory.GetFiles(Fixtures.Folder("tidb"), "*.toml").Select(File.ReadAllText).Where(static t => t.Length < 20_000).ToArray();
        var wanted = TomlEdits.Of("client-urls=https://a:2379; security.ca-path=/ca; security.cert-allowed-cn=[a,b; security.cluster-tls.ca=/ca; dashboard.tidb-key-path=/k; -security.redact-info-log");
        var mutated = from sample in Gen.Elements(samples) from text in TomlTexts.Mutated(sample) select text;
        Check(mutated, Gen.Constant(0), 600, (text, _) =>
        {
            var result = TomlEdits.Tried(text, wanted);
            Assert.All(result.Diagnostics, static d => Assert.NotNull(d.At));
            if (result.Value is not { } edited)
            {
                Assert.NotEmpty(result.Diagnostics);
                return;
            }

            var after = TomlReader.Read("f", edited.Text);
            Assert.Empty(after.Diagnostics);
            Assert.True(TomlTrees.EqualBut(Valid(text)!.Root, after.Value!.Root, [.. wanted.Select(TomlExpectation.Of)]));
            Assert.Equal(text, TomlEdits.Revert(edited.Text, edited.Applied));
        });
    }

    [Theory]
    [InlineData("# a = 1\n", 20_000)]
    [InlineData("# prose\n", 50_000)]
    [InlineData("[[a]]\n# b = 1\n", 10_000)]
    [InlineData("\n", 200_000)]
    public void Editing_a_long_text_costs_by_its_length(string sign, int times) => Cost.AssertLinear(times, size =>
    {
        var text = string.Concat(Enumerable.Repeat(sign, size));
        var edited = TomlEdits.Apply(text, TomlEdits.Of("b=#1; c.d=#1"));
        Assert.Equal(text, TomlEdits.Revert(edited.Text, edited.Applied));
    });

    /// <summary>Both texts with the same hand edit: round a header, and at the top. Null: there is no header that stands once in both.</summary>
    private static (string Before, string After)? ByHand(string before, string after)
    {
        var header = Headers(before).Intersect(Headers(after)).FirstOrDefault(h => before.Split('\n').Count(l => l == h) == 1 && after.Split('\n').Count(l => l == h) == 1);
        if (header is null) return null;
        var end = header.EndsWith('\r') ? "\r\n" : "\n";
        string Edit(string text)
        {
            var edited = string.Join('\n', text.Split('\n').Select(l => l == header ? "# by hand" + end + l + "\n  mine-key = 'by hand'" + end.TrimEnd('\n') : l));
            return edited.StartsWith('\uFEFF') ? "\uFEFF# top" + end + edited[1..] : "# top" + end + edited;
        }

        return (Edit(before), Edit(after));
    }

    private static IEnumerable<string> Headers(string text)
    {
        var doc = TomlText.Read("f", text).Read!;
        return doc.Sections.Where(static s => s.Header is not null).Select(s => text.Split('\n')[doc.LineOf(s.Header!)]);
    }

    private static TomlDocument? Valid(string text) => TomlReader.Read("f", text).Value;

    /// <summary>Edits that can be true together: no path leads through another.</summary>
    private static Gen<ImmutableArray<Edit>> Together(Gen<Edit> any) =>
        from edits in any.ListOf()
        select edits.Take(4).Aggregate(ImmutableArray<Edit>.Empty, static (taken, e) => taken.Any(t => IsAbove(t.Key, e.Key) || IsAbove(e.Key, t.Key)) ? taken : taken.Add(e));

    private static bool IsAbove(ImmutableArray<string> one, ImmutableArray<string> other) => one.Length <= other.Length && one.AsSpan().SequenceEqual(other.AsSpan()[..one.Length]);

    private static IEnumerable<Edit> Leaves(TomlNode node, ImmutableArray<string> path) => node switch
    {
        TomlNode.Table table => table.Entries.SelectMany(e => Leaves(e.Value, path.Add(e.Key))),
        TomlNode.Array { Items: [TomlNode.Table, ..] } array => array.Items.SelectMany((item, i) => Leaves(item, path.Add($"[{i}]"))),
        TomlNode.Array array when array.Items.All(static i => i is TomlNode.Scalar { Text: not null }) => [new Edit.Set(path, new EditValue.List([.. array.Items.Select(static i => ((TomlNode.Scalar)i).Value)]))],
        TomlNode.Scalar { Text: { } text } => [new Edit.Set(path, new EditValue.Text(text))],
        TomlNode.Scalar { Integer: { } number } => [new Edit.Set(path, new EditValue.Number(number))],
        TomlNode.Scalar { Flag: { } flag } => [new Edit.Set(path, new EditValue.Flag(flag))],
        _ => [],
    };

    private static void Check<T, TOther>(Gen<T> texts, Gen<TOther> others, int count, Action<T, TOther> body) =>
        Prop.ForAll(texts.ToArbitrary(), others.ToArbitrary(), body).Check(Config.QuickThrowOnFailure.WithMaxTest(count).WithQuietOnSuccess(true));
}
