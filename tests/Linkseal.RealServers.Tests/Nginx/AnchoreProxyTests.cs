using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Nginx;

/// <summary>Debian's nginx takes the form that <c>tls: proxy</c> writes, and serves an upstream through it: only paths, ports and the upstream's address are this machine's.</summary>
public sealed class AnchoreProxyTests : IDisposable
{
    private const string Name = "anchore.example.com";
    private readonly TemporaryFolder _root = new();
    private readonly int _front = FreePort();
    private readonly int _upstream = FreePort();
    private Process? _nginx;

    [Theory]
    [InlineData("")]
    [InlineData("authority: { generate: { intermediate: true } }\n")]
    public async Task The_form_serves_an_upstream_to_those_who_believe_the_authority(string authority)
    {
        Start(Apply(authority));
        var (status, body) = await AskAsync(Name, trusted: true);
        Assert.True(status == HttpStatusCode.OK && body == "apiext heard https of anchore.example.com", $"{status}: {body}\n{Log}");
    }

    [Fact]
    public async Task A_stranger_and_another_name_are_refused()
    {
        Start(Apply(""));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(Name, trusted: true)).Status);
        await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(Name, trusted: false, patience: 0));
        await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync("other.example.com", trusted: true, patience: 0));
    }

    [Fact]
    public async Task Plain_HTTP_at_the_sealed_port_is_answered_with_400()
    {
        Start(Apply(""));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(Name, trusted: true)).Status);
        using var client = new HttpClient();
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync(new Uri($"http://127.0.0.1:{_front}/health"), TestContext.Current.CancellationToken)).StatusCode);
    }

    public void Dispose()
    {
        if (_nginx is { HasExited: false }) _nginx.Kill();
        _nginx?.WaitForExit();
        _nginx?.Dispose();
        _root.Dispose();
    }

    private string Home => _root["opt/anchore"];

    private string Log => File.Exists(_root["error.log"]) ? File.ReadAllText(_root["error.log"]) : "";

    private string Apply(string authority)
    {
        Directory.CreateDirectory(Home);
        File.Copy(Path.Combine(Fixtures.Folder("anchore-engine"), "default_config-1.1.0.yaml"), Path.Combine(Home, "config.yaml"));
        File.Copy(Path.Combine(Fixtures.Folder("anchore-engine"), "docker-compose-1.1.0.yaml"), Path.Combine(Home, "docker-compose.yaml"));
        File.WriteAllText(Path.Combine(Home, "linkseal.yaml"), $"platform: anchore\nprofile: anchore-engine\n{authority}settings: {{ tls: proxy, services: {{ apiext: {{ hostname: {Name}, port: 443 }} }} }}\n");
        LinksealProgram.Succeed(Home, ["apply", "--yes", "--root", _root.Path]);
        return File.ReadAllText(Path.Combine(Home, "proxy/conf.d/anchore.conf"))
            .Replace("listen 443 ssl;", $"listen 127.0.0.1:{_front} ssl;", StringComparison.Ordinal)
            .Replace("/etc/nginx/tls/", Home + "/proxy/tls/", StringComparison.Ordinal)
            .Replace("http://api:8228", $"http://127.0.0.1:{_upstream}", StringComparison.Ordinal);
    }

    private void Start(string form)
    {
        var nginx = Missing.Program("nginx");
        File.WriteAllText(_root["anchore.conf"], form);
        File.WriteAllText(_root["nginx.conf"], $$"""
            daemon off;
            master_process off;
            pid {{_root["pid"]}};
            error_log {{_root["error.log"]}} info;
            events { worker_connections 64; }
            http {
              access_log off;
              client_body_temp_path {{_root["t1"]}}; proxy_temp_path {{_root["t2"]}}; fastcgi_temp_path {{_root["t3"]}}; uwsgi_temp_path {{_root["t4"]}}; scgi_temp_path {{_root["t5"]}};
              include {{_root["anchore.conf"]}};
              server {
                listen 127.0.0.1:{{_upstream}};
                return 200 "apiext heard $http_x_forwarded_proto of $host";
              }
            }
            """);
        _nginx = Process.Start(new ProcessStartInfo(nginx, ["-c", _root["nginx.conf"], "-p", _root.Path, "-e", _root["start.log"]]) { RedirectStandardError = true })!;
    }

    /// <summary>Dials the front under a name, as a client with or without the authority does; waits until it listens.</summary>
    private async Task<(HttpStatusCode Status, string Body)> AskAsync(string name, bool trusted, int patience = 100)
    {
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, _front, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        if (trusted)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(Path.Combine(Home, "certs/linkseal-ca.crt"));
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        using var client = new HttpClient(handler);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri($"https://{name}:{_front}/v1/"), TestContext.Current.CancellationToken);
                return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            }
            catch (HttpRequestException) when (attempt < patience && !_nginx!.HasExited)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
