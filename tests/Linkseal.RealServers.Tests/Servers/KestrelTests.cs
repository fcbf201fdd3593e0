using System.Diagnostics;
using System.Globalization;
using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Servers;

/// <summary>An ASP.NET Core application that says nothing of TLS itself: sealed by its appsettings.json while it runs, renewed, proven; then each fault made and found by name.</summary>
public sealed class KestrelTests
{
    [Fact]
    public void It_is_sealed_while_it_runs_and_given_back()
    {
        using var platform = new Kestrel("web -> app");
        Assert.Equal("http nobody\n", platform.Curl("http").Output);
        var started = platform.Server.Id;
        platform.Sealed.Run("apply", "--yes");
        Assert.Equal("https nobody\n", platform.Curl("https").Output);
        platform.Sealed.IsClean("authenticated");
        Assert.NotEqual(0, platform.Curl("http").ExitCode);
        Assert.Equal(0, platform.Sealed.Try("plan", "--check").ExitCode);

        platform.Sealed.Run("remove", "--yes");
        Assert.Equal(Kestrel.Shipped(platform.Port), File.ReadAllText(platform.Sealed["app/appsettings.json"]));
        Until(() => platform.Curl("http").Output == "http nobody\n");
        Assert.Equal(started, platform.Server.Id);
    }

    [Fact]
    public void A_new_leaf_is_served_without_a_restart_and_without_a_command()
    {
        using var platform = new Kestrel("web -> app");
        platform.Sealed.Run("apply", "--yes");
        var (serial, started) = (platform.Sealed.Serial(), platform.Server.Id);
        File.Delete(platform.Sealed["app/tls/tls.crt"]);
        // It ends only once the new one is served, and says so in words.
        Assert.Contains("> app notices new files by itself", platform.Sealed.Run("apply", "--yes"), StringComparison.Ordinal);
        Assert.NotEqual(serial, platform.Sealed.Serial());
        Assert.Equal(started, platform.Server.Id);
        platform.Sealed.IsClean("authenticated");
    }

    [Fact]
    public void Mutual_with_the_roots_of_its_environment()
    {
        using var platform = new Kestrel("web -> app: { level: mutual }", sealFirst: true);
        platform.Sealed.IsClean("mutual");
        Assert.Equal("https CN=web\n", platform.Curl("https", "web").Output);
        Assert.NotEqual(0, platform.Curl("https").ExitCode);
    }

    [Fact]
    public void Each_fault_is_found_by_name()
    {
        using var platform = new Kestrel("web -> app: { level: mutual }", sealFirst: true);
        var (sealedBy, config) = (platform.Sealed, platform.Sealed["app/appsettings.json"]);
        sealedBy.IsClean("mutual");

        // Client certificates are asked for and no more: who has none is let in.
        var own = File.ReadAllText(config);
        Replace(config, own.Replace("RequireCertificate", "AllowCertificate", StringComparison.Ordinal));
        Until(() => sealedBy.Verify().Errors is ["LS2921"]);
        Replace(config, own);
        Until(() => sealedBy.Verify().ExitCode == 0);

        // A pair that does not fit: while it runs it is passed over, and the old one stays.
        var certificate = File.ReadAllText(sealedBy["app/tls/tls.crt"]);
        Replace(sealedBy["app/tls/tls.crt"], File.ReadAllText(sealedBy["web/tls.crt"]));
        Until(() => platform.Server.Log.Contains("Unable to reload", StringComparison.Ordinal));
        Assert.Equal(["LS2911"], sealedBy.Verify().Errors);
        Replace(sealedBy["app/tls/tls.crt"], certificate);

        // Started again it takes what stands there, or does not start. What it notices by itself it serves seconds later, so that there is no old pair.
        new OwnFiles(sealedBy, sealedBy["app/tls/tls.crt"], sealedBy["app/tls/tls.key"], sealedBy["app/tls/ca.crt"], platform.Server.TryRestart).Show(
            (Fault.Expired, "LS2908"),
            (Fault.OtherName, "LS2907"),
            (Fault.NoPair, "LS2901"),
            (Fault.RootsGone, "LS2912"),
            (Fault.RootsEmpty, "LS2912"),
            (Fault.RootsOther, "LS2912"),
            (Fault.CallersRootsGone, "LS2913"),
            (Fault.CallersRootsOther, "LS2905"));
        sealedBy.IsClean("mutual");

        // Plaintext again.
        Replace(config, Kestrel.Shipped(platform.Port));
        Until(() => sealedBy.Verify().Errors is ["LS2902", "LS2926"]);
        Replace(config, own);
        Until(() => sealedBy.Verify().ExitCode == 0);

        // Without the roots of its environment it takes nobody.
        platform.Restart(withRoots: false);
        Assert.Equal(["LS2912"], sealedBy.Verify().Errors);
    }

    // As editors do: the name never is without a file.
    private static void Replace(string path, string text)
    {
        File.WriteAllText(path + ".new", text);
        File.SetUnixFileMode(path + ".new", File.GetUnixFileMode(path));
        File.Move(path + ".new", path, overwrite: true);
    }

    private static void Until(Func<bool> holds)
    {
        var clock = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), "it never held");
            Thread.Sleep(500);
        }
    }

    private sealed class Kestrel : IDisposable
    {
        private readonly Dictionary<string, string> roots = [];

        public Kestrel(string link, bool sealFirst = false)
        {
            Port = Servers.Sealed.FreePort().ToString(CultureInfo.InvariantCulture);
            Sealed.Write("app/appsettings.json", Shipped(Port));
            Sealed.Write("linkseal.yaml", $$"""
                platform: shop
                components:
                  web: { dialect: files, folder: web }
                  app: { dialect: kestrel, config: app/appsettings.json, names: [localhost] }
                links:
                  - {{link}}
                """);
            if (sealFirst) Sealed.Run("apply", "--yes", "--no-reload");
            if (sealFirst) roots = File.ReadAllLines(Sealed["app/linkseal.env"]).Where(static l => l[0] != '#').Select(static l => l.Split('=')).ToDictionary(static l => l[0], static l => l[1]);
            Server = Launch(roots);
            if (sealFirst) Sealed.Run("apply", "--yes");
        }

        public Sealed Sealed { get; } = new();

        public ServerProcess Server { get; private set; }

        public string Port { get; }

        public static string Shipped(string port) => $$"""
            {
              "Logging": {
                "LogLevel": {
                  "Default": "Warning" // less is enough
                }
              },
              "AllowedHosts": "*",
              "Kestrel": {
                "Endpoints": {
                  "Http": {
                    "Url": "http://localhost:{{port}}"
                  }
                }
              }
            }

            """;

        public ShellResult Curl(string scheme, string? caller = null) => Shell.Run(Missing.Program("curl", "apt-get install curl"),
            ["-s", "-S", "--max-time", "5", "--cacert", Sealed["web/ca.crt"], .. caller is null ? (string[])[] : ["--cert", Sealed[caller + "/tls.crt"], "--key", Sealed[caller + "/tls.key"]], $"{scheme}://localhost:{Port}/"]);

        public void Restart(bool withRoots)
        {
            Server.End();
            Server = Launch(withRoots ? roots : []);
        }

        public void Dispose() => Sealed.Dispose();

        private ServerProcess Launch(Dictionary<string, string> environment) =>
            Sealed.Start(Path.Combine(AppContext.BaseDirectory.Replace("Linkseal.RealServers.Tests", "Linkseal.KestrelTarget", StringComparison.Ordinal), "Linkseal.KestrelTarget"), ["--contentRoot", Sealed["app"]], int.Parse(Port, CultureInfo.InvariantCulture), environment);
    }
}
