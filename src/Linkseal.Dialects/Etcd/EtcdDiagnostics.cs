using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Etcd;

/// <summary>What can be wrong with an etcd's entry or configuration, one method for each code.</summary>
internal static class EtcdDiagnostics
{
    /// <summary>Members that are no components with links to one another.</summary>
    public static Diagnostic PeersStayPlaintext(DialectRequest request, EtcdConfig config) =>
        new("LS1945", Severity.Warning, $"{request.Name}: it is one of several members, and no link says which are its peers: they go on in plaintext")
        {
            File = config.Path, Hint = $"make each member a component, and link them both ways: {request.Name} -> OTHER.{EtcdDialect.PeerEndpoint}",
        };

    /// <summary>A cluster remembers its members' URLs, whatever configuration says later.</summary>
    public static Diagnostic UrlsAreRemembered(DialectRequest request, EtcdConfig config) =>
        new("LS1946", Severity.Warning, $"{request.Name}: a cluster that runs already remembers its members' URLs by http, whatever the file says")
        {
            File = config.Path, Hint = "before the restart: etcdctl member update ID --peer-urls=https://HOST:2380, for each member",
        };

    /// <summary>Arguments of the command line, which win.</summary>
    public static Diagnostic FlagsWin(DialectRequest request, EtcdConfig config, string flag) =>
        new("LS1947", Severity.Error, $"{request.Name}: DAEMON_ARGS says {flag}, which wins over what Linkseal writes")
        {
            File = config.Path,
            Hint = flag == EtcdDialect.ConfigFlag ? "name that file in config:" : $"write it as ETCD_{flag.TrimStart('-').Replace('-', '_').ToUpperInvariant()}=… instead",
        };
}
