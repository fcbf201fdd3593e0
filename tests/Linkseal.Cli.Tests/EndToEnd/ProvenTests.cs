using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Linkseal.Cli.Tests.Testing;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>What <c>verify</c> proves against openssl's own server, and what <c>status</c> then says of it.</summary>
public sealed class ProvenTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly int port = FreePort();
    private Process? server;

    public ProvenTests()
    {
        Directory.CreateDirectory(folder["root"]);
        File.WriteAllText(folder["linkseal.yaml"], """
            platform: shop
            components:
              web: { dialect: files, folder: /web }
              db: { dialect: files, folder: /db, port: 6379 }
            links:
              - web -> db

            """);
    }

    public void Dispose()
    {
        Stop();
        folder.Dispose();
    }

    [Fact]
    public void A_proof_is_shown_with_its_age_and_as_stale_once_the_certificate_is_another_one()
    {
        Linkseal("apply", "--yes");
        Assert.Contains("never", Linkseal("status").Output, StringComparison.Ordinal);

        Start();
        var (exit, output, _) = Linkseal("verify", "--report", "report.html");
        Assert.True(exit == 0, output);
        Assert.Contains("mutual, just now", Linkseal("status").Output, StringComparison.Ordinal);
        Assert.Contains("mutual, 2 h ago", Linkseal(TimeSpan.FromHours(2.5), "status").Output, StringComparison.Ordinal);
        Assert.Equal("600", Convert.ToString((int)File.GetUnixFileMode(folder[".linkseal/proofs.json"]), 8));

        // The page shows the certificate as openssl reads it, and holds no key.
        var page = File.ReadAllText(folder["report.html"]);
        var fingerprint = Shell.Run("openssl", ["x509", "-in", folder["root/db/tls.crt"], "-noout", "-fingerprint", "-sha256"]).Output.Split('=')[1].Trim().Replace(":", "", StringComparison.Ordinal).ToLowerInvariant();
        Assert.Contains(fingerprint, page, StringComparison.Ordinal);
        Assert.Contains("✓ Every link is as required", page, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", page, StringComparison.Ordinal);

        File.Delete(folder["root/db/tls.crt"]);
        File.Delete(folder["root/db/tls.key"]);
        Linkseal("apply", "--yes");
        Assert.Contains("mutual, just now (stale)", Linkseal("status").Output, StringComparison.Ordinal);
        var json = Linkseal("status", "-o", "json").Output;
        OutputSchema.Accepts(json);
        var proven = JsonDocument.Parse(json).RootElement.GetProperty("links")[0].GetProperty("proven");
        Assert.Equal(("mutual", true, true), (proven.GetProperty("level").GetString(), proven.GetProperty("holds").GetBoolean(), proven.GetProperty("stale").GetBoolean()));
    }

    [Fact]
    public void A_link_that_failed_says_so_and_a_damaged_memory_is_none()
    {
        Linkseal("apply", "--yes");
        Assert.Equal(1, Linkseal("verify").Exit);
        Assert.Contains("failed, 3 d ago", Linkseal(TimeSpan.FromDays(3.1), "status").Output, StringComparison.Ordinal);
        File.WriteAllText(folder[".linkseal/proofs.json"], "{");
        Assert.Contains("never", Linkseal("status").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_can_be_kept_verify_works_and_says_so()
    {
        Linkseal("apply", "--yes");
        Start();
        Directory.CreateDirectory(folder[".linkseal/proofs.json"]);
        var (exit, _, error) = Linkseal("verify");
        Assert.Equal(0, exit);
        Assert.Contains("linkseal status will not show what was proven", error, StringComparison.Ordinal);
    }

    private (int Exit, string Output, string Error) Linkseal(params string[] command) => Linkseal(TimeSpan.Zero, command);

    private (int Exit, string Output, string Error) Linkseal(TimeSpan later, params string[] command)
    {
        var terminal = new MemoryTerminal { Folder = folder.Path };
        // openssl's server judges dates by the machine's clock.
        terminal.Time.Now = DateTimeOffset.UtcNow + later;
        string[] connect = command[0] == "verify" ? ["--timeout", "5s", "--connect", $"db=127.0.0.1:{port}"] : [];
        return Run.Line(terminal, ["--file", folder["linkseal.yaml"], "--root", folder["root"], .. command, .. connect]);
    }

    private void Start()
    {
        var start = new ProcessStartInfo(Missing.Program("openssl"),
        [
            "s_server", "-accept", $"127.0.0.1:{port}", "-cert", folder["root/db/tls.crt"], "-key", folder["root/db/tls.key"], "-CAfile", folder["root/db/ca.crt"],
            "-Verify", "2", "-verify_return_error", "-www", "-quiet", "-min_protocol", "TLSv1.2",
        ])
        { RedirectStandardError = true, RedirectStandardOutput = true };
        server = Process.Start(start)!;
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        var patience = Stopwatch.StartNew();
        while (patience.Elapsed < TimeSpan.FromSeconds(20))
        {
            try
            {
                using var probe = new TcpClient("127.0.0.1", port);
                return;
            }
            catch (SocketException)
            {
                Thread.Sleep(50);
            }
        }

        Assert.Fail("openssl s_server does not listen");
    }

    private void Stop()
    {
        if (server is null) return;
        server.Kill();
        server.WaitForExit();
        server.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
