using Linkseal.Core.Editing;

namespace Linkseal.Core.Tests.Editing.Statements;

/// <summary>What an edit makes of a text, format by format; each is taken out again, and made twice.</summary>
public class LineFormatTests
{
    [Theory]
    // In its place: the last of several counts; quotes where they are needed.
    [InlineData("port 6379\n", "port = #0", "port 0\n")]
    [InlineData("  Port\t6379\r\nsave 1 2\r\n", "port = #0", "  Port\t0\r\nsave 1 2\r\n")]
    [InlineData("port 1\nport 2", "port = #0", "port 1\nport 0")]
    [InlineData("tls-protocols TLSv1.2\n", "tls-protocols = TLSv1.2 TLSv1.3", "tls-protocols \"TLSv1.2 TLSv1.3\"\n")]
    [InlineData("tls-cert-file '/a'\n", "tls-cert-file = /b", "tls-cert-file '/b'\n")]
    [InlineData("rename-command CONFIG a\nrename-command SAVE b\n", "rename-command CONFIG = ~\"\"", "rename-command CONFIG \"\"\nrename-command SAVE b\n")]
    [InlineData("a x\n", "a = say \"hi\"\\", "a \"say \\\"hi\\\"\\\\\"\n")]
    [InlineData("a x\n", "a = ~", "a\n")]
    [InlineData("a\n", "a = x", "a x\n")]
    [InlineData("a yes\n", "a = !false", "a no\n")]
    [InlineData("a x\n", "a = [1,2 3", "a 1 \"2 3\"\n")]
    // From the commented-out form; prose is none.
    [InlineData("# tls-port is new\n# port 0\n# tls-port 6379\nport 1\n", "tls-port = #6390", "# tls-port is new\n# port 0\ntls-port 6390\nport 1\n")]
    [InlineData("#tls-port 1", "tls-port = #2", "tls-port 2")]
    [InlineData("## tls-port 1\na 1\n", "tls-port = #2", "## tls-port 1\na 1\ntls-port 2\n")]
    // As a new line.
    [InlineData("", "a = #1", "a 1\n")]
    [InlineData("# prose\n", "a = #1", "# prose\na 1\n")]
    [InlineData("x 1", "a = #1 | b = #2", "x 1\na 1\nb 2")]
    [InlineData("\uFEFFx 1\r\n\r\n# end\r\n", "a = #1", "\uFEFFx 1\r\na 1\r\n\r\n# end\r\n")]
    [InlineData("save 1\n  save 2\nx 1\n", "save > [2] = ~3", "save 1\n  save 2\n  save 3\nx 1\n")]
    // Gone, every one of them.
    [InlineData("a 1\nb 1 \nA 2\n", "-a", "b 1 \n")]
    [InlineData("a 1\nb 1", "-b", "a 1")]
    [InlineData("user a on\nuser b on\n", "-user b", "user a on\n")]
    // Blocks.
    [InlineData("# head\n\n# about a\na 1\nb 1\n", "^{n}: x 1~x 2", "# head\n\nx 1\nx 2\n# about a\na 1\nb 1\n")]
    [InlineData("a 1\n", "+{n}: x 1~# why~x 2", "a 1\nx 1\n# why\nx 2\n")]
    [InlineData("a 1\n", "^{n}: x 1 | ^{m}: y 1", "x 1\ny 1\na 1\n")]
    public void Key_value(string text, string edits, string expected) => AssertEdited(ConfigFormat.KeyValue, text, edits, expected);

    [Theory]
    [InlineData("allow_anonymous true\n", "allow_anonymous = !false", "allow_anonymous false\n")]
    [InlineData("pid_file /run/x y.pid\n", "pid_file = /run/z \"q\".pid", "pid_file /run/z \"q\".pid\n")]
    [InlineData("x 1\nlistener 1883\ncertfile /a\n\nlistener 8883 lo\nkeyfile /k\n", "listener 1883 > certfile = /b | listener 8883 > certfile = /c", "x 1\nlistener 1883\ncertfile /b\n\nlistener 8883 lo\nkeyfile /k\ncertfile /c\n")]
    [InlineData("listener 1883\n", "listener > [0] = ~8883 0.0.0.0 | x = #1", "x 1\nlistener 8883 0.0.0.0\n")]
    [InlineData("x 1\n", "listener 8883 > certfile = /c | listener 8883 > require_certificate = !true", "x 1\n\nlistener 8883\ncertfile /c\nrequire_certificate true\n")]
    [InlineData("listener 1\n# certfile is\n#certfile\n#keyfile /x\n", "listener 1 > certfile = /c | listener 1 > keyfile = /k", "listener 1\n# certfile is\ncertfile /c\nkeyfile /k\n")]
    [InlineData("listener 1\na 1\nlistener 2\nb 1\n", "-listener 2", "listener 1\na 1\n")]
    [InlineData("listener 1\ncafile /x\nlistener 2\ncafile /y\n", "listener > [cafile=/y] > certfile = /c", "listener 1\ncafile /x\nlistener 2\ncafile /y\ncertfile /c\n")]
    public void Mosquitto(string text, string edits, string expected) => AssertEdited(ConfigFormat.Mosquitto, text, edits, expected);

    [Theory]
    [InlineData("-d\n-m 64\n# -k\n-P /run/x\n", "-m = #32 | -Z = ~", "-d\n-m 32\n# -k\n-P /run/x\n-Z\n")]
    [InlineData("-d\n# -Z\n-m 64\n", "-Z = ~", "-d\n-Z\n-m 64\n")]
    [InlineData("-m 64\n-o modern\n", "+{tls}: -o ssl_key=/k,ssl_chain_cert=/c", "-m 64\n-o modern\n-o ssl_key=/k,ssl_chain_cert=/c\n")]
    public void Memcached(string text, string edits, string expected) => AssertEdited(ConfigFormat.Memcached, text, edits, expected);

    [Theory]
    [InlineData("ssl = off\t\t# (change)\n", "ssl = !true", "ssl = on\t\t# (change)\n")]
    [InlineData("ssl = true\n", "ssl = !true", "ssl = true\n")]
    [InlineData("SSL on\nport=1\n", "ssl = !false | port = #5432", "SSL off\nport=5432\n")]
    [InlineData("#ssl_ca_file = ''\t\t\t# text\nport = 1\n", "ssl_ca_file = /etc/ca's.pem", "ssl_ca_file = '/etc/ca''s.pem'\t\t\t# text\nport = 1\n")]
    [InlineData("# ssl_ca_file is prose\na = 'x''y' # c\n", "ssl_ca_file = /x", "# ssl_ca_file is prose\na = 'x''y' # c\nssl_ca_file = '/x'\n")]
    [InlineData("a = 'x'\na = 'y'\n", "a = z", "a = 'x'\na = 'z'\n")]
    [InlineData("listen_addresses = '*'", "-listen_addresses | ssl = !true", "ssl = on\n")]
    [InlineData("work.mem = 4MB\n", "work.mem = ~8MB", "work.mem = 8MB\n")]
    public void Postgresql(string text, string edits, string expected) => AssertEdited(ConfigFormat.PostgreSql, text, edits, expected);

    [Theory]
    [InlineData("## prose = no\n# listeners.ssl.1                  = 5671\nx = 1\n", "listeners.ssl.1 = 127.0.0.1:5671 | listeners.tcp = none", "## prose = no\nlisteners.ssl.1                  = 127.0.0.1:5671\nx = 1\nlisteners.tcp = none\n")]
    [InlineData("a=b c # why\n", "a = d e", "a=d e # why\n")]
    [InlineData("a =\n", "a = x", "a = x\n")]
    public void Rabbitmq(string text, string edits, string expected) => AssertEdited(ConfigFormat.RabbitMq, text, edits, expected);

    [Theory]
    [InlineData("# ETCD_NAME=\"x\"\nETCD_CERT_FILE=\"/a\"\n", "ETCD_CERT_FILE = /b | ETCD_NAME = n | ETCD_KEY_FILE = /k", "ETCD_NAME=\"n\"\nETCD_CERT_FILE=\"/b\"\nETCD_KEY_FILE=/k\n")]
    [InlineData("export A=1 # c\nB='x y'\n", "A = two words | B = it's", "export A=\"two words\" # c\nB=\"it's\"\n")]
    [InlineData("A=\"1 \\\n 2\"\nB=x\\\ny\nC=1\n", "C = $x", "A=\"1 \\\n 2\"\nB=x\\\ny\nC=\"\\$x\"\n")]
    public void Env(string text, string edits, string expected) => AssertEdited(ConfigFormat.Env, text, edits, expected);

    [Theory]
    [InlineData("#https-client-auth=none\n! x\nhttp-enabled=true\n", "http-enabled = !false | https-client-auth = required", "https-client-auth=required\n! x\nhttp-enabled=false\n")]
    [InlineData("listeners = PLAINTEXT://:9092, \\\n   SSL://:9093\nx: 1\ny 2\n", "listeners = SSL://:9093 | x = #2 | y = #3", "listeners = SSL://:9093\nx: 2\ny 3\n")]
    [InlineData("a=1\n", "b = C:\\x | c = two words", "a=1\nb=C:\\\\x\nc=two words\n")]
    public void Properties(string text, string edits, string expected) => AssertEdited(ConfigFormat.Properties, text, edits, expected);

    [Theory]
    [InlineData("[client]\nport=1\n[mysqld]\nbind-address = ::1 # c\n#ssl-ca = /x\n[client]\nport=2\n", "mysqld > ssl_ca = /ca | mysqld > bind_address = 127.0.0.1 | client > port = #3", "[client]\nport=1\n[mysqld]\nbind-address = 127.0.0.1 # c\nssl-ca = /ca\n[client]\nport=3\n")]
    [InlineData("[mysqld]\nskip-networking\n#skip-name-resolve\n", "mysqld > skip_networking = ~0 | mysqld > skip-name-resolve = ~", "[mysqld]\nskip-networking = 0\nskip-name-resolve\n")]
    [InlineData("!includedir /etc/x/\n", "mariadbd > ssl_cert = /c | mariadbd > require_secure_transport = !true", "!includedir /etc/x/\n\n[mariadbd]\nssl_cert = /c\nrequire_secure_transport = ON\n")]
    [InlineData("[a]\nx=1\n\n; about b\n[b]\ny = 'z'\n", "a > n = #1 | b > y = q r", "[a]\nx=1\nn=1\n\n; about b\n[b]\ny = 'q r'\n")]
    [InlineData("[a]\n[b]\nx=1\n", "a > n = #1", "[a]\nn=1\n[b]\nx=1\n")]
    [InlineData("[a]\nx=1\n[b]\ny=1\n", "-a | +{n}: [c]~z=1", "[b]\ny=1\n\n[c]\nz=1\n")]
    public void Ini(string text, string edits, string expected) => AssertEdited(ConfigFormat.Ini, text, edits, expected);

    [Theory]
    [InlineData("# DO NOT\n# Socket\nlocal   all  postgres  peer\n\n# IPv4\nhost all all 127.0.0.1/32 md5 # c\n", "^{sealed}: hostssl app app1 10.0.0.0/8 cert map=linkseal~hostnossl all all all reject", "hostssl app app1 10.0.0.0/8 cert map=linkseal\nhostnossl all all all reject\n# DO NOT\n# Socket\nlocal   all  postgres  peer\n\n# IPv4\nhost all all 127.0.0.1/32 md5 # c\n")]
    [InlineData("host all all 1.2.3.4/8 md5 # c\nhost all all ::1/128 md5\n", "host all all ::1/128 = ~cert map=x", "host all all 1.2.3.4/8 md5 # c\nhost all all ::1/128 cert map=x\n")]
    [InlineData("host  a, b  \"all\"  1.2.3.4/8 \\\n  md5\nlocal all @users peer\n", "-host a,b all | local all @users = ~trust", "local all @users trust\n")]
    [InlineData("map \"CN=a, O=\"\"x\"\"\" u\n", "map \"CN=a, O=\"\"x\"\"\" = ~v", "map \"CN=a, O=\"\"x\"\"\" v\n")]
    public void Pg_hba(string text, string edits, string expected) => AssertEdited(ConfigFormat.PgHba, text, edits, expected);

    [Theory]
    [InlineData("global\n\tlog x\n\nfrontend web\n\tbind :80\n\tmode http # c\n", "frontend web > bind :443 = ~ssl crt /x.pem verify required | -frontend web > bind :80", "global\n\tlog x\n\nfrontend web\n\tbind :443 ssl crt /x.pem verify required\n\tmode http # c\n")]
    [InlineData("backend app\n    server s1 10.0.0.1:80 check\n    server s2 10.0.0.2:80\n", "backend app > server s1 10.0.0.1:80 = ~check ssl verify required ca-file \"/a b.pem\"", "backend app\n    server s1 10.0.0.1:80 check ssl verify required ca-file \"/a b.pem\"\n    server s2 10.0.0.2:80\n")]
    [InlineData("global\n  daemon\n", "frontend web > bind :443 = ~ssl crt /x | frontend web > mode = http", "global\n  daemon\n\nfrontend web\n  bind :443 ssl crt /x\n  mode http\n")]
    [InlineData("listen a\n bind :1\nlisten b\n bind :1\n", "listen > [1] > bind :1 = ~ssl", "listen a\n bind :1\nlisten b\n bind :1 ssl\n")]
    [InlineData("frontend a\n    mode http\n", "^frontend a > {cn}: acl okcn ssl_c_s_dn(cn) -m str app1~http-request deny unless okcn", "frontend a\n    acl okcn ssl_c_s_dn(cn) -m str app1\n    http-request deny unless okcn\n    mode http\n")]
    public void Haproxy(string text, string edits, string expected) => AssertEdited(ConfigFormat.HaProxy, text, edits, expected);

    internal static void AssertEdited(ConfigFormat format, string text, string edits, string expected)
    {
        var wanted = StatementEdits.Of(edits);
        var edited = StatementEdits.Apply(format, text, wanted);
        Assert.Equal(expected, edited.Text);
        var again = StatementEdits.Apply(format, edited.Text, wanted, edited.Applied);
        Assert.Equal(edited.Text, again.Text);
        Assert.Equal(edited.Applied, again.Applied);
        Assert.Equal(edited.Text, StatementEdits.Apply(format, edited.Text, wanted).Text);
        Assert.Equal(text, StatementEdits.Revert(format, edited.Text, edited.Applied));
        Assert.Equal(text, StatementEdits.Apply(format, edited.Text, [], edited.Applied).Text);
    }
}
