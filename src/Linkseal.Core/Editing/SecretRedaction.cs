using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Linkseal.Core.Editing;

/// <summary>
/// Takes secrets out of text before it is shown: values of keys whose name ends in a word for a secret, credentials within URLs, private keys in PEM.
/// A path to a key (<c>private_key: /etc/…</c>, <c>password_file: …</c>) is none and stays. Of an unquoted secret the whole rest of the line
/// goes, as it may hold any character.
/// </summary>
public static partial class SecretRedaction
{
    /// <summary>What stands where a secret stood.</summary>
    public const string Mark = "[redacted]";

    private const string Names = @"password|passwd|passphrase|pwd|secret|token|credentials?|(api|access|secret|account)[_\-]?key|requirepass|masterauth|wsrep_sst_auth";

    private const string Words = Names + "|(?<![a-z0-9])pass";

    /// <summary>Keys that end in <c>pass</c>; nginx's are addresses.</summary>
    private const string Pass = @"(?!(proxy|fastcgi|grpc|uwsgi|scgi|memcached)_pass)[a-z0-9_.\-]+[_.\-]pass";

    /// <summary>The line without its secrets; the same line when it has none. Commented-out settings count too.</summary>
    /// <param name="line">One line of any format with keys and values: YAML, TOML, <c>key=value</c>, <c>key value</c>.</param>
    public static string Line(string line)
    {
        var redacted = Setting().Replace(line, "${key}" + Mark);
        redacted = TwoWords().Replace(redacted, "${key}" + Mark);
        redacted = SeveralWords().Replace(redacted, "${key}" + Mark);
        if (User().IsMatch(redacted)) redacted = RulePassword().Replace(redacted, "${sign}" + Mark);
        return UrlCredentials().Replace(redacted, "${scheme}" + Mark + "@");
    }

    /// <summary>The lines of a text without their secrets: those that go on below their key, and private keys in PEM, too.</summary>
    public static ImmutableArray<string> Lines(IEnumerable<string> lines)
    {
        var redacted = ImmutableArray.CreateBuilder<string>();
        int? secretIndent = null;
        string? closing = null;
        var inPem = false;
        foreach (var line in lines)
        {
            var indent = line.AsSpan().IndexOfAnyExcept(" \t#");
            var goesOn = secretIndent is { } above && (indent < 0 || indent > above);
            if (!goesOn) secretIndent = null;
            var ends = line.Contains("-----END ", StringComparison.Ordinal);
            redacted.Add(((goesOn || closing is not null) && indent >= 0) || (inPem && !ends) ? line[..Math.Max(indent, 0)] + Mark : Line(line));
            inPem = !ends && (inPem || line.Contains("PRIVATE KEY-----", StringComparison.Ordinal));
            if (!goesOn && GoesOnBelow().IsMatch(line)) secretIndent = indent;
            closing = closing is null ? ClosingBelow(line) : Closes(line, closing) ? null : closing;
        }

        return redacted.ToImmutable();
    }

    /// <summary>The sign in the lines below at which a secret in TOML's three quotes or in brackets ends; null: none begins in this line, or it ends there too.</summary>
    private static string? ClosingBelow(string line)
    {
        if (Opens().Match(line) is not { Success: true } match) return null;
        var closing = match.Groups["open"].Value.Replace('[', ']');
        return Closes(line[(match.Index + match.Length)..], closing) ? null : closing;
    }

    /// <summary>A bracket within quotes closes nothing.</summary>
    private static bool Closes(string line, string closing) => (closing == "]" ? Quoted().Replace(line, "") : line).Contains(closing, StringComparison.Ordinal);

    /// <summary>A secret's word, the rest of the key's quotes, the sign, and the value: in quotes, or all that follows.</summary>
    [GeneratedRegex($@"(?<key>({Words})[""']?[ \t]*[:=][ \t]*)(""""""[^\r]*|'''[^\r]*|""([^""\\]|\\.)*""|'[^']*'|[^ \t\r|>].*|[|>][^ \t\r0-9+\-].*)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Setting();

    /// <summary>A line of just a key and a value, as in redis.conf.</summary>
    [GeneratedRegex($@"^(?<key>[ \t#;]*([a-z0-9_.\-]*({Names})|{Pass})[ \t]+)[^ \t:=].*", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TwoWords();

    /// <summary>The same with more words before the secret: HAProxy's statistics and user lists, Sentinel, a header in nginx or HAProxy.</summary>
    [GeneratedRegex(@"(?<key>^[ \t#;]*(stats[ \t]+auth|sentinel[ \t]+(auth-pass[ \t]+[^ \t]+|sentinel-pass)|user[ \t]+[^ \t]+([ \t]+groups[ \t]+[^ \t]+)?[ \t]+(insecure-)?password)[ \t]+|Authorization[""']?[ \t:]+[""']?(Basic|Bearer)[ \t]+)[^ \t].*", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SeveralWords();

    /// <summary>A user of Redis, whose rules hold passwords behind a sign.</summary>
    [GeneratedRegex(@"^[ \t#]*user[ \t]+[^ \t]+[ \t]", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex User();

    [GeneratedRegex(@"(?<=[ \t])(?<sign>[><#!])[^ \t]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RulePassword();

    /// <summary>A secret's key whose value stands in the lines below.</summary>
    [GeneratedRegex($@"({Words})[""']?[ \t]*:[ \t]*([|>][0-9+\-]*)?[ \t]*(#.*)?\r?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GoesOnBelow();

    [GeneratedRegex($@"({Words})[""']?[ \t]*=[ \t]*(?<open>""""""|'''|\[)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Opens();

    [GeneratedRegex(@"""([^""\\]|\\.)*""|'[^']*'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?<scheme>[a-z][a-z0-9+.\-]{0,30}://)[^/\s""']+@", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UrlCredentials();
}
