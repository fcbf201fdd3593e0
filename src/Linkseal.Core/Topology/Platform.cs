using System.Collections.Immutable;

namespace Linkseal.Core.Topology;

/// <summary>Everything that one <c>linkseal.yaml</c> describes, expanded: components, endpoints and links.</summary>
public sealed record Platform
{
    /// <summary>The platform's name.</summary>
    public required string Name { get; init; }

    /// <summary>The profile that expanded it; null: components and links by hand.</summary>
    public string? Profile { get; init; }

    /// <summary>What is known of the product in one phrase, <c>Harbor 2.12.0 with trivy</c>; null without a profile.</summary>
    public string? Title { get; init; }

    /// <summary>All components, in the order in which they are shown.</summary>
    public required ImmutableArray<Component> Components { get; init; }

    /// <summary>All links.</summary>
    public required ImmutableArray<Link> Links { get; init; }

    /// <summary>The product's client tools, each with the command line by which it calls the platform.</summary>
    public ImmutableArray<ToolUse> Tools { get; init; } = [];
}

/// <summary>A client tool of the product, ready to paste: <c>show --tool NAME</c>.</summary>
/// <param name="Name">The tool, <c>pd-ctl</c>.</param>
/// <param name="Command">Program and arguments, with the tool's certificate.</param>
/// <param name="Note">What is worth knowing of it; null: nothing.</param>
public sealed record ToolUse(string Name, ImmutableArray<string> Command, string? Note);

/// <summary>One named part of the platform: a server, a client tool, a client machine's trust folder.</summary>
public sealed record Component
{
    /// <summary>Its name, unique in the platform.</summary>
    public required string Name { get; init; }

    /// <summary>How the product spells TLS: a name of the catalogue.</summary>
    public required string Dialect { get; init; }

    /// <summary>Where it listens; empty for a pure caller.</summary>
    public ImmutableArray<Endpoint> Endpoints { get; init; } = [];
}

/// <summary>Where a component listens.</summary>
/// <param name="Name">The endpoint's name within the component: <c>https</c>, <c>redis</c>.</param>
/// <param name="Port">TCP port, 1 to 65535.</param>
/// <param name="Protocol">The port's wire protocol: <c>https</c>, <c>tls</c>, <c>postgresql</c>, <c>http</c>.</param>
/// <param name="Peers">What it asks of a caller.</param>
public sealed record Endpoint(string Name, int Port, string Protocol, PeerPolicy Peers)
{
    /// <summary>Where its running copies are dialled, each one; empty: at the name by which a link dials it.</summary>
    public ImmutableArray<DialAddress> At { get; init; } = [];

    /// <summary>For HTTP: the path that answers without a login and touches nothing.</summary>
    public string Path { get; init; } = "/";

    /// <summary>The port on which the product speaks plaintext when nobody has closed it; null: none besides <see cref="Port"/>.</summary>
    public int? PlaintextPort { get; init; }

    /// <summary>True (<c>plaintext: keep</c>): plaintext stays open beside TLS by the operator's own word.</summary>
    public bool KeepsPlaintext { get; init; }

    /// <summary>Where no setting but each account demands client certificates: the statement that does, <c>ALTER USER … REQUIRE</c>, which the callers' lines hold; null: a setting does.</summary>
    public string? AccountsDemand { get; init; }

    /// <summary>What the product cannot refuse, whatever it is told: each a limit and never a failure.</summary>
    public ImmutableArray<RefusalLimit> NotRefused { get; init; } = [];
}

/// <summary>A stranger whom a product lets in because it can't do otherwise.</summary>
/// <param name="Stranger">Which.</param>
/// <param name="Reason">What the product does instead, one sentence without a full stop.</param>
public sealed record RefusalLimit(Verification.ProbeKind Stranger, string Reason);

/// <summary>Where one running copy of an endpoint is dialled.</summary>
/// <param name="Port">TCP port.</param>
public abstract record DialAddress(int Port)
{
    /// <summary>A host's name or address.</summary>
    /// <param name="Name">The name or the address.</param>
    /// <param name="Port">TCP port.</param>
    public sealed record Host(string Name, int Port) : DialAddress(Port)
    {
        /// <summary>What people read instead, where the address says nothing to them; null: the address.</summary>
        public string? Shown { get; init; }
    }

    /// <summary>A container whose port is not published: its own address is asked of docker.</summary>
    /// <param name="Name">The container's name.</param>
    /// <param name="Port">TCP port inside.</param>
    public sealed record Container(string Name, int Port) : DialAddress(Port);

    /// <summary>A port in a Kubernetes cluster, reached through <c>kubectl port-forward</c>.</summary>
    /// <param name="Namespace">Its namespace.</param>
    /// <param name="Resource">What kubectl is to lead to: <c>service/NAME</c>, <c>deployment/NAME</c>.</param>
    /// <param name="Port">The service's port, or the pod's.</param>
    public sealed record Forwarded(string Namespace, string Resource, int Port) : DialAddress(Port)
    {
        /// <summary>kubectl's context; null: the one that it has.</summary>
        public string? Context { get; init; }

        /// <summary>For people.</summary>
        public string Shown => $"{Namespace}/{Resource}:{Port}";
    }
}

/// <summary>A caller, and the endpoint that it dials. TLS is turned on, checked and reported per link.</summary>
public sealed record Link
{
    /// <summary>The caller's component name.</summary>
    public required string Caller { get; init; }

    /// <summary>The callee's component name.</summary>
    public required string Callee { get; init; }

    /// <summary>The callee's endpoint name; null: its only one, or none known.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The names by which the caller dials the callee: what its certificate must cover. Empty: the callee's own names.</summary>
    public ImmutableArray<string> Dialled { get; init; } = [];

    /// <summary>The leaf (<see cref="Certificates.LeafSpec.Name"/>) that the callee serves this link with; null: its only one for servers.</summary>
    public string? Leaf { get; init; }

    /// <summary>The file of roots by which the caller judges the callee; null: the caller's own bundles, else those of the leaf's authority.</summary>
    public string? Trust { get; init; }

    /// <summary>The level that this platform asks for.</summary>
    public required Level Required { get; init; }

    /// <summary>The highest level that both ends can do by configuration.</summary>
    public required Level Reachable { get; init; }

    /// <summary>Why it can't be higher; null where it is <see cref="Level.Named"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// For a platform as its files stand: why nothing can be said of this link (the configuration that decides is not there);
    /// <see cref="Required"/> is then without meaning. Null: it was looked at.
    /// </summary>
    public string? NotSeen { get; init; }

    /// <summary>The account that the caller uses at the callee, where the protocol has accounts; null: the caller's name.</summary>
    public string? User { get; init; }

    /// <summary>The database that the caller uses at the callee; null: any.</summary>
    public string? Database { get; init; }

    /// <summary>Over HTTP: what the caller asks for; null: what the endpoint says.</summary>
    public string? Path { get; init; }

    /// <summary>The link on a command line and in findings: <c>web:db</c>.</summary>
    public string Id => Caller + ":" + Callee;
}
