using System.Net;
using System.Net.Sockets;
using Linkseal.Cli.Tests.Testing;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.Commands;

/// <summary><c>verify --report</c>: where the page goes, and when.</summary>
public sealed class VerifyReportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TcpListener server = new(IPAddress.Loopback, 0);
    private readonly int port;

    public VerifyReportTests()
    {
        server.Start();
        port = ((IPEndPoint)server.LocalEndpoint).Port;
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
        server.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_run_that_fails_leaves_its_report_too()
    {
        Run.Line(new MemoryTerminal { Folder = folder.Path }, "--file", folder["linkseal.yaml"], "--root", Root(), "apply", "--yes");
        server.Stop();
        var (exit, output, error) = Verify("--report", "report.html");
        Assert.Equal(1, exit);
        Assert.Contains("The report is in report.html.", error, StringComparison.Ordinal);
        var page = File.ReadAllText(folder["report.html"]);
        Assert.Contains("LS2901", page, StringComparison.Ordinal);
        Assert.Contains(output.TrimEnd('\n').Split('\n')[^1], page, StringComparison.Ordinal);
        Assert.Equal("644", Convert.ToString((int)File.GetUnixFileMode(folder["report.html"]), 8));
        Assert.Equal([".linkseal", "linkseal.yaml", "report.html", "root"], Directory.GetFileSystemEntries(folder.Path).Select(static p => Path.GetFileName(p)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_older_report_is_replaced_and_a_link_is_followed()
    {
        server.Stop();
        Directory.CreateDirectory(folder["kept"]);
        File.WriteAllText(folder["kept/shop.html"], "old");
        File.CreateSymbolicLink(folder["latest.html"], "kept/shop.html");
        Verify("--report", "latest.html");
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(folder["kept/shop.html"]), StringComparison.Ordinal);
        Assert.Equal("kept/shop.html", new FileInfo(folder["latest.html"]).LinkTarget);
    }

    [Theory]
    [InlineData("nowhere/report.html", "is not there")]
    [InlineData("linkseal.yaml/report.html", "may not be written to")]
    [InlineData(".", "it is a folder")]
    [InlineData("/dev/null", "not a regular file")]
    public void A_place_that_cannot_be_written_is_said_before_anybody_is_dialled(string file, string why)
    {
        var (exit, _, error) = Verify("--report", file);
        Assert.Equal(2, exit);
        Assert.Contains("LS1748", error, StringComparison.Ordinal);
        Assert.Contains(why, error, StringComparison.Ordinal);
        Assert.False(server.Pending());
    }

    private (int Exit, string Output, string Error) Verify(params string[] more) =>
        Run.Line(new MemoryTerminal { Folder = folder.Path }, ["--file", folder["linkseal.yaml"], "--root", Root(), "verify", "--timeout", "2s", "--connect", $"db=127.0.0.1:{port}", .. more]);

    private string Root()
    {
        Directory.CreateDirectory(folder["root"]);
        return folder["root"];
    }
}
