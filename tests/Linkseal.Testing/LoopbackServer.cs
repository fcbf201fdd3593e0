using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Linkseal.Testing;

/// <summary>A server on a free port of loopback that does with each connection what the test says, however badly that is.</summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;
    private int _connections;

    public LoopbackServer(Func<NetworkStream, CancellationToken, Task> behave, IPEndPoint? at = null)
    {
        _listener.Bind(at ?? new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(64);
        _accepting = Accept(behave);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>How many have connected.</summary>
    public int Connections => _connections;

    /// <summary>Hangs: neither says nor closes anything.</summary>
    public static Task Hang(NetworkStream stream, CancellationToken end) => Task.Delay(Timeout.Infinite, end);

    /// <summary>Says this at once, then hangs.</summary>
    public static Func<NetworkStream, CancellationToken, Task> Says(byte[] bytes, bool closes = false) => async (stream, end) =>
    {
        await stream.WriteAsync(bytes, end);
        if (!closes) await Task.Delay(Timeout.Infinite, end);
    };

    /// <summary>Handshakes with these options, then behaves.</summary>
    public static Func<NetworkStream, CancellationToken, Task> Tls(SslServerAuthenticationOptions options, Func<SslStream, CancellationToken, Task> then) => async (stream, end) =>
    {
        await using var tls = new SslStream(stream, leaveInnerStreamOpen: true);
        await tls.AuthenticateAsServerAsync(options, end);
        await then(tls, end);
    };

    /// <summary>Answers one HTTP request.</summary>
    public static async Task Http(Stream stream, CancellationToken end)
    {
        var buffer = new byte[4096];
        if (await stream.ReadAsync(buffer, end) == 0) return;
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"u8.ToArray(), end);
        if (stream is SslStream tls) await tls.ShutdownAsync();
    }

    /// <summary>A server that asks for a client certificate of an authority, and without one ends the connection, as Kestrel does.</summary>
    public static SslServerAuthenticationOptions Mutual(X509Certificate2 leaf, X509Certificate2 root, SslProtocols protocols = SslProtocols.None, params X509Certificate2[] above)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        policy.CustomTrustStore.Add(root);
        policy.ApplicationPolicy.Add(new("1.3.6.1.5.5.7.3.2"));
        var options = Open(leaf, protocols, above);
        (options.ClientCertificateRequired, options.CertificateChainPolicy) = (true, policy);
        return options;
    }

    /// <summary>A server that asks for nothing.</summary>
    public static SslServerAuthenticationOptions Open(X509Certificate2 leaf, SslProtocols protocols = SslProtocols.None, params X509Certificate2[] above) => new()
    {
        ServerCertificateContext = SslStreamCertificateContext.Create(leaf, [.. above], offline: true), EnabledSslProtocols = protocols,
    };

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _end.Dispose();
    }

    private async Task Accept(Func<NetworkStream, CancellationToken, Task> behave)
    {
        List<Task> open = [];
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync(_end.Token);
                Interlocked.Increment(ref _connections);
                open.Add(Serve(socket, behave));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task Serve(Socket socket, Func<NetworkStream, CancellationToken, Task> behave)
    {
        using (socket)
        {
            socket.NoDelay = true;
            try
            {
                await using var stream = new NetworkStream(socket);
                await behave(stream, _end.Token);
            }
            catch (Exception error) when (error is IOException or AuthenticationException or OperationCanceledException or ObjectDisposedException or SocketException)
            {
                // The client gave up first.
            }
        }
    }
}
