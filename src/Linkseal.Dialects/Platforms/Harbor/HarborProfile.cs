using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>Harbor 2.0 to 2.15 as its installer sets it up with compose: internal TLS, HTTPS, Docker's trust.</summary>
public sealed class HarborProfile : IProfile
{
    /// <summary>A renewal restarts Harbor, about a minute's outage: a year, not the ninety days of other leaves.</summary>
    internal static Lifetime LeafLifetime { get; } = new(365, LifetimeUnit.Days);

    /// <inheritdoc/>
    public string Name => "harbor";

    /// <inheritdoc/>
    public string Summary => "Harbor 2.0 to 2.15 installed with compose: internal TLS between its containers, HTTPS, and what Docker clients need";

    /// <inheritdoc/>
    public ImmutableArray<string> Limits { get; } =
    [
        "No listener asks for a client certificate; with `mutual: true` jobservice and registryctl do, and accept any certificate of the authority.",
        "core's proxy cache dials core itself and verifies nothing.",
        "The bundled PostgreSQL and Redis, the log and the metrics ports have no TLS.",
        "Portal has no TLS listener in 2.0; Notary keeps certificates of its own.",
        "Certificates are read at start only: every renewal restarts Harbor, about a minute.",
    ];

    /// <inheritdoc/>
    public ImmutableArray<string> Clients { get; } = [HarborClients.Docker, HarborClients.System];

    /// <inheritdoc/>
    public ImmutableArray<string> Signs => HarborDraft.Signs;

    /// <inheritdoc/>
    public ImmutableArray<string> Reads(PlatformDescription description)
    {
        var install = HarborInstallation.Reads(SettingsReader.Read(description).Value!.Install);
        return description.Clients.Any(static c => c.Value == HarborClients.System)
            ? [.. install, PlacePath.Exists(HarborPaths.DebianAnchors), PlacePath.Exists(HarborPaths.RedHatAnchors)]
            : install;
    }

    /// <inheritdoc/>
    public ImmutableArray<string> ReadsMore(PlatformDescription description, ImmutableDictionary<string, string> documents) =>
        SetupReader.Read(description, documents).Value is { } setup ? SetupReader.ReadsMore(setup) : [];

    /// <inheritdoc/>
    public Result<Expansion> Expand(PlatformDescription description, ImmutableDictionary<string, string> documents)
    {
        var read = SetupReader.Read(description, documents);
        if (read.Value is not { } setup) return Result.With<Expansion>(null, read.Diagnostics);
        ImmutableArray<Diagnostic> diagnostics = [.. read.Diagnostics, .. SetupRules.HostName(setup), .. MutualOverride.Broken(setup)];
        return Result.With(diagnostics.Any(static d => d.Severity == Severity.Error) ? null : new Expansion(HarborTopology.Expand(setup), HarborDesired.Of(setup)), diagnostics);
    }

    /// <inheritdoc/>
    public ImmutableArray<string> PossibleNames(PlatformDescription description, ImmutableDictionary<string, string> documents) =>
        [.. HarborComponent.All.Select(static c => c.Name).Concat(HarborLink.All.SelectMany(static l => new[] { l.Caller, l.Callee })).Concat(Clients).Distinct(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public ImmutableArray<Finding> Check(PlatformDescription description, Expansion expansion, Observed observed) =>
        SetupReader.Read(description, observed.Documents).Value is { } setup ? HarborChecks.Of(setup, expansion.Desired, observed) : [];

    /// <inheritdoc/>
    public Result<Expansion> AsItStands(PlatformDescription description, ImmutableDictionary<string, string> documents) =>
        HarborAsItStands.Of(description, documents);

    /// <inheritdoc/>
    public Result<Draft>? Draft(DraftRequest request) => HarborDraft.Of(request);
}
