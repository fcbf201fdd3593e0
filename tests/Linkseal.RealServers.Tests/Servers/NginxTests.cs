using System.Globalization;
using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Servers;

/// <summary>Debian's nginx, from its shipped configuration edited by us: sealed, reloaded, proven, on both sides; then each fault made on the running server and found by name.</summary>
public sealed class NginxTests
{
    [Fact]
    public void Named_its_caller_is_let_in_and_strangers_get_400_and_403()
    {
        using var platform = new Nginx("- web -> edge");
        Assert.Equal("CN=web from here", platform.Sealed.RunShown("web", "curl --cacert", "-s").Output);
        platform.Sealed.IsClean("named");
        Assert.Contains("403 Forbidden", platform.Curl("job").Output, StringComparison.Ordinal);
        Assert.Contains("No required SSL certificate was sent", Shell.Run(Missing.Program("curl"), ["-s", "--cacert", platform.Sealed["web/ca.crt"], platform.Url]).Output, StringComparison.Ordinal);
        Assert.Equal(0, platform.Sealed.Try("plan", "--check").ExitCode);
    }

    [Fact]
    public void A_new_leaf_is_served_after_a_reload_without_a_restart()
    {
        using var platform = new Nginx("- web -> edge");
        var (serial, process) = (platform.Sealed.Serial(), File.ReadAllText(platform.Sealed["pid"]));
        File.Delete(platform.Sealed["etc/tls/tls.crt"]);
        Assert.Contains("-s reload", platform.Sealed.Run("apply", "--yes"), StringComparison.Ordinal);
        Assert.NotEqual(serial, platform.Sealed.Serial());
        Assert.Equal(process, File.ReadAllText(platform.Sealed["pid"]));
        platform.Sealed.IsClean("named");
    }

    [Fact]
    public async Task Steady_requests_of_fifty_callers_outlast_a_reload()
    {
        using var platform = new Nginx("- web -> edge");
        var serial = platform.Sealed.Serial();
        var callers = await FiftyCallers.OverHttps(platform.Sealed["web"], platform.Url, "CN=web from here", TestContext.Current.CancellationToken);
        File.Delete(platform.Sealed["etc/tls/tls.crt"]);
        await callers.NoneIsDroppedBy(() => platform.Sealed.Run("apply", "--yes"));
        Assert.NotEqual(serial, platform.Sealed.Serial());
    }

    [Fact]
    public void A_reload_that_it_refuses_gives_everything_back()
    {
        using var platform = new Nginx("- web -> edge");
        var before = File.ReadAllText(platform.Sealed["etc/tls/tls.crt"]);
        // A line of somebody else's that nginx does not take: the new pair would never be served.
        platform.Sealed.Write("etc/conf.d/broken.conf", "no_such_directive on;\n");
        File.WriteAllText(platform.Sealed["linkseal.yaml"], File.ReadAllText(platform.Sealed["linkseal.yaml"]).Replace("[localhost]", "[localhost, edge.internal]", StringComparison.Ordinal));
        Assert.NotEqual(0, platform.Sealed.Try("apply", "--yes").ExitCode);
        Assert.Equal(before, File.ReadAllText(platform.Sealed["etc/tls/tls.crt"]));
        File.Delete(platform.Sealed["etc/conf.d/broken.conf"]);
        platform.Sealed.Run("apply", "--yes");
        platform.Sealed.IsClean("named");
    }

    [Fact]
    public void Plaintext_that_is_kept_is_served_beside_it()
    {
        using var platform = new Nginx("- web -> edge", ", plaintext: keep");
        Assert.Equal(" from here", Shell.Run(Missing.Program("curl"), ["-s", $"http://localhost:{platform.Port}/"]).Output);
        Assert.Equal("CN=web from here", platform.Curl("web").Output);
        platform.Sealed.IsClean("named");
        platform.IsShippedAfterRemove();
    }

    [Fact]
    public void A_drop_in_does_the_same()
    {
        using var platform = new Nginx("- web -> edge", ", into: drop-in");
        Assert.Equal("CN=web from here", platform.Curl("web").Output);
        platform.Sealed.IsClean("named");
        Assert.Equal(0, platform.Sealed.Try("plan", "--check").ExitCode);
        platform.IsShippedAfterRemove();
        Assert.False(File.Exists(platform.Sealed["etc/conf.d/linkseal-edge.conf"]) || File.Exists(platform.Sealed["etc/snippets/linkseal-edge.conf"]));
    }

    [Fact]
    public void Each_fault_is_found_by_name()
    {
        using var platform = new Nginx("- web -> edge");
        var found = platform.Sealed;
        var (site, main) = (File.ReadAllText(platform.Site), File.ReadAllText(platform.Main));
        string[] Found(Func<string, string> fault)
        {
            platform.Reload(platform.Site, fault(site));
            return [.. found.Verify().Errors];
        }

        Assert.Equal(["LS2923"], Found(static t => t.Replace("if ($linkseal_edge = 0)", "if ($linkseal_edge = 2)", StringComparison.Ordinal)));
        Assert.Equal(["LS2921", "LS2922", "LS2923", "LS2924", "LS2925"], Found(static t => t.Replace("ssl_verify_client on", "ssl_verify_client off", StringComparison.Ordinal).Replace("if ($linkseal_edge = 0)", "if ($linkseal_edge = 2)", StringComparison.Ordinal)));
        var second = Servers.Sealed.FreePort().ToString(CultureInfo.InvariantCulture);
        Assert.Equal(["LS2923", "LS2927"], Found(t => t.Replace("if ($linkseal_edge = 0)", "if ($linkseal_edge = 2)", StringComparison.Ordinal).Replace($"listen {platform.Tls} ssl", $"listen {second};\n\tlisten {platform.Tls} ssl", StringComparison.Ordinal)));
        Assert.Equal(["LS2905", "LS2911"], Found(t => t.Replace(found["etc/tls/tls."], platform.Sealed.Foreign(), StringComparison.Ordinal)));
        Assert.Equal(["LS2914"], Found(t => t.Replace(found["etc/tls/tls."], found["other/tls."], StringComparison.Ordinal)));
        Assert.Equal(["LS2928"], Found(static t => t.Replace("ssl_protocols TLSv1.2", "ssl_ciphers DEFAULT@SECLEVEL=0;\n\tssl_protocols TLSv1 TLSv1.1 TLSv1.2", StringComparison.Ordinal)));
        platform.Reload(platform.Site, site);
        found.IsClean("named");

        // The caller's name is on nobody's list: names are compared with their case. The answer is 403 to everybody, which tells nobody from the caller.
        platform.Reload(platform.Main, main.Replace("~^CN=web$", "~^CN=WEB$", StringComparison.Ordinal));
        Assert.Equal(["LS2935"], found.Verify().Errors);
        platform.Reload(platform.Main, main);

        // Written, not reloaded.
        File.Delete(found["etc/tls/tls.crt"]);
        found.Run("apply", "--yes", "--no-reload");
        Assert.Equal(["LS2911"], found.Verify().Errors);
        found.Run("apply", "--yes");
        found.IsClean("named");

        // What it can't load, a reload refuses, and the old stays in force.
        platform.OwnFiles.Show(OwnFiles.WhereTheOldStays);
        found.IsClean("named");
    }

    [Fact]
    public void Removed_it_is_as_it_was_shipped()
    {
        using var platform = new Nginx("- web -> edge");
        platform.IsShippedAfterRemove();
    }

    [Fact]
    public void As_a_caller_it_shows_its_certificate_and_checks_the_other_one()
    {
        using var platform = new Nginx("- web -> edge\n  - edge -> api", api: true);
        platform.Sealed.IsClean("named");
        // The api says who called it.
        Assert.Equal("api heard CN=edge", platform.Curl("web", "api/").Output);
        Assert.Equal("api heard CN=edge", platform.Curl("web", "pool/").Output);
        // HTTP/2 to the api, as gRPC wants it.
        Assert.Equal("api heard CN=edge by HTTP/2.0", platform.Curl("web", "grpc").Output);
        // Stream begins TLS for a caller that speaks none.
        Assert.Equal("api heard CN=edge", Shell.Run(Missing.Program("curl"), ["-s", "-H", "Host: localhost", $"http://localhost:{platform.StreamPort}/"]).Output);

        // The api with somebody else's certificate, and with one for another name.
        foreach (var other in (string[])[platform.Sealed.Foreign(), platform.Sealed["other/tls."]])
        {
            var text = File.ReadAllText(platform.ApiSite);
            platform.Reload(platform.ApiSite, text.Replace(platform.Sealed["api/tls/tls."], other, StringComparison.Ordinal));
            Assert.Contains("502 Bad Gateway", platform.Curl("web", "api/").Output, StringComparison.Ordinal);
            Assert.Contains("502 Bad Gateway", platform.Curl("web", "pool/").Output, StringComparison.Ordinal);
            Assert.Contains("502 Bad Gateway", platform.Curl("web", "grpc").Output, StringComparison.Ordinal);
            Assert.Equal("", Shell.Run(Missing.Program("curl"), ["-s", "-H", "Host: localhost", $"http://localhost:{platform.StreamPort}/"]).Output);
            platform.Reload(platform.ApiSite, text);
        }

        Assert.Equal("api heard CN=edge", platform.Curl("web", "api/").Output);
        platform.IsShippedAfterRemove();
    }

    [Fact]
    public void In_stream_every_certificate_of_the_authority_is_let_in_and_no_other()
    {
        using var platform = new Sealed();
        var (port, behind) = (Servers.Sealed.FreePort(), Servers.Sealed.FreePort());
        var main = platform["etc/nginx.conf"];
        // Not the edge's to seal: what it passes bytes on to.
        platform.Write("behind.conf", $"server {{ listen 127.0.0.1:{behind}; return 200 behind; }}\n");
        platform.Ship("etc/nginx.conf", $$"""
            load_module /usr/lib/nginx/modules/ngx_stream_module.so;
            pid {{platform["pid"]}};
            events { }
            http {
                access_log off;
                client_body_temp_path {{platform["body"]}};
                include {{platform["behind.conf"]}};
            }
            stream {
                server { listen 127.0.0.1:{{port}}; proxy_pass 127.0.0.1:{{behind}}; }
            }

            """);
        platform.Write("linkseal.yaml", $$"""
            platform: shop
            components:
              web:  { dialect: files, folder: web }
              edge: { dialect: nginx, config: etc/nginx.conf, names: [localhost], port: {{port}} }
            links:
              - web -> edge: { level: mutual }
            """);
        platform.Run("apply", "--yes", "--no-reload");
        platform.Start(Missing.Program("nginx"), ["-p", platform.Path, "-e", platform["start.log"], "-c", main, "-g", "daemon off;"], port);
        string Curl(params string[] pair) => Shell.Run(Missing.Program("curl"), ["-s", "--cacert", platform["web/ca.crt"], .. pair, $"https://localhost:{port}/"]).Output;
        Assert.Equal("behind", Curl("--cert", platform["web/tls.crt"], "--key", platform["web/tls.key"]));
        Assert.Equal("", Curl());
        platform.IsClean("mutual");
        File.WriteAllText(main, File.ReadAllText(main).Replace("ssl_verify_client on", "ssl_verify_client off", StringComparison.Ordinal));
        Assert.Equal(0, Shell.Run(Missing.Program("nginx"), ["-c", main, "-e", platform["start.log"], "-s", "reload"]).ExitCode);
        for (var attempt = 0; attempt < 50 && Curl().Length == 0; attempt++) Thread.Sleep(100);
        Assert.Equal(["LS2921", "LS2922", "LS2924", "LS2925"], platform.Verify().Errors);
    }

    [Fact]
    public void With_an_intermediate_both_sides_follow_the_chain()
    {
        using var platform = new Nginx("- web -> edge\n  - edge -> api", api: true, authority: "authority: { generate: { intermediate: true } }");
        platform.Sealed.IsClean("named");
        Assert.Equal("api heard CN=edge", platform.Curl("web", "api/").Output);
    }

    [Fact]
    public void A_subject_with_everything_in_it_is_compared_as_nginx_writes_it()
    {
        using var platform = new Nginx("- web -> edge", authority: "leaf: { subject: { organization: 'Käse & Söhne, Inc. \"K+S\"', unit: '#1 <a long name of a unit> ', locality: 'Paris; (France) ' } }");
        platform.Sealed.IsClean("named");
        Assert.Contains("CN=web,OU=", platform.Curl("web").Output, StringComparison.Ordinal);
    }

    private sealed class Nginx : IDisposable
    {
        private readonly string _program;

        public Nginx(string links, string entry = "", bool api = false, string authority = "")
        {
            _program = Missing.Program("nginx");
            var port = Servers.Sealed.FreePort();
            Port = Text(port);
            // Kept plaintext needs another port for TLS.
            Tls = entry.Contains("keep", StringComparison.Ordinal) ? Text(Servers.Sealed.FreePort()) : Port;
            (ApiPort, StreamPort) = (Text(Servers.Sealed.FreePort()), Text(Servers.Sealed.FreePort()));
            LayOut(api);
            Sealed.Write("linkseal.yaml", $$"""
                platform: shop
                {{authority}}
                components:
                  web:   { dialect: files, folder: web }
                  job:   { dialect: files, folder: job }
                  other: { dialect: files, folder: other, names: [other.internal] }
                  edge:  { dialect: nginx, config: etc/nginx.conf, names: [localhost]{{(Tls != Port ? $", port: {Tls}" : "")}}{{entry}} }
                {{(api ? "  api:   { dialect: nginx, config: api/site.conf, names: [localhost], folder: api/tls, reload: 'true' }" : "")}}
                links:
                  {{links}}
                """);
            Sealed.Run("apply", "--yes", "--no-reload");
            Sealed.Start(_program, ["-p", Sealed.Path, "-e", Sealed["start.log"], "-c", Main, "-g", "daemon off;"], int.Parse(Tls, CultureInfo.InvariantCulture));
            Sealed.Run("apply", "--yes");
        }

        public Sealed Sealed { get; } = new();

        public string Port { get; }

        public string Tls { get; }

        public string ApiPort { get; }

        public string StreamPort { get; }

        public OwnFiles OwnFiles => new(Sealed, Sealed["etc/tls/tls.crt"], Sealed["etc/tls/tls.key"], Sealed["etc/tls/ca.crt"], () =>
        {
            if (Signal().ExitCode == 0) Thread.Sleep(500);
        });

        public string Main => Sealed["etc/nginx.conf"];

        public string Site => Sealed["etc/sites-available/default"];

        public string ApiSite => Sealed["api/site.conf"];

        public string Url => $"https://localhost:{Tls}/";

        public ShellResult Curl(string caller, string path = "") => Shell.Run(Missing.Program("curl"),
            ["-s", "--cacert", Sealed[caller + "/ca.crt"], "--cert", Sealed[caller + "/tls.crt"], "--key", Sealed[caller + "/tls.key"], Url + path]);

        public ShellResult Signal() => Shell.Run(_program, ["-c", Main, "-e", Sealed["start.log"], "-s", "reload"]);

        public void Reload(string file, string text)
        {
            File.WriteAllText(file, text);
            var result = Signal();
            Assert.True(result.ExitCode == 0, result.All);
            // The old workers leave their sockets when the new ones are there.
            Thread.Sleep(500);
        }

        public void IsShippedAfterRemove()
        {
            Sealed.IsShippedAfterRemove();
            Assert.False(File.Exists(Sealed["etc/tls/tls.key"]));
        }

        public void Dispose() => Sealed.Dispose();

        private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

        // Debian's folders, with this machine's paths and ports; the site is a link, as Debian has it.
        private void LayOut(bool api)
        {
            var temporary = string.Concat(((string[])["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]).Select(n => $"{n}_temp_path {Sealed["temp-" + n]};\n"));
            Sealed.Ship("etc/nginx.conf", Shipped("nginx.conf")
                .Replace("user www-data;\n", Environment.UserName == "root" ? "user root;\n" : "", StringComparison.Ordinal)
                .Replace("pid /run/nginx.pid;", $"pid {Sealed["pid"]};", StringComparison.Ordinal)
                .Replace("/var/log/nginx/", Sealed["log-"], StringComparison.Ordinal)
                .Replace("include /etc/nginx/modules-enabled/*.conf;", api ? "load_module /usr/lib/nginx/modules/ngx_stream_module.so;" : "", StringComparison.Ordinal)
                .Replace("/etc/nginx/mime.types", "mime.types", StringComparison.Ordinal)
                .Replace("/etc/nginx/", Sealed["etc/"], StringComparison.Ordinal)
                + (api ? $"stream {{\n\tserver {{\n\t\tlisten 127.0.0.1:{StreamPort};\n\t\tproxy_pass localhost:{ApiPort};\n\t}}\n}}\n" : ""));
            File.Copy("/etc/nginx/mime.types", Sealed["etc/mime.types"]);
            Sealed.Write("etc/conf.d/temporary.conf", temporary + (api ? $"include {Sealed["api/site.conf"]};\nupstream pool {{\n\tserver localhost:{ApiPort};\n}}\n" : ""));
            Sealed.Ship("etc/sites-available/default", Shipped("sites-available-default")
                .Replace("\tlisten 80 default_server;\n\tlisten [::]:80 default_server;", $"\tlisten {Port} default_server;", StringComparison.Ordinal)
                .Replace("\t\ttry_files $uri $uri/ =404;\n\t}\n\n\t# pass PHP", "\t\treturn 200 \"$ssl_client_s_dn from here\";\n\t}\n" + (api
                    ? $"\tlocation /api/ {{\n\t\tproxy_pass http://localhost:{ApiPort}/;\n\t}}\n\tlocation /pool/ {{\n\t\tproxy_pass http://pool/;\n\t}}\n\tlocation /grpc {{\n\t\tgrpc_pass grpc://localhost:{ApiPort};\n\t}}\n"
                    : "") + "\n\t# pass PHP", StringComparison.Ordinal));
            Directory.CreateDirectory(Sealed["etc/sites-enabled"]);
            File.CreateSymbolicLink(Sealed["etc/sites-enabled/default"], "../sites-available/default");
            if (api) Sealed.Ship("api/site.conf", $"server {{\n\tlisten 127.0.0.1:{ApiPort} http2;\n\tserver_name localhost;\n\tlocation / {{\n\t\treturn 200 \"api heard $ssl_client_s_dn\";\n\t}}\n\tlocation /grpc {{\n\t\treturn 200 \"api heard $ssl_client_s_dn by $server_protocol\";\n\t}}\n}}\n");
        }

        private static string Shipped(string name) => File.ReadAllText(Path.Combine(Fixtures.Folder("servers/nginx"), name));
    }
}
