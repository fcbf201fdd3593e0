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

    /// <summary>The highest level that it can take part in as a caller.</summary>
    Level AsCaller { get; }

    /// <summary>What the product cannot do, one sentence each.</summary>
    ImmutableArray<string> Limits { get; }

    /// <summary>The component keys that it understands besides <c>dialect, names, hosts, address, level</c>.</summary>
    ImmutableArray<string> Keys { get; }

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

    /// <summary>The text of what it asked to read; absent where missing.</summary>
    public required ImmutableDictionary<string, string> Documents { get; init; }
}
