using Linkseal.Core.Certificates;

namespace Linkseal.Pki.Issuing;

/// <summary>From when until when a new certificate is valid.</summary>
internal static class Validity
{
    // For peers whose clock is behind.
    private static readonly TimeSpan Backdating = TimeSpan.FromMinutes(5);

    /// <summary>Begins five minutes ago and lives from now; within the life of every certificate above it.</summary>
    public static (DateTimeOffset From, DateTimeOffset Until) Of(Lifetime lifetime, DateTimeOffset now, IEnumerable<CertificateFacts> above)
    {
        var (from, until) = (now - Backdating, lifetime.After(now));
        foreach (var issuer in above)
        {
            if (issuer.NotBefore > from) from = issuer.NotBefore;
            if (issuer.NotAfter < until) until = issuer.NotAfter;
        }

        return (WholeSeconds(from), WholeSeconds(until));
    }

    private static DateTimeOffset WholeSeconds(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
