using System.Collections.Immutable;
using Linkseal.Core.Certificates;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>What an instance's certificate has to cover: every name and address by which others dial it, and where it dials from.</summary>
/// <remarks>
/// On PD's peer port etcd holds the caller's source address against the caller's certificate (etcd-io/etcd client/pkg/transport/listener_tls.go), and the Dashboard
/// reaches TiDB through a forwarder on 127.0.0.1 (pingcap/tidb-dashboard pkg/tidb/forwarder.go). Tools on the host dial localhost.
/// </remarks>
internal static class TiDbNames
{
    public static ImmutableArray<AlternativeName> Of(TiDbMember member)
    {
        var instance = member.Instance;
        IEnumerable<AlternativeName?> names = [AlternativeName.Parse(instance.Host), .. instance.Names, .. instance.Addresses, .. Advertised(member), AlternativeName.Parse("localhost"), AlternativeName.Parse("127.0.0.1")];
        return [.. names.OfType<AlternativeName>().Distinct()];
    }

    /// <summary>The hosts that the configuration gives others to dial.</summary>
    public static IEnumerable<AlternativeName> Advertised(TiDbMember member) => member.Product.Addresses
        .SelectMany(a => TiDbUrl.ParseAll(member.Text(a.Key, a.File) ?? "") ?? [])
        .Where(static u => !u.IsUnspecified).Select(static u => AlternativeName.Parse(u.Host)).OfType<AlternativeName>();

    /// <summary>Host and port of an endpoint as others dial it.</summary>
    public static TiDbUrl Address(TiDbSetup setup, TiDbMember member, TiDbEndpoint endpoint)
    {
        if (member.Product.Name == "pd" && endpoint.Name == "client" && TiDbUrls.ClientUrl(setup, member) is { } text && TiDbUrl.ParseAll(text) is [var url, ..]) return url with { Port = url.Port ?? endpoint.Port };
        var written = member.Product.Addresses.Where(a => a.Endpoint == endpoint.Name).SelectMany(a => TiDbUrl.ParseAll(member.Text(a.Key, a.File) ?? "") ?? []).ToArray();
        var port = member.Instance.Ports.TryGetValue(endpoint.Name, out var said) ? said : Array.Find(written, static u => u.Port is not null)?.Port ?? PortSetting(member, endpoint) ?? endpoint.Port;
        var host = Array.Find(written, u => !u.IsUnspecified && (!u.IsLoopback || member.Instance.IsLocal))?.Host ?? member.Instance.Host;
        return new(null, null, host, port, "");
    }

    private static int? PortSetting(TiDbMember member, TiDbEndpoint endpoint) =>
        !endpoint.PortKey.IsEmpty && member.File(TiDbConfigFile.Main).Toml?.Integer(endpoint.PortKey.AsSpan()) is { } number and > 0 and <= 65535 ? (int)number : null;
}
