using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects;

/// <summary>What can be wrong with a proxy's entry or configuration, whichever it is.</summary>
internal static class ProxyDiagnostics
{
    /// <summary>Several ports, and none of them is the one that TLS is to have.</summary>
    public static Diagnostic WhichPort(DialectRequest request, int port, ImmutableArray<int> ports) =>
        new("LS1920", Severity.Error, $"{request.Name}: nothing listens on port {port}, and of {string.Join(", ", ports)} it is not clear which is to become it")
        {
            File = request.File, At = request.Component.Keys.GetValueOrDefault("port", request.Component.Name.At), Hint = "say one of those, or write the line that listens yourself and apply again",
        };

    /// <summary>A part that has TLS already, with a certificate that is not ours.</summary>
    public static Diagnostic KeepsItsCertificate(DialectRequest request, string file, Position? at, string kind, int port) =>
        new("LS1921", Severity.Warning, $"{request.Name}: the {kind} at port {port} has a certificate of its own and stays as it is")
        {
            File = file, At = at, Hint = $"to seal it too, make it a component of its own: port: {port}",
        };

    /// <summary>Nothing that listens.</summary>
    public static Diagnostic NothingListens(DialectRequest request, string config, string kind) =>
        new("LS1924", Severity.Error, $"{request.Name}: no {kind} is there that could be given TLS")
        {
            File = config, Hint = "say with config: which file has it",
        };

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
