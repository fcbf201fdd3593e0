using Linkseal.Core.Verification;
using Linkseal.Core.Verification.Wire;
using Linkseal.Runtime.Verification;

namespace Linkseal.Runtime.Tests.Verification;

/// <summary>Short ways to put one question.</summary>
internal static class Asking
{
    public static readonly ProbeLimits Patient = new() { Probe = TimeSpan.FromSeconds(20), Quiet = TimeSpan.FromMilliseconds(300), Plaintext = TimeSpan.FromMilliseconds(500) };
    public static readonly ProbeLimits Short = new() { Probe = TimeSpan.FromMilliseconds(700), Quiet = TimeSpan.FromMilliseconds(100), Silence = TimeSpan.FromMilliseconds(100), Plaintext = TimeSpan.FromMilliseconds(300) };

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static ProbeTarget Target(int port, string protocol = "https", string name = "db.internal") => new("127.0.0.1", port, WireProtocols.Of(protocol), new(name, "web"));

    public static async Task<ProbeResult> Caller(int port, TrustRoots roots, ClientIdentity? identity = null, string protocol = "https", string name = "db.internal", ProbeLimits? limits = null)
    {
        using (roots)
        using (identity) return await new Prober(limits ?? Patient).AsCaller(Target(port, protocol, name), identity, roots, Cancellation);
    }

    public static async Task<ProbeResult> Stranger(ProbeKind kind, int port, string leaf, ClientIdentity? identity, string protocol = "https", ProbeLimits? limits = null)
    {
        using (identity) return await new Prober(limits ?? Patient).AsStranger(kind, Target(port, protocol), identity, leaf, Cancellation);
    }

    /// <summary>How it ended and what was seen.</summary>
    public static (ProbeOutcome Outcome, string Evidence) Seen(this ProbeResult result) => (result.Outcome, result.Evidence);
}
