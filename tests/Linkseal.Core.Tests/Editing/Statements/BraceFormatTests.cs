using Linkseal.Core.Editing;

namespace Linkseal.Core.Tests.Editing.Statements;

/// <summary>The same for the formats whose sections stand in braces.</summary>
public class BraceFormatTests
{
    private const string Server = "http {\n\tserver {\n\t\tlisten 80 default_server; # c\n\t\tlisten [::]:80;\n\t\tserver_name a b;\n\t\t# listen 443 ssl;\n\t}\n\tserver { listen 81; server_name c; }\n}\n";

    [Theory]
    [InlineData(Server, "http > server > [0] > listen > [0] = ~6443 ssl", "http {\n\tserver {\n\t\tlisten 6443 ssl; # c\n\t\tlisten [::]:80;\n\t\tserver_name a b;\n\t\t# listen 443 ssl;\n\t}\n\tserver { listen 81; server_name c; }\n}\n")]
    [InlineData(Server, "http > server > [server_name=b] > listen 6443 = ~ssl | -http > server > [server_name=b] > listen 80", "http {\n\tserver {\n\t\tlisten [::]:80;\n\t\tlisten 6443 ssl;\n\t\tserver_name a b;\n\t\t# listen 443 ssl;\n\t}\n\tserver { listen 81; server_name c; }\n}\n")]
    [InlineData(Server, "http > server > [0] > ssl_certificate = /c | http > server > [0] > ssl_protocols = [TLSv1.2,TLSv1.3", "http {\n\tserver {\n\t\tlisten 80 default_server; # c\n\t\tlisten [::]:80;\n\t\tserver_name a b;\n\t\tssl_certificate /c;\n\t\tssl_protocols TLSv1.2 TLSv1.3;\n\t\t# listen 443 ssl;\n\t}\n\tserver { listen 81; server_name c; }\n}\n")]
    [InlineData(Server, "http > server > [server_name=c] > ssl_certificate = /c d", "http {\n\tserver {\n\t\tlisten 80 default_server; # c\n\t\tlisten [::]:80;\n\t\tserver_name a b;\n\t\t# listen 443 ssl;\n\t}\n\tserver { listen 81; server_name c; ssl_certificate \"/c d\"; }\n}\n")]
    [InlineData("events {}\nhttp {\n  gzip on;\n}\n", "events > worker_connections = #9 | ^http > {callers}: map $ssl_client_s_dn $ok {~    default 0;~    \"CN=a,O=b\" 1;~}", "events { worker_connections 9; }\nhttp {\n  map $ssl_client_s_dn $ok {\n    default 0;\n    \"CN=a,O=b\" 1;\n  }\n\n  gzip on;\n}\n")]
    [InlineData("http {\n\tgzip on;\n}\n", "+http > {s}: server {~    listen 443 ssl;~    if ($ok = 0) {~        return 403;~    }~}", "http {\n\tgzip on;\n\n\tserver {\n\t\tlisten 443 ssl;\n\t\tif ($ok = 0) {\n\t\t\treturn 403;\n\t\t}\n\t}\n}\n")]
    [InlineData("server {\n    location / {\n        proxy_pass http://x;\n    }\n    location ~ \\.php$ {\n    }\n}", "server > location / > proxy_pass = https://x | server > location ~ \\.php$ > proxy_ssl_verify = !true", "server {\n    location / {\n        proxy_pass https://x;\n    }\n    location ~ \\.php$ {\n        proxy_ssl_verify on;\n    }\n}")]
    [InlineData("server {\r\n\r\n    # a;\r\n    # ssl_verify_client off;\r\n    listen\r\n      80;\r\n}\r\n", "server > ssl_verify_client = !true", "server {\r\n\r\n    # a;\r\n    ssl_verify_client on;\r\n    listen\r\n      80;\r\n}\r\n")]
    [InlineData("#server {\n#\tlisten 443;\n#}\nserver {\n\troot x;\n\t# location / {\n\t#\tlisten 1;\n\t# }\n}\n", "server > listen = ~2 ssl", "#server {\n#\tlisten 443;\n#}\nserver {\n\troot x;\n\tlisten 2 ssl;\n\t# location / {\n\t#\tlisten 1;\n\t# }\n}\n")]
    public void Nginx(string text, string edits, string expected) => LineFormatTests.AssertEdited(ConfigFormat.Nginx, text, edits, expected);

    [Theory]
    [InlineData("host: 127.0.0.1\nport: 4222", "tls > cert_file = /c | tls > verify = !true | tls > timeout = #3", "host: 127.0.0.1\nport: 4222\ntls {\n    cert_file: \"/c\"\n    verify: true\n    timeout: 3\n}")]
    [InlineData("cluster { name: c, port = 1 }\n", "cluster > tls > ca_file = /ca", "cluster { name: c, port = 1, tls { ca_file: \"/ca\" } }\n")]
    [InlineData("a=1 # c\ntls: {\n\tcert_file = './x'\n\t# ca_file: \"/y\" // why\n}\n", "tls > cert_file = /c | tls > ca_file = /ca | a = #2", "a=2 # c\ntls: {\n\tcert_file = '/c'\n\tca_file: \"/ca\" // why\n}\n")]
    [InlineData("http: 8222\nusers = [\n  {user: a, password: b}\n  { user: c }\n]\ninclude ./x.conf\n", "-http | https = #8222", "users = [\n  {user: a, password: b}\n  { user: c }\n]\ninclude ./x.conf\nhttps = 8222\n")]
    [InlineData("routes [ nats://a:1, 'b' ]\n", "routes = [nats-route://x:1,y", "routes [\"nats-route://x:1\", \"y\"]\n")]
    [InlineData("{\"port\": 1,\n \"tls\": {}}", "tls > cert_file = /c | port = #2", "{\"port\": 2,\n \"tls\": { cert_file: \"/c\" }}")]
    [InlineData("x: 1\n", "+{auth}: authorization {~    users = [ {user: \"CN=a,O=b\"} ]~}", "x: 1\nauthorization {\n    users = [ {user: \"CN=a,O=b\"} ]\n}\n")]
    public void Nats(string text, string edits, string expected) => LineFormatTests.AssertEdited(ConfigFormat.Nats, text, edits, expected);

    [Theory]
    [InlineData("{\n  \"A\": 1, // c\n  \"B\": \"x\"\n}\n", "a = #2 | B = y | C = z", "{\n  \"A\": 2, // c\n  \"C\": \"z\",\n  \"B\": \"y\"\n}\n")]
    [InlineData("{\n  \"A\": 1,\n}\n", "B = y", "{\n  \"A\": 1,\n  \"B\": \"y\",\n}\n")]
    [InlineData("{\n    \"AllowedHosts\": \"*\"\n}", "Kestrel > Endpoints > Https > Url = https://*:6443 | Kestrel > Endpoints > Https > SslProtocols = [Tls12,Tls13", "{\n    \"Kestrel\": {\n        \"Endpoints\": {\n            \"Https\": {\n                \"SslProtocols\": [\"Tls12\", \"Tls13\"],\n                \"Url\": \"https://*:6443\"\n            }\n        }\n    },\n    \"AllowedHosts\": \"*\"\n}")]
    [InlineData("{}", "A > B = #1", "{ \"A\": { \"B\": 1 } }")]
    [InlineData("{\n  \n}", "^{m}: \"O\": 1 | +{n}: \"N\": 2", "{\n  \"O\": 1,\n  \"N\": 2\n  \n}")]
    [InlineData("{ \"A\": { \"B\": \"x\" }, \"C\": [1, {\"D\": null}] }\r\n", "A > E = !true | A > B = ~[1]", "{ \"A\": { \"B\": [1], \"E\": true }, \"C\": [1, {\"D\": null}] }\r\n")]
    [InlineData("{\r\n  /* x */\r\n  \"Http\": { \"Url\": \"u\" },\r\n  // \"Https\": \"old\",\r\n  \"B\": 1\r\n}\r\n", "-Http | Https = new", "{\r\n  /* x */\r\n  \"Https\": \"new\",\r\n  \"B\": 1\r\n}\r\n")]
    [InlineData("{\n\t\"A\": \"\\u0041\\\\\"\n}\n", "A = C:\\q\"é", "{\n\t\"A\": \"C:\\\\q\\\"é\"\n}\n")]
    public void Json(string text, string edits, string expected) => LineFormatTests.AssertEdited(ConfigFormat.Json, text, edits, expected);
}
