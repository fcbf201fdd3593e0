using Linkseal.Core.Description;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>Where things lie, by the installer's folder and the data volume.</summary>
internal sealed record HarborPaths(string Install, string DataVolume, string InternalFolder)
{
    /// <summary>The sample's value of <c>internal_tls.dir</c> in every version.</summary>
    public const string DefaultInternalFolder = "/etc/harbor/tls/internal";

    public const string DefaultDataVolume = "/data";

    public const string AuthorityCertificate = "harbor_internal_ca.crt";

    public const string AuthorityKey = "harbor_internal_ca.key";

    public const string DaemonJson = "/etc/docker/daemon.json";

    public const string DockerFolders = "/etc/docker/certs.d";

    public const string DebianAnchors = "/usr/local/share/ca-certificates";

    public const string RedHatAnchors = "/etc/pki/ca-trust/source/anchors";

    public string HarborYml => HarborYmlIn(Install);

    public string ComposeFile => ComposeFileIn(Install);

    public string OverrideFile => LexicalPath.Join(Install, "docker-compose.override.yml");

    /// <summary>What prepare wipes and writes anew below the installer's folder.</summary>
    public string Config => LexicalPath.Join(Install, "common/config");

    /// <summary>The CA as the containers read it.</summary>
    public string TrustedAuthority => Config + "/shared/trust-certificates/" + AuthorityCertificate;

    public string InternalAuthority => LexicalPath.Join(InternalFolder, AuthorityCertificate);

    public string InternalAuthorityKey => LexicalPath.Join(InternalFolder, AuthorityKey);

    /// <summary>prepare's copy of <see cref="InternalFolder"/>: what the containers mount.</summary>
    public string SecretTls => LexicalPath.Join(DataVolume, "secret/tls");

    /// <summary>prepare's copy of the HTTPS pair.</summary>
    public string SecretCert => LexicalPath.Join(DataVolume, "secret/cert");

    /// <summary>Where Linkseal puts the HTTPS pair: beside the pair of Harbor's page, under a name that says whose it is.</summary>
    public string HttpsFolder => LexicalPath.Join(DataVolume, "cert");

    /// <summary>What core offers for download.</summary>
    public string DownloadFolder => LexicalPath.Join(DataVolume, "ca_download");

    public string HttpsFile(string hostName, string extension) => LexicalPath.Join(HttpsFolder, hostName.Replace(':', '-') + HttpsSuffix + extension);

    /// <summary>True for a certificate that <see cref="HttpsFile"/> named, for this host name and data volume or for earlier ones.</summary>
    public static bool IsOurHttps(string path) => path.EndsWith(HttpsSuffix + ".crt", StringComparison.Ordinal) && path[..path.LastIndexOf('/')].EndsWith("/cert", StringComparison.Ordinal);

    public static string HarborYmlIn(string install) => LexicalPath.Join(install, "harbor.yml");

    public static string ComposeFileIn(string install) => LexicalPath.Join(install, "docker-compose.yml");

    private const string HttpsSuffix = ".linkseal";
}
