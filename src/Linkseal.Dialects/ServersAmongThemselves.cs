using Linkseal.Core.Topology;
using Linkseal.Core.Verification;

namespace Linkseal.Dialects;

/// <summary>The endpoint at which servers of one product meet: TLS begins at once, and every certificate of the authority is one of theirs.</summary>
internal static class ServersAmongThemselves
{
    /// <summary>The endpoint.</summary>
    /// <param name="name">As links say it.</param>
    /// <param name="port">The TCP port.</param>
    /// <param name="limit">That no caller is known by its name there, in the product's words.</param>
    public static Endpoint Endpoint(string name, int port, string limit) => new(name, port, "tls", PeerPolicy.None) { NotRefused = [new(ProbeKind.NoLink, limit)] };
}
