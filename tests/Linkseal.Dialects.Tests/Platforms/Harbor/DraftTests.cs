using System.Collections.Immutable;
using Linkseal.Core.Description;

namespace Linkseal.Dialects.Tests.Platforms.Harbor;

public sealed class DraftTests
{
    private static DraftRequest Request(Place place, string? hostName = null) => new()
    {
        Folder = Place.Install,
        Documents = place.Texts.ToImmutableDictionary(static t => Path.GetFileName(t.Key), static t => t.Value),
        HostName = hostName,
    };

    private static Linkseal.Core.Diagnostics.Result<Draft>? Make(Place place, string? hostName = null) => Catalogue.Profile("harbor")!.Draft(Request(place, hostName) with { Schema = "/x/linkseal.schema.json" });

    [Fact]
    public void A_folder_of_something_else_is_not_harbor_s() => Assert.Null(Make(new Place().With("docker-compose.yml", "services: {}\n")));

    [Fact]
    public void What_is_seen_is_said()
    {
        var draft = Make(Place.Plain)!.Value!;
        Assert.Equal(
            ["Harbor 2.12.0 (image tag in prepare)", "hostname registry.example.com", "installed; trivy runs", "https: the sample's placeholder paths; a pair will be made", "internal_tls: off; it will be turned on"],
            draft.Saw);
        Assert.Empty(draft.Files);
    }

    [Fact]
    public void The_description_is_valid_and_expands()
    {
        var text = Make(Place.Plain)!.Value!.Description;
        Assert.StartsWith("# yaml-language-server: $schema=/x/linkseal.schema.json\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("yaml-language-server", Catalogue.Profile("harbor")!.Draft(Request(Place.Plain, null) with { Schema = null })!.Value!.Description, StringComparison.Ordinal);
        var read = DescriptionReader.Read("linkseal.yaml", Place.Install, text, Catalogue.Words);
        Assert.Empty(read.Diagnostics);
        Assert.Empty(Place.Plain.Expand(read.Value!).Diagnostics);
    }

    [Fact]
    public void Every_commented_setting_is_valid_once_uncommented()
    {
        var text = Make(Place.Plain.Without("docker-compose.yml"))!.Value!.Description;
        var lines = text.Split('\n').Skip(2).Select(static l => l.StartsWith("# ", StringComparison.Ordinal) ? l[2..] : l);
        // internalTls: off and mutual: true exclude each other.
        var all = string.Join('\n', lines.Where(static l => !l.Contains("internalTls", StringComparison.Ordinal)));
        var read = DescriptionReader.Read("linkseal.yaml", Place.Install, all, Catalogue.Words);
        Assert.Empty(read.Diagnostics);
        Assert.Empty(Place.Plain.Expand(read.Value!).Diagnostics);
    }

    [Fact]
    public void Only_what_is_not_the_default_is_written() => Assert.DoesNotContain("\nsettings:", Make(Place.Plain)!.Value!.Description, StringComparison.Ordinal);

    [Fact]
    public void A_given_host_name_becomes_a_setting() =>
        Assert.Contains("  hostname: other.example.com", Make(Place.Plain, "other.example.com")!.Value!.Description, StringComparison.Ordinal);

    [Fact]
    public void A_host_name_is_asked_for_where_harbor_yml_has_the_placeholder() =>
        Assert.Equal("LS1208", Assert.Single(Make(Place.Plain.Yml(Place.HarborYml("reg.mydomain.com")))!.Diagnostics).Code);

    [Theory]
    [InlineData(null)]
    [InlineData("localhost")]
    [InlineData("https://x")]
    public void A_template_alone_asks_for_a_valid_host_name(string? hostName) =>
        Assert.Equal("LS1208", Assert.Single(Make(new Place().With("harbor.yml.tmpl", Place.HarborYml("reg.mydomain.com")), hostName)!.Diagnostics).Code);

    [Fact]
    public void A_template_alone_gives_a_harbor_yml_with_one_line_changed()
    {
        var template = Place.HarborYml("reg.mydomain.com");
        var draft = Make(new Place().With("harbor.yml.tmpl", template), "registry.example.com")!.Value!;
        Assert.Equal(Place.HarborYml("registry.example.com"), draft.Files["harbor.yml"]);
        Assert.DoesNotContain("\nsettings:", draft.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_that_nothing_tells_is_asked_for() => Assert.Equal("LS1204", Assert.Single(Make(new Place().Yml("hostname: h.example\n"))!.Diagnostics).Code);
}
