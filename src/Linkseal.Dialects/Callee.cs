using System.Net;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects;

/// <summary>Whom a component calls, as its configuration may name it.</summary>
/// <param name="Link">The link.</param>
/// <param name="Component">Its callee.</param>
internal sealed record Callee(Link Link, Component Component)
{
    private Endpoint? Endpoint => Component.Endpoints.FirstOrDefault(e => Link.Endpoint is null || e.Name == Link.Endpoint) ?? Component.Endpoints.FirstOrDefault();

    /// <summary>The port with TLS; null: nothing is known of it, and what is dialled stays.</summary>
    public int? Port => Endpoint?.Port;

    /// <summary>The name that its certificate is held against where it is dialled otherwise; null: it has addresses only.</summary>
    public string? CheckedName => Link.Dialled.FirstOrDefault(static n => !IsAddress(n)) ?? (Link.Dialled.IsEmpty ? Link.Callee : null);

    /// <summary>True: the address is the callee's, before it was sealed or after.</summary>
    public bool IsAt(string host, int port) => IsItsHost(host) && (Endpoint is null || port == Endpoint.Port || port == Endpoint.PlaintextPort);

    /// <summary>True: a name that is the callee's whatever the port.</summary>
    public bool IsNamed(string host) => !IsAddress(host) && !host.Equals("localhost", StringComparison.OrdinalIgnoreCase) && IsItsHost(host);

    /// <summary>True: its certificate covers the host by name.</summary>
    public bool Covers(string host) => !IsAddress(host) && Link.Dialled.Contains(host, StringComparer.OrdinalIgnoreCase);

    private bool IsItsHost(string host) => Link.Dialled.Append(Link.Callee)
        .Concat(Endpoint?.At.OfType<DialAddress.Host>().Select(static h => h.Name) ?? []).Contains(host.Trim('[', ']'), StringComparer.OrdinalIgnoreCase);

    private static bool IsAddress(string host) => IPAddress.TryParse(host.Trim('[', ']'), out _);
}
