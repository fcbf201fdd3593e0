using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Nginx;

/// <summary>
/// Debian's nginx as Harbor's proxy towards its core, with the upstream settings that Harbor's template renders (verify on, depth 2, name <c>core</c>):
/// our own process on free loopback ports, ended by its own pid.
/// </summary>
internal sealed class NginxServer : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Process process;

    public NginxServer(string certificates)
    {
        var nginx = Missing.Program("nginx");
        var (upstream, front) = (FreePort(), FreePort());
        Front = new($"http://127.0.0.1:{front}/");
        File.WriteAllText(folder["nginx.conf"], $$"""
            daemon off;
            master_process off;
            pid {{folder["pid"]}};
            error_log {{folder["error.log"]}} info;
            events { worker_connections 64; }
            http {
              access_log off;
              client_body_temp_path {{folder["t1"]}}; proxy_temp_path {{folder["t2"]}}; fastcgi_temp_path {{folder["t3"]}}; uwsgi_temp_path {{folder["t4"]}}; scgi_temp_path {{folder["t5"]}};
              server {
                listen 127.0.0.1:{{upstream}} ssl;
                ssl_certificate {{certificates}}/core.crt;
                ssl_certificate_key {{certificates}}/core.key;
                return 200 "core says hello";
              }
              server {
                listen 127.0.0.1:{{front}};
                location / {
                  proxy_pass https://127.0.0.1:{{upstream}};
                  proxy_ssl_name core;
                  proxy_ssl_certificate {{certificates}}/proxy.crt;
                  proxy_ssl_certificate_key {{certificates}}/proxy.key;
                  proxy_ssl_trusted_certificate {{certificates}}/harbor_internal_ca.crt;
                  proxy_ssl_verify_depth 2;
                  proxy_ssl_verify on;
                  proxy_ssl_session_reuse off;
                }
              }
            }
            """);
        process = Process.Start(new ProcessStartInfo(nginx, ["-c", folder["nginx.conf"], "-p", folder.Path, "-e", folder["start.log"]]) { RedirectStandardError = true })!;
    }

    public Uri Front { get; }

    public string Log => File.Exists(folder["error.log"]) ? File.ReadAllText(folder["error.log"]) : "";

    /// <summary>What the proxy answers to a client; waits until it listens.</summary>
    public async Task<(HttpStatusCode Status, string Body)> AskAsync(CancellationToken cancellation)
    {
        using var client = new HttpClient();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var answer = await client.GetAsync(Front, cancellation);
                return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellation));
            }
            catch (HttpRequestException) when (attempt < 100 && !process.HasExited)
            {
                await Task.Delay(50, cancellation);
            }
        }
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
        process.Dispose();
        folder.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
