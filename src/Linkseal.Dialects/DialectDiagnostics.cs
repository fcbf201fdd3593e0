using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects;

/// <summary>What several dialects can find wrong with a component's entry or its product's configuration: one method for each code.</summary>
internal static class DialectDiagnostics
{
    /// <summary>A version that has no TLS, or not what is asked for.</summary>
    public static Diagnostic TooOld(DialectRequest request, Located version, string reason) => new("LS1432", Severity.Error, $"{request.Name}: version {version.Value} is too old: {reason}")
    {
        File = request.File, At = version.At, Hint = "update the product, or take the component out of links that want TLS",
    };

    /// <summary>Plaintext is to stay open on the port that TLS would have.</summary>
    public static Diagnostic OnePortForTwo(DialectRequest request, int port) => new("LS1433", Severity.Error, $"{request.Name}: plaintext stays on port {port} (plaintext: keep), so TLS needs another one")
    {
        File = request.File, At = request.Component.Keys.GetValueOrDefault("port", request.Component.Name.At), Hint = "give it another port",
    };

    /// <summary>Configuration that is spread over other files, which may say otherwise.</summary>
    public static Diagnostic Includes(DialectRequest request, string config, Position at, string included) =>
        new("LS1434", Severity.Warning, $"{request.Name}: {included} is read too, and may set again what Linkseal sets here")
        {
            File = config, At = at, Hint = "linkseal verify shows what is in force",
        };
}
