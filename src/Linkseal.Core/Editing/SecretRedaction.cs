using System.Text.RegularExpressions;

namespace Linkseal.Core.Editing;

/// <summary>
/// Takes secrets out of a line before it is shown: values of keys that name a password, a secret or a token, and credentials within URLs.
/// A path to a key (<c>private_key: /etc/…</c>) is none and stays.
/// </summary>
public static partial class SecretRedaction
{
    /// <summary>What stands where a secret stood.</summary>
    public const string Mark = "[redacted]";

    /// <summary>The line without its secrets; the same line when it has none. Commented-out settings count too.</summary>
    /// <param name="line">One line of any format with keys and values: YAML, <c>key=value</c>, <c>key value</c>.</param>
    public static string Line(string line)
    {
        var redacted = Setting().Replace(line, static m => m.Groups["key"].Value + m.Groups["between"].Value + Mark + m.Groups["after"].Value);
        return UrlCredentials().Replace(redacted, static m => m.Groups["scheme"].Value + Mark + "@");
    }

    /// <summary>A key with a secret's word as its last part, and all that follows on its line: a secret may hold any character.</summary>
    [GeneratedRegex(
        @"(?<key>[""']?\b[A-Za-z0-9_.\-]*(password|passwd|passphrase|pwd|secret|token|credentials?|api_?key|access_?key|secret_?key|account_?key)[""']?)(?<between>[ \t]*[:=][ \t]*)(?<value>(""([^""\\]|\\.)*""|'([^']|'')*'|[^\s].*?))(?<after>[ \t]*([,}\]].*)?)$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Setting();

    [GeneratedRegex(@"(?<scheme>[A-Za-z][A-Za-z0-9+.\-]*://)[^/\s@]+@", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UrlCredentials();
}
