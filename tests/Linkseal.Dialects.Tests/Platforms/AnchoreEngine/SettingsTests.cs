using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Tests.Platforms.AnchoreEngine;

/// <summary>One test for each diagnostic of the profile, by exactly its fault; the goldens hold the texts.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("LS1600", "settings: { confg: a.yaml }", 3, 13)]
    [InlineData("LS1600", "settings: { services: { apiext: { host: a } } }", 3, 35)]
    [InlineData("LS1601", "settings: { tls: nginx }", 3, 18)]
    [InlineData("LS1601", "settings: { version: new }", 3, 22)]
    [InlineData("LS1601", "settings: { mounts: { /a: b } }", 3, 27)]
    [InlineData("LS1601", "settings: { services: { apiext: { port: 70000 } } }", 3, 41)]
    [InlineData("LS1602", "settings: { services: { apiext: { key: a.key } } }", 3, 40)]
    [InlineData("LS1602", "settings: { services: { apiext: { chain: a.crt } } }", 3, 42)]
    [InlineData("LS1602", "settings: { services: { apiext: { certificate: a.crt } } }", 3, 48)]
    [InlineData("LS1602", "settings: { database: { key: a.key } }", 3, 30)]
    [InlineData("LS1606", "settings: { services: { apiex: { tls: off } } }", 3, 25)]
    [InlineData("LS1610", "settings: { tls: proxy }", 2, 10)]
    [InlineData("LS1614", "components:\n  catalogue: { names: [x] }", 4, 3)]
    [InlineData("LS1615", "components:\n  catalog: { restart: reboot }", 4, 14)]
    [InlineData("LS1616", "links:\n  - catalog -> apiext", 4, 5)]
    [InlineData("LS1617", "components:\n  catalog: { level: mutual }", 4, 14)]
    [InlineData("LS1617", "links:\n  - apiext -> catalog: { level: named }", 4, 5)]
    [InlineData("LS1624", "links:\n  - catalog -> database", 4, 5)]
    [InlineData("LS1624", "links:\n  - catalog -> database: { level: encrypted }", 4, 5)]
    [InlineData("LS1624", "components:\n  database: { level: authenticated }", 4, 15)]
    [InlineData("LS1624", "components:\n  db: { dialect: files, folder: /srv/db, port: 5432 }\nlinks:\n  - catalog -> db", 6, 5)]
    [InlineData("LS1624", "components:\n  pg: { dialect: files, folder: /srv/db, port: 5432, names: [DB] }\nlinks:\n  - catalog -> pg", 6, 5)]
    [InlineData("LS1620", "settings: { compose: other.yaml }", 3, 22)]
    public void A_wrong_setting_is_reported_at_its_place(string code, string lines, int line, int column)
    {
        var result = AnchorePlace.Plain.Says(lines + "\n").Expand();
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal((code, "linkseal.yaml"), (diagnostic.Code, diagnostic.File));
        Assert.Equal((line, column), (diagnostic.At!.Value.Line, diagnostic.At.Value.Column));
        Assert.True(result.Failed);
    }

    [Theory]
    [InlineData("links:\n  - catalog -> database: { level: plaintext }")]
    [InlineData("settings: { database: {} }\nlinks:\n  - catalog -> database")]
    [InlineData("settings: { database: {} }\ncomponents:\n  db: { dialect: files, folder: /srv/db, port: 5432 }\nlinks:\n  - catalog -> db")]
    [InlineData("components:\n  queue: { dialect: files, folder: /srv/q, port: 5671 }\nlinks:\n  - catalog -> queue")]
    public void A_link_that_the_database_setting_covers_or_that_asks_for_no_TLS_is_taken(string lines) =>
        Assert.DoesNotContain(AnchorePlace.Plain.Says(lines + "\n").Expand().Diagnostics, static d => d.Code == "LS1624");

    [Fact]
    public void Everything_wrong_is_said_at_once()
    {
        var result = AnchorePlace.Plain.Says("settings: { confg: 1, tls: x, version: y, services: { apiext: { port: z, key: k } } }\n").Expand();
        Assert.Equal(["LS1600", "LS1601", "LS1601", "LS1601", "LS1602"], result.Diagnostics.Select(static d => d.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_missing_config_is_one_diagnostic() => Assert.Equal("LS1603", Only(new()).Code);

    [Fact]
    public void A_config_in_the_image_alone_is_asked_for_with_the_command_that_takes_it_out() =>
        Assert.Contains("docker run --rm --entrypoint cat anchore/anchore-engine:v1.0.0 /config/config.yaml", Only(AnchorePlace.Plain.Without(AnchorePlace.ConfigPath), "LS1604").Hint, StringComparison.Ordinal);

    [Theory]
    [InlineData("services:\n  apiext: yes\n", 2)]
    [InlineData("services: none\n", 1)]
    [InlineData("services:\n  apiext:\n    port: [1]\n", 3)]
    public void A_config_of_another_shape_is_reported_in_its_line(string text, int line)
    {
        var diagnostic = Only(AnchorePlace.Plain.With(AnchorePlace.ConfigPath, text), "LS1605");
        Assert.Equal((AnchorePlace.ConfigPath, line), (diagnostic.File, diagnostic.At!.Value.Line));
    }

    [Fact]
    public void A_port_that_is_none_is_reported_in_the_config()
    {
        var diagnostic = Only(AnchorePlace.Plain.Configured("hostname: '${ANCHORE_ENDPOINT_HOSTNAME}'\n    port: 8228\n  catalog", "hostname: a\n    port: ${ANCHORE_MY_PORT}\n  catalog"), "LS1607");
        Assert.Contains("ANCHORE_MY_PORT", diagnostic.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'not a name!'")]
    [InlineData("${ANCHORE_SOMETHING}")]
    public void A_name_that_no_certificate_can_say_is_reported(string name) =>
        Assert.Equal("LS1608", Only(AnchorePlace.Plain.With(AnchorePlace.ConfigPath, $"services:\n  apiext:\n    endpoint_hostname: {name}\n    port: 8228\n"), "LS1608").Code);

    [Fact]
    public void Another_port_can_not_be_announced_before_0_3()
    {
        var place = AnchorePlace.Plain.Without(AnchorePlace.ComposePath).Says("settings: { version: \"0.2.0\", services: { apiext: { port: 443 } } }\n");
        Assert.Equal("LS1609", Only(place, "LS1609").Code);
    }

    [Fact]
    public void A_proxy_before_nothing_is_refused()
    {
        var place = AnchorePlace.Plain.Composed("    ports: [\"8228:8228\"]\n", "").Says("settings: { tls: proxy }\n");
        Assert.Equal("LS1611", Only(place, "LS1611").Code);
    }

    [Fact]
    public void Two_services_at_one_port_of_the_proxy_are_refused()
    {
        var place = AnchorePlace.Plain.Says("settings:\n  tls: proxy\n  services:\n    apiext: { hostname: a.example }\n    catalog: { hostname: b.example }\n");
        Assert.Equal(7, Only(place, "LS1621").At!.Value.Line);
    }

    [Fact]
    public void An_override_of_the_users_own_gets_what_it_lacks_and_stays_his()
    {
        var expanded = AnchorePlace.Plain.With(AnchorePlace.OverridePath, "services:\n  api:\n    restart: always\n").Expanded();
        Assert.DoesNotContain(expanded.Desired.Files, static f => f.Path == AnchorePlace.OverridePath);
        var edits = Assert.Single(expanded.Desired.Edits, static e => e.Path == AnchorePlace.OverridePath).Edits;
        Assert.Equal(["services.api.volumes", "services.api.healthcheck.test", "services.catalog.volumes", "services.catalog.healthcheck.test"], edits.Select(static e => string.Join('.', e.Key)));
    }

    [Theory]
    [InlineData("    volumes: [\"./x:/x\"]\n", "./certs:/home/anchore/certs:ro")]
    [InlineData("    healthcheck: { test: [CMD, \"true\"] }\n", "https://localhost:8228/health")]
    public void A_list_of_the_users_own_in_the_way_is_told_what_it_lacks(string line, string lacks)
    {
        var diagnostic = Only(AnchorePlace.Plain.With(AnchorePlace.OverridePath, "services:\n  api:\n" + line), "LS1613");
        Assert.Contains(lacks, diagnostic.Hint, StringComparison.Ordinal);
        Assert.Equal(AnchorePlace.OverridePath, diagnostic.File);
    }

    [Fact]
    public void A_proxy_is_not_written_into_an_override_of_the_users_own() => Assert.Contains(
        "!reset",
        Only(AnchorePlace.Plain.With(AnchorePlace.OverridePath, "services: {}\n").Says("settings: { tls: proxy, services: { apiext: { hostname: a.example } } }\n"), "LS1613").Hint,
        StringComparison.Ordinal);

    [Fact]
    public void An_override_of_the_users_own_with_all_that_is_needed_is_left_alone()
    {
        const string Both = "    healthcheck: { test: [CMD, curl, -fk, \"https://localhost:8228/health\"] }\n    volumes: [\"./config.yaml:/config/config.yaml\", \"./tls:/config/tls\", \"./certs:/home/anchore/certs\"]\n";
        var expanded = AnchorePlace.Plain.With(AnchorePlace.OverridePath, "services:\n  api:\n" + Both + "  catalog:\n" + Both).Expanded();
        Assert.DoesNotContain(expanded.Desired.Files, static f => f.Path == AnchorePlace.OverridePath);
    }

    [Fact]
    public void Sslmode_is_refused_for_the_driver_that_takes_none()
    {
        var place = AnchorePlace.Plain.Configured("postgresql://", "postgresql+pg8000://").Says("settings: { database: {} }\n");
        var diagnostic = Only(place, "LS1618");
        Assert.Equal(AnchorePlace.ConfigPath, diagnostic.File);
        Assert.DoesNotContain("secret", diagnostic.Message + diagnostic.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_that_the_config_does_not_have_is_refused() =>
        Assert.Equal("LS1619", Only(AnchorePlace.Plain.With(AnchorePlace.ConfigPath, "services: { apiext: { port: 8228, endpoint_hostname: a } }\n").Says("settings: { database: {} }\n"), "LS1619").Code);

    private static Diagnostic Only(AnchorePlace place, string? code = null)
    {
        var diagnostic = Assert.Single(place.Expand().Diagnostics);
        if (code is not null) Assert.Equal(code, diagnostic.Code);
        Assert.Equal(Severity.Error, diagnostic.Severity);
        return diagnostic;
    }
}
