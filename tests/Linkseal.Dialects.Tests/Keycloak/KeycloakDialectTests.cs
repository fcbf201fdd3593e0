namespace Linkseal.Dialects.Tests.Keycloak;

/// <summary>What Keycloak's dialect wants of a keycloak.conf. The server itself is not run here.</summary>
public sealed class KeycloakDialectTests
{
    private const string Links = "  - web -> it\n";
    private const string Mutual = "  - web -> it: { level: mutual }\n";
    private static readonly OneServer It = new("keycloak", "/opt/keycloak/conf/keycloak.conf");

    [Fact]
    public void Its_configuration_is_sealed_by_these_lines() => Assert.Equal(
        [
            "db=postgres", "https-certificate-file=/opt/keycloak/conf/tls/tls.crt", "https-certificate-key-file=/opt/keycloak/conf/tls/tls.key",
            "https-protocols=TLSv1.3,TLSv1.2", "http-enabled=false", "https-client-auth=required", "https-trust-store-file=/opt/keycloak/conf/tls/ca.crt",
        ],
        It.Edited("", Mutual, "db=postgres\n#https-certificate-file=${kc.home.dir}/conf/server.crt.pem\nhttp-enabled=true\nhttps-trust-store-password=x\n").Where(static l => l[0] != '#').Order(Comparer).ToArray());

    [Theory]
    [InlineData("plaintext: keep", Links, "http-enabled=true\n", "http-enabled=true")]
    [InlineData("port: 9443", Links, "", "https-port=9443")]
    [InlineData("", "  - it -> db\n", "truststore-paths=/a.pem\n", "truststore-paths=/a.pem,/opt/keycloak/conf/tls/ca.crt")]
    [InlineData("", "  - it -> db\n", "db-url-properties=?ssl=true&a=b\n", "db-url-properties=?a=b&sslmode=verify-full&sslrootcert=/opt/keycloak/conf/tls/ca.crt")]
    public void It_gets(string entry, string links, string text, string line) => Assert.Contains(line, It.Edited(entry, links, text));

    [Fact]
    public void It_serves_browsers_also_where_no_link_says_so() =>
        Assert.Equal(Core.Certificates.Purposes.Server | Core.Certificates.Purposes.Client, It.Compile("", "  - it -> db\n", "").Value!.Desired.Leaves.Single(static l => l.Name == "it").Purposes);

    [Fact]
    public void A_link_that_asks_for_nothing_demands_no_certificate() =>
        Assert.DoesNotContain(It.Edited("", Links, ""), static l => l.Contains("client-auth", StringComparison.Ordinal));

    [Theory]
    [InlineData("", "https-port=9443\nhttp-relative-path=/auth/\n", 9443, "/auth/realms/master")]
    [InlineData("port: 443", "https-port=9443\n", 443, "/realms/master")]
    [InlineData("", "", 8443, "/realms/master")]
    public void It_speaks_TLS_at(string entry, string text, int port, string path)
    {
        var endpoint = Assert.Single(It.Compile(entry, Links, text).Value!.Platform.Components.Single(static c => c.Name == "it").Endpoints);
        Assert.Equal((port, path, 8080), (endpoint.Port, endpoint.Path, endpoint.PlaintextPort));
    }

    [Theory]
    [InlineData("version: 25.0.6", Links, "", "LS1432")]
    [InlineData("", Mutual, "", "LS1975")]
    [InlineData("", "  - it -> db\n", "db-url=jdbc:postgresql://db/keycloak\n", "LS1976")]
    public void What_can_not_be_is_said(string entry, string links, string text, string code) => Assert.Contains(code, It.Compile(entry, links, text).Diagnostics.Select(static d => d.Code));

    // The order of the lines is the editor's: by the file's own defaults.
    private static Comparer<string> Comparer { get; } = Comparer<string>.Create(static (a, b) => Rank(a).CompareTo(Rank(b)));

    private static int Rank(string line) => Array.IndexOf(["db", "https-certificate-file", "https-certificate-key-file", "https-protocols", "http-enabled", "https-client-auth", "https-trust-store-file"], line.Split('=')[0]);
}
