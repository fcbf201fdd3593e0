using System.Globalization;
using Linkseal.Core.Certificates;
using Linkseal.Core.Topology;
using Linkseal.Core.Verification;

namespace Linkseal.Cli.Views.Json;

/// <summary>What was seen of one link at one address.</summary>
/// <param name="From">The caller.</param>
/// <param name="To">The callee.</param>
/// <param name="Required">The level that is asked for.</param>
/// <param name="Proven">The level that was proven; null: none.</param>
/// <param name="Holds">True: what is required is proven and nothing contradicts it.</param>
internal sealed record ProofItem(string From, string To, string Required, string? Proven, bool Holds)
{
    /// <summary>The callee's endpoint.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Where it was dialled.</summary>
    public string? Address { get; init; }

    /// <summary>The name by which.</summary>
    public required string ServerName { get; init; }

    /// <summary>Why nothing was asked.</summary>
    public string? Skipped { get; init; }

    /// <summary>The SHA-256 of the leaf that should be served.</summary>
    public string? Issued { get; init; }

    /// <summary>The leaf that is served.</summary>
    public ServedItem? Served { get; init; }

    /// <summary>The caller first, then the strangers.</summary>
    public required IReadOnlyList<ProbeItem> Probes { get; init; }

    /// <summary>From the model.</summary>
    public static ProofItem Of(LinkProof proof) => new(proof.Link.Caller, proof.Link.Callee, proof.Link.Required.Text(), proof.Proven?.Text(), proof.Holds)
    {
        Endpoint = proof.Link.Endpoint,
        Address = proof.Address,
        ServerName = proof.Question.ServerName,
        Skipped = proof.Skipped,
        Issued = proof.Question.Issued,
        Served = ServedItem.From(proof.Caller.Served),
        Probes = [.. proof.Strangers.Prepend(proof.Caller).Select(ProbeItem.From)],
    };
}

/// <summary>One question and its answer.</summary>
internal sealed record ProbeItem(string Question, string Outcome, string Evidence)
{
    /// <summary>The certificate that was shown.</summary>
    public string? Shown { get; init; }

    /// <summary>The alert, <c>unknown_ca</c>.</summary>
    public string? Alert { get; init; }

    /// <summary>What the answer leaves open.</summary>
    public string? Undecided { get; init; }

    /// <summary>How long it took.</summary>
    public double Milliseconds { get; init; }

    /// <summary>From the model.</summary>
    public static ProbeItem From(ProbeResult result) => new(result.Kind.Word(), Words.Of(result.Outcome), result.Evidence)
    {
        Shown = result.Shown, Alert = result.Alert?.Name, Undecided = result.Undecided, Milliseconds = Math.Round(result.Duration.TotalMilliseconds, 1),
    };
}

/// <summary>What a server serves.</summary>
internal sealed record ServedItem(string Protocol, string Suite, IReadOnlyList<ServedCertificateItem> Certificates)
{
    /// <summary>From the model.</summary>
    public static ServedItem? From(ServedTls? served) => served is null ? null : new(served.Protocol, served.Suite, [.. served.Certificates.Select(ServedCertificateItem.From)]);
}

/// <summary>A certificate that was served.</summary>
internal sealed record ServedCertificateItem(string Subject, string Issuer, IReadOnlyList<string> Names, string Sha256, string Serial, string NotBefore, string NotAfter, string Key)
{
    /// <summary>From the model.</summary>
    public static ServedCertificateItem From(CertificateFacts c) => new(
        c.Subject, c.Issuer, [.. c.Names.Select(static n => n.Value)], c.Sha256, c.Serial, Time(c.NotBefore), Time(c.NotAfter), c.KeyAlgorithm);

    private static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>What <c>probe</c> saw of one endpoint.</summary>
internal sealed record ProbedItem(string Address, string ServerName, string Protocol)
{
    /// <summary>What is served.</summary>
    public ServedItem? Served { get; init; }

    /// <summary>What a careful caller has against it.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    /// <summary>Each question.</summary>
    public required IReadOnlyList<ProbeItem> Probes { get; init; }
}
