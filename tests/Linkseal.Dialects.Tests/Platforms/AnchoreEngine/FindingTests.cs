using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Dialects.Tests.Platforms.Harbor;

namespace Linkseal.Dialects.Tests.Platforms.AnchoreEngine;

/// <summary>Each trap of Anchore's, made alone, and found by its name.</summary>
public sealed class FindingTests
{
    private const string Cert = "/opt/anchore/tls/catalog.crt";
    private const string Key = "/opt/anchore/tls/catalog.key";
    private const string Chain = "/opt/anchore/tls/chain.crt";
    private const string Trust = "/opt/anchore/certs";

    [Fact]
    public void A_service_without_TLS_is_found_with_its_links()
    {
        var found = AnchorePlace.Plain.Check().Where(static f => f.Code == "LS2600").ToArray();
        Assert.Equal(["apiext", "catalog"], found.Select(static f => f.Component));
        Assert.Contains("apiext:catalog", found[1].Message, StringComparison.Ordinal);
        AnchorePlace.Sealed.Finds("LS2600");
    }

    [Theory]
    [InlineData("    ssl_enable: True\n")]
    [InlineData("    ssl_cert: /config/tls/catalog.crt\n    ssl_key: /config/tls/catalog.key\n")]
    [InlineData("    ssl_enable: False\n    ssl_cert: /config/tls/catalog.crt\n")]
    public void A_part_of_the_three_keys_is_an_error(string lines) => Assert.Equal("catalog", AnchorePlace.Plain.Catalog(lines).Finds("LS2601").Component);

    [Fact]
    public void Off_with_both_paths_kept_is_no_part_of_three() => AnchorePlace.Plain.Catalog(AnchorePlace.Triple.Replace("True", "False", StringComparison.Ordinal)).DoesNotFind("LS2601");

    [Fact]
    public void Certificate_and_key_exchanged_are_found_by_what_the_files_hold()
    {
        AnchorePlace.Sealed.Finds("LS2602", o => o.HoldsKey(Cert, "k"));
        AnchorePlace.Sealed.Finds("LS2602", o => o.Holds(Key, Seen.Certificate("catalog")));
        AnchorePlace.Sealed.DoesNotFind("LS2602", o => o.Holds(Cert, Seen.Certificate("catalog")).HoldsKey(Key, "k"));
    }

    [Fact]
    public void Certificate_and_key_exchanged_are_found_by_their_names_where_the_files_are_not_there() =>
        AnchorePlace.Plain.Catalog("    ssl_enable: True\n    ssl_cert: /config/a.key\n    ssl_key: /config/a.crt\n").Finds("LS2602");

    [Fact]
    public void The_chain_of_the_pages_example_is_found() => AnchorePlace.Sealed.Catalog("    ssl_chain: /config/tls/catalog.crt\n").Finds("LS2603");

    [Theory]
    [InlineData("'False'")]
    [InlineData("\"no\"")]
    public void A_quoted_truth_value_announces_https_on_a_plain_listener(string value) =>
        AnchorePlace.Plain.Catalog(AnchorePlace.Triple.Replace("True", value, StringComparison.Ordinal)).Finds("LS2604");

    [Fact]
    public void A_quoted_True_listens_and_is_no_fault() => AnchorePlace.Plain.Catalog(AnchorePlace.Triple.Replace("True", "'True'", StringComparison.Ordinal)).DoesNotFind("LS2604");

    [Theory]
    [InlineData("false")]
    [InlineData("False")]
    [InlineData("${ANCHORE_EXTERNAL_TLS}")]
    public void External_tls_beats_ssl_enable_wherever_it_is_present(string value) =>
        Assert.Contains(value, AnchorePlace.Sealed.Catalog($"    external_tls: {value}\n").Finds("LS2605").Observed, StringComparison.Ordinal);

    [Fact]
    public void External_tls_by_a_variable_that_compose_sets_to_true_is_no_fault() =>
        AnchorePlace.Sealed.Catalog("    external_tls: ${ANCHORE_EXTERNAL_TLS}\n").Composed("HOSTNAME: catalog }", "HOSTNAME: catalog, ANCHORE_EXTERNAL_TLS: \"true\" }").DoesNotFind("LS2605");

    [Fact]
    public void Https_announced_on_a_plain_listener_is_found() => AnchorePlace.Plain.Catalog("    external_tls: true\n").Finds("LS2606");

    [Fact]
    public void A_full_chain_in_ssl_cert_loses_its_intermediates()
    {
        Observed Full(Observed o) => o.Holds(Cert, Seen.Certificate("catalog"), Seen.Certificate("intermediate"));
        AnchorePlace.Sealed.Finds("LS2607", Full);
        AnchorePlace.Sealed.Catalog("    ssl_chain: /config/tls/chain.crt\n").DoesNotFind("LS2607", o => Full(o).Holds(Chain, Seen.Certificate("intermediate")));
    }

    [Fact]
    public void A_chain_of_two_blocks_sends_the_first()
    {
        var place = AnchorePlace.Sealed.Catalog("    ssl_chain: /config/tls/chain.crt\n");
        place.Finds("LS2608", o => o.Holds(Chain, Seen.Certificate("one"), Seen.Certificate("two")));
        place.DoesNotFind("LS2608", o => o.Holds(Chain, Seen.Certificate("one")));
    }

    [Fact]
    public void A_service_behind_a_proxy_that_announces_itself_is_found() =>
        AnchorePlace.Plain.Says("settings: { tls: proxy, services: { apiext: { hostname: anchore.example.com } } }\n").Finds("LS2609");

    [Fact]
    public void A_leaf_in_the_folder_of_authorities_is_found()
    {
        var leaf = Seen.Certificate("catalog") with { IsAuthority = false };
        Assert.Equal(Trust + "/a.crt", AnchorePlace.Plain.Finds("LS2610", o => o.Listing(Trust, "a.crt").Holds(Trust + "/a.crt", leaf)).Path);
        AnchorePlace.Plain.DoesNotFind("LS2610", o => o.Listing(Trust, "a.crt").Holds(Trust + "/a.crt", leaf with { IsAuthority = true }));
    }

    [Fact]
    public void A_key_in_the_folder_of_authorities_is_found() => AnchorePlace.Plain.Finds("LS2611", o => o.Listing(Trust, "a.key").HoldsKey(Trust + "/a.key", "k"));

    [Fact]
    public void Anchores_chart_names_both_in_the_folder_of_authorities()
    {
        var place = AnchorePlace.Plain.Catalog("    ssl_enable: true\n    ssl_cert: /home/anchore/certs/tls.crt\n    ssl_key: /home/anchore/certs/tls.key\n");
        place.Finds("LS2610");
        place.Finds("LS2611");
    }

    [Theory]
    [InlineData(0, 0, UnixFileMode.UserRead, true)]
    [InlineData(1000, 0, UnixFileMode.UserRead, false)]
    [InlineData(0, 1000, UnixFileMode.GroupRead, false)]
    [InlineData(0, 0, UnixFileMode.OtherRead, false)]
    public void A_key_that_user_1000_can_not_read_is_found(int user, int group, UnixFileMode mode, bool found)
    {
        Observed Standing(Observed o) => o with { Files = o.Files.SetItem(Key, new(FileKind.Regular) { User = user, Group = group, Mode = mode }) };
        if (found) AnchorePlace.Sealed.Finds("LS2612", Standing);
        else AnchorePlace.Sealed.DoesNotFind("LS2612", Standing);
    }

    [Fact]
    public void A_health_check_by_plain_HTTP_turns_red()
    {
        Assert.Equal("catalog", AnchorePlace.Sealed.Finds("LS2613").Component);
        AnchorePlace.Sealed.Composed("command: [\"anchore-manager\", \"service\", \"start\", \"catalog\"]", "command: anchore-manager service start catalog\n    healthcheck: { test: curl -fk https://localhost:8228/health }").DoesNotFind("LS2613");
    }

    [Fact]
    public void A_folder_that_a_container_does_not_see_is_found()
    {
        var found = AnchorePlace.Sealed.Check().Where(static f => f.Code == "LS2614").Select(static f => f.Expected).Distinct();
        Assert.Equal(["/opt/anchore/config.yaml:/config/config.yaml:ro", "/opt/anchore/tls:/config/tls:ro", "/opt/anchore/certs:/home/anchore/certs:ro"], found);
        AnchorePlace.Plain.DoesNotFind("LS2614");
    }

    [Theory]
    [InlineData("False")]
    [InlineData("${ANCHORE_INTERNAL_SSL_VERIFY}")]
    public void Verification_that_is_off_is_found(string value) => AnchorePlace.Plain.Configured("verify: True", "verify: " + value).Finds("LS2620");

    [Fact]
    public void Verification_that_is_left_out_is_on() => AnchorePlace.Plain.Configured("internal_ssl_verify: True\n", "").DoesNotFind("LS2620");

    [Fact]
    public void Verification_off_by_choice_is_a_warning() => Assert.Equal(Severity.Warning, AnchorePlace.Plain.Says("settings: { verify: false }\n").Finds("LS2621").Severity);

    [Fact]
    public void A_quoted_False_is_taken_as_a_path() => AnchorePlace.Plain.Configured("verify: True", "verify: 'False'").Finds("LS2622");

    [Fact]
    public void An_image_before_0_5_knows_no_folder_of_authorities()
    {
        var old = AnchorePlace.Plain.Composed(":v1.0.0", ":v0.4.2");
        Assert.Contains("REQUESTS_CA_BUNDLE", old.FindsOnlyInCheck("LS2623").Remedy, StringComparison.Ordinal);
        AnchorePlace.Sealed.Composed(":v1.0.0", ":v0.4.2").Finds("LS2623");
        old.Composed("[ANCHORE_ENDPOINT_HOSTNAME=api]", "[ANCHORE_ENDPOINT_HOSTNAME=api, REQUESTS_CA_BUNDLE=/config/all.pem]").Composed("HOSTNAME: catalog }", "HOSTNAME: catalog, REQUESTS_CA_BUNDLE: /config/all.pem }").DoesNotFind("LS2623");
        old.Says("settings: { verify: false }\n").DoesNotFind("LS2623");
    }

    [Fact]
    public void A_version_that_nothing_tells_is_said() => AnchorePlace.Plain.Without(AnchorePlace.ComposePath).FindsOnlyInCheck("LS2624");

    [Theory]
    [InlineData("verify-full")]
    [InlineData("verify-ca")]
    public void Ssl_true_overwrites_any_sslmode(string mode) => AnchorePlace.Plain.Configured("timeout: 120", "ssl: true\n      sslmode: " + mode).Finds("LS2630");

    [Theory]
    [InlineData("ssl: True")]
    [InlineData("sslmode: require")]
    [InlineData("sslmode: verify-ca")]
    public void A_database_whose_name_nobody_checks_is_a_warning(string line) => AnchorePlace.Plain.Configured("timeout: 120", line).Finds("LS2631");

    [Fact]
    public void Sslmode_for_the_driver_that_takes_none_is_found() =>
        AnchorePlace.Plain.Configured("postgresql://", "postgresql+pg8000://").Configured("timeout: 120", "sslmode: verify-full").Finds("LS2632");

    [Fact]
    public void A_database_in_plaintext_is_said_and_one_with_verify_full_is_not()
    {
        Assert.Equal(Severity.Note, AnchorePlace.Plain.Finds("LS2633").Severity);
        AnchorePlace.Plain.Configured("timeout: 120", "sslmode: verify-full").DoesNotFind("LS2633");
    }

    [Fact]
    public void A_name_that_only_the_image_gives_is_a_warning()
    {
        AnchorePlace.Plain.Without(AnchorePlace.ComposePath).FindsOnlyInCheck("LS2640");
        AnchorePlace.Sealed.Without(AnchorePlace.ComposePath).Finds("LS2640");
        AnchorePlace.Plain.DoesNotFind("LS2640");
    }

    [Fact]
    public void A_service_that_is_not_known_gets_TLS_and_is_said()
    {
        var place = AnchorePlace.Plain.Without(AnchorePlace.ComposePath).Catalog("  reports:\n    endpoint_hostname: reports\n    port: 8558\n");
        Assert.Equal("reports", place.Finds("LS2641").Component);
        Assert.Contains(place.Expanded().Desired.Leaves, static l => l.Name == "reports");
    }

    [Fact]
    public void Those_who_call_the_API_are_thought_of() => Assert.Contains("clients", AnchorePlace.Plain.FindsOnlyInCheck("LS2642").Message, StringComparison.Ordinal);

    [Fact]
    public void An_nginx_of_ones_own_is_told_its_form()
    {
        var place = AnchorePlace.Plain.Without(AnchorePlace.ComposePath).Says("settings: { tls: proxy, services: { apiext: { hostname: a.example } } }\n");
        Assert.Equal("/opt/anchore/proxy/conf.d/anchore.conf", place.Finds("LS2644").Path);
        place.DoesNotFind("LS2643");
    }

    [Fact]
    public void Without_a_compose_file_what_is_left_to_the_user_is_said() => Assert.Contains("/opt/anchore/certs at /home/anchore/certs", AnchorePlace.Plain.Without(AnchorePlace.ComposePath).FindsOnlyInCheck("LS2643").Message, StringComparison.Ordinal);
}
