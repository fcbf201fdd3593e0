using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Yaml;
using Linkseal.Dialects.Compose;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>What the containers are given, by the compose file and the override as they stand. An override of Linkseal's is compared byte by byte elsewhere.</summary>
internal static class ContainerChecks
{
    public static IEnumerable<Finding> Of(AnchoreSetup setup)
    {
        if (setup.Compose is not { } compose || (setup.Override is not null && !ComposeOverride.IsTheirs(setup))) yield break;
        var theirs = setup.Override is { } text ? YamlReader.Read("", text).Value : null;
        foreach (var given in compose.Containers)
        {
            var container = ComposeOverride.Joined(setup, given, YamlScalars.Find(theirs, "services", given.Name));
            var native = setup.Services.FirstOrDefault(s => s.Containers.Contains(given) && ListenerChecks.Listens(s));
            if (native is not null && !(container.HealthCheck ?? OfImage).Contains("https://", StringComparison.Ordinal)) yield return ContainerFindings.TurnsRed(compose.Path, given.Name, native.Name, ComposeOverride.HealthCheck(setup, given));
            // Only once config.yaml names files there: before an apply nothing is amiss.
            if (!setup.Services.Any(ListenerChecks.Listens)) continue;
            foreach (var mount in ComposeOverride.Lacking(setup, container)) yield return ContainerFindings.NotMounted(compose.Path, given.Name, mount);
        }
    }

    private const string OfImage = "curl -f http://localhost:8228/health";
}

/// <summary>Findings about the compose files: one method for each code.</summary>
internal static class ContainerFindings
{
    public static Finding TurnsRed(string path, string container, string service, string? wanted) => new("LS2613", Severity.Error,
        $"{container} runs {service} with TLS, and its health check asks by plain HTTP: the container turns unhealthy")
    {
        Component = service, Path = path, Expected = wanted ?? "a health check by https://", Observed = "curl -f http://localhost:…/health", Remedy = "linkseal apply writes the check into the compose override",
    };

    public static Finding NotMounted(string path, string container, Mount mount) => new("LS2614", Severity.Error,
        $"{container} does not see {mount.Inside}: it is not mounted in this container, callers need it as much as servers")
    {
        Component = AnchoreTopology.Whole, Path = path, Expected = $"{mount.Host}:{mount.Inside}:ro", Observed = "no such mount", Remedy = "linkseal apply writes it into the compose override",
    };
}
