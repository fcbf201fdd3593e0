using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Xml.Linq;
using Linkseal.Cli.Arguments;
using Linkseal.Cli.Tests.Testing;
using Linkseal.Core.Topology;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.Commands;

/// <summary><c>verify</c> as an operator types it, against servers of ours that read what was applied.</summary>
public sealed class VerifyTests : IAsyncDisposable
{
    private const string LinkName = "testcase";

    private readonly TemporaryFolder folder = new();
    private readonly List<IDisposable> owned = [];
    private readonly List<LoopbackServer> servers = [];

    public VerifyTests()
    {
        foreach (var name in (string[])["web", "db"]) Directory.CreateDirectory(folder[name]);
        Describe("mutual");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers) await server.DisposeAsync();
        owned.ForEach(static o => o.Dispose());
        folder.Dispose();
    }

    [Fact]
    public void A_sealed_link_is_proven_and_ends_with_0()
    {
        Apply();
        var before = Tree();
        var (exit, output, error) = Verify(Mutual());
        Assert.True(exit == 0, output + error);
        Assert.Equal("", error);
        var words = string.Join(' ', output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(" mutual mutual TLS 1.3, web's own: the connection stays open; refused: no certificate, a foreign authority, an expired certificate, a certificate for servers only ", words, StringComparison.Ordinal);
        Assert.EndsWith("\n1 of 1 link as required by proof: 1 mutual · no errors\n", output, StringComparison.Ordinal);
        Assert.Equal(before, Tree());
        foreach (var key in Directory.EnumerateFiles(folder.Path, "*.key", SearchOption.AllDirectories)) Assert.DoesNotContain(File.ReadAllLines(key)[1], output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_is_as_the_schema_says_and_holds_each_question()
    {
        Apply();
        var (exit, output, _) = Verify(Mutual(), "-o", "json");
        Assert.Equal(0, exit);
        OutputSchema.Accepts(output);
        var proof = JsonDocument.Parse(output).RootElement.GetProperty("proofs")[0];
        Assert.Equal(("mutual", true), (proof.GetProperty("proven").GetString(), proof.GetProperty("holds").GetBoolean()));
        Assert.Equal(proof.GetProperty("issued").GetString(), proof.GetProperty("served").GetProperty("certificates")[0].GetProperty("sha256").GetString());
        Assert.Equal(["caller", "no-certificate", "foreign-authority", "expired", "wrong-purpose", "tls-1.0", "tls-1.1", "weak-suites"], proof.GetProperty("probes").EnumerateArray().Select(static p => p.GetProperty("question").GetString()));
        Assert.DoesNotContain("PRIVATE", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_demands_nothing_is_found_with_its_remedy()
    {
        Apply();
        var port = Server(LoopbackServer.Open(Leaf("db")));
        var (exit, output, _) = Verify(port);
        Assert.Equal(1, exit);
        foreach (var code in (string[])["LS2921", "LS2922", "LS2924", "LS2925"]) Assert.Contains($"\n  {code}  db\n", output, StringComparison.Ordinal);
        Assert.EndsWith("\n0 of 1 link as required by proof: 1 authenticated · 4 errors\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_leaf_that_was_renewed_and_not_reloaded_is_LS2911()
    {
        Apply();
        var port = Mutual();
        File.WriteAllText(folder["linkseal.yaml"], File.ReadAllText(folder["linkseal.yaml"]).Replace("[db.invalid]", "[db.invalid, db2.invalid]", StringComparison.Ordinal));
        Apply();
        var (exit, output, _) = Verify(port);
        Assert.Equal(1, exit);
        Assert.Contains("\n  LS2911  web:db\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_who_listens_is_LS2901()
    {
        Apply();
        var (exit, output, _) = Verify(FreePort());
        Assert.Equal(1, exit);
        Assert.Contains("  LS2901  web:db\n", output, StringComparison.Ordinal);
        Assert.EndsWith("\n0 of 1 link as required by proof: 1 nothing · 1 error\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_hangs_is_LS2904_after_the_time_that_was_given()
    {
        Apply();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var (exit, output, _) = Verify(Add(LoopbackServer.Hang), "--timeout", "500ms");
        Assert.Equal(1, exit);
        Assert.Contains("LS2904", output, StringComparison.Ordinal);
        Assert.Contains("no end within 0.5 s", output, StringComparison.Ordinal);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    }

    [Fact]
    public void What_can_not_be_reached_is_skipped_and_counted_and_allowed_only_by_word()
    {
        Apply();
        var (exit, output, _) = Typed("verify");
        Assert.Equal(1, exit);
        Assert.Contains("\n  skipped web:db: the name is not known here\n", output, StringComparison.Ordinal);
        Assert.EndsWith("\n0 of 1 link as required by proof · 1 skipped · no errors\n", output, StringComparison.Ordinal);
        (exit, output, _) = Typed("verify", "--allow-skipped");
        Assert.Equal(0, exit);
        Assert.EndsWith("\n0 of 1 link as required by proof · 1 skipped · no errors\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Before_the_first_apply_it_says_what_is_missing()
    {
        var port = Add(LoopbackServer.Hang);
        var (exit, output, _) = Verify(port, "--timeout", "1s");
        Assert.Equal(1, exit);
        Assert.Contains("skipped web:db: authority internal does not exist yet", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder[".linkseal"]));
    }

    [Fact]
    public void A_plaintext_link_is_looked_at()
    {
        Describe("plaintext");
        Apply();
        var (exit, output, _) = Verify(Add(static async (stream, end) =>
        {
            await stream.WriteAsync("220 ready\r\n"u8.ToArray(), end);
            await Task.Delay(Timeout.Infinite, end);
        }));
        Assert.True(exit == 0, output);
        Assert.Contains("LS2936", output, StringComparison.Ordinal);
        Assert.EndsWith("\n1 of 1 link as required by proof: 1 plaintext · no errors\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_authority_with_an_intermediate_is_served_and_shown_whole()
    {
        File.AppendAllText(folder["linkseal.yaml"], "authority: { generate: { intermediate: true } }\n");
        Apply();
        var (exit, output, _) = Verify(Mutual());
        Assert.True(exit == 0, output);
        File.Delete(folder["web/tls.key"]);
        (exit, output, _) = Verify(Mutual());
        Assert.True(exit == 0, output);
        Assert.Contains("twin of web", output, StringComparison.Ordinal);
    }

    [Fact]
    public void JUnit_is_read_by_two_parsers_with_the_same_counts()
    {
        Apply();
        foreach (var (port, more, exit, counts, element) in new[]
        {
            (Mutual(), "--quiet", 0, (1, 0, 0), null),
            (Server(LoopbackServer.Open(Leaf("db"))), "--quiet", 1, (1, 1, 0), "failure"),
            (0, "--quiet", 1, (1, 1, 0), "failure"),
            (0, "--allow-skipped", 0, (1, 0, 1), "skipped"),
        })
        {
            var (ended, output, error) = port == 0 ? Typed("verify", "-o", "junit", more) : Verify(port, "-o", "junit", more);
            Assert.Equal((exit, ""), (ended, error));
            var suite = XDocument.Parse(output).Root!.Element("testsuite")!;
            int Number(string name) => int.Parse(suite.Attribute(name)!.Value, CultureInfo.InvariantCulture);
            Assert.Equal(counts, (Number("tests"), Number("failures"), Number("skipped")));
            Assert.Equal("linkseal verify shop", suite.Attribute("name")!.Value);
            var test = suite.Elements(LinkName).Single();
            Assert.StartsWith("web:db is mutual", test.Attribute("name")!.Value, StringComparison.Ordinal);
            Assert.Equal(element, test.Elements().SingleOrDefault()?.Name.LocalName);
            if (element is "failure" && port != 0) Assert.Equal("LS2921", test.Element("failure")!.Attribute("type")!.Value);

            const string Judge = """
                import sys, xml.etree.ElementTree as tree
                suite = tree.fromstring(sys.stdin.buffer.read()).find("testsuite")
                print(suite.get("tests"), suite.get("failures"), suite.get("skipped"), len(suite.findall("testcase/failure")), len(suite.findall("testcase/skipped")))
                """;
            var judged = Shell.Run(Missing.Program("python3"), ["-c", Judge], input: output);
            Assert.Equal($"{counts.Item1} {counts.Item2} {counts.Item3} {counts.Item2} {counts.Item3}\n", judged.All);
        }
    }

    [Fact]
    public void What_a_server_says_may_hold_anything_and_JUnit_stays_XML()
    {
        Apply();
        var (_, output, _) = Verify(Add(LoopbackServer.Says("\0\u0001<&>]]>\ufffe\e[2J"u8.ToArray(), closes: true)), "-o", "junit");
        Assert.Equal("failure", XDocument.Parse(output).Root!.Element("testsuite")!.Element(LinkName)!.Elements().Single().Name.LocalName);
    }

    [Theory]
    [InlineData("LS1740", "--connect", "db")]
    [InlineData("LS1740", "--connect", "db=127.0.0.1")]
    [InlineData("LS1740", "--connect", "=127.0.0.1:1")]
    [InlineData("LS1740", "--connect", "db=::1:443")]
    [InlineData("LS1740", "--connect", "db=host:65536")]
    [InlineData("LS1741", "--connect", "bd=127.0.0.1:1")]
    [InlineData("LS1741", "--connect", "web=127.0.0.1:1")]
    [InlineData("LS1742", "--timeout", "soon")]
    [InlineData("LS1742", "--timeout", "0")]
    [InlineData("LS1742", "--timeout", "-1s")]
    [InlineData("LS1742", "--timeout", "1h")]
    [InlineData("LS1742", "--timeout", "301s")]
    public void Wrong_arguments_are_said_and_nothing_is_dialled(string code, params string[] arguments)
    {
        Apply();
        var (exit, output, error) = Typed(["verify", .. arguments]);
        Assert.Equal((2, ""), (exit, output));
        Assert.Contains("error " + code + ": ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5s", 5000)]
    [InlineData("500ms", 500)]
    [InlineData("2", 2000)]
    [InlineData("1.5s", 1500)]
    [InlineData("300s", 300_000)]
    [InlineData("300000ms", 300_000)]
    [InlineData("300.1s", null)]
    [InlineData("", null)]
    [InlineData("s", null)]
    [InlineData("ms", null)]
    [InlineData("NaN", null)]
    [InlineData("1e3", null)]
    [InlineData("+5s", null)]
    [InlineData(" 5s", null)]
    public void Times_are_read(string text, int? milliseconds) => Assert.Equal(milliseconds, (int?)VerifyArguments.Seconds(text)?.TotalMilliseconds);

    [Theory]
    [InlineData("db:5432", "db", 5432)]
    [InlineData("[::1]:443", "::1", 443)]
    [InlineData("10.0.0.1:65535", "10.0.0.1", 65535)]
    [InlineData("db", null, 0)]
    [InlineData("db:", null, 0)]
    [InlineData("db:0", null, 0)]
    [InlineData(":443", null, 0)]
    [InlineData("[]:443", null, 0)]
    [InlineData("a b:443", null, 0)]
    [InlineData("a/b:443", null, 0)]
    [InlineData("::1:443", null, 0)]
    [InlineData("db:+443", null, 0)]
    public void Hosts_and_ports_are_read(string text, string? host, int port) => Assert.Equal(host is null ? null : new DialAddress.Host(host, port), VerifyArguments.HostAndPort(text));

    [Fact]
    public void JUnit_is_a_form_of_verify_alone()
    {
        var (exit, output, error) = Typed("plan", "-o", "junit");
        Assert.Equal((2, ""), (exit, output));
        Assert.Contains("error LS1480: plan has no JUnit form", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Ctrl_C_ends_with_130_at_once()
    {
        Apply();
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(400));
        var terminal = Terminal();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var exit = new CommandLine(terminal, cancel.Token).Invoke(["verify", "--timeout", "60s", "--connect", "db=127.0.0.1:" + Add(LoopbackServer.Hang).ToString(CultureInfo.InvariantCulture)]);
        Assert.Equal(130, exit);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(15), $"{clock.Elapsed}");
    }

    [Fact]
    public void Help_names_every_option()
    {
        var (exit, output, _) = Run.Line("verify", "--help");
        Assert.Equal(0, exit);
        foreach (var option in (string[])["--connect <NAME=HOST:PORT>", "--allow-skipped", "--timeout <TIME>"]) Assert.Contains(option, output, StringComparison.Ordinal);
    }

    private void Describe(string level) => File.WriteAllText(folder["linkseal.yaml"], $$"""
        platform: shop
        components:
          web: { dialect: files, folder: {{folder["web"]}}, names: [web.invalid] }
          db:  { dialect: files, folder: {{folder["db"]}}, names: [db.invalid], port: 5432 }
        links:
          - web -> db: { level: {{level}} }

        """);

    private void Apply()
    {
        var (exit, output, error) = Typed("apply", "--yes");
        Assert.True(exit == 0, output + error);
    }

    private (int Exit, string Output, string Error) Verify(int port, params string[] more) => Typed(["verify", "--connect", "db=127.0.0.1:" + port.ToString(CultureInfo.InvariantCulture), .. more]);

    private (int Exit, string Output, string Error) Typed(params string[] arguments) => Run.Line(Terminal(), arguments);

    private MemoryTerminal Terminal()
    {
        var terminal = new MemoryTerminal { Folder = folder.Path };
        terminal.Time.Now = DateTimeOffset.UtcNow;
        return terminal;
    }

    private X509Certificate2 Leaf(string name)
    {
        var leaf = X509Certificate2.CreateFromPemFile(folder[name + "/tls.crt"], folder[name + "/tls.key"]);
        owned.Add(leaf);
        return leaf;
    }

    // Believes what db's ca.crt says, and serves the chain that lies beside it.
    private int Mutual()
    {
        X509Certificate2Collection chain = [];
        chain.ImportFromPemFile(folder["db/tls.crt"]);
        X509Certificate2Collection roots = [];
        roots.ImportFromPemFile(folder["db/ca.crt"]);
        owned.AddRange([.. chain, .. roots]);
        return Server(LoopbackServer.Mutual(Leaf("db"), roots[0], SslProtocols.None, [.. chain.Skip(1)]));
    }

    private int Server(SslServerAuthenticationOptions options) => Add(LoopbackServer.Tls(options, static (_, end) => Task.Delay(Timeout.Infinite, end)));

    private int Add(Func<System.Net.Sockets.NetworkStream, CancellationToken, Task> behave)
    {
        var server = new LoopbackServer(behave);
        servers.Add(server);
        return server.Port;
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    // All but what status remembers of a run, and the time of the folder that it lies in.
    private string Tree() => string.Join('\n', Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Where(p => p != folder[".linkseal"] && p != folder[".linkseal/proofs.json"])
        .Select(static p => $"{p} {File.GetLastWriteTimeUtc(p).Ticks} {(File.Exists(p) ? new FileInfo(p).Length : 0)}"));
}
