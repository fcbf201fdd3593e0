using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Linkseal.Bench;

/// <summary>Many TLS servers on loopback, each on a port of its own, that demand a client certificate and answer one HTTP request.</summary>
internal sealed class LoopbackServers : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Socket[] _listeners;
    private readonly SslServerAuthenticationOptions _options;

    public LoopbackServers(int count, X509Certificate2 leaf, X509Certificate2 root)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        policy.CustomTrustStore.Add(root);
        policy.ApplicationPolicy.Add(new("1.3.6.1.5.5.7.3.2"));
        _options = new()
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(leaf, null, offline: true), ClientCertificateRequired = true, CertificateChainPolicy = policy, AllowTlsResume = false,
        };
        _listeners = [.. Enumerable.Range(0, count).Select(_ => Listen())];
    }

    /// <summary>The port of each.</summary>
    public IReadOnlyList<int> Ports => [.. _listeners.Select(static l => ((IPEndPoint)l.LocalEndPoint!).Port)];

    public void Dispose()
    {
        _end.Cancel();
        foreach (var listener in _listeners) listener.Dispose();
        _end.Dispose();
    }

    private Socket Listen()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(8);
        _ = Accept(listener);
        return listener;
    }

    private async Task Accept(Socket listener)
    {
        try
        {
            while (true) _ = Serve(await listener.AcceptAsync(_end.Token).ConfigureAwait(false));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The measurement is over.
        }
    }

    private async Task Serve(Socket socket)
    {
        using (socket)
        {
            socket.NoDelay = true;
            try
            {
                using var tls = new SslStream(new NetworkStream(socket));
                await tls.AuthenticateAsServerAsync(_options, _end.Token).ConfigureAwait(false);
                var buffer = new byte[1024];
                if (await tls.ReadAsync(buffer, _end.Token).ConfigureAwait(false) > 0) await tls.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), _end.Token).ConfigureAwait(false);
            }
            catch (Exception error) when (error is IOException or AuthenticationException or OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // A stranger who is refused, or who only wanted to see a first answer.
            }
        }
    }
}
