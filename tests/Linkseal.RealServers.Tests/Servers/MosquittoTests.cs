using System.Globalization;
using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Servers;

/// <summary>Debian's Mosquitto, which leaves root's rights before it reads its key, from its shipped configuration edited by us; then each fault made on it and found by name.</summary>
public sealed class MosquittoTests
{
    [Fact]
    public void Sealed_from_its_shipped_configuration_its_own_clients_work_and_its_users_are_certificates_names()
    {
        using var platform = new Mosquitto();
        platform.Sealed.IsClean("named");
        Assert.Equal("hi\n", platform.Talk("a"));
        Assert.Contains("u'web'", platform.Log, StringComparison.Ordinal);
        // Without a link: a certificate of the authority connects, and neither writes nor receives.
        platform.Publish("a", "kept");
        Assert.Equal("", platform.Subscribe("a", caller: "job", patience: "1"));
        Assert.NotEqual(0, Shell.Run(Missing.Program("mosquitto_pub"), ["-h", "localhost", "-p", platform.Port, "-t", "a", "-m", "hi"]).ExitCode);
    }

    [Fact]
    public void A_new_leaf_is_served_after_a_reload_without_dropping_what_it_holds()
    {
        using var platform = new Mosquitto();
        var before = platform.Sealed.Serial();
        platform.Publish("kept", "yes");
        File.Delete(platform.Sealed["tls/tls.crt"]);
        Assert.Contains("kill -HUP", platform.Sealed.Run("apply", "--yes"), StringComparison.Ordinal);
        Assert.NotEqual(before, platform.Sealed.Serial());
        // Retained in memory only: the process is the same.
        Assert.Equal("yes\n", platform.Sealed.RunShown("web", "mosquitto_sub -h", "-C 1 -W 10").All);
        platform.Sealed.IsClean("named");
    }

    [Fact]
    public void Each_fault_is_found_by_name()
    {
        using var platform = new Mosquitto();
        var ours = File.ReadAllText(platform.Config);
        string[] Found(Func<string, string> fault)
        {
            platform.Configure(fault(ours));
            return [.. platform.Sealed.Verify().Errors];
        }

        Assert.Equal(["LS2923"], Found(static t => t.Replace("acl_file", "# acl_file", StringComparison.Ordinal)));
        Assert.Equal(["LS2921", "LS2922", "LS2923", "LS2924", "LS2925"], Found(static t => "allow_anonymous true\n" + t.Replace("_certificate true", "_certificate false", StringComparison.Ordinal).Replace("_username true", "_username false", StringComparison.Ordinal).Replace("acl_file", "# acl_file", StringComparison.Ordinal)));
        Assert.Equal(["LS2923", "LS2927"], Found(static t => "allow_anonymous true\n" + t.Replace("acl_file", "# acl_file", StringComparison.Ordinal) + $"\nlistener {Servers.Sealed.FreePort()} 127.0.0.1\n"));
        Assert.Equal(["LS2902", "LS2926"], Found(static t => "allow_anonymous true\n" + t[..t.IndexOf("certfile", StringComparison.Ordinal)].Replace("acl_file", "# acl_file", StringComparison.Ordinal)));

        platform.Configure(ours);
        // A key that it can't take it leaves aside; roots it reads when it starts, or does not start.
        platform.OwnFiles(platform.Hup).Show(
            (Fault.Expired, "LS2908"),
            (Fault.OtherName, "LS2907"),
            (Fault.NoPair, ""),
            (Fault.RootsOther, ""),
            (Fault.CallersRootsGone, "LS2913"),
            (Fault.CallersRootsOther, "LS2905"));
        platform.OwnFiles(platform.TryRestart).Show((Fault.NoPair, "LS2901"), (Fault.RootsGone, "LS2901"), (Fault.RootsEmpty, "LS2901"), (Fault.RootsOther, "LS2912"));
        platform.Sealed.IsClean("named");

        File.Delete(platform.Sealed["tls/tls.crt"]);
        platform.Sealed.Run("apply", "--yes", "--no-reload");
        Assert.Equal(["LS2911"], platform.Sealed.Verify().Errors);
    }

    [Fact]
    public void A_pair_that_does_not_fit_is_found_and_repaired_by_apply()
    {
        using var platform = new Mosquitto();
        File.Copy(platform.Sealed.Foreign() + "crt", platform.Sealed["tls/tls.crt"], overwrite: true);
        platform.Hup();
        Assert.Equal(["LS2903"], platform.Sealed.Verify().Errors);
        platform.Sealed.Run("apply", "--yes");
        platform.Sealed.IsClean("named");
    }

    [Fact]
    public void A_bridge_carries_messages_to_its_link_s_broker()
    {
        using var platform = new Mosquitto("bridge");
        platform.Sealed.IsClean("named");
        platform.Publish("up", "over");
        Assert.Equal("over\n", platform.Subscribe("up", platform.HubPort));
    }

    [Fact]
    public void Removed_it_is_as_it_was_shipped()
    {
        using var platform = new Mosquitto();
        platform.Sealed.IsShippedAfterRemove();
    }

    private sealed class Mosquitto : IDisposable
    {
        private readonly ServerProcess server;

        public Mosquitto(string? with = null)
        {
            var program = Missing.Program("mosquitto");
            var (port, hub) = (Servers.Sealed.FreePort(), Servers.Sealed.FreePort());
            (Port, HubPort) = (port.ToString(CultureInfo.InvariantCulture), hub.ToString(CultureInfo.InvariantCulture));
            // The broker is no longer root once it reads there.
            File.SetUnixFileMode(Sealed.Path, File.GetUnixFileMode(Sealed.Path) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
            var shipped = Configuration("run/mq.pid", "conf.d") + (with is null ? "" : $"\nconnection up\naddress localhost\ntopic # out 1\nrestart_timeout 1\n");
            Sealed.Write("conf.d/README", "");
            Directory.CreateDirectory(Sealed["run"]);
            Shell.Run("/bin/chown", ["mosquitto", Sealed["run"]]);
            Sealed.Ship("mosquitto.conf", shipped);
            if (with is not null) Sealed.Write("hub/mosquitto.conf", Configuration("run/hub.pid", "hub/conf.d"));
            Sealed.Write("hub/conf.d/README", "");
            Sealed.Write("linkseal.yaml", $$"""
                platform: shop
                components:
                  web: { dialect: files, folder: web }
                  job: { dialect: files, folder: job }
                  mq:  { dialect: mosquitto, config: mosquitto.conf, names: [localhost], port: {{Port}} }
                """ + (with is null ? "\nlinks:\n  - web -> mq\n" : $"\n  hub: {{ dialect: mosquitto, config: hub/mosquitto.conf, names: [localhost], port: {HubPort} }}\nlinks:\n  - web -> mq\n  - web -> hub\n  - mq -> hub\n"));
            Sealed.Run("apply", "--yes");
            if (with is not null) Sealed.Start(program, ["-c", Sealed["hub/mosquitto.conf"]], hub);
            server = Sealed.Start(program, ["-c", Config], port);
        }

        public Sealed Sealed { get; } = new();

        public string Port { get; }

        public string HubPort { get; }

        public OwnFiles OwnFiles(Action tell) => new(Sealed, Sealed["tls/tls.crt"], Sealed["tls/tls.key"], Sealed["tls/ca.crt"], tell);

        public string Config => Sealed["mosquitto.conf"];

        public string Log => server.Log;

        public string Talk(string topic)
        {
            Publish(topic, "hi");
            return Subscribe(topic);
        }

        public void Publish(string topic, string message) => Assert.Equal(0, Shell.Run(Missing.Program("mosquitto_pub"), [.. Client(Port), "-q", "1", "-r", "-t", topic, "-m", message]).ExitCode);

        public string Subscribe(string topic, string? port = null, string caller = "web", string patience = "10") => Shell.Run(Missing.Program("mosquitto_sub"), [.. Client(port ?? Port, caller), "-C", "1", "-W", patience, "-t", topic]).Output;

        public void Hup()
        {
            server.Hup();
            Thread.Sleep(500);
        }

        public void TryRestart() => server.TryRestart();

        public void Configure(string text)
        {
            File.WriteAllText(Config, text);
            server.Restart();
        }

        public void Dispose() => Sealed.Dispose();

        private string[] Client(string port, string caller = "web") => ["-h", "localhost", "-p", port, "--cafile", Sealed[caller + "/ca.crt"], "--cert", Sealed[caller + "/tls.crt"], "--key", Sealed[caller + "/tls.key"]];

        private string Configuration(string pid, string folder) => File.ReadAllText(Path.Combine(Fixtures.Folder("servers/mosquitto"), "mosquitto.conf"))
            .Replace("/run/mosquitto/mosquitto.pid", Sealed[pid], StringComparison.Ordinal)
            .Replace("persistence true", "persistence false", StringComparison.Ordinal)
            .Replace("file /var/log/mosquitto/mosquitto.log", "stderr", StringComparison.Ordinal)
            .Replace("include_dir /etc/mosquitto/conf.d", "include_dir " + Sealed[folder], StringComparison.Ordinal);
    }
}
