using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Statements;

namespace Linkseal.Dialects.HaProxy;

/// <summary>What can be wrong with an HAProxy's configuration.</summary>
internal static class HaProxyDiagnostics
{
    /// <summary>A line whose ports are not to be told: a range, a variable.</summary>
    public static Diagnostic NotUnderstood(DialectRequest request, string config, Statement bind) =>
        new("LS1930", Severity.Warning, $"{request.Name}: where \"bind {bind.Arguments[0]}\" listens can't be told, so it stays as it is")
        {
            File = config, At = bind.At, Hint = "write each address with its port, or give the line ssl yourself",
        };

    /// <summary>A plaintext line that would become the same as another one of its frontend.</summary>
    public static Diagnostic HasTlsBeside(DialectRequest request, string config, HaProxyFront front, HaProxyAddress plain, HaProxyAddress safe) =>
        new("LS1931", Severity.Error, $"{request.Name}: {front.Path} listens in plaintext at {plain}, and with TLS at {safe} already")
        {
            File = config, At = front.Section.At, Hint = $"take \"bind {plain}\" out, send its callers to https (http-request redirect scheme https unless {{ ssl_fc }}), or say plaintext: keep",
        };
}
