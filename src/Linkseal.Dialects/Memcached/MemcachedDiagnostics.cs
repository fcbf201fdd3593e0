using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Statements;

namespace Linkseal.Dialects.Memcached;

/// <summary>What can be wrong with a cache's entry or configuration, one method for each code.</summary>
internal static class MemcachedDiagnostics
{
    /// <summary>An argument in its long form, which is not looked into.</summary>
    public static Diagnostic LongForm(DialectRequest request, string config, Statement line) =>
        new("LS1965", Severity.Warning, $"{request.Name}: {line.Name.Split('=')[0]} is not read in its long form, and may say otherwise than what Linkseal writes")
        {
            File = config, At = line.At, Hint = "write -p for --port, -l for --listen, -U for --udp-port, -o for --extended",
        };

    /// <summary>A cache that listens at a socket of the file system.</summary>
    public static Diagnostic NoPort(DialectRequest request, string config, Statement line) =>
        new("LS1966", Severity.Error, $"{request.Name}: with -s it listens at {line.Value} and at no port, where there is nothing to seal")
        {
            File = config, At = line.At, Hint = "take -s out, or the component",
        };
}
