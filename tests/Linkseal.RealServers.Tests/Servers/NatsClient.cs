using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Servers;

/// <summary>A client of NATS, as Debian has none: its protocol is lines of text.</summary>
internal static class NatsClient
{
    // Listens at one server and says something at another one, until it is heard.
    private const string Conversation = """
        import socket, ssl, sys, time
        ca, cert, key, hears, says = sys.argv[1:]
        def dial(port):
            s = socket.create_connection(('127.0.0.1', int(port)), 10)
            s.recv(65536)
            c = ssl.create_default_context(cafile=ca)
            c.load_cert_chain(cert, key)
            t = c.wrap_socket(s, server_hostname='localhost')
            t.sendall(b'CONNECT {"verbose":false,"tls_required":true}\r\n')
            return t
        def until(t, word):
            got = b''
            while word not in got and b'-ERR' not in got:
                more = t.recv(65536)
                if not more: break
                got += more
            print(got.decode())
            return word in got
        h, s = dial(hears), dial(says)
        h.sendall(b'SUB a 1\r\nPING\r\n')
        if not until(h, b'PONG'): sys.exit()
        h.settimeout(.1)
        for attempt in range(100):
            s.sendall(b'PUB a 2\r\nhi\r\n')
            try:
                until(h, b'MSG')
                break
            except TimeoutError: pass
        """;

    /// <summary>As a caller: what the server at one port says, with a message that was published at the other one.</summary>
    public static ShellResult Run(Sealed platform, string caller, string hears, string says) => Shell.Run(Missing.Program("python3"),
        ["-c", Conversation, platform[caller + "/ca.crt"], platform[caller + "/tls.crt"], platform[caller + "/tls.key"], hears, says]);
}
