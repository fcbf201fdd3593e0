using System.Collections.Immutable;

namespace Linkseal.Dialects.Redis;

/// <summary>How clients of Redis and Valkey are told.</summary>
internal static class RedisClients
{
    public static ImmutableArray<ClientSnippet> Of(ClientSide client, string cli)
    {
        var (host, port) = (client.Host, client.Endpoint.Port);
        var pair = client.Certificate is not null;
        return
        [
            new(cli, $"{cli} -h {host} -p {port} --tls --cacert {client.Roots}{(pair ? $" --cert {client.Certificate} --key {client.Key}" : "")} --sni {host}"),
            new("StackExchange.Redis", string.Join('\n', ((string[])
            [
                $"var options = ConfigurationOptions.Parse(\"{host}:{port},ssl=true,sslHost={host}\");",
                $"options.TrustIssuer(\"{client.Roots}\");",
                pair ? $"options.SetUserPemCertificate(\"{client.Certificate}\", \"{client.Key}\");" : "",
            ]).Where(static l => l.Length > 0))),
            new("URL", $"rediss://{host}:{port}"),
        ];
    }
}
