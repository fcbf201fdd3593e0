using Linkseal.Core.Editing;

namespace Linkseal.Dialects.Tests;

/// <summary>Configuration that is half written, doubled or torn: it is described or refused, never a fault of ours, and what is edited says the same on a second look.</summary>
public sealed class ProxyFuzzTests
{
    private const string Nginx = """
        events { }
        stream { upstream db { server api.internal:8443; } server { listen 5432; proxy_pass db; } }
        http {
            include conf.d/*.conf;
            upstream pool { server api.internal:8443 weight=2; server 10.0.0.1:80; }
            server { listen 80 default_server; listen [::]:80; server_name _ shop; return 301 https://$host; }
            server {
                listen 8080; listen unix:/run/x; listen 8443 ssl; ssl_certificate /a; ssl_verify_client on;
                location /a { proxy_pass http://pool/; } location ~ \.x$ { if ($a = "b") { proxy_pass http://api.internal:8443$uri; } }
                location /g { grpc_pass grpc://api.internal:8443; set $t http://api.internal; proxy_pass $t; }
            }
        }
        """;

    private const string HaProxy = """
        global
            pidfile /run/h.pid
        defaults base
            mode http
        frontend web from base
            bind :80,[::]:80 name x
            bind 10.0.0.1:8443 ssl crt /a verify none
            bind :9000-9010
            http-request redirect scheme https unless { ssl_fc }
        listen all
            bind /run/s
            bind *:5432
            server a api.internal:8443 check sni str(x)
            server-template b 3 api.internal:80 resolvers dns
        backend app
            server a api.internal:8443
            server c "${API}:80" cookie "a b"
        """;

    [Theory]
    [InlineData("nginx", "/etc/nginx/nginx.conf", Nginx)]
    [InlineData("haproxy", "/etc/haproxy/haproxy.cfg", HaProxy)]
    public void Whatever_stands_there_is_described_or_refused(string dialect, string path, string whole)
    {
        var random = new Random(20261130);
        string[] entries = ["", ", plaintext: keep", ", port: 8443", ", port: 443, plaintext: keep", ", into: drop-in"];
        var made = 0;
        for (var round = 0; round < 400; round++)
        {
            // Words, or whole lines, which leaves more that still is configuration.
            var gap = random.Next(2) == 0 ? ' ' : '\n';
            var tokens = whole.Split(gap);
            var torn = tokens.ToList();
            for (var i = random.Next(3); i >= 0; i--)
            {
                var at = random.Next(torn.Count);
                switch (random.Next(4))
                {
                    case 0: torn.RemoveAt(at); break;
                    case 1: torn.Insert(at, tokens[random.Next(tokens.Length)]); break;
                    case 2: torn[at] = torn[random.Next(torn.Count)]; break;
                    default: torn.InsertRange(at, tokens.Skip(random.Next(tokens.Length)).Take(random.Next(1, 4))); break;
                }
            }

            var text = string.Join(gap, torn);
            var entry = dialect == "haproxy" ? entries[random.Next(4)] : entries[random.Next(5)];
            var (components, links) = (
                $"web: {{ dialect: files, folder: /srv/web }}\napi: {{ dialect: files, folder: /srv/api, port: 8443, names: [api.internal] }}\nedge: {{ dialect: {dialect}{entry} }}\n",
                random.Next(3) switch { 0 => "- edge -> api\n", 1 => "- web -> edge\n", _ => "- web -> edge: { level: mutual }\n- edge -> api\n" });
            var platform = Platformed.Of(components, links, (path, text));
            foreach (var edits in platform.Result.Value?.Desired.Edits ?? [])
            {
                // What can't be edited is said so; what can is done once.
                if (ConfigEditor.Apply(edits.Format, path, text, edits.Edits, []) is not { Value: { } edited }) continue;
                made++;
                Assert.Equal(text, ConfigEditor.Revert(edits.Format, path, edited.Text, edited.Applied).Value!.Text);
                var again = Platformed.Of(components, links, (path, edited.Text));
                Assert.True(again.Result.Value is not null, $"{round}: {string.Join('\n', again.Result.Diagnostics)}\n{text}\n-----\n{edited.Text}");
                foreach (var more in again.Result.Value!.Desired.Edits)
                {
                    var second = ConfigEditor.Apply(more.Format, path, edited.Text, more.Edits, edited.Applied);
                    Assert.True(second.Value?.Text == edited.Text, $"{round}{entry}: {string.Join('\n', second.Diagnostics)}\n{text}\n-----\n{edited.Text}\n-----\n{second.Value?.Text}");
                }
            }
        }

        Assert.True(made > 120, $"only {made} of 400 were edited");
    }
}
