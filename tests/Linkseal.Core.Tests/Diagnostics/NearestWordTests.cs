using FsCheck;
using FsCheck.Fluent;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Tests.Diagnostics;

public class NearestWordTests
{
    private static readonly string[] Words = ["platform", "profile", "settings", "components", "certificate", "certificates", "nginx", "db"];

    [Theory]
    [InlineData("platfrom", "platform")]
    [InlineData("Platform", "platform")]
    [InlineData("ngnix", "nginx")]
    [InlineData("componens", "components")]
    [InlineData("certificat", "certificate")]
    [InlineData("comp", "components")]
    [InlineData("dbs", "db")]
    public void A_slip_finds_the_word_that_was_meant(string typed, string meant) => Assert.Equal(meant, NearestWord.Find(typed, Words));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("kubernetes")]
    [InlineData("cert")]
    [InlineData("xy")]
    public void What_is_near_to_nothing_or_to_several_beginnings_finds_no_word(string typed) => Assert.Null(NearestWord.Find(typed, Words));

    [Fact]
    public void A_text_of_any_length_is_no_burden() => Assert.Null(NearestWord.Find(new string('a', 1_000_000), Words));

    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "abc", 0)]
    [InlineData("ab", "ba", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ca", "abc", 3)]
    public void The_distance_counts_slips_and_swapped_neighbours(string left, string right, int distance) => Assert.Equal(distance, NearestWord.Distance(left, right));

    [Fact]
    public void The_distance_is_the_same_both_ways_and_zero_only_for_the_same_word() =>
        Prop.ForAll<NonNull<string>, NonNull<string>>(static (a, b) =>
            NearestWord.Distance(a.Get, b.Get) == NearestWord.Distance(b.Get, a.Get) &&
            (NearestWord.Distance(a.Get, b.Get) == 0) == (a.Get == b.Get)).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_the_words_does_not_matter() =>
        Prop.ForAll<NonNull<string>>(static typed => NearestWord.Find(typed.Get, Words) == NearestWord.Find(typed.Get, Words.Reverse())).QuickCheckThrowOnFailure();
}
