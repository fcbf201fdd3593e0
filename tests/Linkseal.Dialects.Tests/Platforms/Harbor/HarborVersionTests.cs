using Linkseal.Dialects.Platforms.Harbor;

namespace Linkseal.Dialects.Tests.Platforms.Harbor;

public sealed class HarborVersionTests
{
    [Theory]
    [InlineData("2.12", "2.12")]
    [InlineData("v2.12.0", "2.12.0")]
    [InlineData("2.10", "2.10")]
    [InlineData("2.15.2-rc1", "2.15.2")]
    [InlineData("2", null)]
    [InlineData("latest", null)]
    [InlineData("2.12.0.1", null)]
    public void A_version_is_two_or_three_numbers(string text, string? expected) => Assert.Equal(expected, HarborVersion.Parse(text)?.ToString());

    [Theory]
    [InlineData("docker run goharbor/prepare:v2.12.1 prepare", "2.12.1")]
    [InlineData("docker run mirror.example.com/goharbor/prepare:v2.9.0-build prepare", "2.9.0")]
    [InlineData("docker run goharbor/prepare:dev prepare", null)]
    public void The_tag_of_an_image_gives_the_patch_level(string text, string? expected) => Assert.Equal(expected, HarborVersion.OfImage(text, "goharbor/prepare")?.ToString());

    [Fact]
    public void The_tag_in_prepare_wins_over_the_compose_file_and_harbor_yml()
    {
        var compose = Place.Plain.With("docker-compose.yml", "services:\n  core:\n    image: goharbor/harbor-core:v2.11.1\n");
        Assert.Equal("Harbor 2.12.0", compose.Expanded().Platform.Title);
        Assert.Equal("Harbor 2.11.1", compose.Without("prepare").Expanded().Platform.Title);
        Assert.Equal("Harbor 2.12", compose.Without("prepare").Without("docker-compose.yml").Expanded().Platform.Title);
    }

    [Fact]
    public void A_setting_that_says_the_minor_version_keeps_the_known_patch_level() =>
        Assert.StartsWith("Harbor 2.12.0", Place.Plain.Says("settings: { version: \"2.12\" }\n").Expanded().Platform.Title, StringComparison.Ordinal);
}
