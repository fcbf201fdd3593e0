using System.Collections.Immutable;

namespace Linkseal.Dialects.RabbitMq;

/// <summary>How clients of a broker are told.</summary>
internal static class RabbitMqClients
{
    public static ImmutableArray<ClientSnippet> Of(ClientSide client)
    {
        if (client.Endpoint.Name == RabbitMqDialect.Cluster) return [];
        var (host, port, pair) = (client.Host, client.Endpoint.Port, client.Certificate is not null);
        if (client.Endpoint.Name == RabbitMqDialect.Management)
            return [HttpsClients.Curl(client, "api/overview", " -u " + client.User)];
        var query = $"cacertfile={client.Roots}{(pair ? $"&certfile={client.Certificate}&keyfile={client.Key}" : "")}&verify=verify_peer&server_name_indication={host}{(client.Named ? "&auth_mechanism=external" : "")}";
        return
        [
            new("pika", string.Join('\n', ((string[])
            [
                $"context = ssl.create_default_context(cafile=\"{client.Roots}\")",
                pair ? $"context.load_cert_chain(\"{client.Certificate}\", \"{client.Key}\")" : "",
                $"pika.ConnectionParameters(\"{host}\", {port}, \"{client.Database ?? "/"}\", {(client.Named ? "pika.credentials.ExternalCredentials()" : $"pika.PlainCredentials(\"{client.User}\", PASSWORD)")}, ssl_options=pika.SSLOptions(context, \"{host}\"))",
            ]).Where(static l => l.Length > 0))),
            new("shovel, federation", $"amqps://{(client.Named ? "" : client.User + ":PASSWORD@")}{host}:{port}?{query}"),
        ];
    }
}
