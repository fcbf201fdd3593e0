using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Linkseal.Core.Certificates;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.MySql;

/// <summary>How clients are told, and their accounts.</summary>
internal static class MySqlClients
{
    public static ImmutableArray<ClientSnippet> Of(ClientSide client, MySqlProduct product)
    {
        var (host, port, user) = (client.Host, client.Endpoint.Port, client.User);
        var pair = client.Certificate is not null;
        if (client.Caller is "mariadb" or "mysql") return [new($"SQL on {client.Caller}, once", Replica(client)), Account(client)];
        return
        [
            new(product.Client, $"{product.Client} --host={host} --port={port} --user={user} {product.Verifies} --ssl-ca={client.Roots}{(pair ? $" --ssl-cert={client.Certificate} --ssl-key={client.Key}" : "")}"),
            new("option file", string.Join('\n', (string[])
            [
                "[client]",
                product.Verifies[2..],
                $"ssl-ca = {client.Roots}",
                .. pair ? (string[])[$"ssl-cert = {client.Certificate}", $"ssl-key = {client.Key}"] : [],
            ])),
            new("MySqlConnector", $"Server={host};Port={port};User ID={user}{(client.Database is { } database ? $";Database={database}" : "")};SslMode=VerifyFull;SslCa={client.Roots}{(pair ? $";SslCert={client.Certificate};SslKey={client.Key}" : "")}"),
            .. product == MySqlProduct.MariaDb ? [Jdbc(client)] : (ReadOnlySpan<ClientSnippet>)[],
            Account(client),
        ];
    }

    // MariaDB Connector/J takes a pair as PKCS#12 only; up to 2.7 useSsl with roots is what sslMode says from 3.0 on, and each ignores the other.
    private static ClientSnippet Jdbc(ClientSide client)
    {
        var store = client.KeyAs(".p12");
        var url = $"jdbc:mariadb://{client.Host}:{client.Endpoint.Port}/{client.Database}?user={client.User}&useSsl=true&sslMode=verify-full&serverSslCert={client.Roots}";
        return new("JDBC", client.Certificate is null ? url
            : $"openssl pkcs12 -export -in {client.Certificate} -inkey {client.Key} -out {store} -passout pass:changeit\n{url}&keyStore={store}&keyStorePassword=changeit");
    }

    /// <summary>A subject as <c>REQUIRE SUBJECT</c> compares it, byte for byte: OpenSSL's line, in the order of encoding (X509_NAME_oneline).</summary>
    public static string Subject(SubjectName name)
    {
        var line = new StringBuilder();
        foreach (var (key, value) in ((string, string?)[])
            [("C", name.Country), ("ST", name.State), ("L", name.Locality), ("O", name.Organization), ("OU", name.Unit), ("CN", name.CommonName)])
        {
            if (value is null) continue;
            line.Append('/').Append(key).Append('=');
            foreach (var one in Encoding.UTF8.GetBytes(value))
                if (one is >= (byte)' ' and <= (byte)'~') line.Append((char)one);
                else line.Append(CultureInfo.InvariantCulture, $"\\x{one:X2}");
        }

        return line.ToString();
    }

    // The account demands what the link does; the host part is the operator's to narrow.
    private static ClientSnippet Account(ClientSide client) => new("SQL on the server, once", $"ALTER USER {Text(client.User)}@'%' REQUIRE {client switch
    {
        { Named: true, Subject: { } subject } => "SUBJECT " + Text(Subject(subject)),
        { Certificate: not null } => "X509",
        _ => "SSL",
    }};");

    // Source is MySQL's word from 8.0.23 on; MariaDB knows the older one only.
    private static string Replica(ClientSide client)
    {
        var (verb, word) = client.Caller == "mysql" ? ("CHANGE REPLICATION SOURCE TO", "SOURCE") : ("CHANGE MASTER TO", "MASTER");
        var pair = client.Certificate is null ? "" : $", {word}_SSL_CERT={Text(client.Certificate)}, {word}_SSL_KEY={Text(client.Key!)}";
        return $"{verb} {word}_HOST={Text(client.Host)}, {word}_PORT={client.Endpoint.Port}, {word}_USER={Text(client.User)}, {word}_SSL=1, {word}_SSL_VERIFY_SERVER_CERT=1, {word}_SSL_CA={Text(client.Roots)}{pair};";
    }

    private static string Text(string value) => "'" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal) + "'";
}
