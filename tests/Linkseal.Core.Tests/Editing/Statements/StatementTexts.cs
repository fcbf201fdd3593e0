using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Statements;

namespace Linkseal.Core.Tests.Editing.Statements;

/// <summary>Texts of every format as people write them, and edits that fit them.</summary>
internal static class StatementTexts
{
    public static ImmutableArray<ConfigFormat> Formats { get; } = [.. Enum.GetValues<ConfigFormat>().Where(static f => f is not (ConfigFormat.Yaml or ConfigFormat.Toml))];

    public static TheoryData<ConfigFormat> AsData => [.. Formats];

    /// <summary>Texts that can be read, with every line end, with and without a byte order mark and a final line end.</summary>
    public static Gen<string> Valid(ConfigFormat format) =>
        (from body in format == ConfigFormat.Json ? Json : Lines(format)
         from lineEnd in Gen.Elements("\n", "\n", "\r\n")
         from mark in Gen.Frequency((6, Gen.Constant("")), (1, Gen.Constant("\uFEFF")))
         from last in Gen.Elements("", "\n", "\n", "\n\n")
         select mark + (body + last).Replace("\n", lineEnd, StringComparison.Ordinal)).Where(t => StatementReader.Read(format, "f", t).Value is not null);

    /// <summary>Edits that can be true together.</summary>
    public static Gen<ImmutableArray<Edit>> Edits(ConfigFormat format) =>
        from edits in Gen.Elements(Wishes(format)).ListOf()
        select edits.Take(4).Select(static e => StatementEdits.Of(e)[0]).Aggregate(ImmutableArray<Edit>.Empty, static (taken, e) => taken.Any(t => Meet(t.Key, e.Key)) ? taken : taken.Add(e));

    private static bool Meet(ImmutableArray<string> one, ImmutableArray<string> other)
    {
        var length = Math.Min(one.Length, other.Length);
        return one[..length].Zip(other[..length]).All(static p => p.First.Split(' ')[0].Replace('-', '_') == p.Second.Split(' ')[0].Replace('-', '_'));
    }

    /// <summary>Lines that are drawn from; braces open and close by themselves.</summary>
    private static string[] Atoms(ConfigFormat format) => format switch
    {
        ConfigFormat.KeyValue => ["port 6379", "Port 7", "tls-port 1", "save 1 2", "a 'x' \"y z\"", "a", "# port 0", "#tls-port 6379", "# tls-port is prose", "##", "  b \"\\x41\\n\" ", "include x", "user a on", "user b off"],
        ConfigFormat.Mosquitto => ["port 1883", "listener 1883", "listener 8883 0.0.0.0", "certfile /a", "#certfile", "# certfile x", "#listener 1", "connection c", "cafile /x y", "  keyfile \"q\""],
        ConfigFormat.Memcached => ["-d", "-m 64", "# -Z", "-o a=b,c=d", "-o modern", "-l 127.0.0.1", "-v"],
        ConfigFormat.PostgreSql => ["ssl = on", "SSL=off # c", "#ssl_ca_file = ''\t\t# c", "a.b 'x''y'", "port = 5432", "#port = 1", "# ssl is prose", "listen_addresses = '*'\t# c", "  x 4MB", "include 'x'"],
        ConfigFormat.RabbitMq => ["listeners.tcp = none", "# listeners.ssl.1   = 5671", "## a = b", "a=b c # d", "x =", "  y = 'q#r' # c", "ssl_options.verify = x"],
        ConfigFormat.Env => ["ETCD_NAME=\"x\"", "#ETCD_CERT_FILE=/a", "export A='b c'", "B=x y # c", "A=", "C=\"\\$d\"", "D=a\\\n  b"],
        ConfigFormat.Properties => ["a=b", "a.b : c", "x y", "#a.b=c", "! z=1", "k = v\\\n   w", "p=C:\\\\x\\u0041  ", "q"],
        ConfigFormat.Ini => ["[mysqld]", "[client]", "[mysqld]", "ssl-ca=/x", "ssl_ca = /y # c", "#ssl-key = k", "skip-networking", "#skip-name-resolve", "; prose", "port = '1'", "!includedir /x", "#[client]"],
        ConfigFormat.PgHba => ["local all all peer", "host  all  all  127.0.0.1/32  md5", "hostssl a, b \"all\" ::1/128 cert # c", "# host all all all trust", "host all @users 1.2.3.4/8 \\\n md5", "m \"CN=a, O=\"\"b\"\"\" u", "include x"],
        ConfigFormat.Nginx => ["listen 80;", "listen 443 ssl; # c", "# listen 443 ssl;", "server_name a b;", "{server", "{server", "{http", "{location / ", "}", "}", "gzip on; ssl_verify_client off;", "x\n  y;", "a \"b;c\" 'd';", "{ ; }x", "# server {", "if ($a = 1) { return 403; }"],
        ConfigFormat.HaProxy => ["global", "defaults", "frontend web", "listen a", "backend app", "\tbind :80", "    bind :443 ssl crt \"/a b\"", "    server s1 1.2.3.4:80 check # c", "    #bind :81", "    mode http", "    acl x path /a\\ b", "    log 'x' y"],
        ConfigFormat.Nats => ["port: 4222", "host = \"a\"", "# port: 1", "{tls", "{cluster:", "}", "}", "cert_file: '/x' // c", "a: [1, 'b'\n  c]", "include ./x", "x: 1, y: 2", "t { z: 1 }", "u {}", "  #cert_file: \"/old\""],
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    /// <summary>Edits that are drawn from.</summary>
    private static string[] Wishes(ConfigFormat format) => format switch
    {
        ConfigFormat.KeyValue => ["port = #0", "tls-port = #6390", "a = two words", "a = ~", "-port", "-save", "b = say \"x\\\"", "user a = ~off", "new = /x", "save > [1] = ~9 9", "^{n}: x 1~# why~x 2", "+{m}: y 1", "-user b", "user c = ~on"],
        ConfigFormat.Mosquitto => ["port = #0", "listener 1883 > certfile = /c", "listener 8883 > keyfile = /k k", "listener 9 > cafile = /ca", "-listener 1883", "new = x", "listener 8883 > require_certificate = !true", "+{n}: listener 7~cafile /x", "connection c > x = #1", "^{m}: q 1"],
        ConfigFormat.Memcached => ["-m = #32", "-Z = ~", "-l = ::1", "+{tls}: -o ssl_key=/k", "-d = ~", "^{n}: -v"],
        ConfigFormat.PostgreSql => ["ssl = !true", "ssl_ca_file = /c's", "port = #1", "-listen_addresses", "a.b = ~4MB", "new = x", "+{n}: q = 1", "^{m}: r = 'x'"],
        ConfigFormat.RabbitMq => ["listeners.tcp = none", "listeners.ssl.1 = 1:2", "-a", "x = y z", "ssl_options.verify = verify_peer", "y = #1", "+{n}: q = 1"],
        ConfigFormat.Env => ["ETCD_NAME = n", "ETCD_CERT_FILE = /c d", "A = it's", "-B", "C = $x", "D = #1", "+{n}: Q=1"],
        ConfigFormat.Properties => ["a = b", "a.b = C:\\x", "-x", "k = two words", "q = #1", "p =  lead", "^{n}: z=1"],
        ConfigFormat.Ini => ["mysqld > ssl_ca = /ca", "mysqld > ssl-key = /k", "client > port = #1", "mariadbd > ssl_cert = /c", "mysqld > skip-networking = ~0", "mysqld > skip_name_resolve = ~", "-mysqld > ssl_ca", "+{n}: [q]~a=1~b=2", "mariadbd > x = it's"],
        ConfigFormat.PgHba => ["^{n}: hostssl a b ::/0 cert~hostnossl all all all reject", "host all all 127.0.0.1/32 = ~cert map=x", "-local all all", "-host all @users", "^{m}: hostssl c d ::/0 cert", "+{o}: host x y z trust", "local all all = ~trust"],
        ConfigFormat.Nginx => ["server > listen 80 = ~default_server", "server > ssl_certificate = /c d", "-server > listen 443", "http > server > ssl_verify_client = !true", "location / > proxy_pass = https://x", "^{n}: map $a $b {~    default 0;~}", "+http > {m}: server {~    listen 1;~}", "listen > [1] = ~9 ssl", "-gzip", "server > listen = ~5", "new > x = [a,b", "-server > server_name a"],
        ConfigFormat.HaProxy => ["frontend web > bind :443 = ~ssl crt /x", "-frontend web > bind :80", "backend app > server s1 1.2.3.4:80 = ~ssl verify none", "frontend new > mode = tcp", "^frontend web > {n}: acl a b~http-request deny unless a", "global > x = two words", "listen a > bind > [1] = ~:9", "-backend app", "+{m}: frontend q~    bind :1"],
        ConfigFormat.Nats => ["port = #1", "host = x y", "tls > cert_file = /c", "tls > verify = !true", "cluster > tls > ca_file = /a", "-a", "-cluster > port", "a = [x,y", "t > z = #2", "u > v = w", "^{n}: q {~    r: 1~}", "+tls > {m}: s: \"x\""],
        _ => ["A = #1", "B > C = x \"y\"", "B > D = [p,q", "New > Deep > Url = u", "-A", "-B > C", "E = !true", "B > f = z", "+B > {n}: \"N\": {~    \"M\": 1~}", "^{m}: \"O\": 1", "A = ~{\"x\": 1}"],
    };

    private static Gen<string> Lines(ConfigFormat format) =>
        from count in Gen.Choose(0, 12)
        from atoms in Gen.CollectToList(Enumerable.Range(0, count), _ => Gen.Elements(Atoms(format).Append("").Append("# é😀").ToArray()))
        from tabs in Gen.Elements("\t", "    ", "  ")
        select Nested(atoms, tabs, format is ConfigFormat.Nginx or ConfigFormat.Nats);

    private static string Nested(IEnumerable<string> atoms, string unit, bool hasBraces)
    {
        if (!hasBraces) return string.Join('\n', atoms);
        var (lines, depth) = (new List<string>(), 0);
        foreach (var atom in atoms)
        {
            if (atom == "}" && depth == 0) continue;
            if (atom == "}") depth--;
            var lead = string.Concat(Enumerable.Repeat(unit, depth));
            lines.Add(atom.Length == 0 ? "" : lead + (atom.StartsWith('{') && atom != "{ ; }x" ? atom[1..] + " {" : atom));
            if (atom.StartsWith('{') && atom != "{ ; }x") depth++;
        }

        for (; depth > 0; depth--) lines.Add(string.Concat(Enumerable.Repeat(unit, depth - 1)) + "}");
        return string.Join('\n', lines);
    }

    private static Gen<string> Json => from value in Object(3) from comment in Gen.Elements("", "", "// c\n", "/* c */ ") select comment + value;

    private static Gen<string> Object(int depth) =>
        from names in Gen.Shuffle(new[] { "A", "B", "C", "E", "Deep", "New" })
        from count in Gen.Choose(0, 4)
        from values in Gen.CollectToList(Enumerable.Range(0, count), _ => Value(depth))
        from comments in Gen.CollectToList(Enumerable.Range(0, count + 1), static _ => Gen.Elements("", "", "", " // c", " /* d */", "\n  // \"E\": false,", "\n  // prose"))
        from trailing in Gen.Elements("", "", ",")
        from isLine in Gen.Elements(true, true, false)
        let entries = names.Take(count).Zip(values).Select((p, i) => $"\"{p.First}\": {p.Second}{(i < count - 1 ? "," : trailing)}{(isLine ? comments[i] : "")}")
        select isLine ? $"{{{comments[^1]}\n  {string.Join("\n  ", entries)}\n}}" : $"{{ {string.Join(" ", entries)} }}";

    private static Gen<string> Value(int depth) => Gen.OneOf(
        Gen.Elements("1", "true", "null", "\"x\"", "\"\\u00e9\\\"\"", "[]", "[\"p\", \"q\"]", "[1, {\"a\": [2]}]", "{}", "-1.5e3"),
        depth == 0 ? Gen.Constant("2") : Object(depth - 1));
}
