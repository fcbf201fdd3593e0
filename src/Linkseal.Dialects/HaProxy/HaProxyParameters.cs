using System.Collections.Immutable;

namespace Linkseal.Dialects.HaProxy;

/// <summary>What stands behind the address of a <c>bind</c> or <c>server</c> line: words, some with a value.</summary>
/// <remarks>HAProxy 2.6, configuration manual, 5.1 "Bind options" and 5.2 "Server and default-server options".</remarks>
internal static class HaProxyParameters
{
    // Each decides on TLS, and is replaced by ours.
    private static readonly ImmutableArray<string> Alone = ["ssl", "no-ssl", "no-sslv3", "no-tlsv10", "no-tlsv11", "no-tlsv12", "no-tlsv13", "force-sslv3", "force-tlsv10", "force-tlsv11", "force-tlsv12", "force-tlsv13", "no-verify"];
    private static readonly ImmutableArray<string> WithValue = ["crt", "crt-list", "ca-file", "ca-verify-file", "verify", "verifyhost", "sni", "check-sni", "ssl-min-ver", "ssl-max-ver"];

    // Words of one's own choice, which may read like a parameter.
    private static readonly ImmutableArray<string> WithName = ["name", "id", "interface", "namespace", "user", "group", "cookie", "track", "resolvers"];

    /// <summary>True: a word without a value stands there, not as the value of another.</summary>
    public static bool Has(IReadOnlyList<string> words, string flag)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] == flag) return true;
            if (WithValue.Contains(words[i]) || WithName.Contains(words[i])) i++;
        }

        return false;
    }

    /// <summary>The value of a word; null: the word is not there.</summary>
    public static string? Value(ImmutableArray<string> words, string name) => words.IndexOf(name) is >= 0 and var at && at + 1 < words.Length ? words[at + 1] : null;

    /// <summary>The words that are not replaced, as they stand.</summary>
    public static IEnumerable<string> Kept(IReadOnlyList<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (WithValue.Contains(words[i]))
            {
                i++;
            }
            else if (!Alone.Contains(words[i]))
            {
                yield return words[i];
                if (WithName.Contains(words[i]) && i + 1 < words.Count) yield return words[++i];
            }
        }
    }

    /// <summary>A word as HAProxy reads it, in quotes where it needs them; a variable is one in double quotes only.</summary>
    public static string Quoted(string word) => word.All(static c => char.IsAsciiLetterOrDigit(c) || "/.-_+@:=,[]()*".Contains(c)) ? word
        : word.Contains('$', StringComparison.Ordinal) ? $"\"{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
        : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
