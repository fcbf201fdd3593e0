using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Prometheus;

/// <summary>What can be wrong with a Prometheus' entry or configuration, one method for each code.</summary>
internal static class PrometheusDiagnostics
{
    /// <summary>Its arguments stand somewhere else.</summary>
    public static Diagnostic NotTold(DialectRequest request, PrometheusConfig config) =>
        new("LS1948", Severity.Warning, $"{request.Name}: {config.ArgumentsPath} is not there, so it has to be told by hand of its web configuration")
        {
            File = config.Main, Hint = $"start it with {config.WebArgument}",
        };

    /// <summary>Its arguments name a web configuration that can't be read from here.</summary>
    public static Diagnostic ToldOfAnother(DialectRequest request, PrometheusConfig config) =>
        new("LS1948", Severity.Error, $"{request.Name}: its web configuration is {config.Named}, which is not beside {config.Main}")
        {
            File = config.ArgumentsPath, Hint = "move it there by its absolute path, or take the argument out: Linkseal then writes one",
        };

    /// <summary>A link that no job calls, or none alone.</summary>
    public static Diagnostic NoPlace(DialectRequest request, PrometheusConfig config, Link link) =>
        new("LS1949", Severity.Warning, $"{request.Name}: no job, Alertmanager or remote URL calls {link.Callee} alone, so the link {link.Id} is not sealed")
        {
            File = config.Main, Hint = "give it a job of its own, whose static targets are the names and the port of the component",
        };
}
