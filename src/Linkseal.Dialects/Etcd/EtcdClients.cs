using System.Collections.Immutable;

namespace Linkseal.Dialects.Etcd;

/// <summary>How clients of etcd are told.</summary>
internal static class EtcdClients
{
    public static ImmutableArray<ClientSnippet> Of(ClientSide client)
    {
        var url = $"https://{client.Host}:{client.Endpoint.Port}";
        var pair = client.Certificate is not null;
        return
        [
            new("etcdctl", $"ETCDCTL_API=3 etcdctl --endpoints={url} --cacert={client.Roots}{(pair ? $" --cert={client.Certificate} --key={client.Key}" : "")} endpoint health"),
            HttpsClients.Curl(client, "health"),
            new("clientv3", string.Join('\n', ((string[])
            [
                $"tlsInfo := transport.TLSInfo{{TrustedCAFile: \"{client.Roots}\"{(pair ? $", CertFile: \"{client.Certificate}\", KeyFile: \"{client.Key}\"" : "")}}}",
                "tlsConfig, err := tlsInfo.ClientConfig()",
                $"client, err := clientv3.New(clientv3.Config{{Endpoints: []string{{\"{url}\"}}, TLS: tlsConfig}})",
            ]))),
        ];
    }
}
