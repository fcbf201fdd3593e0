using Linkseal.Core.Verification;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Cli.Views;

/// <summary>How the words of the design are spelled in output.</summary>
internal static class Words
{
    /// <summary>A severity.</summary>
    public static string Of(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };

    /// <summary>Its colour.</summary>
    public static Style Colour(Severity severity) => severity switch
    {
        Severity.Error => Style.Red,
        Severity.Warning => Style.Yellow,
        _ => Style.Cyan,
    };

    /// <summary>How a question on the wire ended, <c>timed-out</c>.</summary>
    public static string Of(ProbeOutcome outcome) => outcome switch
    {
        ProbeOutcome.Admitted => "admitted",
        ProbeOutcome.Refused => "refused",
        ProbeOutcome.Unclear => "unclear",
        ProbeOutcome.Distrusted => "distrusted",
        ProbeOutcome.NoTls => "no-tls",
        ProbeOutcome.Alien => "failed",
        ProbeOutcome.Unreachable => "unreachable",
        ProbeOutcome.TimedOut => "timed-out",
        _ => "skipped",
    };

    /// <summary><c>1 error</c>, <c>2 errors</c>.</summary>
    public static string Count(int number, string word) => number == 1 ? "1 " + word : $"{number} {word}s";

    /// <summary>A line with a capital and a full stop.</summary>
    public static string Sentence(string line) => line.Length == 0 ? line : char.ToUpperInvariant(line[0]) + line[1..].TrimEnd('.') + ".";

    /// <summary>Parts with a number, those of zero left out; <paramref name="nothing"/> where all are zero.</summary>
    public static string Sum(string nothing, params ReadOnlySpan<(int Number, string Text)> parts)
    {
        List<string> said = [];
        foreach (var (number, text) in parts)
        {
            if (number > 0) said.Add(text);
        }

        return said.Count == 0 ? nothing : string.Join(", ", said);
    }

    /// <summary>A path below <paramref name="folder"/> as it is typed there; any other as it is.</summary>
    public static string Relative(string path, string folder)
    {
        var prefix = folder.EndsWith('/') ? folder : folder + "/";
        return folder.Length > 1 && path.StartsWith(prefix, StringComparison.Ordinal) ? path[prefix.Length..] : path;
    }

    /// <summary>An instant's date and hour, UTC.</summary>
    public static string Date(DateTimeOffset instant) => instant.ToUniversalTime().ToString("yyyy-MM-dd");

    /// <summary>How far <paramref name="then"/> is from <paramref name="now"/>: <c>in 12 days</c>, <c>3 hours ago</c>.</summary>
    public static string Distance(DateTimeOffset now, DateTimeOffset then) =>
        then >= now ? "in " + Length(then - now) : Length(now - then) + " ago";

    /// <summary>How old something is, shortly: <c>just now</c>, <c>5 min ago</c>, <c>2 h ago</c>, <c>3 d ago</c>.</summary>
    public static string Ago(DateTimeOffset now, DateTimeOffset then) => (now - then) switch
    {
        { TotalDays: >= 2 } old => $"{(int)old.TotalDays} d ago",
        { TotalHours: >= 1 } old => $"{(int)old.TotalHours} h ago",
        { TotalMinutes: >= 1 } old => $"{(int)old.TotalMinutes} min ago",
        _ => "just now",
    };

    private static string Length(TimeSpan span) => span switch
    {
        { TotalDays: >= 2 } => Count((int)span.TotalDays, "day"),
        { TotalHours: >= 2 } => Count((int)span.TotalHours, "hour"),
        _ => Count((int)span.TotalMinutes, "minute"),
    };

    /// <summary>What a step does: the command line, or in words what is waited for.</summary>
    public static string Step(RunStep step) => step.Waits ? step.Reason : CommandLine(step.Command);

    /// <summary>A command line as it can be pasted into a shell.</summary>
    public static string CommandLine(IEnumerable<string> words) => string.Join(' ', words.Select(Quoted));

    private static string Quoted(string word)
    {
        var plain = word.Length > 0 && word.All(static c => char.IsAsciiLetterOrDigit(c) || "-_./=:,@%+".Contains(c, StringComparison.Ordinal));
        return plain ? word : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
    }
}
