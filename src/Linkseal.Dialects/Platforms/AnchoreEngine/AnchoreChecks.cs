using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Dialects.Compose;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>Anchore's own rules held against what was met: what it accepts in silence, and what then fails or stays open.</summary>
internal static class AnchoreChecks
{
    public static ImmutableArray<Finding> Of(AnchoreSetup setup, Observed observed)
    {
        var all = All(setup, observed);
        // One secret for all services: what is said of one is said of all.
        return setup.Config.IsChart ? [.. all.DistinctBy(static f => f.Code is "LS2610" or "LS2611" ? f.Code : f.Code + f.Component).Select(f => f with { Remedy = ChartRemedies.Of(f.Code, setup.Config.ChartKey) ?? f.Remedy })] : all;
    }

    private static ImmutableArray<Finding> All(AnchoreSetup setup, Observed observed) =>
    [
        .. ListenerChecks.Of(setup), .. PairChecks.Of(setup, observed), .. TrustChecks.Of(setup, observed), .. VerifyChecks.Of(setup), .. ContainerChecks.Of(setup),
        .. DatabaseChecks.Of(setup),
    ];

    /// <summary>Files that the checks want to see besides what Linkseal writes: those that config.yaml names now.</summary>
    public static ImmutableArray<string> Material(AnchoreSetup setup) =>
    [
        .. setup.Services.SelectMany(s => new[] { s.Config.SslCert, s.Config.SslKey, s.Config.SslChain }.Select(v => HostOf(setup, s, v))).OfType<string>().Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The host's path of a file that config.yaml names; null: none is named, or it lies inside only.</summary>
    public static string? HostOf(AnchoreSetup setup, AnchoreInstance service, ConfigValue? value) => Inside(service, value) is { } inside && inside.StartsWith('/') ? setup.Paths.HostOf(inside) : null;

    /// <summary>The path that config.yaml names, as the containers see it.</summary>
    public static string? Inside(AnchoreInstance service, ConfigValue? value) => value is null ? null : service.Environments.Select(value.In).OfType<string>().FirstOrDefault();

    public static MaterialFacts? Look(Observed observed, string? path) => path is null ? null : observed.Material.GetValueOrDefault(path);
}
