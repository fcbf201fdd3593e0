using Linkseal.Core.Certificates;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Tests.Platforms.AnchoreEngine;

/// <summary>The platform as its files stand: what audit judges.</summary>
public sealed class AsItStandsTests
{
    [Fact]
    public void Plaintext_is_plaintext() => Assert.Equal(Level.Plaintext, LinkTo(AnchorePlace.Plain, "apiext:catalog").Required);

    [Fact]
    public void What_listens_with_TLS_and_is_verified_is_authenticated()
    {
        Assert.Equal(Level.Authenticated, LinkTo(AnchorePlace.Sealed, "apiext:catalog").Required);
        Assert.Equal(Level.Plaintext, LinkTo(AnchorePlace.Sealed, "clients:apiext").Required);
    }

    [Theory]
    [InlineData("False")]
    [InlineData("${ANCHORE_INTERNAL_SSL_VERIFY}")]
    [InlineData("'False'")]
    public void Without_verification_it_is_encrypted(string value) =>
        Assert.Equal(Level.Encrypted, LinkTo(AnchorePlace.Sealed.Configured("verify: True", "verify: " + value), "apiext:catalog").Required);

    [Theory]
    [InlineData("'False'")]
    [InlineData("False")]
    public void An_ssl_enable_that_is_none_is_plaintext(string value) =>
        Assert.Equal(Level.Plaintext, LinkTo(AnchorePlace.Plain.Catalog(AnchorePlace.Triple.Replace("True", value, StringComparison.Ordinal)), "apiext:catalog").Required);

    [Fact]
    public void The_pair_that_the_config_names_is_kept_and_judged()
    {
        var leaf = Assert.Single(AnchorePlace.Sealed.Catalog("    ssl_chain: /config/tls/chain.crt\n").Standing().Desired.Leaves);
        Assert.Equal(new LeafSource.Kept("/opt/anchore/tls/catalog.crt", "/opt/anchore/tls/catalog.key") { Chain = "/opt/anchore/tls/chain.crt" }, leaf.Source);
        Assert.Equal(["catalog"], leaf.Names.Select(static n => n.Value));
    }

    [Fact]
    public void A_pair_that_no_mount_leads_to_is_not_seen()
    {
        var place = AnchorePlace.Plain.Catalog("    ssl_enable: True\n    ssl_cert: /secret/a.crt\n    ssl_key: /secret/a.key\n");
        Assert.Contains("/secret/a.crt", LinkTo(place, "apiext:catalog").NotSeen, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_of_Linkseals_is_in_it()
    {
        var desired = AnchorePlace.Sealed.Standing().Desired;
        Assert.Empty(desired.Files);
        Assert.Empty(desired.Edits);
        Assert.Empty(desired.Steps);
        Assert.Empty(desired.Authorities);
    }

    [Theory]
    [InlineData("timeout: 120", Level.Plaintext)]
    [InlineData("ssl: true", Level.Encrypted)]
    [InlineData("ssl: true\n      sslmode: verify-full", Level.Encrypted)]
    [InlineData("sslmode: verify-ca", Level.Encrypted)]
    [InlineData("sslmode: verify-full", Level.Authenticated)]
    [InlineData("sslmode: prefer", Level.Plaintext)]
    public void The_database_has_what_its_arguments_end_as(string lines, Level level) =>
        Assert.Equal(level, LinkTo(AnchorePlace.Plain.Configured("timeout: 120", lines), "catalog:database").Required);

    [Theory]
    [InlineData("postgres?sslmode=verify-full&sslrootcert=/a'", Level.Authenticated)]
    [InlineData("postgres?sslmode=require'", Level.Encrypted)]
    public void The_mode_in_the_databases_URL_counts(string url, Level level) =>
        Assert.Equal(level, LinkTo(AnchorePlace.Plain.Configured("postgres'", url), "catalog:database").Required);

    [Theory]
    [InlineData("verify-full", "verify-full", Level.Authenticated)]
    [InlineData("verify-full", "disable", Level.Plaintext)]
    [InlineData("require", "verify-full", Level.Encrypted)]
    public void A_mode_from_a_variable_counts_where_it_is_least(string first, string second, Level level)
    {
        const string Catalog = "  catalog:\n    image: anchore/anchore-engine:v1.0.0\n    environment: { ANCHORE_ENDPOINT_HOSTNAME: catalog";
        foreach (var (from, to) in ((string, string)[])[("timeout: 120", "sslmode: ${ANCHORE_DB_MODE}"), ("postgres'", "postgres?sslmode=${ANCHORE_DB_MODE}'"), ("5432/postgres'", "5432/${ANCHORE_DB_END}'")])
        {
            string Given(string mode) => $", ANCHORE_DB_MODE: {mode}, ANCHORE_DB_END: 'a?sslmode={mode}'";
            var twice = AnchorePlace.Plain.Configured(from, to).Composed(Catalog, Catalog + Given(first))
                .Composed("  db:\n", Catalog.Replace("  catalog:", "  catalog-2:", StringComparison.Ordinal) + Given(second) + " }\n    command: [\"anchore-manager\", \"service\", \"start\", \"catalog\"]\n  db:\n");
            Assert.Equal(level, LinkTo(twice, "catalog:database").Required);
        }
    }

    [Fact]
    public void A_switched_off_service_neither_listens_nor_calls() =>
        Assert.DoesNotContain(AnchorePlace.Plain.Configured("  catalog:\n    enabled: True", "  catalog:\n    enabled: False").Standing().Platform.Components, static c => c.Name == "catalog");

    private static Link LinkTo(AnchorePlace place, string id) => place.Standing().Platform.Links.First(l => l.Id == id);
}
