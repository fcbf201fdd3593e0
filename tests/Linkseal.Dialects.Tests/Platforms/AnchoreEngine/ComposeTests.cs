using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;
using Linkseal.Testing;

namespace Linkseal.Dialects.Tests.Platforms.AnchoreEngine;

/// <summary>What a compose file says besides the plain forms: env_file, merge keys, volumes that are no folder; and one that mounts no config.yaml.</summary>
public sealed class ComposeTests
{
    private const string Env = AnchorePlace.Folder + "/anchore.env";

    [Theory]
    [InlineData("env_file: anchore.env")]
    [InlineData("env_file: [./other.env, ./anchore.env]")]
    [InlineData("env_file: [{ path: ./anchore.env, required: false }]")]
    public void Variables_of_an_env_file_count(string line)
    {
        var place = Catalog(line).With(Env, "# the API\nANCHORE_ENDPOINT_HOSTNAME=catalog.internal # its name\nOTHER=a\n").With(AnchorePlace.Folder + "/other.env", "ANCHORE_ENDPOINT_HOSTNAME=other\n");
        Assert.Equal(["catalog.internal"], To(place, "apiext:catalog").Dialled);
    }

    [Theory]
    [InlineData("'x.internal'")]
    [InlineData("\"x.internal\"")]
    public void Quotes_of_an_env_file_are_none_of_the_value(string value) =>
        Assert.Equal(["x.internal"], To(Catalog("env_file: anchore.env").With(Env, $"export ANCHORE_ENDPOINT_HOSTNAME={value}\r\n"), "apiext:catalog").Dialled);

    [Fact]
    public void What_stands_in_environment_wins_over_an_env_file() =>
        Assert.Equal(["catalog"], To(AnchorePlace.Plain.Composed("environment: { ANCHORE_ENDPOINT_HOSTNAME: catalog }", "environment: { ANCHORE_ENDPOINT_HOSTNAME: catalog }\n    env_file: anchore.env")
            .With(Env, "ANCHORE_ENDPOINT_HOSTNAME=x\n"), "apiext:catalog").Dialled);

    [Fact]
    public void An_env_file_that_is_not_here_is_said_by_name_LS2645()
    {
        Assert.Contains(Env, Catalog("env_file: anchore.env").Finds("LS2645").Message, StringComparison.Ordinal);
        Catalog("env_file: anchore.env").With(Env, "").DoesNotFind("LS2645");
    }

    [Fact]
    public void A_merge_key_brings_in_what_it_names_and_a_services_own_lines_win()
    {
        var place = AnchorePlace.Plain.With(AnchorePlace.ComposePath, """
            x-common: &common
              image: anchore/anchore-engine:v0.6.0
              volumes: [./conf:/config]
            x-env: &env { ANCHORE_INTERNAL_SSL_VERIFY: "true", ANCHORE_ENDPOINT_HOSTNAME: none }
            services:
              api:
                <<: *common
                environment: { <<: *env, ANCHORE_ENDPOINT_HOSTNAME: api }
                command: anchore-manager service start apiext
              catalog:
                <<: [*common]
                environment: { ANCHORE_ENDPOINT_HOSTNAME: catalog, <<: *env }
                command: anchore-manager service start catalog
            """).Configured("verify: True", "verify: ${ANCHORE_INTERNAL_SSL_VERIFY}").Catalog(AnchorePlace.Triple);
        var standing = place.Standing();
        Assert.Equal("Anchore Engine 0.6.0", standing.Platform.Title);
        Assert.Equal((Level.Authenticated, "catalog"), (To(place, "apiext:catalog").Required, Assert.Single(To(place, "apiext:catalog").Dialled)));
        Assert.Contains("/opt/anchore/conf/tls/catalog.crt", standing.Desired.Material);
    }

    [Theory]
    [InlineData("certs:/config/tls")]
    [InlineData("{ type: volume, source: certs, target: /config/tls }")]
    public void A_pair_in_a_named_volume_is_not_looked_at_LS2646(string volume)
    {
        var place = AnchorePlace.Sealed.Composed("    environment: { ANCHORE_ENDPOINT_HOSTNAME: catalog }", $"    environment: {{ ANCHORE_ENDPOINT_HOSTNAME: catalog }}\n    volumes: [ ./:/config, {(volume[0] == '{' ? volume : $"\"{volume}\"")} ]");
        Assert.NotNull(To(place, "apiext:catalog").NotSeen);
        Assert.Contains(place.Standing().Desired.Notes, static f => f.Code == "LS2646" && f.Message.Contains("/config/tls/catalog.crt lies in the volume certs at /config/tls", StringComparison.Ordinal));
        Assert.DoesNotContain(place.Standing().Desired.Material, static m => m.Contains("catalog.crt", StringComparison.Ordinal));
    }

    [Fact]
    public void Authorities_in_a_named_volume_are_said_and_ours_are_mounted_over_it()
    {
        var place = AnchorePlace.Plain.Composed("    image: anchore/anchore-engine:v1.0.0\n    environment", "    image: anchore/anchore-engine:v1.0.0\n    volumes: [ trusted:/home/anchore/certs ]\n    environment");
        Assert.Contains("/home/anchore/certs lies in the volume trusted", place.Finds("LS2646").Message, StringComparison.Ordinal);
        var text = Assert.IsType<Core.Planning.FileContent.Known>(place.Expanded().Desired.Files.First(static f => f.Path == AnchorePlace.OverridePath).Content).Text;
        Assert.Equal(3, text.Split("./certs:/home/anchore/certs:ro").Length);
    }

    [Fact]
    public void A_volume_elsewhere_hides_nothing() =>
        AnchorePlace.Plain.Composed("    image: anchore/anchore-engine:v1.0.0\n    environment", "    image: anchore/anchore-engine:v1.0.0\n    volumes: [ scratch:/analysis_scratch, /tmp ]\n    environment").DoesNotFind("LS2646");

    [Theory]
    [InlineData("0.4.0")]
    [InlineData("0.8.0")]
    [InlineData("1.1.0")]
    public void The_images_config_is_known_as_it_is(string version)
    {
        var compose = File.ReadAllText(Path.Combine(Fixtures.Folder("anchore-engine"), "docker-compose-1.1.0.yaml")).Replace("v1.0.0", "v" + version, StringComparison.Ordinal);
        var image = new AnchorePlace().With(AnchorePlace.ComposePath, compose);
        var mounted = image.With(AnchorePlace.ConfigPath, File.ReadAllText(Path.Combine(Fixtures.Folder("anchore-engine"), $"default_config-{version}.yaml")));

        var (platform, expected) = (image.Standing().Platform, mounted.Standing().Platform);
        Assert.NotEmpty(expected.Links);
        Assert.Equal(expected.Links.Select(Shown), platform.Links.Select(Shown));
        Assert.Equal(expected.Components.Select(static c => (c.Name, c.Endpoints.FirstOrDefault())), platform.Components.Select(static c => (c.Name, c.Endpoints.FirstOrDefault())));
        Assert.All(platform.Links, static l => Assert.Equal(Level.Plaintext, l.Required));
        Assert.Contains(image.Standing().Desired.Notes, static f => f.Code == "LS2647");

        static string Shown(Link l) => $"{l.Id} {l.Required} {l.Reachable} {string.Join(',', l.Dialled)} {l.Reason}";
    }

    [Fact]
    public void The_image_alone_verifies_nothing_and_a_variable_that_says_https_is_found()
    {
        var place = new AnchorePlace().With(AnchorePlace.ComposePath, AnchorePlace.Compose);
        Assert.Contains(Check(place), static f => f.Code == "LS2600");
        Assert.DoesNotContain(Check(place), static f => f.Code == "LS2606");
        Assert.Contains(Check(place.Composed("catalog }", "catalog, ANCHORE_EXTERNAL_TLS: \"true\" }")), static f => f.Code == "LS2606" && f.Component == "catalog");
    }

    [Theory]
    [InlineData("conf:/config", "LS1623")]
    [InlineData("./conf:/config", "LS1603")]
    public void A_config_that_is_mounted_and_not_here_is_not_taken_for_the_images(string volume, string code)
    {
        var compose = AnchorePlace.Compose.Replace("    ports:", $"    volumes: [ \"{volume}\" ]\n    ports:", StringComparison.Ordinal);
        var draft = Catalogue.Profile("anchore-engine")!.Draft(new() { Folder = AnchorePlace.Folder, Documents = [new("docker-compose.yaml", compose)], LooksOnly = true })!;
        Assert.Equal(code, Assert.Single(draft.Diagnostics).Code);
    }

    [Fact]
    public void Images_before_0_3_have_no_config_that_is_known()
    {
        var compose = AnchorePlace.Compose.Replace("v1.0.0", "v0.2.4", StringComparison.Ordinal);
        Assert.Equal("LS1604", Assert.Single(Catalogue.Profile("anchore-engine")!.Draft(new() { Folder = AnchorePlace.Folder, Documents = [new("docker-compose.yaml", compose)], LooksOnly = true })!.Diagnostics).Code);
    }

    private static AnchorePlace Catalog(string line) => AnchorePlace.Plain.Composed("environment: { ANCHORE_ENDPOINT_HOSTNAME: catalog }", line);

    private static Link To(AnchorePlace place, string id) => place.Standing().Platform.Links.First(l => l.Id == id);

    private static System.Collections.Immutable.ImmutableArray<Finding> Check(AnchorePlace place)
    {
        var standing = place.Standing();
        return Catalogue.Profile("anchore-engine")!.Check(place.Read(), standing, new() { Now = default, Files = System.Collections.Immutable.ImmutableDictionary<string, Core.Planning.FileState>.Empty, Documents = place.Texts });
    }

    [Theory]
    [InlineData("catalog-${ZONE}", "ZONE=west\n", "catalog-west")]
    [InlineData("$NAME", "export NAME='catalog-x' # ours\n", "catalog-x")]
    [InlineData("${NAME:-catalog.local}", "NAME=\n", "catalog.local")]
    [InlineData("${NAME-${OTHER:-b}}", null, "b")]
    [InlineData("${NAME:+alt}", "NAME=x\n", "alt")]
    [InlineData("${A}", "B=c\nA=${B}.local\n", "c.local")]
    public void Composes_variables_are_resolved_by_its_env_file_and_their_defaults(string written, string? variables, string name)
    {
        var place = AnchorePlace.Plain.Composed("ANCHORE_ENDPOINT_HOSTNAME: catalog", $"ANCHORE_ENDPOINT_HOSTNAME: '{written}'");
        if (variables is not null) place = place.With("/opt/anchore/.env", variables);
        var standing = place.Standing();
        Assert.Equal([name], standing.Platform.Links.First(static l => l.Id == "apiext:catalog").Dialled);
        Assert.Equal(variables is not null, standing.Desired.Documents.Contains("/opt/anchore/.env"));
        Assert.DoesNotContain(place.Judged(), static f => f.Code == "LS2660");
    }

    [Theory]
    [InlineData("${A}", "A='cost$9'\n")]
    [InlineData("cost$$9", "")]
    public void A_dollar_that_is_meant_is_no_variable(string written, string variables)
    {
        var place = AnchorePlace.Plain.With("/opt/anchore/.env", variables).Composed("ANCHORE_ENDPOINT_HOSTNAME: catalog", $"ANCHORE_ENDPOINT_HOSTNAME: '{written}'");
        Assert.Contains("`cost$9`", Assert.Single(place.Expand().Diagnostics).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("${NAME}")]
    [InlineData("${NAME:?set it}")]
    public void A_variable_that_nothing_gives_is_not_seen_and_no_default_of_the_images(string written)
    {
        var place = AnchorePlace.Sealed.Composed("ANCHORE_ENDPOINT_HOSTNAME: catalog", $"ANCHORE_ENDPOINT_HOSTNAME: '{written}'");
        var found = place.Judged();
        Assert.Contains("${NAME} of catalog", Assert.Single(found, static f => f.Code == "LS2660").Message, StringComparison.Ordinal);
        Assert.DoesNotContain(found, static f => f.Code == "LS2640");
        Assert.Empty(place.Standing().Platform.Links.First(static l => l.Id == "apiext:catalog").Dialled);
        Assert.Contains("${NAME}", Assert.Single(place.Expand().Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_switch_that_is_such_a_variable_leaves_the_link_not_seen()
    {
        var place = AnchorePlace.Plain.Catalog(AnchorePlace.Triple.Replace("True", "${ANCHORE_TLS}", StringComparison.Ordinal))
            .Composed("ANCHORE_ENDPOINT_HOSTNAME: catalog", "ANCHORE_ENDPOINT_HOSTNAME: catalog, ANCHORE_TLS: '${TLS}'");
        Assert.Contains("the variable TLS", place.Standing().Platform.Links.First(static l => l.Id == "apiext:catalog").NotSeen, StringComparison.Ordinal);
        Assert.Equal(Linkseal.Core.Topology.Level.Authenticated, place.With("/opt/anchore/.env", "TLS=true\n").Standing().Platform.Links.First(static l => l.Id == "apiext:catalog").Required);
    }

    [Fact]
    public void A_folder_that_is_mounted_by_a_variable_is_found()
    {
        var place = AnchorePlace.Sealed.Composed("    environment: { ANCHORE_ENDPOINT_HOSTNAME: catalog }", "    environment: { ANCHORE_ENDPOINT_HOSTNAME: catalog }\n    volumes: ['${TLS:-./keys}:/config/tls:ro']")
            .Composed("    environment: [ANCHORE_ENDPOINT_HOSTNAME=api]", "    environment: [ANCHORE_ENDPOINT_HOSTNAME=api]\n    volumes: ['${TLS:-./keys}:/config/tls:ro']");
        Assert.Equal("/opt/anchore/keys/catalog.crt", Assert.IsType<Linkseal.Core.Certificates.LeafSource.Kept>(Assert.Single(place.Standing().Desired.Leaves).Source).Certificate);
    }
}
