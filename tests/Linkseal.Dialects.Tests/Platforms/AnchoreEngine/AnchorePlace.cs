using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Tests.Platforms.AnchoreEngine;

/// <summary>A place as plain text: what lies where, and a description. Gives the profile only what it asked for, in rounds, as Runtime does.</summary>
internal sealed record AnchorePlace
{
    public const string Folder = "/opt/anchore";
    public const string ConfigPath = Folder + "/config.yaml";
    public const string ComposePath = Folder + "/docker-compose.yaml";
    public const string OverridePath = Folder + "/docker-compose.override.yaml";

    /// <summary>Two services, each in a container of its own.</summary>
    public const string Config = """
        internal_ssl_verify: True
        credentials:
          database:
            db_connect: 'postgresql://postgres:secret@db:5432/postgres'
            db_connect_args:
              timeout: 120
        services:
          apiext:
            enabled: True
            endpoint_hostname: '${ANCHORE_ENDPOINT_HOSTNAME}'
            port: 8228
          catalog:
            enabled: True
            endpoint_hostname: '${ANCHORE_ENDPOINT_HOSTNAME}'
            port: 8228
        """;

    public const string Compose = """
        services:
          api:
            image: anchore/anchore-engine:v1.0.0
            ports: ["8228:8228"]
            environment: [ANCHORE_ENDPOINT_HOSTNAME=api]
            command: ["anchore-manager", "service", "start", "apiext"]
          catalog:
            image: anchore/anchore-engine:v1.0.0
            environment: { ANCHORE_ENDPOINT_HOSTNAME: catalog }
            command: ["anchore-manager", "service", "start", "catalog"]
          db:
            image: postgres:9
        """;

    private const string Nothing = "platform: anchore\nprofile: anchore-engine\n";

    public string Description { get; init; } = Nothing;

    public ImmutableDictionary<string, string> Texts { get; init; } = ImmutableDictionary<string, string>.Empty;

    public static AnchorePlace Plain { get; } = new AnchorePlace().With(ConfigPath, Config).With(ComposePath, Compose);

    /// <summary>As it stands once TLS is on, written by hand.</summary>
    public static AnchorePlace Sealed { get; } = Plain.Catalog(Triple);

    public const string Triple = "    ssl_enable: True\n    ssl_cert: /config/tls/catalog.crt\n    ssl_key: /config/tls/catalog.key\n";

    public AnchorePlace With(string path, string text) => this with { Texts = Texts.SetItem(path, text) };

    public AnchorePlace Without(string path) => this with { Texts = Texts.Remove(path) };

    /// <summary>With more lines at the end of the config, which are those of catalog.</summary>
    public AnchorePlace Catalog(string lines) => With(ConfigPath, Texts[ConfigPath] + "\n" + lines);

    public AnchorePlace Configured(string from, string to)
    {
        Assert.Contains(from, Texts[ConfigPath], StringComparison.Ordinal);
        return With(ConfigPath, Texts[ConfigPath].Replace(from, to, StringComparison.Ordinal));
    }

    public AnchorePlace Composed(string from, string to)
    {
        Assert.Contains(from, Texts[ComposePath], StringComparison.Ordinal);
        return With(ComposePath, Texts[ComposePath].Replace(from, to, StringComparison.Ordinal));
    }

    public AnchorePlace Says(string lines) => this with { Description = Description + lines };

    public PlatformDescription Read()
    {
        var read = DescriptionReader.Read("linkseal.yaml", Folder, Description, Catalogue.Words);
        Assert.Empty(read.Diagnostics);
        return read.Value!;
    }

    public Result<Expansion> Expand() => Expand(Read());

    public Result<Expansion> Expand(PlatformDescription description) => Profile.Expand(description, Given(description));

    public Expansion Expanded()
    {
        var result = Expand();
        Assert.Empty(result.Diagnostics);
        return result.Value!;
    }

    public Expansion Standing()
    {
        var description = Read();
        var result = Profile.AsItStands(description, Given(description));
        Assert.Empty(result.Diagnostics);
        return result.Value!;
    }

    /// <summary>Notes and checks together, as <c>linkseal check</c> shows them.</summary>
    public ImmutableArray<Finding> Check(Func<Observed, Observed>? fault = null)
    {
        var description = Read();
        var result = Expand(description);
        Assert.False(result.Failed, string.Join('\n', result.Diagnostics.Select(static d => d.Message)));
        var desired = result.Value!.Desired;
        var observed = new Observed
        {
            Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            Files = Texts.Keys.ToImmutableDictionary(static p => p, p => new FileState(FileKind.Regular) { Sha256 = "text:" + Texts[p] }),
            Documents = [.. Texts.Where(t => desired.Documents.Contains(t.Key))],
        };
        return [.. desired.Notes, .. Profile.Check(description, result.Value, fault is null ? observed : fault(observed))];
    }

    /// <summary>What <c>linkseal audit</c> finds by Anchore's own rules.</summary>
    public ImmutableArray<Finding> Judged(Func<Observed, Observed>? fault = null)
    {
        var standing = Standing();
        var observed = new Observed
        {
            Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), Files = ImmutableDictionary<string, FileState>.Empty, Documents = [.. Texts.Where(t => standing.Desired.Documents.Contains(t.Key))],
        };
        return [.. standing.Desired.Notes, .. Profile.Check(Read(), standing, fault is null ? observed : fault(observed))];
    }

    /// <summary>The one finding of a code: in check, and in audit alike where nothing but Anchore's own files is at fault.</summary>
    public Finding Finds(string code, Func<Observed, Observed>? fault = null)
    {
        if (Description == Nothing) Assert.Single(Judged(fault), f => f.Code == code);
        return Assert.Single(Check(fault), f => f.Code == code);
    }

    /// <summary>Said of what Linkseal is about to do: nothing for audit.</summary>
    public Finding FindsOnlyInCheck(string code)
    {
        Assert.DoesNotContain(Judged(), f => f.Code == code);
        return Assert.Single(Check(), f => f.Code == code);
    }

    public void DoesNotFind(string code, Func<Observed, Observed>? fault = null) => Assert.DoesNotContain(Check(fault), f => f.Code == code);

    private static IProfile Profile => Catalogue.Profile("anchore-engine")!;

    private ImmutableDictionary<string, string> Given(PlatformDescription description)
    {
        bool Asks(string asked, string path) => asked == path || (asked.LastIndexOf("/*", StringComparison.Ordinal) is > 0 and var star && Path.GetDirectoryName(path) == asked[..star] && path.EndsWith(asked[(star + 2)..], StringComparison.Ordinal));
        ImmutableDictionary<string, string> Of(ImmutableArray<string> asked) => [.. Texts.Where(t => asked.Any(a => Asks(a, t.Key)))];
        var given = Of(Profile.Reads(description));
        for (var round = 0; round < 8; round++) given = given.SetItems(Of(Profile.ReadsMore(description, given)));
        return given;
    }
}
