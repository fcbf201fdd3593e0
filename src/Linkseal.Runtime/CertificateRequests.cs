using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Runtime.Authority;

namespace Linkseal.Runtime;

/// <summary><c>linkseal requests</c>: one PKCS#10 request per leaf that somebody else's CA is to sign.</summary>
public static class CertificateRequests
{
    /// <summary>
    /// Makes the keys that are missing, in the state, and writes one <c>NAME.csr</c> for each leaf that is found in <c>authority.certificates</c>,
    /// with the table to mail. Run again, it asks for the same keys.
    /// </summary>
    /// <param name="workspace">The description.</param>
    /// <param name="folder">Where the requests go, absolute on this machine; made where it is missing.</param>
    /// <param name="cancellation">Ctrl-C.</param>
    /// <returns>The requests; a diagnostic where the description asks for none.</returns>
    /// <exception cref="Places.EnvironmentException">Something can't be written, or an apply is running.</exception>
    public static Result<Written> Write(Workspace workspace, string folder, CancellationToken cancellation)
    {
        ImmutableArray<LeafSpec> asked = [.. workspace.Expansion.Desired.Leaves.Where(static l => l.Source is LeafSource.Found)];
        if (asked.IsEmpty) return Result.With<Written>(null, [RequestDiagnostics.NothingToRequest()]);

        var requests = RequestWriter.Write(workspace.State, workspace.Expansion.Platform.Name, asked, folder, cancellation);
        return Result.Ok(new Written(requests, ((LeafSource.Found)asked[0].Source).Folder));
    }
}

/// <summary>All requests of one run.</summary>
/// <param name="Requests">In the order of the components.</param>
/// <param name="Answers">The folder where the answers are looked for, absolute.</param>
public sealed record Written(ImmutableArray<WrittenRequest> Requests, string Answers);
