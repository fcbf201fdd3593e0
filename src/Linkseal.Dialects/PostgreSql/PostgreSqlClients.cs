using System.Collections.Immutable;

namespace Linkseal.Dialects.PostgreSql;

/// <summary>How clients of PostgreSQL are told.</summary>
internal static class PostgreSqlClients
{
    /// <summary>What stands in the place of a database where a link replicates.</summary>
    public const string Replication = "replication";

    public static ImmutableArray<ClientSnippet> Of(ClientSide client)
    {
        var (host, port, database) = (client.Host, client.Endpoint.Port, client.Database ?? "postgres");
        var pair = client.Certificate is not null;
        var files = $"sslmode=verify-full sslrootcert={client.Roots}{(pair ? $" sslcert={client.Certificate} sslkey={client.Key}" : "")}";
        // Not -R: what it writes would win over the primary_conninfo that the standby gets.
        if (database == Replication) return [new("pg_basebackup", $"pg_basebackup -d \"host={host} port={port} user={client.User} {files}\" -X stream -D \"$PGDATA\" && touch \"$PGDATA/standby.signal\"")];
        // pgjdbc reads a key as PKCS#8 in DER, never as PEM.
        var der = client.KeyAs(".pk8");
        return
        [
            new("psql", $"psql \"host={host} port={port} dbname={database} user={client.User} {files}\""),
            new("Npgsql", $"Host={host};Port={port};Database={database};Username={client.User};SSL Mode=VerifyFull;Root Certificate={client.Roots}{(pair ? $";SSL Certificate={client.Certificate};SSL Key={client.Key}" : "")}"),
            new("JDBC", (pair ? $"openssl pkcs8 -topk8 -nocrypt -in {client.Key} -outform DER -out {der}\n" : "")
                + $"jdbc:postgresql://{host}:{port}/{database}?user={client.User}&sslmode=verify-full&sslrootcert={client.Roots}{(pair ? $"&sslcert={client.Certificate}&sslkey={der}" : "")}"),
        ];
    }
}
