using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;

namespace Linkseal.Core.Verification;

/// <summary>What was seen of one link at one address, and what it proves.</summary>
public sealed record LinkProof
{
    /// <summary>What had to be proven.</summary>
    public required LinkQuestion Question { get; init; }

    /// <summary>Where it was dialled, <c>10.0.0.4:6379</c>; null: nowhere.</summary>
    public required string? Address { get; init; }

    /// <summary>The caller's own question.</summary>
    public required ProbeResult Caller { get; init; }

    /// <summary>The strangers, the old versions, plaintext: those that were asked of this endpoint.</summary>
    public ImmutableArray<ProbeResult> Strangers { get; init; } = [];

    /// <summary>The level that was proven; null: none, the caller can't use the link, or nothing was seen.</summary>
    public Level? Proven { get; init; }

    /// <summary>Everything that is not as described, and the limits.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];

    /// <summary>Why nothing was asked; null: it was.</summary>
    public string? Skipped { get; init; }

    /// <summary>The link.</summary>
    public Link Link => Question.Link;

    /// <summary>True when what is required is proven and nothing contradicts it. Of a link that is described as plaintext nothing is required.</summary>
    public bool Holds => Skipped is null && (Link.Required is Level.Plaintext || Proven >= Link.Required) && !IsWrong;

    /// <summary>True when it counts against the platform. A link that is described as plaintext only does by what is found of it.</summary>
    /// <param name="allowSkipped">True: one that could not be asked does not.</param>
    public bool Fails(bool allowSkipped) => Skipped is null ? !Holds : !allowSkipped && Link.Required is not Level.Plaintext;

    private bool IsWrong => Findings.Any(static f => f.Severity is Severity.Error);
}

/// <summary>One run of <c>verify</c>.</summary>
public sealed record VerificationReport
{
    /// <summary>The platform.</summary>
    public required Platform Platform { get; init; }

    /// <summary>One for each link and each address that it is dialled at, in the platform's order.</summary>
    public required ImmutableArray<LinkProof> Links { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Began { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset Ended { get; init; }

    /// <summary>The SHA-256 of the description, lower-case hex.</summary>
    public required string Description { get; init; }

    /// <summary>What the description and the product's files say that no question to an endpoint can find.</summary>
    public ImmutableArray<Finding> Described { get; init; } = [];

    /// <summary>All findings, each once.</summary>
    public ImmutableArray<Finding> Findings => [.. Links.SelectMany(static l => l.Findings).Concat(Described).Distinct()];

    /// <summary>The links at which nothing could be asked.</summary>
    public int Skipped => Links.Count(static l => l.Skipped is not null);
}
