using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Tests.Kafka;

/// <summary>What Kafka's dialect wants of a server.properties. The server itself is not run here.</summary>
public sealed class KafkaDialectTests
{
    private const string Links = "  - web -> it\n";

    // A node that is broker and controller, in the settings that the shipped file has.
    private const string Combined = """
        process.roles=broker,controller
        listeners=PLAINTEXT://:9092,CONTROLLER://:9093
        inter.broker.listener.name=PLAINTEXT
        advertised.listeners=PLAINTEXT://localhost:9092
        controller.listener.names=CONTROLLER
        # Maps listener names to security protocols
        listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT,SASL_SSL:SASL_SSL

        """;

    private static readonly OneServer It = new("kafka", "/srv/kafka/server.properties");

    [Fact]
    public void Every_listener_of_a_node_speaks_TLS() => Assert.Equal(
        [
            "process.roles=broker,controller",
            "listeners=SSL://:9092,CONTROLLER://:9093",
            "inter.broker.listener.name=SSL",
            "advertised.listeners=SSL://localhost:9092",
            "controller.listener.names=CONTROLLER",
            "# Maps listener names to security protocols",
            "listener.security.protocol.map=CONTROLLER:SSL,PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT,SASL_SSL:SASL_SSL",
            "ssl.keystore.type=PEM", "ssl.keystore.location=/srv/kafka/tls/keystore.pem", "ssl.truststore.type=PEM", "ssl.truststore.location=/srv/kafka/tls/ca.crt",
            "ssl.client.auth=required", "ssl.enabled.protocols=TLSv1.2,TLSv1.3", "ssl.endpoint.identification.algorithm=https",
        ],
        It.Edited("", Links, Combined));

    [Theory]
    [InlineData("", "", "listeners=SSL://:9092", "security.inter.broker.protocol=SSL")]
    [InlineData("", "listeners=SASL_PLAINTEXT://b1:9092\nsecurity.inter.broker.protocol=SASL_PLAINTEXT\n", "listeners=SASL_SSL://b1:9092", "security.inter.broker.protocol=SASL_SSL")]
    [InlineData("", "listeners=PLAINTEXT://:9092,SSL://:9093\nadvertised.listeners=PLAINTEXT://b1:9092,SSL://b1:9093\n", "listeners=SSL://:9093", "advertised.listeners=SSL://b1:9093")]
    [InlineData("", "listeners=IN://:9092,OUT://:9094\nlistener.security.protocol.map=IN:PLAINTEXT,OUT:SSL\ninter.broker.listener.name=IN\n", "listeners=IN://:9092,OUT://:9094", "listener.security.protocol.map=IN:SSL,OUT:SSL")]
    [InlineData("port: 9192", "listeners=PLAINTEXT://:9092\nadvertised.listeners=PLAINTEXT://b1:9092\n", "listeners=SSL://:9192", "advertised.listeners=SSL://b1:9192")]
    [InlineData("plaintext: keep", "listeners=PLAINTEXT://:9092\nadvertised.listeners=PLAINTEXT://b1:9092\n", "listeners=PLAINTEXT://:9092,SSL://:9094", "advertised.listeners=PLAINTEXT://b1:9092,SSL://b1:9094")]
    [InlineData("plaintext: keep", "listeners=C://:1\ncontroller.listener.names=C\nlistener.security.protocol.map=C:SSL\n", "listeners=C://:1", "listener.security.protocol.map=C:SSL")]
    [InlineData("", "controller.listener.names=CTL\nlisteners=CTL://:9093\n", "listeners=CTL://:9093", "listener.security.protocol.map=CTL:SSL,PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT,SASL_SSL:SASL_SSL")]
    [InlineData("", "listeners=SASL_SSL://:9094\n", "listeners=SASL_SSL://:9094", "listener.name.sasl_ssl.ssl.client.auth=required")]
    public void Listeners_become(string entry, string text, string listeners, string more)
    {
        var lines = It.Edited(entry, Links, text);
        Assert.Contains(listeners, lines);
        Assert.Contains(more, lines);
    }

    [Fact]
    public void Passwords_and_inline_stores_are_taken_out() =>
        Assert.DoesNotContain(It.Edited("", Links, "ssl.keystore.location=/old.jks\nssl.keystore.password=x\nssl.key.password=y\nssl.truststore.password=z\n"), static l => l.Contains("password", StringComparison.Ordinal));

    [Theory]
    [InlineData("", Combined, "kafka 9092, controller 9093")]
    [InlineData("plaintext: keep", Combined, "kafka 9094<9092")]
    [InlineData("", "", "kafka 9092")]
    public void It_speaks_TLS_at(string entry, string text, string expected) =>
        Assert.Equal(expected, string.Join(", ", It.Compile(entry, Links, text).Value!.Platform.Components.Single(static c => c.Name == "it").Endpoints.Select(static e => $"{e.Name} {e.Port}{(e.PlaintextPort is { } plain ? $"<{plain}" : "")}")));

    [Fact]
    public void Key_and_certificates_are_one_file_good_for_both_ends()
    {
        var desired = It.Compile("", Links, Combined).Value!.Desired;
        Assert.Equal(["/srv/kafka/tls/ca.crt", "/srv/kafka/tls/keystore.pem"], desired.Files.Where(static f => f.Component == "it").Select(static f => f.Path));
        Assert.Equal(new FileContent.OfLeaf("it", MaterialForm.ChainAndKey), desired.Files.Single(static f => f.Path.EndsWith(".pem", StringComparison.Ordinal)).Content);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, desired.Files.Single(static f => f.Path.EndsWith(".pem", StringComparison.Ordinal)).Mode);
        Assert.Equal(Purposes.Server | Purposes.Client, desired.Leaves.Single(static l => l.Name == "it").Purposes);
        Assert.Equal("restart-it", Assert.Single(desired.Steps).Id);
    }

    [Theory]
    [InlineData("version: 2.6.3", "", "LS1432")]
    [InlineData("plaintext: keep, port: 9092", "", "LS1433")]
    [InlineData("", "listeners=nothing\n", "LS1970")]
    [InlineData("", "listener.name.internal.ssl.keystore.location=/x\n", "LS1971")]
    public void What_can_not_be_is_said(string entry, string text, string code) => Assert.Contains(code, It.Compile(entry, Links, text).Diagnostics.Select(static d => d.Code));

    [Fact]
    public void Its_clients_are_told_ready_to_paste()
    {
        var compiled = It.Compile("", Links, Combined).Value!;
        var snippets = ClientSides.Of(compiled, It.Read("", Links).Value!, compiled.Platform.Links[0]);
        Assert.Equal("kcat -b it:9092 -L -X security.protocol=ssl -X ssl.ca.location=/srv/web/ca.crt -X ssl.certificate.location=/srv/web/tls.crt -X ssl.key.location=/srv/web/tls.key", snippets[2].Text);
        Assert.Contains("ssl.keystore.location=/srv/web/keystore.pem", snippets[0].Text, StringComparison.Ordinal);
    }
}
