using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.Lightrun;

/// <summary>The Lightrun Helm chart 3.9.4 to 3.50: <c>general.internal_tls</c> between its pods.</summary>
public sealed class LightrunProfile : IProfile
{
    /// <inheritdoc/>
    public string Name => "lightrun";

    /// <inheritdoc/>
    public string Summary => "The Lightrun Helm chart 3.9.4 to 3.50: internal TLS between its pods, as values and Secrets";

    /// <inheritdoc/>
    public ImmutableArray<string> Limits { get; } =
    [
        "No server asks for a client certificate; only Keycloak's pods do among themselves, in cluster mode.",
        "Init containers that wait for Keycloak and RabbitMQ verify nothing.",
        "Links to MySQL are plaintext or encrypted, never authenticated.",
        "Backend and router serve the public certificate; agents pin its key.",
        "Backend and crons believe the first certificate of ca.crt only: no overlap of two CAs.",
        "Pods read certificates at start only: a renewal restarts whoever reads it.",
    ];

    /// <inheritdoc/>
    public ImmutableArray<string> Clients => [];

    /// <inheritdoc/>
    public ImmutableArray<string> Signs => LightrunDraft.Signs;

    /// <inheritdoc/>
    public ImmutableArray<string> Reads(PlatformDescription description) => SetupReader.Reads(description);

    /// <inheritdoc/>
    public ImmutableArray<string> ReadsMore(PlatformDescription description, ImmutableDictionary<string, string> documents) => [];

    /// <inheritdoc/>
    public Result<Expansion> Expand(PlatformDescription description, ImmutableDictionary<string, string> documents)
    {
        var read = SetupReader.Read(description, documents);
        return Result.With(read.Value is { } setup ? new Expansion(LightrunTopology.Expand(setup), LightrunDesired.Of(setup)) : null, read.Diagnostics);
    }

    /// <inheritdoc/>
    public ImmutableArray<string> PossibleNames(PlatformDescription description, ImmutableDictionary<string, string> documents) =>
        [.. LightrunComponent.All.Select(static c => c.Name).Concat(LightrunLink.All.SelectMany(static l => new[] { l.Caller, l.Callee })).Append(LightrunLink.Outside).Distinct(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public ImmutableArray<Finding> Check(PlatformDescription description, Expansion expansion, Observed observed) =>
        SetupReader.Read(description, observed.Documents).Value is { } setup ? Check(setup with { KnowsRelease = !expansion.Desired.Files.IsEmpty || setup.Own.NameOverride.Length > 0 }, observed) : [];

    /// <inheritdoc/>
    public Result<Expansion> AsItStands(PlatformDescription description, ImmutableDictionary<string, string> documents) => LightrunAsItStands.Of(description, documents);

    /// <inheritdoc/>
    public Result<Draft>? Draft(DraftRequest request) => LightrunDraft.Of(request);

    private static ImmutableArray<Finding> Check(LightrunSetup setup, Observed observed) => [.. ValuesChecks.Of(setup), .. PublicChecks.Of(setup, observed)];
}
