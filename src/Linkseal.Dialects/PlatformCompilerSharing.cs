using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects;

/// <summary>
/// A port asks all its callers alike: it can't demand a certificate of one and not of the other. So the least of its callers decides for those
/// whose level was left open; where a higher one was asked for by hand, that is a contradiction in the description.
/// </summary>
internal static class PlatformCompilerSharing
{
    public static IEnumerable<Link> OnePolicyEach(PlatformCompilerScope scope, List<AskedLink> asked, ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        var least = asked.Where(a => scope.Entry(a.Link.Callee) is not null)
            .GroupBy(static a => (a.Link.Callee, a.Link.Endpoint))
            .ToDictionary(static g => g.Key, static g => g.MinBy(static a => a.Link.Required)!);
        foreach (var one in asked)
        {
            var lowest = least.GetValueOrDefault((one.Link.Callee, one.Link.Endpoint), one);
            var most = Ceiling(scope, lowest.Link);
            if (one.Link.Required <= most)
            {
                yield return one.Link;
                continue;
            }

            // Nobody's link becomes plaintext because another one's was asked to be.
            if (one.ByHand || most is Level.Plaintext) diagnostics.Add(PlatformCompilerDiagnostics.OnePolicy(scope.Description, one, lowest.Link));
            yield return one.Link with { Required = most, Reason = $"{lowest.Link.Id} has {lowest.Link.Required.Text()}, and {one.Link.Callee} asks all its callers alike" };
        }
    }

    // Whether a caller checks the server is its own matter; what the port demands is not.
    private static Level Ceiling(PlatformCompilerScope scope, Link lowest) => lowest.Required switch
    {
        // One port speaks TLS or does not, unless it is kept open in plaintext beside it.
        Level.Plaintext when lowest.Reachable > Level.Plaintext && !scope.Entry(lowest.Callee)!.KeepPlaintext => Level.Plaintext,
        <= Level.Authenticated => Level.Authenticated,
        var level => level,
    };
}
