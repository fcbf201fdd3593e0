using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects;

/// <summary>How one product spells TLS. Pure: it says what should be; it never edits text, touches a file or starts a process.</summary>
public interface IDialect
{
    /// <summary>The word in <c>dialect:</c>.</summary>
    string Name { get; }

    /// <summary>What it is, in one sentence, for <c>linkseal dialects</c>.</summary>
    string Summary { get; }

    /// <summary>The highest level that its endpoints can demand by configuration that Linkseal writes.</summary>
    Level AsServer { get; }

    /// <summary>
    /// The highest that its endpoints can demand once the operator has done by hand what Linkseal prints and <c>verify</c> proves (accounts by SQL): for links that ask
    /// for it in words. A link that asks for nothing has <see cref="AsServer"/>.
    /// </summary>
    Level AsServerByHand => AsServer;

    /// <summary>The highest level that it can take part in as a caller.</summary>
    Level AsCaller { get; }

    /// <summary>What the product cannot do, one sentence each.</summary>
    ImmutableArray<string> Limits { get; }

    /// <summary>The component keys that it understands besides <c>dialect, names, hosts, address, level</c>.</summary>
    ImmutableArray<string> Keys { get; }

    /// <summary>
    /// Where the component listens once it is sealed, the endpoint that links mean first. What each asks of callers is the compiler's to say, by the links,
    /// but for an endpoint that can't ask (<see cref="Endpoint.Peers"/> is then <see cref="PeerPolicy.None"/> all the same).
    /// </summary>
    /// <param name="component">As written.</param>
    /// <param name="documents">The text of what <see cref="Reads"/> named; absent where missing.</param>
    ImmutableArray<Endpoint> Endpoints(ComponentEntry component, ImmutableDictionary<string, string> documents);

    /// <summary>How the usual clients dial a component of this dialect, each ready to paste. Paths are as the caller sees them.</summary>
    ImmutableArray<ClientSnippet> Clients(ClientSide client);

    /// <summary>The configuration files that <see cref="Describe"/> wants to see.</summary>
    ImmutableArray<string> Reads(ComponentEntry component);

    /// <summary>The files, edits and steps of one component, or what is wrong with its entry.</summary>
    Result<Desired> Describe(DialectRequest request);
}

/// <summary>What a dialect is given.</summary>
public sealed record DialectRequest
{
    /// <summary>The file, for diagnostics.</summary>
    public required string File { get; init; }

    /// <summary>Where the file lies: commands of the component's own run there, as its paths begin there.</summary>
    public string Folder { get; init; } = "/";

    /// <summary>The component as written.</summary>
    public required ComponentEntry Component { get; init; }

    /// <summary>Its leaf, ready but for its form on disk.</summary>
    public required LeafSpec Leaf { get; init; }

    /// <summary>The authority that it believes.</summary>
    public required string Trust { get; init; }

    /// <summary>Links from it.</summary>
    public required ImmutableArray<Link> Outgoing { get; init; }

    /// <summary>Links to it.</summary>
    public required ImmutableArray<Link> Incoming { get; init; }

    /// <summary>Its endpoints, with where they are dialled and what they ask of callers.</summary>
    public ImmutableArray<Endpoint> Endpoints { get; init; } = [];

    /// <summary>What its endpoints ask of callers, by all links together; each of several says its own.</summary>
    public PeerPolicy Peers { get; init; }

    /// <summary>For each of <see cref="Incoming"/>: the leaf that its caller shows; null where the caller is none of ours to know.</summary>
    public ImmutableArray<LeafSpec?> Callers { get; init; } = [];

    /// <summary>For each of <see cref="Outgoing"/>: the component that is called.</summary>
    public ImmutableArray<Component> Callees { get; init; } = [];

    /// <summary>The text of what it asked to read; absent where missing.</summary>
    public required ImmutableDictionary<string, string> Documents { get; init; }

    /// <summary>Its leaf where the product serves whoever calls it.</summary>
    public LeafSpec Serving => Leaf with { Purposes = Leaf.Purposes | Purposes.Server };

    /// <summary>Its leaf where the product also dials its own kind, or itself.</summary>
    public LeafSpec ServingAndCalling => Leaf with { Purposes = Purposes.Server | Purposes.Client };

    /// <summary>The component's name.</summary>
    public string Name => Component.Name.Value;
}

/// <summary>The client's side of one link, for <c>show</c>.</summary>
/// <param name="Host">The name that it dials.</param>
/// <param name="Endpoint">The endpoint that it dials.</param>
/// <param name="Roots">Its file of roots.</param>
public sealed record ClientSide(string Host, Endpoint Endpoint, string Roots)
{
    /// <summary>Its certificate with the chain; null: it shows none.</summary>
    public string? Certificate { get; init; }

    /// <summary>Its private key; null: it shows none.</summary>
    public string? Key { get; init; }

    /// <summary>Beside <see cref="Key"/>, the same in another form: <c>tls.p12</c> of <c>tls.key</c>; empty: it has none.</summary>
    /// <param name="ending">With its dot.</param>
    public string KeyAs(string ending) => Key is null ? "" : (Key.EndsWith(".key", StringComparison.Ordinal) ? Key[..^4] : Key) + ending;

    /// <summary>The subject of that certificate; null: it shows none, or it is none of ours to know.</summary>
    public SubjectName? Subject { get; init; }

    /// <summary>The caller's own dialect.</summary>
    public string? Caller { get; init; }

    /// <summary>The account that it uses.</summary>
    public required string User { get; init; }

    /// <summary>The database that it uses; null: any.</summary>
    public string? Database { get; init; }

    /// <summary>True: the account is told by the certificate alone.</summary>
    public bool Named { get; init; }
}

/// <summary>How one client is told.</summary>
/// <param name="Client">The client, <c>Npgsql</c>, <c>redis-cli</c>.</param>
/// <param name="Text">One line, or several.</param>
public sealed record ClientSnippet(string Client, string Text);
