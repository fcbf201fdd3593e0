using Linkseal.Core.Certificates;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Tests.Platforms.Harbor;

/// <summary>One test for each diagnostic of the profile, by exactly its fault; the goldens hold the texts.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("LS1201", "settings: { instal: /opt/harbor }", 3, 13)]
    [InlineData("LS1202", "settings: { mutual: [yes] }", 3, 21)]
    [InlineData("LS1203", "settings: { version: \"1.10\" }", 3, 22)]
    [InlineData("LS1205", "settings: { with: [clair] }", 3, 20)]
    [InlineData("LS1208", "settings: { hostname: localhost }", 3, 23)]
    [InlineData("LS1209", "settings: { https: { key: a.key } }", 3, 27)]
    [InlineData("LS1210", "settings: { internalTls: off, mutual: true }", 3, 39)]
    [InlineData("LS1211", "settings: { https: off }\nclients: [docker]", 4, 11)]
    [InlineData("LS1212", "components:\n  cor: { names: [x] }", 4, 3)]
    [InlineData("LS1213", "components:\n  core: { restart: reboot }", 4, 11)]
    [InlineData("LS1214", "components:\n  registry: { level: mutual }", 4, 15)]
    [InlineData("LS1215", "settings: { dockerClientCertificate: true }", 3, 38)]
    [InlineData("LS1216", "clients: [system]", 3, 11)]
    [InlineData("LS1218", "settings: { internalTls: { dir: /data/secret/tls } }", 3, 33)]
    [InlineData("LS1219", "links:\n  - registry -> core", 4, 5)]
    public void A_wrong_setting_is_reported_at_its_place(string code, string lines, int line, int column)
    {
        var result = Place.Plain.Says(lines + "\n").Expand();
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal((code, "linkseal.yaml"), (diagnostic.Code, diagnostic.File));
        Assert.Equal((line, column), (diagnostic.At!.Value.Line, diagnostic.At.Value.Column));
        Assert.True(result.Failed);
    }

    [Fact]
    public void A_version_that_nothing_tells_is_asked_for() =>
        Assert.Equal("LS1204", Assert.Single(new Place().Yml("hostname: h.example\ndata_volume: /data\n").Expand().Diagnostics).Code);

    [Fact]
    public void A_missing_harbor_yml_is_one_diagnostic() => Assert.Equal("LS1206", Assert.Single(new Place().Expand().Diagnostics).Code);

    [Fact]
    public void A_wrong_value_in_harbor_yml_is_reported_in_harbor_yml()
    {
        var diagnostic = Assert.Single(Place.Plain.Yml(Place.HarborYml("h.example", volume: "data_volume: data\n")).Expand().Diagnostics);
        Assert.Equal(("LS1207", "/opt/harbor/harbor.yml"), (diagnostic.Code, diagnostic.File));
    }

    [Theory]
    [InlineData("http://foo/x")]
    [InlineData("foo:8443")]
    [InlineData("\"*.example.com\"")]
    [InlineData("my registry")]
    public void A_host_name_in_harbor_yml_that_can_be_none_is_reported_where_it_stands(string host)
    {
        var result = Place.Plain.Yml("# mine\n" + Place.HarborYml(host)).Expand();
        Assert.True(result.Failed);
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(("LS1208", "/opt/harbor/harbor.yml", 2, 11), (diagnostic.Code, diagnostic.File, diagnostic.At!.Value.Line, diagnostic.At.Value.Column));
        Assert.Contains("correct `hostname` in harbor.yml", diagnostic.Hint);
        Assert.Empty(Place.Plain.Yml(Place.HarborYml(host)).Says("settings: { hostname: h.example }\n").Expand().Diagnostics);
    }

    [Fact]
    public void An_audit_goes_on_whatever_the_host_name_is()
    {
        var place = Place.Plain.Yml(Place.HarborYml("http://foo/x"));
        var standing = Catalogue.Profile("harbor")!.AsItStands(place.Read(), place.Texts);
        Assert.Contains(standing.Value!.Desired.Notes, static n => n.Code == "LS2204");
    }

    [Fact]
    public void An_unreadable_harbor_yml_is_refused_with_its_line() =>
        Assert.Equal(2, Assert.Single(Place.Plain.Yml("hostname: h\n\t- x\n").Expand().Diagnostics).At!.Value.Line);

    [Fact]
    public void A_list_of_environment_lines_in_the_override_file_is_refused()
    {
        var place = Place.Plain.Says("settings: { mutual: true }\n").With("docker-compose.override.yml", "services:\n  jobservice:\n    environment:\n      - A=b\n");
        Assert.Equal("LS1217", Assert.Single(place.Expand().Diagnostics).Code);
    }

    [Fact]
    public void A_list_that_says_it_already_is_left_alone()
    {
        const string Says = "    environment:\n      - INTERNAL_VERIFY_CLIENT_CERT=true\n";
        var place = Place.Plain.Says("settings: { mutual: true }\n").With("docker-compose.override.yml", $"services:\n  jobservice:\n{Says}  registryctl:\n{Says}");
        Assert.Empty(Assert.Single(place.Expanded().Desired.Edits, static e => e.Path.EndsWith("override.yml", StringComparison.Ordinal)).Edits);
    }

    [Fact]
    public void Our_own_override_file_stays_a_file_of_ours()
    {
        var place = Place.Plain.Says("settings: { mutual: true }\n");
        var file = Assert.Single(place.Expanded().Desired.Files, static f => f.Content is FileContent.Known);
        var again = place.With(file.Path, ((FileContent.Known)file.Content).Text + "  # a hand edit\n").Expanded().Desired;
        Assert.Contains(again.Files, f => f.Path == file.Path);
        Assert.DoesNotContain(again.Edits, e => e.Path == file.Path);
    }

    [Fact]
    public void What_was_written_asks_for_the_same_again()
    {
        var place = Place.Plain.Says("clients: [docker]\n");
        var before = place.Expanded();
        var edit = Assert.Single(before.Desired.Edits);
        var after = place.Yml(ConfigEditor.Apply(ConfigFormat.Yaml, edit.Path, place.Texts[edit.Path], edit.Edits, []).Value!.Text)
            .With("/etc/harbor/tls/internal/harbor_internal_ca.crt", "ours").Expanded();
        Assert.Equal(DesiredText.Of(new(before, [])), DesiredText.Of(new(after, [])));
    }

    [Fact]
    public void A_pair_named_for_an_earlier_host_name_is_still_ours()
    {
        var https = "https:\n  port: 443\n  certificate: /data/cert/old.example.com.linkseal.crt\n  private_key: /data/cert/old.example.com.linkseal.key\n";
        Assert.Contains(Place.Plain.Yml(Place.HarborYml("new.example.com", https: https)).Expanded().Desired.Files, static f => f.Path == "/data/cert/new.example.com.linkseal.crt");
    }

    [Fact]
    public void The_internal_folder_of_harbor_yml_is_used() =>
        Assert.Contains(Place.Plain.Yml(Place.HarborYml("h.example", "internal_tls:\n  enabled: false\n  dir: /srv/tls\n")).Expanded().Desired.Files, static f => f.Path == "/srv/tls/core.key");

    [Fact]
    public void An_address_is_an_address_in_the_certificate()
    {
        var leaf = Assert.Single(Place.Plain.Yml(Place.HarborYml("10.0.0.7")).Expanded().Desired.Leaves, static l => l.Name == "proxy-https");
        Assert.True(Assert.Single(leaf.Names).IsAddress);
    }

    [Fact]
    public void A_host_name_too_long_for_a_common_name_stands_in_the_alternative_names_only()
    {
        var name = new string('a', 40) + "." + new string('b', 40) + ".example.com";
        var leaf = Assert.Single(Place.Plain.Yml(Place.HarborYml(name)).Expanded().Desired.Leaves, static l => l.Name == "proxy-https");
        Assert.Null(leaf.Subject.CommonName);
        Assert.Equal(name, Assert.Single(leaf.Names).Value);
    }

    [Fact]
    public void The_install_folder_defaults_to_the_place_s_side_of_the_description_s_folder()
    {
        var place = Place.Plain;
        var description = place.Read() with { Folder = "/tmp/image/opt/harbor", Root = "/tmp/image" };
        Assert.Contains("/opt/harbor/harbor.yml", Catalogue.Profile("harbor")!.Reads(description));
    }

    [Fact]
    public void The_key_of_a_client_is_never_the_server_s()
    {
        var desired = Place.Plain.Says("settings: { dockerClientCertificate: true }\nclients: [docker]\n").Expanded().Desired;
        var key = Assert.Single(desired.Files, static f => f.Path.EndsWith("/client.key", StringComparison.Ordinal));
        Assert.NotEqual("proxy-https", ((FileContent.OfLeaf)key.Content).Leaf);
        Assert.Equal(Purposes.Client, Assert.Single(desired.Leaves, l => l.Name == ((FileContent.OfLeaf)key.Content).Leaf).Purposes);
    }

    [Fact]
    public void Without_the_wish_a_client_gets_the_roots_only() =>
        Assert.Equal(["ca.crt"], Place.Plain.Says("clients: [docker]\n").Expanded().Desired.Files.Where(static f => f.Component == "docker").Select(static f => Path.GetFileName(f.Path)));

    [Fact]
    public void No_folder_that_a_container_reads_gets_a_key_of_an_authority()
    {
        foreach (var lines in new[] { "", "settings: { mutual: true }\n", "authority: { existing: { certificate: /root/ca.crt, key: /root/ca.key } }\n" })
        {
            Assert.DoesNotContain(Place.Plain.Says(lines).Expanded().Desired.Files, static f => f.Path.EndsWith("_ca.key", StringComparison.Ordinal));
        }
    }
}
