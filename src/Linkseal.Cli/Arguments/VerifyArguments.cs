using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Linkseal.Cli.Commands;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;

namespace Linkseal.Cli.Arguments;

/// <summary>What <c>verify</c> is given.</summary>
internal sealed record VerifyArguments
{
    /// <summary>The command's name.</summary>
    public const string Name = "verify";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Where components are dialled, by hand.</summary>
    public required ImmutableDictionary<string, DialAddress.Host> Connect { get; init; }

    /// <summary>True: a link that could not be asked does not count against the platform.</summary>
    public bool AllowSkipped { get; init; }

    /// <summary>How long one question may take.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>Where the report goes, absolute; null: nowhere.</summary>
    public string? Report { get; init; }

    /// <summary>The command.</summary>
    public static Command Define(RunCommand run)
    {
        var connect = new Option<string[]>("--connect") { Description = "Where a component is dialled from here; the name it is dialled by stays the link's", HelpName = "NAME=HOST:PORT" };
        var allow = new Option<bool>("--allow-skipped") { Description = "A link that can't be reached from here does not count against the platform" };
        var timeout = new Option<string?>("--timeout") { Description = "How long one question may take (default: 5s)", HelpName = "TIME" };
        var report = new Option<string?>("--report") { Description = "Write the report as one page of HTML", HelpName = "FILE" };
        var command = new Command(Name, "Prove on the wire that every link is sealed and every stranger refused") { connect, allow, timeout, report };
        command.SetAction(parse => run(parse, session =>
        {
            List<Diagnostic> wrong = [];
            var where = ImmutableDictionary.CreateBuilder<string, DialAddress.Host>(StringComparer.Ordinal);
            foreach (var text in parse.GetValue(connect) ?? [])
            {
                if (Connected(text) is { } pair) where[pair.Name] = pair.Host;
                else wrong.Add(VerifyDiagnostics.BadConnect(text));
            }

            var patience = Seconds(parse.GetValue(timeout) ?? "5s");
            if (patience is null) wrong.Add(VerifyDiagnostics.BadTimeout(parse.GetValue(timeout)!));
            session.Report.Show(wrong);
            return wrong.Count > 0 ? ExitCode.BadInput : VerifyCommand.Run(session, new()
            {
                Connect = where.ToImmutable(),
                AllowSkipped = parse.GetValue(allow),
                Timeout = patience!.Value,
                Report = parse.GetValue(report) is { } file ? Path.GetFullPath(file, session.Terminal.Folder) : null,
            });
        }));
        return command;
    }

    /// <summary>Reads <c>5s</c>, <c>500ms</c>, <c>5</c>; null where it is none, zero or longer than five minutes.</summary>
    public static TimeSpan? Seconds(string text)
    {
        var (number, unit) = text.EndsWith("ms", StringComparison.Ordinal) ? (text[..^2], 0.001) : (text.EndsWith('s') ? text[..^1] : text, 1.0);
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)) return null;
        var seconds = amount * unit;
        return seconds > 0 && seconds <= Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static (string Name, DialAddress.Host Host)? Connected(string text)
    {
        var sign = text.IndexOf('=', StringComparison.Ordinal);
        return sign > 0 && HostAndPort(text[(sign + 1)..]) is { } host ? (text[..sign], host) : null;
    }

    /// <summary>Reads <c>host:port</c>, <c>10.0.0.1:6379</c>, <c>[::1]:6379</c>; null where it is none.</summary>
    public static DialAddress.Host? HostAndPort(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535) return null;
        var host = text[..colon];
        if (host is ['[', .. var inner, ']']) host = inner;
        else if (host.Contains(':', StringComparison.Ordinal)) return null;
        return host.Length > 0 && !host.Any(static c => char.IsWhiteSpace(c) || c == '/') ? new(host, port) : null;
    }
}

/// <summary>What can be wrong with the options of live looks.</summary>
internal static class VerifyDiagnostics
{
    /// <summary><c>--connect</c> without a name, a host or a port.</summary>
    public static Diagnostic BadConnect(string text) => new("LS1740", Severity.Error, $"--connect takes NAME=HOST:PORT, and got \"{text}\"")
    {
        Hint = "--connect web=127.0.0.1:8443",
    };

    /// <summary>A component that nobody calls, or that there is none of.</summary>
    public static Diagnostic NobodyCalls(string name, string? nearest, IEnumerable<string> called) => new("LS1741", Severity.Error, $"--connect {name}=…: no link leads to {name}")
    {
        Hint = nearest is null ? "links lead to " + string.Join(", ", called) : $"did you mean {nearest}?",
    };

    /// <summary>A time that is none.</summary>
    public static Diagnostic BadTimeout(string text) => new("LS1742", Severity.Error, $"--timeout takes a time such as 5s or 500ms, at most 300s, and got \"{text}\"");

    /// <summary>A URL that can't be probed.</summary>
    public static Diagnostic BadUrl(string text, IEnumerable<string> schemes) => new("LS1743", Severity.Error, $"\"{text}\" is nothing that can be probed")
    {
        Hint = $"SCHEME://HOST[:PORT] or HOST:PORT; schemes: {string.Join(", ", schemes)}",
    };

    /// <summary>A place where no report can be written.</summary>
    public static Diagnostic BadReport(string file, string why) => new("LS1748", Severity.Error, $"the report can't be written: {why}")
    {
        File = file,
        Hint = "nothing was dialled; --report takes a file in a folder that is there and may be written to",
    };
}
