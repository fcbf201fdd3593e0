using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>Small servers that behave towards callers as the facts say of a platform's own, each on a loopback address of its own, so that it has the port that the product has.</summary>
internal sealed class StandIns : IAsyncDisposable
{
    private readonly List<LoopbackServer> servers = [];
    private readonly List<X509Certificate2> certificates = [];

    /// <summary>Listens, with the pair that lies on disk now; the port, which 0 leaves to the system.</summary>
    public int Tls(string address, int port, string certificate, string key, Func<Stream, CancellationToken, Task> answers, string? roots = null, Func<X509Certificate2, bool>? knows = null)
    {
        var leaf = X509Certificate2.CreateFromPemFile(certificate, key);
        X509Certificate2Collection above = [];
        above.ImportFromPemFile(certificate);
        above.RemoveAt(0);
        certificates.Add(leaf);
        certificates.AddRange(above);
        var options = LoopbackServer.Open(leaf, above: [.. above]);
        if (roots is not null)
        {
            var root = X509CertificateLoader.LoadCertificateFromFile(roots);
            certificates.Add(root);
            options = LoopbackServer.Mutual(leaf, root, above: [.. above]);
        }

        if (answers == Grpc) options.ApplicationProtocols = [SslApplicationProtocol.Http2];
        // Callers by name are known after the handshake, which .NET then ends; it only narrows.
        if (knows is not null) options.RemoteCertificateValidationCallback = (_, shown, _, errors) => errors is SslPolicyErrors.None && shown is X509Certificate2 caller && knows(caller);
        return Listen(address, port, LoopbackServer.Tls(options, (stream, end) => answers(stream, end)));
    }

    /// <summary>Listens in plaintext.</summary>
    public void Plain(string address, int port, Func<Stream, CancellationToken, Task> answers) => Listen(address, port, (stream, end) => answers(stream, end));

    /// <summary>Ends them all.</summary>
    public async Task Clear()
    {
        foreach (var server in servers) await server.DisposeAsync();
        servers.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await Clear();
        certificates.ForEach(static c => c.Dispose());
    }

    /// <summary>Answers whatever is asked with this, and ends the connection.</summary>
    public static Func<Stream, CancellationToken, Task> Says(string text) => async (stream, end) =>
    {
        if (await stream.ReadAsync(new byte[4096], end) == 0) return;
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text), end);
        if (stream is SslStream tls) await tls.ShutdownAsync();
    };

    /// <summary>An HTTP server.</summary>
    public static Func<Stream, CancellationToken, Task> Http { get; } = Says("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");

    /// <summary>A gRPC server: an empty SETTINGS frame (RFC 9113 §3.4).</summary>
    public static Func<Stream, CancellationToken, Task> Grpc { get; } = Says("\0\0\0\u0004\0\0\0\0\0");

    /// <summary>A server whose port says nothing by itself, and takes what it is sent: syslog.</summary>
    public static async Task Sink(Stream stream, CancellationToken end)
    {
        var buffer = new byte[4096];
        while (await stream.ReadAsync(buffer, end) > 0)
        {
        }
    }

    /// <summary>RabbitMQ: Connection.Start to the protocol header (AMQP 0-9-1 §4.2.2).</summary>
    public static Func<Stream, CancellationToken, Task> Amqp { get; } = Says("\u0001\0\0\0\0\0\u001c\0\n\0\n\0\t\0\0\0\0\0\0\0\u0005PLAIN\0\0\0\u0005en_US\u00ce");

    /// <summary>MySQL without TLS: a greeting whose capabilities lack CLIENT_SSL, a demand for the password, and no (MySQL client/server protocol, HandshakeV10, AuthSwitchRequest, ERR_Packet).</summary>
    public static async Task MySqlInPlaintext(Stream stream, CancellationToken end)
    {
        byte[] greeting = [10, .. "8.0.11-TiDB\0"u8, 1, 0, 0, 0, .. "saltsalt"u8, 0, 0xff, 0xf7, 33, 2, 0, 0xff, 0, 21, .. new byte[10], .. "saltsaltsalt\0mysql_native_password\0"u8];
        await stream.WriteAsync((byte[])[(byte)greeting.Length, 0, 0, 0, .. greeting], end);
        if (await stream.ReadAsync(new byte[4096], end) == 0) return;
        byte[] asks = [0xfe, .. "mysql_native_password\0saltsaltsaltsaltsalt\0"u8];
        await stream.WriteAsync((byte[])[(byte)asks.Length, 0, 0, 2, .. asks], end);
        if (await stream.ReadAsync(new byte[4096], end) == 0) return;
        byte[] denied = [0xff, 0x15, 0x04, .. "#28000Access denied"u8];
        await stream.WriteAsync((byte[])[(byte)denied.Length, 0, 0, 4, .. denied], end);
        await Sink(stream, end);
    }

    /// <summary>PostgreSQL without TLS: <c>N</c> to the request for it, a demand for a password to a login.</summary>
    public static async Task PostgresInPlaintext(Stream stream, CancellationToken end)
    {
        var buffer = new byte[4096];
        while (await stream.ReadAsync(buffer, end) is > 0 and var count)
        {
            // SSLRequest is eight bytes long (PostgreSQL documentation, Message Formats).
            await stream.WriteAsync(count == 8 ? "N"u8.ToArray() : "R\0\0\0\b\0\0\0\u0003"u8.ToArray(), end);
        }
    }

    private int Listen(string address, int port, Func<NetworkStream, CancellationToken, Task> behave)
    {
        servers.Add(new(behave, new(IPAddress.Parse(address), port)));
        return servers[^1].Port;
    }
}
