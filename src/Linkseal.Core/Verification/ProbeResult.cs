using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Verification.Wire;

namespace Linkseal.Core.Verification;

/// <summary>How one question ended.</summary>
public enum ProbeOutcome
{
    /// <summary>The server let the client in.</summary>
    Admitted,

    /// <summary>The server refused the client.</summary>
    Refused,

    /// <summary>It answered, and the answer does not tell.</summary>
    Unclear,

    /// <summary>The client refused the server: its certificate is not for this name, not of this authority, not valid now.</summary>
    Distrusted,

    /// <summary>The server speaks the protocol and has no TLS.</summary>
    NoTls,

    /// <summary>What answers is something else, or breaks off where no refusal is meant.</summary>
    Alien,

    /// <summary>Nothing listens there.</summary>
    Unreachable,

    /// <summary>It did not answer in time.</summary>
    TimedOut,

    /// <summary>It was not asked; <see cref="ProbeResult.Evidence"/> says why.</summary>
    Skipped,
}

/// <summary>One question put to an endpoint, and what came back.</summary>
/// <param name="Kind">The question.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Evidence">What was seen, in few words.</param>
public sealed record ProbeResult(ProbeKind Kind, ProbeOutcome Outcome, string Evidence)
{
    /// <summary>The certificate that was shown: <c>web's own</c>, <c>twin of web</c>; null: none.</summary>
    public string? Shown { get; init; }

    /// <summary>What the answer does not decide; null: nothing is left open.</summary>
    public string? Undecided { get; init; }

    /// <summary>The alert by which the server ended it; null: none was seen.</summary>
    public TlsAlert? Alert { get; init; }

    /// <summary>The TLS that was negotiated; null: none.</summary>
    public ServedTls? Served { get; init; }

    /// <summary>True: a stranger met the very leaf that it was told to expect, whatever the server said after it.</summary>
    public bool MetTheLeaf { get; init; }

    /// <summary>True: the same answer may be meant for the request and not for the caller (HTTP 403).</summary>
    public bool MayBeTheRequest { get; init; }

    /// <summary>True: it was refused after its name was taken: of a stranger that says nothing; the caller can't work.</summary>
    public bool AfterLogin { get; init; }

    /// <summary>True: as the caller's own answer it says that the server let it in, or leaves that to what comes after TLS.</summary>
    public bool MayBeLetIn => Outcome is ProbeOutcome.Admitted || (Outcome is ProbeOutcome.Unclear && Served is not null) || (Outcome is ProbeOutcome.Refused && MayBeTheRequest);

    /// <summary>True: a refusal that says something of a stranger only where the caller is answered otherwise.</summary>
    public bool WantsComparing => Outcome is ProbeOutcome.Refused && (MayBeTheRequest || AfterLogin);

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }
}

/// <summary>What a server negotiated and served.</summary>
/// <param name="Protocol"><c>TLS 1.3</c>.</param>
/// <param name="Suite">The cipher suite's name (IANA).</param>
/// <param name="Certificates">As it sent them, its leaf first.</param>
/// <param name="Signatures">What was verified among them and the roots.</param>
public sealed record ServedTls(string Protocol, string Suite, ImmutableArray<CertificateFacts> Certificates, Signatures Signatures)
{
    /// <summary>Its leaf; null: it sent none.</summary>
    public CertificateFacts? Leaf => Certificates.IsEmpty ? null : Certificates[0];

    /// <summary>What the local TLS library says against the certificate, in its own words; empty: nothing.</summary>
    public string Complaint { get; init; } = "";
}
