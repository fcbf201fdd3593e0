using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects;

/// <summary>What can be wrong with a proxy's entry or configuration, whichever it is.</summary>
internal static class ProxyDiagnostics
{
    /// <summary>A link of the proxy's that nothing in its configuration leads along.</summary>
    /// <param name="request">The component.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="link">The link.</param>
    /// <param name="line">The line that would, as it is written.</param>
    public static Diagnostic NoWay(DialectRequest request, string config, Link link, string line) =>
        new("LS1923", Severity.Warning, $"{request.Name}: nothing in its configuration leads to {link.Callee}, so {link.Id} gets its files and nothing else")
        {
            File = config, Hint = $"write it ({line}) and apply again, or take the link out",
        };

    /// <summary>A callee that has addresses only, where the product compares names.</summary>
    public static Diagnostic NoName(DialectRequest request, Link link, string reason) =>
        new("LS1926", Severity.Error, $"{request.Name}: {link.Callee} has no name that could be checked: {reason}")
        {
            File = request.File, At = request.Component.Name.At, Hint = $"give {link.Callee} a name: names: [{link.Callee}.internal]",
        };

    /// <summary>Callers told by name where the protocol leaves no way to refuse one.</summary>
    public static Diagnostic NoCallerNames(DialectRequest request, int port, string reason) =>
        new("LS1922", Severity.Error, $"{request.Name}: at port {port} callers can't be told by name: {reason}")
        {
            File = request.File, At = request.Component.Name.At, Hint = "give the component level: mutual",
        };
}
