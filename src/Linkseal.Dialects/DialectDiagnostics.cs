using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Statements;

namespace Linkseal.Dialects;

/// <summary>What several dialects can find wrong with a component's entry or its product's configuration: one method for each code.</summary>
internal static class DialectDiagnostics
{
    /// <summary>True: the component is said to be of this version, or a newer one.</summary>
    public static bool IsAtLeast(ComponentEntry entry, params ReadOnlySpan<int> least) => entry.Version is { } version && ProductVersion.Parse(version.Value)?.AtLeast(least) is true;

    /// <summary>A version that has no TLS, or not what is asked for; null: it is new enough, or none is said.</summary>
    /// <param name="request">The component.</param>
    /// <param name="reason">Why an older one does not do.</param>
    /// <param name="least">The oldest that does.</param>
    public static Diagnostic? TooOld(DialectRequest request, string reason, params ReadOnlySpan<int> least) =>
        request.Component.Version is not { } version || ProductVersion.Parse(version.Value) is not { } number || number.AtLeast(least) ? null
        : new("LS1432", Severity.Error, $"{request.Name}: version {version.Value} is too old: {reason}")
        {
            File = request.File, At = version.At, Hint = "update the product, or take the component out of links that want TLS",
        };

    /// <summary>Plaintext is to stay open on the port that TLS would have.</summary>
    public static Diagnostic OnePortForTwo(DialectRequest request, int port) => new("LS1433", Severity.Error, $"{request.Name}: plaintext stays on port {port} (plaintext: keep), so TLS needs another one")
    {
        File = request.File, At = request.Component.Keys.GetValueOrDefault("port", request.Component.Name.At), Hint = "give it another port",
    };

    /// <summary>Configuration that is spread over other files, which may say otherwise.</summary>
    public static Diagnostic Includes(DialectRequest request, string config, Statement include) =>
        new("LS1434", Severity.Warning, $"{request.Name}: {include.Value} is read too, and may set again what Linkseal sets here")
        {
            File = config, At = include.At, Hint = "linkseal verify shows what is in force",
        };
}
