using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Linkseal.Core.Certificates;
using Linkseal.Core.Editing.Statements;

namespace Linkseal.Dialects.Nats;

/// <summary>The users of a NATS server that are callers by certificate.</summary>
internal static partial class NatsCallers
{
    /// <summary>The subjects of those who may call as clients, each once.</summary>
    public static ImmutableArray<string> Of(DialectRequest request) => [.. request.Incoming.Zip(request.Callers).Where(p => p.First.Endpoint == request.Endpoints[0].Name).Select(static p => p.Second).OfType<LeafSpec>().Select(static l => SubjectText.Rfc2253(l.Subject)).Distinct(StringComparer.Ordinal)];

    /// <summary>The list as the configuration spells it.</summary>
    public static string List(ImmutableArray<string> subjects) => $"[{string.Join(", ", subjects.Select(static s => $"{{user: \"{s.Replace("\\", "\\\\", StringComparison.Ordinal)}\"}}"))}]";

    /// <summary>True: users, tokens or accounts stand there that are not just a list of callers like ours.</summary>
    public static bool HasOwn(StatementDocument? document) =>
        document is not null && (document.Find("accounts") is not null || document.Find("operator") is not null
            || (document.Find("authorization") is { } section && !(section.Statements is [{ Name: "users" }] && Ours().IsMatch(document.Value("authorization", "users") ?? ""))));

    [GeneratedRegex("""^\[\s*(\{\s*user\s*[:=]\s*"CN=[^"]*"\s*\}\s*,?\s*)*\]$""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ours();
}
