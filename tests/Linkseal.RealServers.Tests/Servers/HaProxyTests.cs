using System.Globalization;
using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Servers;

/// <summary>Debian's HAProxy, from its shipped configuration with a frontend and a backend, edited by us: sealed, reloaded, proven, on both sides; then each fault made on it and found by name.</summary>
public sealed class HaProxyTests
{
    [Theory]
    [InlineData("http")]
    [InlineData("tcp")]
    public void Named_its_caller_gets_through_it_and_strangers_are_refused(string mode)
    {
        using var platform = new HaProxy(mode);
        // The api says who called it.
        Assert.Equal("api heard edge", platform.Curl("web").Output);
        platform.Sealed.IsClean("named");
        Assert.DoesNotContain("api heard", platform.Curl("job").Output, StringComparison.Ordinal);
        Assert.NotEqual(0, Shell.Run(Missing.Program("curl"), ["-s", "--cacert", platform.Sealed["web/ca.crt"], platform.Url]).ExitCode);
        Assert.NotEqual("api heard edge", Shell.Run(Missing.Program("curl"), ["-s", $"http://localhost:{platform.Port}/"]).Output);
        Assert.Equal(0, platform.Sealed.Try("plan", "--check").ExitCode);
        platform.IsShippedAfterRemove();
    }

    [Fact]
    public void A_new_leaf_is_served_after_a_reload_and_disk_and_memory_agree()
    {
        using var platform = new HaProxy("http");
        var (serial, master) = (platform.Sealed.Serial(), File.ReadAllText(platform.Sealed["pid"]));
        File.Delete(platform.Sealed["tls/tls.pem"]);
        Assert.Contains("kill -USR2", platform.Sealed.Run("apply", "--yes"), StringComparison.Ordinal);
        Assert.NotEqual(serial, platform.Sealed.Serial());
        Assert.Equal(master, File.ReadAllText(platform.Sealed["pid"]));
        platform.Sealed.IsClean("named");
        var shown = platform.Admin($"show ssl cert {platform.Sealed["tls/tls.pem"]}\n");
        Assert.Contains($"Serial: {platform.Sealed.Serial().ToUpperInvariant()}", shown, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Steady_requests_of_fifty_callers_outlast_a_reload()
    {
        using var platform = new HaProxy("http");
        var serial = platform.Sealed.Serial();
        var callers = await FiftyCallers.OverHttps(platform.Sealed["web"], platform.Url, "api heard edge", TestContext.Current.CancellationToken);
        File.Delete(platform.Sealed["tls/tls.pem"]);
        await callers.NoneIsDroppedBy(() => platform.Sealed.Run("apply", "--yes"));
        Assert.NotEqual(serial, platform.Sealed.Serial());
    }

    [Fact]
    public void Plaintext_that_is_kept_is_served_beside_it()
    {
        using var platform = new HaProxy("http", keep: true);
        Assert.Equal("api heard edge", Shell.Run(Missing.Program("curl"), ["-s", $"http://localhost:{platform.Port}/"]).Output);
        Assert.Equal("api heard edge", platform.Curl("web").Output);
        platform.Sealed.IsClean("named");
        platform.IsShippedAfterRemove();
    }

    [Fact]
    public void Each_fault_is_found_by_name()
    {
        using var platform = new HaProxy("http");
        var (found, config) = (platform.Sealed, File.ReadAllText(platform.Config));
        var (pem, roots) = (found["tls/tls.pem"], found["tls/ca.crt"]);
        string Open(string text) => text.Replace("http-request deny unless { ssl_c_s_dn(cn) -m str web }", "", StringComparison.Ordinal);
        string[] Found(Func<string, string> fault)
        {
            platform.Reload(fault(config));
            return [.. found.Verify().Errors];
        }

        Assert.Equal(["LS2923"], Found(Open));
        Assert.Equal(["LS2921", "LS2922", "LS2923", "LS2924", "LS2925"], Found(t => Open(t).Replace($" ca-file {roots} verify required ssl-min-ver", " ssl-min-ver", StringComparison.Ordinal)));
        var second = Servers.Sealed.FreePort().ToString(CultureInfo.InvariantCulture);
        Assert.Equal(["LS2923", "LS2927"], Found(t => Open(t).Replace($"\tbind :{platform.Tls} ssl", $"\tbind :{second}\n\tbind :{platform.Tls} ssl", StringComparison.Ordinal)));
        Assert.Equal(["LS2905", "LS2911"], Found(t => t.Replace($"ssl crt {pem} ca-file {roots} verify required ssl-min-ver", $"ssl crt {platform.Sealed.Foreign()}pem ca-file {roots} verify required ssl-min-ver", StringComparison.Ordinal)));
        Assert.Equal(["LS2914"], Found(t => t.Replace($"ssl crt {pem} ca-file {roots} verify required ssl-min-ver", $"ssl crt {found["other/other.pem"]} ca-file {roots} verify required ssl-min-ver", StringComparison.Ordinal)));
        Assert.Equal(["LS2928"], Found(static t => t.Replace("verify required ssl-min-ver TLSv1.2", "verify required ssl-min-ver TLSv1.0 ciphers DEFAULT@SECLEVEL=0", StringComparison.Ordinal)));
        platform.Reload(config);
        found.IsClean("named");

        // Another certificate in memory than on disk, as the admin socket leaves it.
        platform.Admin($"set ssl cert {pem} <<\n{File.ReadAllText(found["other/other.pem"]).TrimEnd()}\n\n");
        Assert.Contains("Success", platform.Admin($"commit ssl cert {pem}\n"), StringComparison.Ordinal);
        Assert.Equal(["LS2914"], found.Verify().Errors);
        platform.Reload(config);

        // Written, not reloaded.
        File.Delete(pem);
        found.Run("apply", "--yes", "--no-reload");
        Assert.Equal(["LS2911"], found.Verify().Errors);
        found.Run("apply", "--yes");
        found.IsClean("named");

        // What it can't load, the trial refuses, nothing is signalled, and the old stays in force. With the same certificate and roots it calls the api.
        platform.OwnFiles.Show(
            (Fault.Expired, "LS2908 LS2912"),
            (Fault.OtherName, "LS2907"),
            (Fault.NoPair, ""),
            (Fault.RootsGone, "LS2913"),
            (Fault.RootsEmpty, "LS2913"),
            (Fault.RootsOther, "LS2905 LS2912"),
            (Fault.CallersRootsGone, "LS2913"),
            (Fault.CallersRootsOther, "LS2905"));
        found.IsClean("named");
    }

    [Fact]
    public void As_a_caller_it_does_not_take_another_certificate_for_the_right_one()
    {
        using var platform = new HaProxy("http");
        foreach (var other in (string[])[platform.Sealed.Foreign() + "pem", platform.Sealed["other/other.pem"]])
        {
            var text = File.ReadAllText(platform.Sealed["api.cfg"]);
            File.WriteAllText(platform.Sealed["api.cfg"], text.Replace($"crt {platform.Sealed["api/tls.pem"]}", $"crt {other}", StringComparison.Ordinal));
            platform.Reload(File.ReadAllText(platform.Config));
            Assert.Contains("503 Service Unavailable", platform.Curl("web").Output, StringComparison.Ordinal);
            File.WriteAllText(platform.Sealed["api.cfg"], text);
            platform.Reload(File.ReadAllText(platform.Config));
            Assert.Equal("api heard edge", platform.Curl("web").Output);
        }
    }

    [Fact]
    public void With_an_intermediate_both_sides_follow_the_chain()
    {
        using var platform = new HaProxy("http", authority: "authority: { generate: { intermediate: true } }");
        platform.Sealed.IsClean("named");
        Assert.Equal("api heard edge", platform.Curl("web").Output);
    }

    private sealed class HaProxy : IDisposable
    {
        // One request over the admin socket; Debian's HAProxy brings no client for it.
        private const string Ask = "import socket, sys\ns = socket.socket(socket.AF_UNIX)\ns.connect(sys.argv[1])\ns.sendall(sys.argv[2].encode())\nprint(b''.join(iter(lambda: s.recv(65536), b'')).decode())\n";

        private readonly ServerProcess server;

        public HaProxy(string mode, bool keep = false, string authority = "")
        {
            var program = Missing.Program("haproxy");
            Port = Text(Servers.Sealed.FreePort());
            Tls = keep ? Text(Servers.Sealed.FreePort()) : Port;
            var api = Text(Servers.Sealed.FreePort());
            Sealed.Ship("haproxy.cfg", Local(File.ReadAllText(Path.Combine(Fixtures.Folder("servers/haproxy"), "haproxy.cfg")))
                + $"\nfrontend web\n\tmode {mode}\n\tbind :{Port}\n\tdefault_backend app\n\nbackend app\n\tmode {mode}\n\tserver app1 localhost:{api} check\n");
            Sealed.Ship("api.cfg", $"frontend api\n\tmode http\n\ttimeout client 50000\n\tbind :{api}\n\thttp-request return status 200 content-type text/plain lf-string \"api heard %[ssl_c_s_dn(cn)]\"\n");
            Sealed.Write("linkseal.yaml", $$"""
                platform: shop
                {{authority}}
                components:
                  web:   { dialect: files, folder: web }
                  job:   { dialect: files, folder: job }
                  other: { dialect: files, folder: other, names: [other.internal], files: { ca: ca.crt, combined: other.pem } }
                  edge:  { dialect: haproxy, config: haproxy.cfg, names: [localhost]{{(keep ? $", plaintext: keep, port: {Tls}" : "")}} }
                  api:   { dialect: haproxy, config: api.cfg, names: [localhost], folder: api, reload: "kill -USR2 $(cat {{Sealed["pid"]}})" }
                links:
                  - web -> edge
                  - edge -> api
                """);
            Sealed.Run("apply", "--yes", "--no-reload");
            server = Sealed.Start(program, ["-Ws", "-f", Config, "-f", Sealed["api.cfg"]], int.Parse(Tls, CultureInfo.InvariantCulture));
            Sealed.Run("apply", "--yes");
        }

        public Sealed Sealed { get; } = new();

        public string Port { get; }

        public string Tls { get; }

        public OwnFiles OwnFiles => new(Sealed, Sealed["tls/tls.pem"], Sealed["tls/tls.pem"], Sealed["tls/ca.crt"], () =>
        {
            if (Trial().ExitCode == 0) Signal();
        });

        public string Config => Sealed["haproxy.cfg"];

        public string Url => $"https://localhost:{Tls}/";

        public ShellResult Curl(string caller) => Shell.Run(Missing.Program("curl"),
            ["-s", "--cacert", Sealed[caller + "/ca.crt"], "--cert", Sealed[caller + "/tls.crt"], "--key", Sealed[caller + "/tls.key"], Url]);

        public string Admin(string command) => Shell.Run(Missing.Program("python3"), ["-c", Ask, Sealed["admin.sock"], command]).Output;

        public void Reload(string text)
        {
            File.WriteAllText(Config, text);
            var trial = Trial();
            Assert.True(trial.ExitCode == 0, trial.All);
            Signal();
        }

        public void IsShippedAfterRemove()
        {
            Sealed.IsShippedAfterRemove();
            Assert.False(File.Exists(Sealed["tls/tls.pem"]));
        }

        public void Dispose() => Sealed.Dispose();

        private ShellResult Trial() => Shell.Run(Missing.Program("haproxy"), ["-c", "-q", "-f", Config, "-f", Sealed["api.cfg"]]);

        private int Workers() => server.Log.Split("New worker").Length;

        private void Signal()
        {
            var before = Workers();
            Shell.Run("/bin/kill", ["-USR2", File.ReadAllText(Sealed["pid"]).Trim()]);
            // The master says that the new worker is there; then the old one leaves its sockets.
            for (var clock = System.Diagnostics.Stopwatch.StartNew(); Workers() == before && clock.Elapsed < TimeSpan.FromSeconds(20);) Thread.Sleep(50);
            Thread.Sleep(1000);
        }

        private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

        // This machine's paths; without root it can't give anything up.
        private string Local(string text)
        {
            text = text.Replace("\tstats socket /run/haproxy/admin.sock", $"\tpidfile {Sealed["pid"]}\n\tstats socket {Sealed["admin.sock"]}", StringComparison.Ordinal);
            if (Environment.UserName == "root") return text;
            foreach (var line in (string[])["\tchroot /var/lib/haproxy\n", "\tuser haproxy\n", "\tgroup haproxy\n"]) text = text.Replace(line, "", StringComparison.Ordinal);
            return text;
        }
    }
}
