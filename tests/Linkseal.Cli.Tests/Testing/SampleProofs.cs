using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Topology;
using Linkseal.Core.Verification;

namespace Linkseal.Cli.Tests.Testing;

/// <summary>What a run of <c>verify</c> saw of the sample shop, judged by the real judge.</summary>
internal static class SampleProofs
{
    private const string Address = "10.0.0.7:5432";

    public static VerificationReport Sealed { get; } = Report(Db(Caller, []), Cache(ProbeOutcome.Admitted, "PONG"));

    public static VerificationReport Faults { get; } = Report(
        Db(Caller with { Undecided = "with a password the name is compared only after it" }, [(ProbeKind.NoCertificate, ProbeOutcome.Admitted), (ProbeKind.Tls10, ProbeOutcome.Admitted), (ProbeKind.Expired, ProbeOutcome.TimedOut)], issued: new string('f', 64)),
        Cache(ProbeOutcome.Unreachable, "nothing listens there"));

    public static VerificationReport Skipped { get; } = Report(
        new() { Question = Question(Level.Mutual), Address = null, Caller = new(ProbeKind.Caller, ProbeOutcome.Skipped, "container db has no published port, and there is no docker here to ask for its address"), Skipped = "container db has no published port, and there is no docker here to ask for its address" },
        Cache(ProbeOutcome.Admitted, "PONG"));

    public static EndpointLook Look { get; } = new()
    {
        Address = Address, ServerName = "db.internal", Protocol = "postgresql", Caller = Caller,
        Strangers =
        [
            new(ProbeKind.NoCertificate, ProbeOutcome.Refused, "alert 116 certificate_required") { Alert = new(116), Duration = TimeSpan.FromMilliseconds(3.25) },
            new(ProbeKind.Foreign, ProbeOutcome.Refused, "alert 48 unknown_ca") { Alert = new(48), Shown = "linkseal-probe, of a foreign authority" },
            new(ProbeKind.Tls10, ProbeOutcome.Admitted, "it goes on with TLS 1.0"),
            new(ProbeKind.Plaintext, ProbeOutcome.Refused, "28000 no pg_hba.conf entry"),
        ],
    };

    public static EndpointLook Nobody { get; } = new()
    {
        Address = "[fd00::7]:6379", ServerName = "cache", Protocol = "redis", Caller = new(ProbeKind.Caller, ProbeOutcome.Unreachable, "nothing listens there"),
    };

    private static ProbeResult Caller => new(ProbeKind.Caller, ProbeOutcome.Admitted, "AuthenticationOk") { Shown = "web's own", Served = new("TLS 1.3", "TLS_AES_256_GCM_SHA384", [Leaf], new([(Leaf.Sha256, Root.Sha256)])), Duration = TimeSpan.FromMilliseconds(12.34) };

    private static CertificateFacts Root => Facts("shop authority 1", "shop authority 1", 'a');

    private static CertificateFacts Leaf => Facts("db", "shop authority 1", 'b') with { Names = [AlternativeName.Parse("db.internal")!, AlternativeName.Parse("10.0.0.7")!] };

    private static CertificateFacts Facts(string name, string issuer, char digit) => new()
    {
        Sha256 = new string(digit, 64), Subject = "CN=" + name, Issuer = "CN=" + issuer, SubjectHash = name, IssuerHash = issuer, CommonName = name, Serial = "4a01", NotBefore = Samples.Now.AddDays(-1),
        NotAfter = Samples.Now.AddDays(89), Names = [], HasAlternativeNames = true, KeyAlgorithm = "ECDSA P-256", KeyBits = 256, PublicKeySha256 = new string(digit, 64), SignatureAlgorithm = "ecdsa-with-SHA256",
    };

    private static LinkQuestion Question(Level required, string? issued = null) => new()
    {
        Link = Samples.Shop.Links[0] with { Required = required }, Endpoint = Samples.Shop.Components[1].Endpoints[0], ServerName = "db.internal", Issued = issued,
    };

    private static LinkProof Db(ProbeResult caller, (ProbeKind Kind, ProbeOutcome Outcome)[] odd, string? issued = null)
    {
        ImmutableArray<ProbeKind> kinds = [.. LinkJudge.Refuses(PeerPolicy.Require), ProbeKind.Tls10, ProbeKind.Tls11, ProbeKind.WeakSuites, ProbeKind.Plaintext];
        var strangers = kinds.Select(k => odd.Where(o => o.Kind == k).Select(static o => (ProbeOutcome?)o.Outcome).FirstOrDefault() is { } outcome
            ? new ProbeResult(k, outcome, outcome is ProbeOutcome.TimedOut ? "no end within 5 s" : "AuthenticationOk")
            : new ProbeResult(k, ProbeOutcome.Refused, "alert 70 protocol_version") { Alert = new(70) });
        return LinkJudge.Judge(Question(Level.Mutual, issued ?? Leaf.Sha256), Address, caller, [.. strangers], [Root], Samples.Now);
    }

    private static LinkProof Cache(ProbeOutcome outcome, string evidence) => LinkJudge.Judge(
        new() { Link = Samples.Shop.Links[1], Endpoint = Samples.Shop.Components[2].Endpoints[0], ServerName = "cache" }, "10.0.0.8:6379", new(ProbeKind.Caller, outcome, evidence), [], [], Samples.Now);

    private static VerificationReport Report(params ImmutableArray<LinkProof> links) => new()
    {
        Platform = Samples.Shop, Links = links, Began = Samples.Now, Ended = Samples.Now.AddSeconds(1.5), Description = new string('0', 64),
    };
}
