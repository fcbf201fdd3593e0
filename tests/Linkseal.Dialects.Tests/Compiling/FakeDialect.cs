using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Tests.Compiling;

/// <summary>A product that writes its pair and roots into its folder, and one setting where it has a configuration.</summary>
internal sealed record FakeDialect(string Name, Level AsServer, Level AsCaller) : IDialect
{
    public string Summary => "a product of the tests";

    public ImmutableArray<string> Limits => [];

    public ImmutableArray<string> Keys => ["folder", "port", "config", "plaintext"];

    public List<DialectRequest> Requests { get; } = [];

    public ImmutableArray<Endpoint> Endpoints(ComponentEntry component, ImmutableDictionary<string, string> documents) =>
        component.Port is { } port ? [new("tls", port, "tls", PeerPolicy.None)] : [];

    public ImmutableArray<ClientSnippet> Clients(ClientSide client) => [];

    public ImmutableArray<string> Reads(ComponentEntry component) => component.Config is { } config ? [config] : [];

    public Result<Desired> Describe(DialectRequest request)
    {
        Requests.Add(request);
        var (name, folder) = (request.Component.Name.Value, request.Component.Folder ?? "/srv/" + request.Component.Name.Value);
        return Result.Ok(new Desired
        {
            Leaves = [request.Leaf],
            Files =
            [
                new() { Path = folder + "/tls.crt", Component = name, Mode = UnixFileMode.UserRead, Content = new FileContent.OfLeaf(name, MaterialForm.Chain) },
                new() { Path = folder + "/ca.crt", Component = name, Mode = UnixFileMode.UserRead, Content = new FileContent.Bundle(request.Trust) },
            ],
            Edits = request.Component.Config is { } config ? [new(config, name, ConfigFormat.Yaml, [new Edit.Set(["tls", "enabled"], new EditValue.Flag(true))])] : [],
        });
    }
}

/// <summary>A known platform of two components: front serves people under an authority of its own, back serves front.</summary>
internal sealed class FakeProfile : IProfile
{
    public string Name => "duo";

    public string Summary => "two components of the tests";

    public ImmutableArray<string> Limits => [];

    public ImmutableArray<string> Clients => [];

    public ImmutableArray<string> Signs => [];

    public bool Broken { get; init; }

    public ImmutableArray<string> Reads(PlatformDescription description) => ["/opt/duo/duo.yml"];

    public ImmutableArray<string> ReadsMore(PlatformDescription description, ImmutableDictionary<string, string> documents) => documents.ContainsKey("/opt/duo/duo.yml") ? ["/opt/duo/more.yml"] : [];

    public Result<Expansion> Expand(PlatformDescription description, ImmutableDictionary<string, string> documents)
    {
        if (Broken) return Result.With<Expansion>(null, [new Diagnostic("LS1299", Severity.Error, "duo.yml is broken")]);
        var platform = new Platform
        {
            Name = description.Platform,
            Profile = Name,
            Components =
            [
                new() { Name = "front", Dialect = "duo", Endpoints = [new("https", 443, "https", PeerPolicy.None)] },
                new() { Name = "back", Dialect = "duo", Endpoints = [new("tls", 8443, "tls", PeerPolicy.Require)] },
            ],
            Links = [new() { Caller = "front", Callee = "back", Dialled = ["back"], Required = Level.Mutual, Reachable = Level.Mutual }],
        };
        return Result.Ok(new Expansion(platform, new()
        {
            Authorities = [Generated("internal", "duo's own"), Generated("https", "duo https")],
            Leaves = [Leaf("front", "front", "internal", Purposes.Client), Leaf("front-https", "front", "https", Purposes.Server, "duo.example.com"), Leaf("back", "back", "internal", Purposes.Server)],
            Files = [new() { Path = "/opt/duo/tls/back.crt", Component = "back", Mode = UnixFileMode.UserRead, Content = new FileContent.OfLeaf("back", MaterialForm.Chain) }],
            Edits = [new("/opt/duo/duo.yml", "duo", ConfigFormat.Yaml, [new Edit.Set(["tls", "enabled"], new EditValue.Flag(true))])],
            Folders = [new("/opt/duo/tls", "back", UnixFileMode.UserRead, [])],
        }));
    }

    public Result<Expansion> AsItStands(PlatformDescription description, ImmutableDictionary<string, string> documents) => Expand(description, documents);

    public ImmutableArray<Finding> Check(PlatformDescription description, Expansion expansion, Observed observed) => [];

    public Result<Draft>? Draft(DraftRequest request) => null;

    private static AuthoritySpec Generated(string name, string commonName) => new() { Name = name, Source = new AuthoritySource.Generated { Subject = new() { CommonName = commonName } } };

    private static LeafSpec Leaf(string name, string component, string authority, Purposes purposes, string? host = null) => new()
    {
        Name = name, Component = component, Source = new LeafSource.Made(authority), Subject = new() { CommonName = name }, Names = [AlternativeName.Parse(host ?? name)!], Purposes = purposes,
    };
}
