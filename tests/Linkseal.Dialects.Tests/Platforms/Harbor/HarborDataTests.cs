using System.Collections.Immutable;
using Linkseal.Core.Topology;
using Linkseal.Dialects.Platforms.Harbor;
using Linkseal.Testing;

namespace Linkseal.Dialects.Tests.Platforms.Harbor;

public sealed class HarborDataTests
{
    /// <summary>The file list that each version's prepare asks for (class InternalTLS of its models.py), options on.</summary>
    [Theory]
    [InlineData("2.0", "trivy,notary,chartmuseum,clair", "chartmuseum clair clair_adapter core harbor_db job_service notary_server notary_signer proxy registry registryctl trivy_adapter")]
    [InlineData("2.1", "trivy,notary,chartmuseum,clair", "chartmuseum clair clair_adapter core harbor_db job_service notary_server notary_signer portal proxy registry registryctl trivy_adapter")]
    [InlineData("2.2", "trivy,notary,chartmuseum", "chartmuseum core harbor_db job_service notary_server notary_signer portal proxy registry registryctl trivy_adapter")]
    [InlineData("2.7", "trivy,notary,chartmuseum", "chartmuseum core harbor_db job_service notary_server notary_signer portal proxy registry registryctl trivy_adapter")]
    [InlineData("2.8", "trivy,notary", "core harbor_db job_service notary_server notary_signer portal proxy registry registryctl trivy_adapter")]
    [InlineData("2.9", "trivy", "core harbor_db job_service portal proxy registry registryctl trivy_adapter")]
    [InlineData("2.15", "trivy", "core harbor_db job_service portal proxy registry registryctl trivy_adapter")]
    [InlineData("2.15", "", "core harbor_db job_service portal proxy registry registryctl")]
    [InlineData("3.1", "trivy", "core harbor_db job_service portal proxy registry registryctl trivy_adapter")]
    public void Each_version_and_option_has_the_pairs_that_its_prepare_asks_for(string version, string with, string expected)
    {
        var place = Place.Plain.Without("prepare").Without("docker-compose.yml").Says($"settings: {{ version: \"{version}\", with: [{with}] }}\n");
        var files = place.Expanded().Desired.Files.Where(static f => f.Path.StartsWith("/etc/harbor/tls/internal/", StringComparison.Ordinal)).Select(static f => Path.GetFileName(f.Path)).ToArray();
        Assert.Equal(expected, string.Join(' ', files.Where(static f => f.EndsWith(".key", StringComparison.Ordinal)).Select(static f => f[..^4]).Order(StringComparer.Ordinal)));
        Assert.Equal(files.Where(static f => f.EndsWith(".key", StringComparison.Ordinal)).Select(static f => f[..^4] + ".crt").Append("harbor_internal_ca.crt").Order(), files.Where(static f => f.EndsWith(".crt", StringComparison.Ordinal)).Order());
    }

    [Theory]
    [InlineData("2.1", "clair", true)]
    [InlineData("2.2", "clair", false)]
    [InlineData("2.7", "chartmuseum", true)]
    [InlineData("2.8", "chartmuseum", false)]
    [InlineData("2.8", "notary", true)]
    [InlineData("2.9", "notary", false)]
    [InlineData("2.15", "trivy", true)]
    public void Options_end_with_their_last_version(string version, string option, bool isIn) =>
        Assert.Equal(isIn, HarborOption.Find(option)!.IsIn(HarborVersion.Parse(version)!));

    [Fact]
    public void An_external_database_needs_no_harbor_db() =>
        Assert.DoesNotContain(Place.Plain.Yml(Place.HarborYml("h.example", "external_database:\n  harbor:\n    host: pg\n    ssl_mode: verify-full\n")).Expanded().Desired.Files, static f => f.Path.Contains("harbor_db", StringComparison.Ordinal));

    [Theory]
    [InlineData("job_service", "jobservice")]
    [InlineData("trivy_adapter", "trivy-adapter")]
    [InlineData("harbor_db", "harbor_db")]
    [InlineData("core", "core")]
    public void The_certificate_says_the_name_that_peers_dial(string pair, string name)
    {
        var desired = Place.Plain.Expanded().Desired;
        var file = Assert.Single(desired.Files, f => f.Path == $"/etc/harbor/tls/internal/{pair}.crt");
        var leaf = Assert.Single(desired.Leaves, l => l.Name == ((Linkseal.Core.Planning.FileContent.OfLeaf)file.Content).Leaf);
        Assert.Equal([name], leaf.Names.Select(static n => n.Value));
        Assert.Equal(name, leaf.Subject.CommonName);
    }

    [Fact]
    public void Every_link_that_is_not_named_says_why()
    {
        foreach (var link in Place.Plain.Expanded().Platform.Links) Assert.False(string.IsNullOrEmpty(link.Reason), link.Id);
    }

    [Fact]
    public void Every_link_ends_at_components_and_endpoints_that_are_there()
    {
        foreach (var version in Enumerable.Range(0, 16))
        {
            var platform = Place.Plain.Without("prepare").Without("docker-compose.yml").Says($"settings: {{ version: \"2.{version}\" }}\nclients: [docker]\n").Expanded().Platform;
            foreach (var link in platform.Links)
            {
                Assert.Contains(platform.Components, c => c.Name == link.Caller);
                Assert.Contains(Assert.Single(platform.Components, c => c.Name == link.Callee).Endpoints, e => e.Name == link.Endpoint);
            }
        }
    }

    [Fact]
    public void A_verified_link_dials_a_name_that_its_leaf_covers()
    {
        var expansion = Place.Plain.Says("clients: [docker]\n").Expanded();
        foreach (var link in expansion.Platform.Links.Where(static l => l.Required >= Level.Authenticated))
        {
            var leaf = Assert.Single(expansion.Desired.Leaves, l => l.Name == link.Leaf);
            Assert.Equal(link.Callee, leaf.Component);
            Assert.All(link.Dialled, d => Assert.Contains(leaf.Names, n => n.Value == d));
        }
    }

    [Fact]
    public void Every_sample_of_the_product_expands_once_it_has_a_host_name()
    {
        foreach (var (version, path) in Fixtures.HarborSamples())
        {
            var text = File.ReadAllText(path).Replace("hostname: reg.mydomain.com", "hostname: registry.example.com", StringComparison.Ordinal);
            var place = new Place().Yml(text).With("prepare", $"goharbor/prepare:v{version} prepare\n");
            var expansion = place.Expanded();
            Assert.Equal($"Harbor {version}", expansion.Platform.Title);
            Assert.Equal(2, expansion.Desired.Authorities.Length);
            Assert.DoesNotContain(expansion.Desired.Notes, static n => n.Severity > Linkseal.Core.Diagnostics.Severity.Note);
        }
    }

    [Fact]
    public void Every_sample_goes_from_template_to_a_file_that_asks_for_nothing_more()
    {
        foreach (var (version, path) in Fixtures.HarborSamples())
        {
            var place = new Place().With("harbor.yml.tmpl", File.ReadAllText(path)).With("prepare", $"goharbor/prepare:v{version} prepare\n");
            var draft = Catalogue.Profile("harbor")!.Draft(new()
            {
                Folder = Place.Install,
                Documents = place.Texts.ToImmutableDictionary(static t => Path.GetFileName(t.Key), static t => t.Value),
                HostName = "registry.example.com",
            })!;
            Assert.Empty(draft.Diagnostics);
            place = place.Yml(draft.Value!.Files["harbor.yml"]) with { Description = draft.Value.Description };
            var before = place.Expanded();
            var edit = Assert.Single(before.Desired.Edits);
            var edited = Linkseal.Core.Editing.ConfigEditor.Apply(edit.Format, edit.Path, place.Texts[edit.Path], edit.Edits, []);
            Assert.Empty(edited.Diagnostics);
            place = place.Yml(edited.Value!.Text);
            Assert.Equal(DesiredText.Of(new(before, [])), DesiredText.Of(new(place.Expanded(), [])));
            Assert.DoesNotContain(place.Check(), static f => f.Severity > Linkseal.Core.Diagnostics.Severity.Note);
        }
    }
}
