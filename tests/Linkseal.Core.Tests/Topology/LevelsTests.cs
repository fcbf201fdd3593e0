using Linkseal.Core.Topology;

namespace Linkseal.Core.Tests.Topology;

public class LevelsTests
{
    [Fact]
    public void Every_level_is_read_back_from_its_spelling() => Assert.All(Enum.GetValues<Level>(), static level =>
    {
        Assert.True(Levels.TryParse(level.Text(), out var read));
        Assert.Equal(level, read);
    });

    [Fact]
    public void The_names_stand_in_the_order_of_the_levels() => Assert.Equal(["plaintext", "encrypted", "authenticated", "mutual", "named"], Levels.Names);

    [Theory]
    [InlineData("Named")]
    [InlineData("")]
    [InlineData("4")]
    public void Another_word_is_no_level(string text) => Assert.False(Levels.TryParse(text, out _));
}
