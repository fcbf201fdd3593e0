using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Tests.Platforms.Harbor;

/// <summary>A place as plain text: what lies where, and a description. Gives the profile only what it asked for, in two rounds, as Runtime does.</summary>
internal sealed record Place
{
    public const string Install = "/opt/harbor";

    public const string ComposeText = "services:\n  log:\n    image: goharbor/harbor-log:v2.12.0\n  core:\n    image: goharbor/harbor-core:v2.12.0\n  trivy-adapter:\n    image: goharbor/trivy-adapter-photon:v2.12.0\n";

    private const string Nothing = "platform: registry\nprofile: harbor\n";

    public string Description { get; init; } = Nothing;

    public ImmutableDictionary<string, string> Texts { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>A Harbor 2.12.0 with Trivy as its sample leaves it, but for the host name.</summary>
    public static Place Plain { get; } = new Place()
        .With("harbor.yml", HarborYml("registry.example.com"))
        .With("prepare", "docker run goharbor/prepare:v2.12.0 prepare $@\n")
        .With("docker-compose.yml", ComposeText);

    public static string HarborYml(string hostName, string more = "", string https = "https:\n  port: 443\n  certificate: /your/certificate/path\n  private_key: /your/private/key/path\n", string volume = "data_volume: /data\n") =>
        $"hostname: {hostName}\nhttp:\n  port: 80\n{https}{volume}_version: 2.12.0\n{more}";

    /// <summary>With a file: absolute, or of the installer's folder.</summary>
    public Place With(string path, string text) => this with { Texts = Texts.SetItem(path.StartsWith('/') ? path : Install + "/" + path, text) };

    public Place Without(string name) => this with { Texts = Texts.Remove(Install + "/" + name) };

    public Place Yml(string text) => With("harbor.yml", text);

    /// <summary>With more lines of description.</summary>
    public Place Says(string lines) => this with { Description = Description + lines };

    public PlatformDescription Read()
    {
        var read = DescriptionReader.Read("linkseal.yaml", Install, Description, Catalogue.Words);
        Assert.Empty(read.Diagnostics);
        return read.Value!;
    }

    public Result<Expansion> Expand() => Expand(Read());

    public Result<Expansion> Expand(PlatformDescription description) => Profile.Expand(description, Documents(description));

    private static IProfile Profile => Catalogue.Profile("harbor")!;

    private ImmutableDictionary<string, string> Documents(PlatformDescription description)
    {
        var first = Given(Profile.Reads(description));
        return first.SetItems(Given(Profile.ReadsMore(description, first)));
    }

    public Expansion Expanded()
    {
        var result = Expand();
        Assert.Empty(result.Diagnostics);
        return result.Value!;
    }

    /// <summary>Notes and checks together, as <c>linkseal check</c> shows them.</summary>
    public ImmutableArray<Finding> Check(Func<Expansion, Observed, Observed>? fault = null)
    {
        var description = Read();
        var result = Expand(description);
        Assert.False(result.Failed, string.Join('\n', result.Diagnostics.Select(static d => d.Message)));
        var observed = Look(result.Value!.Desired);
        if (fault is not null) observed = fault(result.Value, observed);
        return [.. result.Value.Desired.Notes, .. Catalogue.Profile("harbor")!.Check(description, result.Value, observed)];
    }

    /// <summary>The same for Harbor as it stands, as <c>linkseal audit</c> shows them.</summary>
    public ImmutableArray<Finding> Audit(Func<Expansion, Observed, Observed>? fault = null)
    {
        var description = Read();
        var result = Profile.AsItStands(description, Documents(description));
        Assert.False(result.Failed, string.Join('\n', result.Diagnostics.Select(static d => d.Message)));
        var observed = Look(result.Value!.Desired);
        if (fault is not null) observed = fault(result.Value, observed);
        return [.. result.Value.Desired.Notes, .. Profile.Check(description, result.Value, observed)];
    }

    /// <summary>The one finding of a code: in check, and in audit alike where nothing but Harbor's own files is at fault.</summary>
    public Finding Finds(string code, Func<Expansion, Observed, Observed>? fault = null)
    {
        if (Description == Nothing) Assert.Single(Audit(fault), f => f.Code == code);
        return Assert.Single(Check(fault), f => f.Code == code);
    }

    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private Observed Look(Desired desired) => new()
    {
        Now = Now,
        Files = Texts.Keys.ToImmutableDictionary(static p => p, p => new FileState(FileKind.Regular) { Sha256 = "text:" + Texts[p] }),
        Documents = [.. Texts.Where(t => desired.Documents.Contains(t.Key))],
    };

    private ImmutableDictionary<string, string> Given(ImmutableArray<string> asked)
    {
        var given = ImmutableDictionary<string, string>.Empty;
        foreach (var path in asked)
        {
            if (path.StartsWith("exists:", StringComparison.Ordinal))
            {
                var bare = path["exists:".Length..];
                if (Texts.Keys.Any(k => k == bare || k.StartsWith(bare + "/", StringComparison.Ordinal))) given = given.SetItem(path, "");
            }
            else if (Texts.TryGetValue(path, out var text))
            {
                given = given.SetItem(path, text);
            }
        }

        return given;
    }
}
