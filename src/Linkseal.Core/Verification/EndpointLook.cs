using System.Collections.Immutable;
using Linkseal.Core.Topology;

namespace Linkseal.Core.Verification;

/// <summary>What <c>probe</c> saw of one endpoint, without any description.</summary>
public sealed record EndpointLook
{
    /// <summary>Where it was dialled.</summary>
    public required string Address { get; init; }

    /// <summary>By which name.</summary>
    public required string ServerName { get; init; }

    /// <summary>What was spoken.</summary>
    public required string Protocol { get; init; }

    /// <summary>As whoever asks, with the certificate that was given.</summary>
    public required ProbeResult Caller { get; init; }

    /// <summary>The strangers, old versions, plaintext.</summary>
    public ImmutableArray<ProbeResult> Strangers { get; init; } = [];

    /// <summary>What a careful caller has against the certificate.</summary>
    public ImmutableArray<ServedFault> Faults { get; init; } = [];

    /// <summary>True: a careful caller accepts the server, and the server lets this caller in.</summary>
    public bool Works => Faults.IsEmpty && Caller.MayBeLetIn;

    /// <summary>What was proven of it; null: nothing.</summary>
    public Level? Level => Caller.Outcome switch
    {
        ProbeOutcome.NoTls => Topology.Level.Plaintext,
        _ when Caller.Served is null => null,
        _ when !Works => Topology.Level.Encrypted,
        _ when Refused(ProbeKind.NoCertificate) && Refused(ProbeKind.Foreign) => Topology.Level.Mutual,
        _ => Topology.Level.Authenticated,
    };

    /// <summary>What it accepts that nobody should: old versions, broken suites.</summary>
    public IEnumerable<ProbeResult> Weaknesses => Strangers.Where(static s => s is { Outcome: ProbeOutcome.Admitted, Kind: ProbeKind.Plaintext or ProbeKind.Tls10 or ProbeKind.Tls11 or ProbeKind.WeakSuites });

    private bool Refused(ProbeKind kind) => Strangers.Any(s => s.Kind == kind && LinkJudge.Told(Caller, s).Outcome is ProbeOutcome.Refused);
}
