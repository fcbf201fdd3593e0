using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>Anchore Engine 0.1 to 1.1: TLS on its services, or an nginx before those that are published, and TLS towards its database.</summary>
public sealed class AnchoreProfile : IProfile
{
    /// <summary>A renewal restarts all services: a year, not the ninety days of other leaves.</summary>
    internal static Lifetime LeafLifetime { get; } = new(365, LifetimeUnit.Days);

    /// <inheritdoc/>
    public string Name => "anchore-engine";

    /// <inheritdoc/>
    public string Summary => "Anchore Engine 0.1 to 1.1 with compose: TLS between its services, or a proxy before them, and towards its database";

    /// <inheritdoc/>
    public ImmutableArray<string> Limits { get; } =
    [
        "No service asks for a client certificate: callers say who they are by password or token.",
        "A service shows its leaf and one intermediate at most.",
        "Images before 0.5 have no folder of authorities: an image of your own, or REQUESTS_CA_BUNDLE.",
        "Certificates are read at start only, and all services restart together: about a minute.",
        "Feeds and image registries are outside: `feeds.ssl_verify` and the registries' own settings decide.",
    ];

    /// <inheritdoc/>
    public ImmutableArray<string> Clients { get; } = [];

    /// <inheritdoc/>
    public ImmutableArray<string> Signs => AnchoreDraft.Signs;

    /// <inheritdoc/>
    public ImmutableArray<string> Reads(PlatformDescription description) => SetupReader.Reads(description);

    /// <inheritdoc/>
    public ImmutableArray<string> ReadsMore(PlatformDescription description, ImmutableDictionary<string, string> documents) => SetupReader.ReadsMore(description, documents);

    /// <inheritdoc/>
    public Result<Expansion> Expand(PlatformDescription description, ImmutableDictionary<string, string> documents)
    {
        var read = SetupReader.Read(description, documents);
        if (read.Value is { Config.IsChart: true } chart) return Result.With<Expansion>(null, [.. read.Diagnostics, AnchoreDiagnostics.IsChart(description.File, chart.Settings.ConfigAt ?? description.Profile?.Name.At, chart.Paths.Config)]);
        return Result.With(read.Failed ? null : new Expansion(AnchoreTopology.Expand(read.Value!), AnchoreDesired.Of(read.Value!)), read.Diagnostics);
    }

    /// <inheritdoc/>
    public ImmutableArray<string> PossibleNames(PlatformDescription description, ImmutableDictionary<string, string> documents) =>
        // config.yaml says which services there are: where it can't be read, any name may be one.
        SetupReader.Read(description, documents).Value is not { } setup ? []
            : [.. AnchoreService.All.SelectMany(static s => new[] { s.Name, s.Outside }).OfType<string>().Concat(setup.Config.Services.Select(static s => s.Name)).Concat([AnchoreTopology.Proxy, AnchoreTopology.Database]).Distinct(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public ImmutableArray<Finding> Check(PlatformDescription description, Expansion expansion, Observed observed) =>
        SetupReader.Read(description, observed.Documents, looksOnly: true).Value is { } setup ? AnchoreChecks.Of(setup with { Standing = expansion.Platform.Links }, observed) : [];

    /// <inheritdoc/>
    public Result<Expansion> AsItStands(PlatformDescription description, ImmutableDictionary<string, string> documents) => AnchoreAsItStands.Of(description, documents);

    /// <inheritdoc/>
    public Result<Draft>? Draft(DraftRequest request) => AnchoreDraft.Of(request);
}
