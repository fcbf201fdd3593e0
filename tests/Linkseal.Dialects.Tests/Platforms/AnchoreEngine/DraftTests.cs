using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Tests.Platforms.AnchoreEngine;

public sealed class DraftTests
{
    [Fact]
    public void A_config_with_its_compose_file_is_recognised_and_what_was_seen_is_said()
    {
        var draft = Of(("config.yaml", AnchorePlace.Config), ("docker-compose.yaml", AnchorePlace.Compose))!.Value!;
        Assert.Equal(["config.yaml: apiext, catalog", "docker-compose.yaml: api, catalog; Anchore Engine 1.0.0", "TLS: off; it will be turned on in each service"], draft.Saw);
        Assert.Contains("\n  compose: docker-compose.yaml\n", draft.Description, StringComparison.Ordinal);
        Reads(draft);
    }

    [Fact]
    public void A_config_alone_says_what_is_left_to_the_user()
    {
        var draft = Of(("config.yaml", AnchorePlace.Config))!.Value!;
        Assert.Contains("no compose file: mounts, health checks and restarts are left to you", draft.Saw);
        Reads(draft);
    }

    [Fact]
    public void A_config_named_by_hand_comes_under_any_name()
    {
        var draft = Of(("my config.txt", AnchorePlace.Config))!.Value!;
        Assert.Contains("\n  config: \"my config.txt\"\n", draft.Description, StringComparison.Ordinal);
        Reads(draft);
    }

    [Fact]
    public void A_config_that_was_named_counts_before_the_usual_one_beside_it()
    {
        var documents = ImmutableDictionary<string, string>.Empty.Add("config.yaml", AnchorePlace.Config).Add("mine.yaml", AnchorePlace.Config);
        var draft = Catalogue.Profile("anchore-engine")!.Draft(new() { Folder = AnchorePlace.Folder, Documents = documents, Files = ["mine.yaml"] })!.Value!;
        Assert.Contains("\n  config: mine.yaml\n", draft.Description, StringComparison.Ordinal);
        Assert.Equal("config.yaml", Assert.Single(draft.NotLookedAt).Path);
    }

    [Fact]
    public void A_second_config_is_never_passed_over_in_silence() =>
        Assert.Equal("other.yaml", Assert.Single(Of(("config.yaml", AnchorePlace.Config), ("other.yaml", AnchorePlace.Config))!.Value!.NotLookedAt).Path);

    [Fact]
    public void A_host_name_becomes_the_APIs() => Assert.Contains("apiext: { hostname: anchore.example.com }", Of("anchore.example.com", ("config.yaml", AnchorePlace.Config))!.Value!.Description, StringComparison.Ordinal);

    [Fact]
    public void A_compose_file_alone_asks_for_the_config_of_its_image() => Assert.Equal("LS1604", Assert.Single(Of(("docker-compose.yaml", AnchorePlace.Compose))!.Diagnostics).Code);

    [Theory]
    [InlineData("config.yaml", "a: 1\n")]
    [InlineData("config.yaml", "services: { web: { image: nginx } }\n")]
    [InlineData("config.yaml", "services: { catalog: { image: my/catalog } }\n")]
    [InlineData("docker-compose.yml", "services: { web: { image: nginx } }\n")]
    [InlineData("config.yaml", "a: [\n")]
    public void Other_files_of_these_names_are_somebody_elses(string name, string text) => Assert.Null(Of((name, text)));

    [Fact]
    public void What_is_sealed_already_is_said() =>
        Assert.Contains(Of(("config.yaml", AnchorePlace.Sealed.Texts[AnchorePlace.ConfigPath]))!.Value!.Saw, static s => s.StartsWith("TLS: catalog", StringComparison.Ordinal));

    private static Result<Draft>? Of(params (string Name, string Text)[] files) => Of(null, files);

    private static Result<Draft>? Of(string? hostName, params (string Name, string Text)[] files) => Catalogue.Profile("anchore-engine")!.Draft(
        new() { Folder = AnchorePlace.Folder, Documents = files.ToImmutableDictionary(static f => f.Name, static f => f.Text), HostName = hostName });

    private static void Reads(Draft draft) => Assert.Empty(DescriptionReader.Read("linkseal.yaml", AnchorePlace.Folder, draft.Description, Catalogue.Words).Diagnostics);
}
