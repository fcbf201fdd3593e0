using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;
using Linkseal.Dialects.Platforms;

namespace Linkseal.Dialects.Tests.Platforms.Papyrus;

/// <summary>The worked example of CONTRIBUTING: Papyrus, a server that its workers call, configured by one papyrus.toml. No such product is known.</summary>
internal sealed class PapyrusProfile : IProfile
{
    private const string Config = "papyrus.toml";
    private const string Tls = "/etc/papyrus/tls";
    private const UnixFileMode KeyMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OpenMode = KeyMode | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public string Name => "papyrus";

    public string Summary => "Papyrus: TLS between its workers and its server";

    public ImmutableArray<string> Limits { get; } = ["Papyrus reads certificates at start only."];

    public ImmutableArray<string> Clients => [];

    public ImmutableArray<string> Signs => [Config];

    public ImmutableArray<string> Reads(PlatformDescription description) => [PathOf(description)];

    public ImmutableArray<string> ReadsMore(PlatformDescription description, ImmutableDictionary<string, string> documents) => [];

    public Result<Expansion> Expand(PlatformDescription description, ImmutableDictionary<string, string> documents) => Result.Ok(new Expansion(
        Platform(description, Level.Mutual),
        new()
        {
            Authorities = [new() { Name = "internal", Source = DescribedAuthority.Source(description), Passphrase = description.Authority.Passphrase }],
            Leaves = [Leaf(description, "server", Purposes.Server), Leaf(description, "worker", Purposes.Client)],
            Files = [.. Files("server"), .. Files("worker"), File("server", "ca.crt", new FileContent.Bundle("internal"), OpenMode)],
            Edits = [new(PathOf(description), "server", ConfigFormat.Toml, [Set("cert", "server.crt"), Set("key", "server.key"), Set("client-ca", "ca.crt")])],
            Steps =
            [
                new()
                {
                    Id = "restart", Component = "server", Command = ["systemctl", "restart", "papyrus"], Reason = "reads certificates at start only",
                    Interrupts = "papyrus for some seconds", After = [PathOf(description), Tls + "/server.crt"],
                },
            ],
        }));

    public ImmutableArray<Finding> Check(PlatformDescription description, Expansion expansion, Observed observed) => [];

    public Result<Expansion> AsItStands(PlatformDescription description, ImmutableDictionary<string, string> documents)
    {
        var isSealed = documents.TryGetValue(PathOf(description), out var text) && text.Contains("client-ca =", StringComparison.Ordinal);
        return Result.Ok(new Expansion(Platform(description, isSealed ? Level.Mutual : Level.Plaintext), new()));
    }

    public Result<Draft>? Draft(DraftRequest request) =>
        !request.Documents.ContainsKey(Config) ? null : Result.Ok(new Draft(
            $"{DraftText.Schema}platform: {request.PlatformName ?? "papyrus"}\nprofile: papyrus\n", ImmutableDictionary<string, string>.Empty, [Config]));

    private static string PathOf(PlatformDescription description) => LexicalPath.Join(PlacePath.Of(description, description.Folder), Config);

    private static Platform Platform(PlatformDescription description, Level now) => new()
    {
        Name = description.Platform,
        Profile = "papyrus",
        Components = [new() { Name = "server", Dialect = "papyrus", Endpoints = [new("https", 8443, "https", PeerPolicy.Require)] }, new() { Name = "worker", Dialect = "papyrus" }],
        Links = [new() { Caller = "worker", Callee = "server", Required = now, Reachable = Level.Mutual, Reason = "papyrus has no list of callers" }],
    };

    private static LeafSpec Leaf(PlatformDescription description, string name, Purposes purposes) => new()
    {
        Name = name, Component = name, Source = new LeafSource.Made("internal"), Purposes = purposes,
        Subject = description.Leaf.Subject with { CommonName = name }, Names = [AlternativeName.Parse(name + ".papyrus.internal")!],
    };

    private static IEnumerable<DesiredFile> Files(string name) =>
        [File(name, name + ".crt", new FileContent.OfLeaf(name, MaterialForm.Chain), OpenMode), File(name, name + ".key", new FileContent.OfLeaf(name, MaterialForm.Key), KeyMode)];

    private static DesiredFile File(string component, string name, FileContent content, UnixFileMode mode) =>
        new() { Path = $"{Tls}/{name}", Component = component, Content = content, Mode = mode };

    private static Edit.Set Set(string key, string file) => new(["tls", key], new EditValue.Text($"{Tls}/{file}"));
}
