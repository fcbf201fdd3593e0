using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Tests.Kestrel;

/// <summary>What Kestrel's dialect wants of an appsettings.json.</summary>
public sealed class KestrelDialectTests
{
    private const string Config = "/srv/app/appsettings.json";
    private const string Links = "  - web -> app\n";

    // dotnet new web, with one endpoint.
    private const string Template = """
        {
          "Logging": {
            "LogLevel": {
              "Default": "Information" // as ever
            }
          },
          "AllowedHosts": "*",
          "Kestrel": {
            "Endpoints": {
              "Http": {
                "Url": "http://*:8080"
              }
            }
          }
        }
        """;

    [Fact]
    public void One_endpoint_is_sealed_where_it_stands_and_given_back()
    {
        var text = Edited("", Links, Template);
        Assert.Contains(
            """
                  "Http": {
                    "SslProtocols": ["Tls12", "Tls13"],
                    "Certificate": {
                      "KeyPath": "/srv/app/tls/tls.key",
                      "Path": "/srv/app/tls/tls.crt"
                    },
                    "Url": "https://*:8080"
                  }
            """, text, StringComparison.Ordinal);
        Assert.Contains("\"Information\" // as ever", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_says_nothing_of_Kestrel_gets_an_endpoint() =>
        Assert.Contains("\"Https\"", Edited("port: 8443", Links, "{\n  \"AllowedHosts\": \"*\"\n}\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "\"Http\": { \"Url\": \"http://*:8080\" }", "https 8080")]
    [InlineData("port: 8443", "\"Http\": { \"Url\": \"http://*:8080\" }", "https 8443<8080")]
    [InlineData("plaintext: keep", "\"Http\": { \"Url\": \"http://*:8080\" }", "https 8443<8080")]
    [InlineData("plaintext: keep", "\"Web\": { \"Url\": \"http://*:8080\" }, \"Admin\": { \"Url\": \"https://*:9443\" }", "https 9443<8080")]
    [InlineData("", "\"Web\": { \"Url\": \"http://*:8080\" }, \"Admin\": { \"Url\": \"https://[::1]:9443\" }", "https 8080, admin 9443")]
    [InlineData("", "\"Web\": { \"Url\": \"http://*:8080\" }, \"https\": { \"Url\": \"https://app.internal\" }", "https 443, web 8080")]
    [InlineData("", "\"Sock\": { \"Url\": \"http://unix:/run/app.sock\" }", "https 5001")]
    [InlineData("", "", "https 5001")]
    public void It_speaks_TLS_at(string entry, string endpoints, string expected)
    {
        var config = $"{{ \"Kestrel\": {{ \"Endpoints\": {{ {endpoints} }} }} }}";
        string Listens(string text) => string.Join(", ", Compile(entry, Links, text).Value!.Platform.Components.Single(static c => c.Name == "app").Endpoints
            .Select(static e => $"{e.Name} {e.Port}{(e.PlaintextPort is { } plain ? $"<{plain}" : "")}"));
        Assert.Equal(expected, Listens(config));
        // Once it is written it means the same, but for a port that nobody knows any more.
        Assert.Equal(entry == "port: 8443" ? "https 8443" : expected, Listens(Edited(entry, Links, config)));
    }

    [Fact]
    public void Plaintext_is_closed_on_every_endpoint() =>
        Assert.DoesNotContain("http:", Edited("", Links, "{ \"Kestrel\": { \"Endpoints\": { \"A\": { \"Url\": \"http://*:1\" }, \"B\": { \"Url\": \"https://*:2\" }, \"C\": { \"Url\": \"http://*:3\" } } } }"), StringComparison.Ordinal);

    [Fact]
    public void A_certificate_that_is_there_gives_way_with_its_password() =>
        Assert.DoesNotContain("Password", Edited("", Links, "{ \"Kestrel\": { \"Endpoints\": { \"Https\": { \"Url\": \"https://*:1\", \"Certificate\": {\n\"Path\": \"a.pfx\",\n\"Password\": \"x\"\n} } } } }"), StringComparison.Ordinal);

    [Theory]
    [InlineData("", Level.Authenticated, "", false)]
    [InlineData(": { level: mutual }", Level.Mutual, "LS1961", true)]
    [InlineData(": { level: named }", Level.Mutual, "LS1420", true)]
    public void Whom_it_takes_is_its_environment_s_to_say(string level, Level required, string code, bool isDemanded)
    {
        var compiled = Compile("", $"  - web -> app{level}\n", Template);
        Assert.Equal(required, Assert.Single(compiled.Value!.Platform.Links).Required);
        Assert.Equal(code.Length > 0, compiled.Diagnostics.Any(d => d.Code == code));
        var edits = compiled.Value.Desired.Edits[0].Edits.OfType<Edit.Set>();
        Assert.Equal(isDemanded, edits.Any(static e => e.Key[^1] == "ClientCertificateMode"));
        var file = compiled.Value.Desired.Files.FirstOrDefault(static f => f.Path == "/srv/app/linkseal.env");
        Assert.Equal(isDemanded ? "# Written by Linkseal: changes made here are lost.\nSSL_CERT_FILE=/srv/app/tls/ca.crt\nSSL_CERT_DIR=/srv/app/tls/none\n" : null, (file?.Content as FileContent.Known)?.Text);
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("restart: systemctl restart app", "systemctl restart app", false)]
    public void It_notices_by_itself_or_is_restarted(string entry, string command, bool isByItself)
    {
        var step = Assert.Single(Compile(entry, Links, Template).Value!.Desired.Steps);
        Assert.Equal(isByItself ? ["true"] : ["sh", "-c", command], step.Command);
        Assert.Equal([Config, "/srv/app/tls/"], step.After);
        Assert.Equal(8080, Assert.Single(step.Serves).Address.Port);
    }

    [Theory]
    [InlineData("version: '7.0'", Template, "", "LS1432")]
    [InlineData("plaintext: keep", "{}", "", "LS1962")]
    [InlineData("plaintext: keep, port: 8080", Template, "", "LS1433")]
    [InlineData("", Template, "{ \"Kestrel\": { \"Endpoints\": { } } }", "LS1963")]
    public void What_can_not_be_is_said(string entry, string config, string production, string code) =>
        Assert.Contains(code, Compile(entry, Links, config, production).Diagnostics.Select(static d => d.Code));

    [Fact]
    public void Without_a_configuration_nothing_is_guessed()
    {
        var read = DescriptionReader.Read("linkseal.yaml", "/srv", $"platform: shop\ncomponents:\n  web: {{ dialect: files, folder: /srv/web }}\n  app: {{ dialect: kestrel }}\nlinks:\n{Links}", Catalogue.Words);
        Assert.Contains("LS1960", PlatformCompiler.Compile(read.Value!, null, Catalogue.Dialects, ImmutableDictionary<string, string>.Empty).Diagnostics.Select(static d => d.Code));
    }

    [Fact]
    public void Its_clients_are_told_ready_to_paste()
    {
        var compiled = Compile("", "  - web -> app: { level: mutual }\n", Template).Value!;
        Assert.Equal("curl --cacert /srv/web/ca.crt --cert /srv/web/tls.crt --key /srv/web/tls.key https://app:8080/", ClientSides.Of(compiled, Read("", Links).Value!, compiled.Platform.Links[0])[0].Text);
    }

    /// <summary>The text with the edits; once more they change nothing, and taken out it is as before.</summary>
    private static string Edited(string entry, string links, string config)
    {
        var first = Assert.Single(Compile(entry, links, config).Value!.Desired.Edits);
        var edited = ConfigEditor.Apply(first.Format, first.Path, config, first.Edits, []);
        Assert.Empty(edited.Diagnostics);
        var second = Assert.Single(Compile(entry, links, edited.Value!.Text).Value!.Desired.Edits);
        Assert.Equal(edited.Value.Text, ConfigEditor.Apply(second.Format, second.Path, edited.Value.Text, second.Edits, edited.Value.Applied).Value!.Text);
        Assert.Equal(config, ConfigEditor.Revert(first.Format, first.Path, edited.Value.Text, edited.Value.Applied).Value!.Text);
        return edited.Value.Text;
    }

    private static Result<PlatformDescription> Read(string entry, string links) => DescriptionReader.Read(
        "linkseal.yaml", "/srv", $"platform: shop\ncomponents:\n  web: {{ dialect: files, folder: /srv/web }}\n  app: {{ dialect: kestrel, config: {Config}{(entry.Length > 0 ? ", " + entry : "")} }}\nlinks:\n{links}", Catalogue.Words);

    private static Result<Expansion> Compile(string entry, string links, string config, string production = "")
    {
        var read = Read(entry, links);
        Assert.Empty(read.Diagnostics);
        var documents = ImmutableDictionary<string, string>.Empty.Add(Config, config);
        if (production.Length > 0) documents = documents.Add("/srv/app/appsettings.Production.json", production);
        return PlatformCompiler.Compile(read.Value!, null, Catalogue.Dialects, documents);
    }
}
