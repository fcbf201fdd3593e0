using System.Collections.Immutable;

namespace Linkseal.Dialects.PostgreSql;

/// <summary>How clients of PostgreSQL are told.</summary>
internal static class PostgreSqlClients
{
    public static ImmutableArray<ClientSnippet> Of(ClientSide client)
    {
        var (host, port, database) = (client.Host, client.Endpoint.Port, client.Database ?? "postgres");
        var pair = client.Certificate is not null;
        // pgjdbc reads a key as PKCS#8 in DER, never as PEM.
        var der = client.Key is { } key ? (key.EndsWith(".key", StringComparison.Ordinal) ? key[..^4] : key) + ".pk8" : "";
        return
        [
            new("psql", $"psql \"host={host} port={port} dbname={database} user={client.User} sslmode=verify-full sslrootcert={client.Roots}{(pair ? $" sslcert={client.Certificate} sslkey={client.Key}" : "")}\""),
            new("Npgsql", $"Host={host};Port={port};Database={database};Username={client.User};SSL Mode=VerifyFull;Root Certificate={client.Roots}{(pair ? $";SSL Certificate={client.Certificate};SSL Key={client.Key}" : "")}"),
            new("JDBC", (pair ? $"openssl pkcs8 -topk8 -nocrypt -in {client.Key} -outform DER -out {der}\n" : "")
                + $"jdbc:postgresql://{host}:{port}/{database}?user={client.User}&sslmode=verify-full&sslrootcert={client.Roots}{(pair ? $"&sslcert={client.Certificate}&sslkey={der}" : "")}"),
        ];
    }
}
