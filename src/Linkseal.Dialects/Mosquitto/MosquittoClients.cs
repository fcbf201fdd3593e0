using System.Collections.Immutable;

namespace Linkseal.Dialects.Mosquitto;

/// <summary>How clients of an MQTT broker are told.</summary>
internal static class MosquittoClients
{
    public static ImmutableArray<ClientSnippet> Of(ClientSide client)
    {
        var (host, port, pair) = (client.Host, client.Endpoint.Port, client.Certificate is not null);
        return
        [
            new("mosquitto_sub", $"mosquitto_sub -h {host} -p {port} --cafile {client.Roots}{(pair ? $" --cert {client.Certificate} --key {client.Key}" : "")} -t '#'"),
            new("MQTTnet", string.Join('\n', ((string[])
            [
                "var roots = new X509Certificate2Collection();",
                $"roots.ImportFromPemFile(\"{client.Roots}\");",
                $"var options = new MqttClientOptionsBuilder().WithTcpServer(\"{host}\", {port}).WithTlsOptions(o => o.WithTrustChain(roots)"
                    + (pair ? $".WithClientCertificates([X509Certificate2.CreateFromPemFile(\"{client.Certificate}\", \"{client.Key}\")])" : "") + ").Build();",
            ]))),
            new("paho-mqtt", $"client.tls_set(ca_certs=\"{client.Roots}\"{(pair ? $", certfile=\"{client.Certificate}\", keyfile=\"{client.Key}\"" : "")}); client.connect(\"{host}\", {port})"),
        ];
    }
}
