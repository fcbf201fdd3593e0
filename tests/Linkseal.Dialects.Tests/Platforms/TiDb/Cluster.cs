using System.Collections.Immutable;
using Linkseal.Core.Checking;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Tests.Platforms.TiDb;

/// <summary>A cluster as plain text: a description, and what lies below the root. Gives the profile only what it asked for, in two rounds, as Runtime does.</summary>
internal sealed record Cluster
{
    public const string Folder = "/home/ops/tidb";
    public const string Root = "/home/ops/tidb/hosts";
    public const string Pd = "/10.0.1.1/etc/tidb/pd.toml";
    public const string Tikv = "/10.0.1.2/etc/tidb/tikv.toml";
    public const string Tidb = "/10.0.1.3/etc/tidb/tidb.toml";

    public string Version { get; init; } = "v8.5.0";

    /// <summary>The lines of <c>instances:</c>.</summary>
    public ImmutableArray<string> Instances { get; init; } =
    [
        "pd: [{ host: 10.0.1.1, name: pd-1, config: /etc/tidb/pd.toml }]",
        "tikv: [{ host: 10.0.1.2, config: /etc/tidb/tikv.toml }]",
        "tidb: [{ host: 10.0.1.3, config: /etc/tidb/tidb.toml, names: [tidb.internal] }]",
    ];

    /// <summary>More lines of <c>settings:</c>.</summary>
    public ImmutableArray<string> Settings { get; init; } = [];

    /// <summary>More lines of the description.</summary>
    public string More { get; init; } = "";

    public ImmutableDictionary<string, string> Texts { get; init; } = ImmutableDictionary<string, string>.Empty.Add(Pd, "").Add(Tikv, "").Add(Tidb, "");

    public string? Place { get; init; } = Root;

    public static Cluster Small { get; } = new();

    /// <summary>With TLS in every file, by hand: a sealed cluster without lists.</summary>
    public static Cluster Sealed { get; } = Small
        .With(Pd, "client-urls = \"https://10.0.1.1:2379\"\npeer-urls = \"https://10.0.1.1:2380\"\n[security]\ncacert-path = \"/tls/ca.pem\"\ncert-path = \"/tls/pd.pem\"\nkey-path = \"/tls/pd.key\"\n")
        .With(Tikv, "[security]\nca-path = \"/tls/ca.pem\"\ncert-path = \"/tls/tikv.pem\"\nkey-path = \"/tls/tikv.key\"\n")
        .With(Tidb, "[security]\ncluster-ssl-ca = \"/tls/ca.pem\"\ncluster-ssl-cert = \"/tls/tidb.pem\"\ncluster-ssl-key = \"/tls/tidb.key\"\n");

    public Cluster With(string path, string text) => this with { Texts = Texts.SetItem(path, text) };

    public Cluster Without(string path) => this with { Texts = Texts.Remove(path) };

    /// <summary>With another piece of a file in place of the one that stands there.</summary>
    public Cluster Change(string path, string from, string to)
    {
        Assert.Contains(from, Texts[path], StringComparison.Ordinal);
        return With(path, Texts[path].Replace(from, to, StringComparison.Ordinal));
    }

    public Cluster Add(string instance, string path, string text) => this with { Instances = Instances.Add(instance), Texts = Texts.SetItem(path, text) };

    public Cluster Says(params ImmutableArray<string> settings) => this with { Settings = Settings.AddRange(settings) };

    public string Text => $"platform: prod\nprofile: tidb\nsettings:\n  version: {Version}\n  instances:\n{string.Concat(Instances.Select(static i => $"    {i}\n"))}{string.Concat(Settings.Select(static s => $"  {s}\n"))}{More}";

    public PlatformDescription Read() => Read(Text);

    public PlatformDescription Read(string text)
    {
        var read = DescriptionReader.Read("linkseal.yaml", Folder, text, Catalogue.Words, Place);
        Assert.Empty(read.Diagnostics);
        return read.Value!;
    }

    public static IProfile Profile => Catalogue.Profile("tidb")!;

    public Result<Expansion> Expand() => Expand(Read());

    /// <summary>Whole, with components and links by hand, as the compiler joins them.</summary>
    public Result<Expansion> Expand(PlatformDescription description) => PlatformCompiler.Compile(description, Profile, Catalogue.Dialects, Documents(description));

    public Expansion Expanded()
    {
        var result = Expand();
        Assert.Equal([], result.Diagnostics.Select(static d => d.Message));
        return result.Value!;
    }

    public Expansion AsItStands()
    {
        var description = Read();
        var result = Profile.AsItStands(description, Documents(description));
        Assert.Equal([], result.Diagnostics.Select(static d => d.Message));
        return result.Value!;
    }

    public Diagnostic Wrong(string code) => Assert.Single(Expand().Diagnostics, d => d.Code == code);

    /// <summary>Notes and checks together over an expansion, as <c>linkseal check</c> shows them.</summary>
    public ImmutableArray<Finding> Check(Func<Observed, Observed>? seen = null)
    {
        var description = Read();
        var result = Expand(description);
        Assert.False(result.Failed, string.Join('\n', result.Diagnostics.Select(static d => d.Message)));
        return Check(description, result.Value!, seen);
    }

    /// <summary>The general rules and the profile's own over the platform as it stands, as <c>linkseal audit</c> shows them.</summary>
    public ImmutableArray<Finding> Audit(Func<Observed, Observed>? seen = null)
    {
        var (description, expansion) = (Read(), AsItStands());
        var observed = Look(expansion.Desired, seen);
        return [.. Checker.Check(expansion.Desired, expansion.Platform, observed), .. Profile.Check(description, expansion, observed)];
    }

    /// <summary>The one finding of a code, in check and in audit alike.</summary>
    public Finding Finds(string code, Func<Observed, Observed>? seen = null)
    {
        Assert.Single(Audit(seen), f => f.Code == code);
        return Assert.Single(Check(seen), f => f.Code == code);
    }

    public void FindsNot(string code, Func<Observed, Observed>? seen = null)
    {
        Assert.DoesNotContain(Audit(seen), f => f.Code == code);
        Assert.DoesNotContain(Check(seen), f => f.Code == code);
    }

    public ImmutableDictionary<string, string> Documents(PlatformDescription description)
    {
        var first = Given(Profile.Reads(description));
        return first.SetItems(Given(Profile.ReadsMore(description, first)));
    }

    private ImmutableArray<Finding> Check(PlatformDescription description, Expansion expansion, Func<Observed, Observed>? seen) =>
        [.. expansion.Desired.Notes, .. Profile.Check(description, expansion, Look(expansion.Desired, seen))];

    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private Observed Look(Desired desired, Func<Observed, Observed>? seen)
    {
        var observed = new Observed
        {
            Now = Now,
            Files = Texts.Keys.ToImmutableDictionary(static p => p, p => new FileState(FileKind.Regular) { Sha256 = "text:" + Texts[p] }),
            Documents = [.. Texts.Where(t => desired.Documents.Contains(t.Key))],
        };
        return seen is null ? observed : seen(observed);
    }

    private ImmutableDictionary<string, string> Given(ImmutableArray<string> asked) => [.. Texts.Where(t => asked.Contains(t.Key))];
}
