using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Linkseal.Cli.Commands;
using Linkseal.Cli.Tests.EndToEnd;
using Linkseal.Cli.Tests.Testing;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.Commands;

/// <summary><c>probe</c> as it is typed twenty times a day, against servers of ours.</summary>
public sealed class ProbeTests : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TestAuthority authority = new();
    private readonly List<IDisposable> owned = [];
    private readonly List<LoopbackServer> servers = [];

    public ProbeTests()
    {
        File.WriteAllText(folder["ca.crt"], authority.CertificatePem);
        foreach (var name in (string[])["db.internal", "web"])
        {
            var (certificate, key) = authority.Issue(name, name);
            File.WriteAllText(folder[name + ".crt"], certificate);
            File.WriteAllText(folder[name + ".key"], key);
            File.WriteAllText(folder[name + ".pem"], certificate + key);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers) await server.DisposeAsync();
        owned.ForEach(static o => o.Dispose());
        authority.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_good_server_is_told_on_one_screen()
    {
        var (exit, output, error) = Typed("probe", "https://127.0.0.1:" + Port(Open()), "--ca", "ca.crt", "--name", "db.internal");
        Assert.True(exit == 0, output + error);
        Assert.Equal("", error);
        Assert.Contains(", as db.internal, https\n", output, StringComparison.Ordinal);
        Assert.Contains("  you          without a certificate: admitted, HTTP 200 to GET /\n", output, StringComparison.Ordinal);
        Assert.Contains("  strangers    no certificate: admitted", output, StringComparison.Ordinal);
        Assert.EndsWith("\nAuthenticated: it is whom it says to be, and lets clients in without a certificate.\n", output, StringComparison.Ordinal);
        Assert.True(output.Split('\n').Length < 24, output);
    }

    [Theory]
    [InlineData("--cert", "web.crt", "--key", "web.key")]
    [InlineData("--cert", "web.pem")]
    public void With_its_certificate_a_client_is_let_in_where_one_is_demanded(params string[] shown)
    {
        var url = "rediss://127.0.0.1:" + Port(Mutual());
        var (exit, output, _) = Typed(["probe", url, "--ca", "ca.crt", "--name", "db.internal", .. shown]);
        Assert.True(exit == 0, output);
        Assert.Contains("  you          as CN=web: admitted, PONG\n", output, StringComparison.Ordinal);
        Assert.Contains("\nMutual: it demands a client certificate of its own authority.\n", output, StringComparison.Ordinal);
        (exit, output, _) = Typed("probe", url, "--ca", "ca.crt", "--name", "db.internal");
        Assert.Equal(1, exit);
        Assert.EndsWith("\nTLS, and this caller is not let in.\n--cert FILE --key FILE shows a client certificate.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_is_as_the_schema_says()
    {
        var (exit, output, _) = Typed("probe", "https://127.0.0.1:" + Port(Open()) + "/health", "--ca", "ca.crt", "--name", "db.internal", "-o", "json");
        Assert.Equal(0, exit);
        OutputSchema.Accepts(output);
        var probed = JsonDocument.Parse(output).RootElement.GetProperty("probed");
        Assert.Equal("HTTP 200 to GET /health", probed.GetProperty("probes")[0].GetProperty("evidence").GetString());
        Assert.Equal("CN=db.internal", probed.GetProperty("served").GetProperty("certificates")[0].GetProperty("subject").GetString());
        OutputSchema.Accepts(Typed("probe", "127.0.0.1:" + FreePort(), "-o", "json").Output);
    }

    [Fact]
    public void A_name_that_the_certificate_is_not_for_is_judged()
    {
        var (exit, output, _) = Typed("probe", "127.0.0.1:" + Port(Open()), "--ca", "ca.crt");
        Assert.Equal(1, exit);
        Assert.Contains("  judged       the certificate is not for 127.0.0.1 (it is for db.internal)\n", output, StringComparison.Ordinal);
        Assert.Contains("\nTLS, and a careful caller turns away.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void By_the_systems_roots_a_private_authority_is_not_believed()
    {
        var (exit, output, _) = Typed("probe", "tls://127.0.0.1:" + Port(Open()), "--name", "db.internal");
        Assert.Equal(1, exit);
        Assert.EndsWith("\nTLS, and a careful caller turns away.\nJudged by the system's roots: --ca FILE names others.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_without_TLS_is_told_so()
    {
        var (exit, output, _) = Typed("probe", "postgres://web@127.0.0.1:" + Add(LoopbackServer.Says("N"u8.ToArray())));
        Assert.Equal(1, exit);
        Assert.EndsWith("\nPlaintext: it has no TLS.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_who_listens_is_told_so()
    {
        var (exit, output, _) = Typed("probe", "mqtts://127.0.0.1:" + FreePort());
        Assert.Equal(1, exit);
        Assert.EndsWith("\nNot reached.\n", output, StringComparison.Ordinal);
        Assert.Equal(1, Typed("probe", "mqtts://no-such-host.invalid").Exit);
    }

    [Fact]
    public void A_server_that_hangs_is_given_up_in_the_time_that_was_given()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var (exit, output, _) = Typed("probe", "nats://127.0.0.1:" + Add(LoopbackServer.Hang), "--timeout", "300ms");
        Assert.Equal(1, exit);
        Assert.Contains("timed-out, no end within 0.3 s", output, StringComparison.Ordinal);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(15), $"{clock.Elapsed}");
    }

    [Fact]
    public void Plaintext_beside_TLS_is_a_weakness()
    {
        var tls = Http(Open());
        var port = Add(async (stream, end) =>
        {
            var first = new byte[1];
            await stream.Socket.ReceiveAsync(first, System.Net.Sockets.SocketFlags.Peek, end);
            if (first[0] == 0x16) await tls(stream, end);
            else await LoopbackServer.Http(stream, end);
        });
        var (exit, output, _) = Typed("probe", "https://127.0.0.1:" + port, "--ca", "ca.crt", "--name", "db.internal");
        Assert.Equal(1, exit);
        Assert.EndsWith(" It also accepts plaintext on the same port.\n", output.Replace("\n", " ", StringComparison.Ordinal)[..^1] + "\n", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LS1743", "gopher://db")]
    [InlineData("LS1743", "db")]
    [InlineData("LS1743", "https://")]
    [InlineData("LS1743", "https://db:0")]
    [InlineData("LS1743", "https://a b")]
    [InlineData("LS1742", "db:1", "--timeout", "never")]
    [InlineData("LS1744", "db:1", "--ca", "web.key")]
    [InlineData("LS1744", "db:1", "--cert", "web.key", "--key", "web.key")]
    [InlineData("LS1744", "db:1", "--cert", "web.crt", "--key", "web.crt")]
    [InlineData("LS1745", "db:1", "--cert", "web.crt")]
    [InlineData("LS1745", "db:1", "--key", "web.key")]
    [InlineData("LS1746", "db:1", "--ca", "no.crt")]
    [InlineData("LS1746", "db:1", "--cert", "no.crt", "--key", "web.key")]
    [InlineData("LS1746", "db:1", "--cert", "web.crt", "--key", "no.key")]
    [InlineData("LS1746", "db:1", "--ca", ".")]
    [InlineData("LS1747", "db:1", "--cert", "web.crt", "--key", "db.internal.key")]
    public void What_is_wrong_is_said_and_nothing_is_dialled(string code, params string[] arguments)
    {
        var (exit, output, error) = Typed(["probe", .. arguments]);
        Assert.Equal((2, ""), (exit, output));
        Assert.Contains("error " + code + ": ", error, StringComparison.Ordinal);
        Assert.DoesNotContain(File.ReadAllLines(folder["web.key"])[1], error, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once_and_each_once()
    {
        var (_, _, error) = Typed("probe", "gopher://db", "--ca", "no.crt", "--key", "web.key", "--timeout", "x");
        Assert.Equal(["LS1743", "LS1742", "LS1745", "LS1746"], System.Text.RegularExpressions.Regex.Matches(error, "error (LS[0-9]{4})").Select(static m => m.Groups[1].Value));
    }

    [Theory]
    [InlineData("https://h", "https", "h", 443, null, null)]
    [InlineData("HTTPS://h/v2/", "https", "h", 443, null, "/v2/")]
    [InlineData("https://h:8443/", "https", "h", 8443, null, null)]
    [InlineData("https://h?x=1", "https", "h", 443, null, null)]
    [InlineData("rediss://:secret@h:6380/0", "redis", "h", 6380, null, "/0")]
    [InlineData("postgres://web:p%40ss@h/db", "postgresql", "h", 5432, "web", "/db")]
    [InlineData("mysql://ann%20x@h", "mysql", "h", 3306, "ann x", null)]
    [InlineData("amqps://u@[fd00::7]", "amqp", "fd00::7", 5671, "u", null)]
    [InlineData("mqtts://h", "mqtt", "h", 8883, null, null)]
    [InlineData("nats://h", "nats", "h", 4222, null, null)]
    [InlineData("memcached://h", "memcached", "h", 11211, null, null)]
    [InlineData("kafka://h", "kafka", "h", 9093, null, null)]
    [InlineData("grpcs://h:50051", "grpc", "h", 50051, null, null)]
    [InlineData("tls://h:636", "tls", "h", 636, null, null)]
    [InlineData("h:636", "tls", "h", 636, null, null)]
    [InlineData("[::1]:636", "tls", "::1", 636, null, null)]
    public void Urls_are_read(string text, string protocol, string host, int port, string? user, string? path)
    {
        var url = ProbeUrl.Read(text)!;
        Assert.Equal((protocol, host, port, user, path), (url.Protocol.Name, url.Host.Name, url.Host.Port, url.User, url.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("://")]
    [InlineData("https://@")]
    [InlineData("https://h:port")]
    [InlineData("https://::1")]
    [InlineData("postgres://web%00user@h")]
    [InlineData("postgres://web%0auser@h")]
    [InlineData("h:0")]
    public void What_is_no_url_is_refused(string text) => Assert.Null(ProbeUrl.Read(text));

    private static string FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }

    // Answers HTTP, or PING.
    private static async Task Speak(SslStream tls, CancellationToken end)
    {
        var buffer = new byte[4096];
        var count = await tls.ReadAsync(buffer, end);
        if (count == 0) return;
        await tls.WriteAsync(buffer[0] == (byte)'P' ? "+PONG\r\n"u8.ToArray() : "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"u8.ToArray(), end);
        await tls.ShutdownAsync();
    }

    private static Func<System.Net.Sockets.NetworkStream, CancellationToken, Task> Http(SslServerAuthenticationOptions options) => LoopbackServer.Tls(options, Speak);

    private (int Exit, string Output, string Error) Typed(params string[] arguments)
    {
        var terminal = new MemoryTerminal { Folder = folder.Path };
        terminal.Time.Now = DateTimeOffset.UtcNow;
        return Run.Line(terminal, arguments);
    }

    private SslServerAuthenticationOptions Open() => LoopbackServer.Open(Leaf());

    private SslServerAuthenticationOptions Mutual()
    {
        var root = X509Certificate2.CreateFromPem(authority.CertificatePem);
        owned.Add(root);
        return LoopbackServer.Mutual(Leaf(), root, SslProtocols.None);
    }

    private X509Certificate2 Leaf()
    {
        var leaf = X509Certificate2.CreateFromPemFile(folder["db.internal.crt"], folder["db.internal.key"]);
        owned.Add(leaf);
        return leaf;
    }

    private string Port(SslServerAuthenticationOptions options) => Add(Http(options));

    private string Add(Func<System.Net.Sockets.NetworkStream, CancellationToken, Task> behave)
    {
        var server = new LoopbackServer(behave);
        servers.Add(server);
        return server.Port.ToString(CultureInfo.InvariantCulture);
    }
}
