using System.Collections.Immutable;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Statements;
using Linkseal.Testing;

namespace Linkseal.Core.Tests.Editing.Statements;

public partial class StatementPropertyTests
{
    public static TheoryData<ConfigFormat> Formats => StatementTexts.AsData;

    [Theory]
    [MemberData(nameof(Formats))]
    public void An_edit_and_its_reversal_leave_the_original_bytes(ConfigFormat format)
    {
        var made = 0;
        Check(StatementTexts.Valid(format), StatementTexts.Edits(format), 600, (text, edits) =>
        {
            if (StatementEdits.Tried(format, text, edits).Value is not { } edited) return;
            if (edited.Text != text) made++;
            Assert.Equal(text, StatementEdits.Revert(format, edited.Text, edited.Applied));
            Assert.Equal(text, StatementEdits.Apply(format, edited.Text, [], edited.Applied).Text);
            var again = StatementEdits.Apply(format, edited.Text, edits, edited.Applied);
            Assert.Equal(edited.Text, again.Text);
            Assert.Equal(edited.Applied, again.Applied);
            Assert.Equal(edited.Text, StatementEdits.Apply(format, edited.Text, edits).Text);
        });
        Assert.True(made > 200, $"{made} made");
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void After_an_edit_all_other_lines_stand_as_they_stood(ConfigFormat format) => Check(StatementTexts.Valid(format), StatementTexts.Edits(format), 300, (text, edits) =>
    {
        ImmutableArray<Edit> sets = [.. edits.Where(static e => e is not Edit.Remove)];
        if (StatementEdits.Tried(format, text, sets).Value is not { } edited) return;
        var changed = edited.Applied.Where(static a => a.Kind != AppliedEditKind.Lines || a.Original.Length > 0).Sum(static a => a.Original.TrimEnd('\n').Count(static c => c == '\n') + 1);

        // A byte order mark belongs to no line, a missing line end to the last.
        var most = changed + (text.EndsWith('\n') ? 0 : 1) + (text.StartsWith('\uFEFF') ? 1 : 0);
        Assert.True(TextDiff.Hunks(text, edited.Text).SelectMany(static h => h).Count(static l => l.Kind == DiffKind.Removed) <= most, edited.Text);
    });

    [Theory]
    [MemberData(nameof(Formats))]
    public void Other_wishes_on_top_of_the_first_still_go_back_to_the_original(ConfigFormat format)
    {
        var (made, exact) = (0, 0);
        Check(StatementTexts.Valid(format), Gen.Two(StatementTexts.Edits(format)), 600, (text, edits) =>
        {
            if (StatementEdits.Tried(format, text, edits.Item1).Value is not { } one || StatementEdits.Tried(format, one.Text, edits.Item2, one.Applied) is not { Failed: false, Value: { } two }) return;
            Assert.Equal(StatementEdits.Apply(format, two.Text, edits.Item2, two.Applied).Text, two.Text);
            var reverted = StatementEdits.Revert(format, two.Text, two.Applied);
            if (reverted != text) Assert.Equal(Blankless(text), Blankless(reverted));
            else exact++;
            made++;
        });

        // A blank beside the first of two of ours stays where the second, still wanted, has come between.
        Assert.True(exact > made * 0.9, $"{exact} of {made}");
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Wishing_for_what_is_there_keeps_every_byte(ConfigFormat format) => Check(StatementTexts.Valid(format), Gen.Constant(0), 300, (text, _) =>
    {
        var edited = StatementEdits.Tried(format, text, [.. Leaves(format, StatementReader.Read(format, "f", text).Value!)]).Value;
        if (edited is null) return;
        Assert.Equal(text, edited.Text);
        Assert.Empty(edited.Applied);
    });

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_comment_by_hand_elsewhere_is_all_that_is_left_after_the_reversal(ConfigFormat format)
    {
        var mark = format == ConfigFormat.Json ? "// by hand" : "# by hand";
        Check(StatementTexts.Valid(format), StatementTexts.Edits(format), 300, (text, all) =>
        {
            ImmutableArray<Edit> edits = [.. all.Where(static e => e is not Edit.Remove)];
            if (StatementEdits.Tried(format, text, edits).Value is not { } edited) return;
            string ByHand(string t) => t.Insert(t.StartsWith('\uFEFF') ? 1 : 0, mark + (text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n"));
            Assert.Equal(ByHand(text), StatementEdits.Revert(format, ByHand(edited.Text), edited.Applied));
        });
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_hand_edit_of_our_line_is_LS1112_and_never_written_over(ConfigFormat format)
    {
        var met = 0;
        Check(StatementTexts.Valid(format), StatementTexts.Edits(format), 300, (text, edits) =>
        {
            ImmutableArray<Edit> sets = [.. edits.OfType<Edit.Set>().Where(static e => Said(e).Length > 2 && !e.Key[^1].StartsWith('[')).Take(1)];
            if (sets.IsEmpty || StatementEdits.Tried(format, text, sets).Value is not { Applied: [.., var ours] } edited || ours.Ours.Length == 0) return;
            var place = StatementReader.Read(format, "f", edited.Text).Value!.Find([.. sets[0].Key])!.At;
            var start = edited.Text.Split('\n').Take(place.Line - 1).Sum(static l => l.Length + 1) + place.Column - 1 + (edited.Text[0] == '\uFEFF' && place.Line == 1 ? 1 : 0);
            var at = edited.Text.IndexOf(Said((Edit.Set)sets[0])[..2], start + sets[0].Key[^1].Length, StringComparison.Ordinal);
            if (at < 0) return;
            var byHand = edited.Text.Insert(at + 1, "mine");
            if (StatementReader.Read(format, "f", byHand).Value is null) return;
            met++;
            var result = StatementEdits.Tried(format, byHand, sets, edited.Applied);
            Assert.Null(result.Value);
            Assert.Contains(result.Diagnostics, static d => d is { Code: "LS1112", Severity: Severity.Error });
            var reverted = ConfigEditor.Revert(format, "f", byHand, edited.Applied);
            Assert.Contains("mine", reverted.Value!.Text);
        });
        Assert.True(met > 10, $"{met} met");
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Whatever_the_text_it_is_refused_with_its_place_or_edited_and_given_back(ConfigFormat format)
    {
        string[] signs = ["\n", "\r\n", " ", "\t", "#", "//", "/*", "*/", ";", "=", ":", ",", "\"", "'", "\\", "{", "}", "[", "]", "(", "a", "b c", "é", "\uFEFF", "\0", "\\\n", "${", "server", "listener", "[a]", "1", "@"];
        var soup = Gen.Elements(signs).ArrayOf().Select(string.Concat);
        var mutated = from text in StatementTexts.Valid(format)
                      from at in Gen.Choose(0, text.Length)
                      from sign in Gen.Elements(signs)
                      from cut in Gen.Choose(0, Math.Min(6, text.Length - at))
                      select text.Remove(at, cut).Insert(at, sign);
        Check(Gen.OneOf(soup, mutated, mutated), StatementTexts.Edits(format), 600, (text, edits) =>
        {
            var read = StatementReader.Read(format, "f", text);
            Assert.Equal(read.Value is null, !read.Diagnostics.IsEmpty);
            Assert.All(read.Diagnostics, d => Assert.True(d.At is { Line: >= 1, Column: >= 1 } at && at.Line <= text.Count(static c => c == '\n') + 1, $"{d}"));
            var result = StatementEdits.Tried(format, text, edits);
            if (result.Value is not { } edited) Assert.NotEmpty(result.Diagnostics);
            else Assert.Equal(text, StatementEdits.Revert(format, edited.Text, edited.Applied));
        });
    }

    [Theory]
    [InlineData(ConfigFormat.KeyValue, "# a 1\n", 20_000)]
    [InlineData(ConfigFormat.KeyValue, "a 1\n", 20_000)]
    [InlineData(ConfigFormat.Ini, "[a]\n#b=1\nc=1\n", 10_000)]
    [InlineData(ConfigFormat.Nginx, "server {\n # a;\n}\n", 10_000)]
    [InlineData(ConfigFormat.PgHba, "\n", 20_000)]
    public void Editing_a_long_text_costs_by_its_length(ConfigFormat format, string sign, int times) => Cost.AssertLinear(times, size =>
    {
        var text = string.Concat(Enumerable.Repeat(sign, size)) + (format == ConfigFormat.Nginx ? "gone 1;\n" : "gone=1\n");
        var edited = StatementEdits.Apply(format, text, StatementEdits.Of("-gone | new = #1 | ^{n}: first=1" + (format == ConfigFormat.Nginx ? ";" : "")));
        Assert.Equal(text, StatementEdits.Revert(format, edited.Text, edited.Applied));
    });

    private static string Blankless(string text) => EmptyLines().Replace(text.Replace(" ", "", StringComparison.Ordinal), "\n");

    [GeneratedRegex(@"(\r?\n)+")]
    private static partial Regex EmptyLines();

    private static string Said(Edit.Set set) => set.Value switch
    {
        EditValue.Text text => text.Value,
        EditValue.Raw raw => raw.Value,
        _ => "",
    };

    private static IEnumerable<Edit> Leaves(ConfigFormat format, StatementDocument document) =>
        from statement in document.Statements.SelectMany(static s => s.Statements.Prepend(s))
        where !statement.IsSection && statement.Section.Length < 2 && !statement.Name.StartsWith('!')
        select (Edit)new Edit.Set([.. statement.Section, statement.Name], new EditValue.Raw(document.Find([.. statement.Section, statement.Name])?.Raw ?? statement.Raw)) into edit
        group edit by string.Join('\n', edit.Key) into same
        where format is not (ConfigFormat.Nginx or ConfigFormat.HaProxy or ConfigFormat.PgHba or ConfigFormat.Memcached) || same.Count() == 1
        select same.First();

    private static void Check<T, TOther>(Gen<T> texts, Gen<TOther> others, int count, Action<T, TOther> body) =>
        Prop.ForAll(texts.ToArbitrary(), others.ToArbitrary(), body).Check(Config.QuickThrowOnFailure.WithMaxTest(count).WithQuietOnSuccess(true));
}
