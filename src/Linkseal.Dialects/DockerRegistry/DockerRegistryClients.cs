using System.Collections.Immutable;

namespace Linkseal.Dialects.DockerRegistry;

/// <summary>How clients of a registry are told. docker, podman, skopeo and all that is made of containers/image read one folder for each registry.</summary>
/// <remarks>Facts: dialects §8. In it <c>*.crt</c> are roots, <c>client.cert</c> and <c>client.key</c> the pair; links are followed, so that a renewal reaches them.</remarks>
internal static class DockerRegistryClients
{
    public static ImmutableArray<ClientSnippet> Of(ClientSide client)
    {
        var registry = client.Endpoint.Port == 443 ? client.Host : $"{client.Host}:{client.Endpoint.Port}";
        var folder = $"/etc/docker/certs.d/{registry}";
        var lines = ((string[])
        [
            $"mkdir -p {folder}",
            $"ln -sf {client.Roots} {folder}/ca.crt",
            client.Certificate is null ? "" : $"ln -sf {client.Certificate} {folder}/client.cert",
            client.Key is null ? "" : $"ln -sf {client.Key} {folder}/client.key",
        ]).Where(static l => l.Length > 0).ToList();
        return
        [
            new("docker", string.Join('\n', lines.Append($"docker pull {registry}/NAME:TAG"))),
            new("skopeo", $"skopeo list-tags --cert-dir {folder} docker://{registry}/NAME"),
            HttpsClients.Curl(client, "v2/"),
        ];
    }
}
