using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Linkseal.Core.Certificates;
using Linkseal.Core.Editing.Statements;

namespace Linkseal.Dialects.Nats;

/// <summary>The users of a NATS server that are callers by certificate.</summary>
internal static partial class NatsCallers
{
    /// <summary>A subject as NATS compares it (RFC 2253: the name's last part first).</summary>
    public static string Subject(SubjectName name) => string.Join(',', ((ReadOnlySpan<(string, string?)>)
    [
        ("CN", name.CommonName), ("OU", name.Unit), ("O", name.Organization), ("L", name.Locality), ("ST", name.State), ("C", name.Country),
    ]).ToArray().Where(static p => p.Item2 is not null).Select(static p => $"{p.Item1}={Escaped(p.Item2!)}"));

    /// <summary>The subjects of those who may call, each once.</summary>
    public static ImmutableArray<string> Of(DialectRequest request) => [.. request.Callers.OfType<LeafSpec>().Select(static l => Subject(l.Subject)).Distinct(StringComparer.Ordinal)];

    /// <summary>The list as the configuration spells it.</summary>
    public static string List(ImmutableArray<string> subjects) => $"[{string.Join(", ", subjects.Select(static s => $"{{user: \"{s.Replace("\\", "\\\\", StringComparison.Ordinal)}\"}}"))}]";

    /// <summary>True: users, tokens or accounts stand there that are not just a list of callers like ours.</summary>
    public static bool HasOwn(StatementDocument? document) =>
        document is not null && (document.Find("accounts") is not null || document.Find("operator") is not null
            || (document.Find("authorization") is { } section && !(section.Statements is [{ Name: "users" }] && Ours().IsMatch(document.Value("authorization", "users") ?? ""))));

    private static string Escaped(string value)
    {
        var text = SpecialCharacter().Replace(value, @"\$0");
        return text.StartsWith('#') || text.StartsWith(' ') ? "\\" + text : text;
    }

    [GeneratedRegex("""[,+"\\<>;]""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SpecialCharacter();

    [GeneratedRegex("""^\[\s*(\{\s*user\s*[:=]\s*"CN=[^"]*"\s*\}\s*,?\s*)*\]$""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ours();
}
