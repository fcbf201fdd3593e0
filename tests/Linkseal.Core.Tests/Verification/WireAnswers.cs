using System.Buffers.Binary;
using System.Text;

namespace Linkseal.Core.Tests.Verification;

/// <summary>What real servers answer, byte by byte: as met on the wire (facts, dialects), or put together by the protocol's own documentation.</summary>
internal static class WireAnswers
{
    public const string Info = """INFO {"server_id":"NDJ","version":"2.9.10","proto":1,"go":"go1.19.8","host":"0.0.0.0","port":4222,"headers":true,"tls_required":true,"tls_verify":true,"max_payload":1048576,"client_id":5,"client_ip":"127.0.0.1"} """ + "\r\n";
    public const string PlainInfo = """INFO {"server_id":"NDJ","version":"2.9.10","proto":1,"host":"0.0.0.0","port":4222,"max_payload":1048576} """ + "\r\n";

    /// <summary>Protocol, phase, name of the answer, the answer, what is made of it.</summary>
    public static IEnumerable<(string Protocol, string Phase, string Name, byte[] Answer, string Verdict)> All =>
    [
        ("https", "ask", "200", Bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), "Admitted: HTTP 200 to GET /"),
        ("https", "ask", "404 of HTTP/1.0", Bytes("HTTP/1.0 404 Not Found\r\n\r\n"), "Admitted: HTTP 404 to GET /"),
        ("https", "ask", "401 of Harbor", Bytes("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer realm=\"x\"\r\n\r\n{}"), "Admitted: HTTP 401 to GET / (open: it asks for a login besides)"),
        ("https", "ask", "403", Bytes("HTTP/1.1 403 Forbidden\r\n\r\n"), "Refused: HTTP 403 to GET / (perhaps the request)"),
        ("https", "ask", "nginx without a certificate", Nginx("No required SSL certificate was sent"), "Refused: HTTP 400 \"No required SSL certificate was sent\""),
        ("https", "ask", "nginx with a wrong certificate", Nginx("The SSL certificate error"), "Refused: HTTP 400 \"The SSL certificate error\""),
        ("https", "ask", "400 of a server that keeps the connection", Bytes("HTTP/1.1 400 Bad Request\r\nContent-Length: 3\r\n\r\nbad"), "Admitted: HTTP 400 to GET /"),
        ("https", "ask", "400 in chunks", Bytes("HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nbad\r\n0\r\n\r\n"), "Admitted: HTTP 400 to GET /"),
        ("https", "ask", "Redis", Bytes("-ERR unknown command\r\n"), "Alien: no HTTP: it answers \"-ERR unknown command\""),
        ("https", "plain", "200", Bytes("HTTP/1.1 200 OK\r\n\r\n"), "Admitted: HTTP 200 to GET /"),
        ("https", "plain", "nginx on a TLS port", Nginx("The plain HTTP request was sent to HTTPS port"), "Refused: HTTP 400: it wants TLS here"),
        ("https", "plain", "Go on a TLS port", Bytes("HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n"), "Refused: HTTP 400: it wants TLS here"),
        ("https", "plain", "redirect to https", Bytes("HTTP/1.1 308 Permanent Redirect\r\nlocation: https://harbor.example.org/\r\n\r\n"), "Refused: HTTP 308 to https"),
        ("https", "plain", "redirect elsewhere", Bytes("HTTP/1.1 302 Found\r\nLocation: /login\r\n\r\n"), "Admitted: HTTP 302 to GET /"),
        ("https", "plain", "426", Bytes("HTTP/1.1 426 Upgrade Required\r\n\r\n"), "Refused: HTTP 426: it wants TLS"),

        ("grpc", "ask", "settings", [0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 100], "Admitted: HTTP/2 SETTINGS"),
        ("grpc", "ask", "goaway", [0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], "Refused: HTTP/2 GOAWAY"),
        ("grpc", "ask", "HTTP/1.1", Bytes("HTTP/1.1 400 Bad Request\r\n\r\n"), "Alien: no HTTP/2: it answers \"HTTP/1.1 400 Bad Request\""),

        ("redis", "ask", "pong", Bytes("+PONG\r\n"), "Admitted: PONG"),
        ("redis", "ask", "password", Bytes("-NOAUTH Authentication required.\r\n"), "Admitted: NOAUTH (open: it asks for a password besides)"),
        ("redis", "ask", "permission", Bytes("-NOPERM User default has no permissions to run the 'ping' command\r\n"), "Admitted: NOPERM (open: the account may not PING)"),
        ("redis", "ask", "loading", Bytes("-LOADING Redis is loading the dataset in memory\r\n"), "Admitted: \"-LOADING Redis is loading the dataset in memory\""),
        ("redis", "ask", "protected", Bytes("-DENIED Redis is running in protected mode\r\n"), "Refused: \"-DENIED Redis is running in protected mode\""),
        ("redis", "ask", "HTTP", Bytes("HTTP/1.1 400 Bad Request\r\n\r\n"), "Alien: no Redis: it answers \"HTTP/1.1 400 Bad Request\""),

        ("memcached", "ask", "version", Bytes("VERSION 1.6.18\r\n"), "Admitted: \"VERSION 1.6.18\""),
        ("memcached", "ask", "SASL", Bytes("CLIENT_ERROR unauthenticated\r\n"), "Admitted: unauthenticated (open: it asks for a login besides)"),
        ("memcached", "ask", "other", Bytes("ERROR\r\n"), "Alien: no memcached: it answers \"ERROR\""),

        ("postgresql", "open", "S", [0x53], "StartTls"),
        ("postgresql", "open", "N", [0x4e], "NoTls: N to SSLRequest"),
        ("postgresql", "open", "error", PostgresError("0A000", "unsupported frontend protocol 1234.5679"), "NoTls: an error to SSLRequest"),
        ("postgresql", "open", "error of a very old one", Bytes("EFATAL:  unsupported frontend protocol\n\0"), "NoTls: an error to SSLRequest"),
        ("postgresql", "open", "memcached", Bytes("ERROR\r\n"), "Alien: no PostgreSQL: it answers \"ERROR\""),
        ("postgresql", "open", "data before TLS", Bytes("S\u0016\u0003"), "Alien: data before TLS began: the bytes 53 16 03"),
        ("postgresql", "open", "HTTP", Bytes("HTTP/1.1 400 Bad Request\r\n"), "Alien: no PostgreSQL: it answers \"HTTP/1.1 400 Bad Request\""),
        ("postgresql", "ask", "ready", [.. Postgres('R', 0, 0, 0, 0), .. Postgres('S', [.. "TimeZone\0UTC\0"u8]), .. Postgres('K', 0, 0, 0, 1, 0, 0, 0, 2), .. Postgres('Z', (byte)'I')], "Admitted: ReadyForQuery"),
        ("postgresql", "ask", "no account behind the name", [.. Postgres('R', 0, 0, 0, 0), .. PostgresError("28000", "role \"web\" does not exist")], "Refused: 28000 role \"web\" does not exist (after its login)"),
        ("postgresql", "ask", "not the database that is always there", [.. Postgres('R', 0, 0, 0, 0), .. PostgresError("3D000", "database \"postgres\" does not exist")], "Admitted: 3D000 database \"postgres\" does not exist"),
        ("postgresql", "ask", "closed behind the name", Postgres('R', 0, 0, 0, 0), "Refused: the connection is closed after AuthenticationOk (after its login)"),
        ("postgresql", "ask", "scram", Postgres('R', [0, 0, 0, 10, .. "SCRAM-SHA-256\0\0"u8]), "Admitted: it asks for a password (open: with a password the name in the certificate (clientcert=verify-full) is compared only after it)"),
        ("postgresql", "ask", "gss", Postgres('R', 0, 0, 0, 7), "Admitted: it asks for authentication 7 (open: another login comes after TLS)"),
        ("postgresql", "ask", "older protocol, then ok", [.. Postgres('v', 0, 3, 0, 0, 0, 0, 0, 0), .. Postgres('R', 0, 0, 0, 0), .. Postgres('Z', (byte)'I')], "Admitted: ReadyForQuery"),
        ("postgresql", "ask", "no line of pg_hba", PostgresError("28000", "no pg_hba.conf entry for host \"127.0.0.1\", user \"web\", database \"postgres\", no encryption"), "Refused: 28000 no pg_hba.conf entry for host \"127.0.0.1\", user \"web\", database \"postgres\", no encryption"),
        ("postgresql", "ask", "name", PostgresError("28000", "certificate authentication failed for user \"web\""), "Refused: 28000 certificate authentication failed for user \"web\""),
        ("postgresql", "ask", "no database", PostgresError("3D000", "database \"postgres\" does not exist"), "Admitted: 3D000 database \"postgres\" does not exist"),
        ("postgresql", "ask", "too many", PostgresError("53300", "sorry, too many clients already"), "Unclear: 53300 sorry, too many clients already"),
        ("postgresql", "plain", "password", Postgres('R', 0, 0, 0, 5, 1, 2, 3, 4), "Admitted: it asks for a password (open: with a password the name in the certificate (clientcert=verify-full) is compared only after it)"),

        ("mysql", "open", "MariaDB with TLS", Greeting(tls: true), "StartTls after 36 bytes"),
        ("mysql", "open", "MariaDB without TLS", Greeting(tls: false), "NoTls: a greeting of 5.5.5-10.11.6-MariaDB-0+deb12u1 without CLIENT_SSL"),
        ("mysql", "open", "this host may not", MySql(0, [0xff, 0x6a, 0x04, .. Bytes("Host '10.0.0.9' is not allowed to connect to this MariaDB server")]), "Unclear: 1130 Host '10.0.0.9' is not allowed to connect to this MariaDB server"),
        ("mysql", "open", "HTTP", Bytes("HTTP/1.1 400 Bad Request\r\n\r\n"), "Alien: no MySQL: it says \"HTTP/1.1 400 Bad Request\""),
        ("mysql", "ask", "ok", MySql(3, 0, 0, 0, 2, 0, 0, 0), "Admitted: OK"),
        ("mysql", "ask", "another plugin, and a password", [.. MySql(3, [0xfe, .. Bytes("caching_sha2_password\0"), .. new byte[20], 0]), .. MySql(5, 1, 4)], "Unclear: it asks for a password: whether the account demands a certificate (REQUIRE) is judged after it"),
        ("mysql", "ask", "another plugin, and none", [.. MySql(3, [0xfe, .. Bytes("caching_sha2_password\0"), .. new byte[20], 0]), .. MySql(5, 0, 0, 0, 2, 0, 0, 0)], "Admitted: OK"),
        ("mysql", "ask", "denied", MySql(3, [0xff, 0x15, 0x04, .. Bytes("#28000Access denied for user 'web'@'localhost' (using password: NO)")]), "Refused: 1045 Access denied for user 'web'@'localhost' (using password: NO) (the same for a wrong certificate and a wrong password) (perhaps the request)"),
        ("mysql", "plain", "TLS demanded", [.. Greeting(tls: true), .. MySql(2, [0xff, 0x57, 0x0c, .. Bytes("#HY000Connections using insecure transport are prohibited while --require_secure_transport=ON.")])], "Refused: 3159 Connections using insecure transport are prohibited while --require_secure_transport=ON."),
        ("mysql", "plain", "ok", [.. Greeting(tls: true), .. MySql(2, 0, 0, 0, 2, 0, 0, 0)], "Admitted: OK"),

        ("amqp", "ask", "start without EXTERNAL", Start("PLAIN AMQPLAIN"), "Admitted: Connection.Start, mechanisms PLAIN AMQPLAIN (open: which caller it is, is judged by name and password: EXTERNAL is not offered)"),
        ("amqp", "ask", "open", [.. Start("EXTERNAL"), .. Tune, .. Frame(10, 41, 0)], "Admitted: Connection.OpenOk after EXTERNAL; mechanisms EXTERNAL"),
        ("amqp", "ask", "known, and not at this host", [.. Start("EXTERNAL"), .. Tune, .. Frame(10, 50, [0x02, 0x12, 11, .. "NOT_ALLOWED"u8, 0, 10, 0, 40])], "Refused: Connection.Close: 530 NOT_ALLOWED (after its login)"),
        ("amqp", "ask", "closed when the host is opened", [.. Start("EXTERNAL"), .. Tune], "Refused: the connection is closed when the virtual host is opened (after its login)"),
        ("amqp", "ask", "open, and passwords do too", [.. Start("EXTERNAL PLAIN"), .. Tune, .. Frame(10, 41, 0)], "Admitted: Connection.OpenOk after EXTERNAL; mechanisms EXTERNAL PLAIN (open: PLAIN is offered too: a password does instead of the name)"),
        ("amqp", "ask", "close", [.. Start("EXTERNAL"), .. Frame(10, 50, [0x01, 0x93, 10, .. Bytes("no such user, sorry")[..10], 0, 0, 0, 0])], "Refused: Connection.Close: 403 no such us"),
        ("amqp", "ask", "end after EXTERNAL", Start("EXTERNAL"), "Refused: the connection is closed after EXTERNAL: no user of this name"),
        ("amqp", "ask", "another version", Bytes("AMQP\0\u0001\0\0"), "Alien: it speaks another version of AMQP"),
        ("amqp", "ask", "HTTP", Bytes("HTTP/1.1 400 Bad Request\r\n\r\n"), "Alien: no AMQP 0-9-1: it answers \"HTTP/1.1 400 Bad Request\""),

        ("mqtt", "ask", "connack 0", [0x20, 2, 0, 0], "Admitted: CONNACK 0 (open: which topics the caller may use is judged at each of them)"),
        ("mqtt", "ask", "connack 4", [0x20, 2, 0, 4], "Admitted: CONNACK 4 (open: it asks for a name and a password besides)"),
        ("mqtt", "ask", "connack 5", [0x20, 2, 0, 5], "Refused: CONNACK 5, not authorised (perhaps the request)"),
        ("mqtt", "ask", "connack 3", [0x20, 2, 0, 3], "Unclear: CONNACK 3, server unavailable"),
        ("mqtt", "ask", "connack 1", [0x20, 2, 0, 1], "Refused: CONNACK 1"),
        ("mqtt", "ask", "HTTP", Bytes("HTTP/1.1 400 Bad Request\r\n\r\n"), "Alien: no MQTT: it answers \"HTTP/1.1 400 Bad Request\""),

        ("mqtt5", "ask", "no subscriber", [0x20, 9, 0, 0, 6, 0x22, 0, 10, 0x21, 0, 20, 0x40, 3, 0, 1, 0x10], "Admitted: CONNACK 0, PUBACK 16 for $linkseal/probe"),
        ("mqtt5", "ask", "no reason", [0x20, 3, 0, 0, 0, 0x40, 2, 0, 1], "Admitted: CONNACK 0, PUBACK 0 for $linkseal/probe"),
        ("mqtt5", "ask", "no right", [0x20, 3, 0, 0, 0, 0x40, 3, 0, 1, 0x87], "Refused: PUBACK 135, not authorised, for $linkseal/probe (perhaps the request)"),
        ("mqtt5", "ask", "quota", [0x20, 3, 0, 0, 0, 0x40, 3, 0, 1, 0x97], "Unclear: PUBACK 151 for $linkseal/probe"),
        ("mqtt5", "ask", "disconnect", [0x20, 3, 0, 0, 0, 0xe0, 1, 0x87], "Refused: DISCONNECT 135 after a message to $linkseal/probe"),
        ("mqtt5", "ask", "end after the message", [0x20, 3, 0, 0, 0], "Refused: the connection is closed after a message to $linkseal/probe"),
        ("mqtt5", "ask", "not authorised", [0x20, 3, 0, 0x87, 0], "Refused: CONNACK 135, not authorised (perhaps the request)"),
        ("mqtt5", "ask", "version 3 only", [0x20, 2, 0, 1], "Refused: CONNACK 1"),
        ("mqtt5", "ask", "busy", [0x20, 3, 0, 0x89, 0], "Unclear: CONNACK 137, server unavailable"),
        ("mqtt5", "ask", "HTTP", Bytes("HTTP/1.1 400 Bad Request\r\n\r\n"), "Alien: no MQTT: it answers \"HTTP/1.1 400 Bad Request\""),

        ("nats", "open", "TLS", Bytes(Info), "StartTls"),
        ("nats", "open", "no TLS", Bytes(PlainInfo), "NoTls: INFO without tls_required"),
        ("nats", "open", "no JSON", Bytes("INFO {tls\r\n"), "Alien: no NATS: it says \"INFO {tls\""),
        ("nats", "open", "HTTP", Bytes("HTTP/1.1 400 Bad Request\r\n\r\n"), "Alien: no NATS: it says \"HTTP/1.1 400 Bad Request\""),
        ("nats", "ask", "pong", Bytes("PONG\r\n"), "Admitted: PONG"),
        ("nats", "ask", "a second INFO, then pong", Bytes(Info + "PONG\r\n"), "Admitted: PONG"),
        ("nats", "ask", "name", Bytes("-ERR 'Authorization Violation'\r\n"), "Refused: \"-ERR 'Authorization Violation'\""),
        ("nats", "plain", "TLS demanded", Bytes(Info + "-ERR 'Secure Connection - TLS Required'\r\n"), "Refused: \"-ERR 'Secure Connection - TLS Required'\""),
        ("nats", "plain", "pong", Bytes(PlainInfo + "PONG\r\n"), "Admitted: PONG"),

        ("kafka", "ask", "versions", [0, 0, 0, 16, 0, 0, 0x6c, 0x73, 0, 0, 0, 0, 0, 1, 0, 18, 0, 0, 0, 3], "Admitted: ApiVersions (open: what the caller may do is judged at each request)"),
        ("kafka", "ask", "error", [0, 0, 0, 10, 0, 0, 0x6c, 0x73, 0, 29, 0, 0, 0, 0], "Refused: error 29 to ApiVersions"),
        ("kafka", "ask", "HTTP", Bytes("HTTP/1.1 400 Bad Request\r\n\r\n"), "Alien: no Kafka: it answers \"HTTP/1.1 400 Bad Request\""),
    ];

    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    public static byte[] Postgres(char kind, params byte[] body)
    {
        byte[] message = [(byte)kind, 0, 0, 0, 0, .. body];
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), 4 + body.Length);
        return message;
    }

    private static byte[] Tune { get; } = Frame(10, 30, 0x07, 0xff, 0, 2, 0, 0, 0, 60);

    private static byte[] PostgresError(string state, string message) => Postgres('E', [.. Bytes($"SFATAL\0VFATAL\0C{state}\0M{message}\0Fauth.c\0L540\0RClientAuthentication\0\0")]);

    private static byte[] Nginx(string words)
    {
        var page = $"<html>\r\n<head><title>400 {words}</title></head>\r\n<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n<center>{words}</center>\r\n</body>\r\n</html>\r\n";
        return Bytes($"HTTP/1.1 400 Bad Request\r\nServer: nginx/1.22.1\r\nContent-Type: text/html\r\nContent-Length: {page.Length}\r\nConnection: close\r\n\r\n{page}");
    }

    private static byte[] MySql(byte sequence, params byte[] body) => [(byte)body.Length, (byte)(body.Length >> 8), 0, sequence, .. body];

    // Capabilities 0xfffe with CLIENT_SSL (0x0800), 0xf7fe without.
    private static byte[] Greeting(bool tls) =>
        MySql(0, [10, .. Bytes("5.5.5-10.11.6-MariaDB-0+deb12u1\0"), 31, 0, 0, 0, .. Bytes("Zx#T0^0f"), 0, 0xfe, tls ? (byte)0xff : (byte)0xf7, 45, 2, 0, 0xff, 0x81, 21, .. new byte[6], 0x1d, 0, 0, 0, .. Bytes("e\"V'bF+I2)zF\0mysql_native_password\0")]);

    private static byte[] Start(string mechanisms)
    {
        byte[] properties = [7, .. Bytes("product"), (byte)'S', 0, 0, 0, 8, .. Bytes("RabbitMQ")];
        return Frame(10, 10, [0, 9, 0, 0, 0, (byte)properties.Length, .. properties, 0, 0, 0, (byte)mechanisms.Length, .. Bytes(mechanisms), 0, 0, 0, 5, .. Bytes("en_US")]);
    }

    private static byte[] Frame(byte @class, byte method, params byte[] body)
    {
        var length = 4 + body.Length;
        return [1, 0, 0, 0, 0, (byte)(length >> 8), (byte)length, 0, @class, 0, method, .. body, 0xce];
    }
}
