using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Runtime;

/// <summary><c>linkseal requests</c>: one PKCS#10 request per leaf that somebody else's CA is to sign.</summary>
public static class CertificateRequests
{
    /// <summary>Makes the keys that are missing, in the state, and writes one <c>NAME.csr</c> for each leaf that is found in <c>authority.certificates</c>.</summary>
    /// <param name="workspace">The description.</param>
    /// <param name="folder">Where the requests go, absolute on this machine; made where it is missing.</param>
    /// <param name="cancellation">Ctrl-C.</param>
    /// <returns>The requests; a diagnostic where the description asks for none.</returns>
    public static Result<Written> Write(Workspace workspace, string folder, CancellationToken cancellation) => throw new NotSupportedException();
}

/// <summary>All requests of one run.</summary>
/// <param name="Requests">In the order of the components.</param>
/// <param name="Answers">The folder where the answers are looked for, absolute.</param>
public sealed record Written(ImmutableArray<WrittenRequest> Requests, string Answers);
