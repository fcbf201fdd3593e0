using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;
using Linkseal.Dialects;

namespace Linkseal.Cli.Tests.Testing;

/// <summary>A dialect that only says what it is.</summary>
internal sealed class SampleDialect : IDialect
{
    public string Name => "files";

    public string Summary => "any product that reads PEM files: certificates and keys are written, its configuration is yours";

    public Level AsServer => Level.Authenticated;

    public Level AsCaller => Level.Mutual;

    public ImmutableArray<string> Limits => ["What the product asks of its callers is not known: mutual is described, not configured."];

    public ImmutableArray<string> Keys => ["folder", "files", "owner", "mode", "mounts"];

    public ImmutableArray<Endpoint> Endpoints(ComponentEntry component, ImmutableDictionary<string, string> documents) => [];

    public ImmutableArray<ClientSnippet> Clients(ClientSide client) => [];

    public ImmutableArray<string> Reads(ComponentEntry component) => [];

    public Result<Desired> Describe(DialectRequest request) => Result.Ok(new Desired());
}

/// <summary>A profile that only says what it is.</summary>
internal sealed class SampleProfile : IProfile
{
    public string Name => "harbor";

    public string Summary => "Harbor 2.0 to 2.15, installed with docker compose";

    public ImmutableArray<string> Limits => ["The bundled database has no TLS."];

    public ImmutableArray<string> Clients => ["docker", "system"];

    public ImmutableArray<string> Signs => ["harbor.yml"];

    public ImmutableArray<string> Reads(PlatformDescription description) => [];

    public ImmutableArray<string> ReadsMore(PlatformDescription description, ImmutableDictionary<string, string> documents) => [];

    public Result<Expansion> Expand(PlatformDescription description, ImmutableDictionary<string, string> documents) => Result.Ok(new Expansion(Samples.Shop, new()));

    public Result<Expansion> AsItStands(PlatformDescription description, ImmutableDictionary<string, string> documents) => Expand(description, documents);

    public ImmutableArray<Finding> Check(PlatformDescription description, Expansion expansion, Observed observed) => [];

    public Result<Draft>? Draft(DraftRequest request) => null;
}
