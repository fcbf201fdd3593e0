using System.Collections.Immutable;

namespace Linkseal.Dialects;

/// <summary>How clients of HTTP over TLS are told, whatever serves it.</summary>
internal static class HttpsClients
{
    public static ImmutableArray<ClientSnippet> Of(ClientSide client)
    {
        var url = Url(client);
        var pair = client.Certificate is not null;
        return
        [
            Curl(client),
            new("HttpClient", string.Join('\n', ((string[])
            [
                "var roots = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };",
                $"roots.CustomTrustStore.ImportFromPemFile(\"{client.Roots}\");",
                "var handler = new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = roots } };",
                pair ? "var chain = new X509Certificate2Collection();" : "",
                pair ? $"chain.ImportFromPemFile(\"{client.Certificate}\");" : "",
                // Given as a certificate alone it would go out without its intermediates.
                pair ? $"handler.SslOptions.ClientCertificateContext = SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(\"{client.Certificate}\", \"{client.Key}\"), chain, offline: true);" : "",
            ]).Where(static l => l.Length > 0))),
            new("URL", url),
        ];
    }

    /// <summary>curl alone.</summary>
    /// <param name="client">The client.</param>
    /// <param name="path">What it asks for, without the slash before it.</param>
    /// <param name="login">What it is told of a login; empty: nothing.</param>
    public static ClientSnippet Curl(ClientSide client, string path = "", string login = "") =>
        new("curl", $"curl --cacert {client.Roots}{(client.Certificate is null ? "" : $" --cert {client.Certificate} --key {client.Key}")}{login} {Url(client)}{path}");

    /// <summary>How the protocol is not known: a connection by hand.</summary>
    public static ImmutableArray<ClientSnippet> Bare(ClientSide client) =>
    [
        new("openssl", $"openssl s_client -connect {client.Host}:{client.Endpoint.Port} -servername {client.Host} -verify_hostname {client.Host} -verify_return_error -CAfile {client.Roots}"
            + (client.Certificate is null ? "" : $" -cert {client.Certificate} -key {client.Key}")),
    ];

    /// <summary>The address, without the port that https has by itself.</summary>
    public static string Url(ClientSide client) => $"https://{client.Host}{(client.Endpoint.Port == 443 ? "" : $":{client.Endpoint.Port}")}/";
}
