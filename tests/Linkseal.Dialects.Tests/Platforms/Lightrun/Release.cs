using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Tests.Platforms.Lightrun;

/// <summary>A release as plain text: its values, what lies beside them, and a description.</summary>
internal sealed record Release
{
    public const string Folder = "/srv/lightrun";
    public const string Values = Folder + "/values.yaml";
    public const string Fragment = Folder + "/linkseal-values.yaml";
    public const string Head = "platform: prod\nprofile: lightrun\n";
    public const string Usual = "release: lightrun, namespace: prod, version: 3.50.0, public: { ca: public-ca.crt }";
    public const string Pem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

    private const string Nothing = $"{Head}settings: {{ {Usual} }}\n";

    public string Description { get; init; } = Nothing;

    public ImmutableDictionary<string, string> Texts { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Chart 3.50.0 with internal TLS off, its public certificate in a Secret.</summary>
    public static Release Plain { get; } = new Release()
        .With("public-ca.crt", Pem)
        .Valued("general:\n  lightrun_endpoint: lightrun.example.com\ncertificate:\n  existing_cert: lightrun-public\n");

    /// <summary>The same as Linkseal leaves it.</summary>
    public static Release Sealed => Plain.Applied();

    public Release With(string path, string text) => this with { Texts = Texts.SetItem(path.StartsWith('/') ? path : Folder + "/" + path, text) };

    public Release Valued(string text) => With(Values, text);

    /// <summary>With other settings than the usual ones.</summary>
    public Release Says(string settings, string more = "") => this with { Description = $"{Head}settings: {{ {settings} }}\n{more}" };

    /// <summary>With more settings than the usual ones.</summary>
    public Release And(string settings, string more = "") => Says(Usual + (settings.Length > 0 ? ", " + settings : ""), more);

    /// <summary>With the fragment that an apply writes.</summary>
    public Release Applied() => Expanded().Desired.Files.Aggregate(this, static (release, file) => file.Content is FileContent.Known known ? release.With(file.Path, known.Text) : release);

    public PlatformDescription Read()
    {
        var read = DescriptionReader.Read("linkseal.yaml", Folder, Description, Catalogue.Words);
        Assert.Empty(read.Diagnostics);
        return read.Value!;
    }

    public Result<Expansion> Expand() => Expand(Read());

    public Result<Expansion> Expand(PlatformDescription description) => Profile.Expand(description, Given(description));

    public Result<Expansion> Stands() => Profile.AsItStands(Read(), Given(Read()));

    public Expansion Expanded()
    {
        var result = Expand();
        Assert.Empty(result.Diagnostics);
        return result.Value!;
    }

    public ImmutableArray<string> Codes() => [.. Expand().Diagnostics.Select(static d => d.Code)];

    /// <summary>The one thing that is wrong.</summary>
    public Diagnostic Refused(string code)
    {
        var result = Expand();
        Assert.Null(result.Value);
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(code, diagnostic.Code);
        return diagnostic;
    }

    /// <summary>Notes and checks together, as <c>linkseal check</c> shows them.</summary>
    public ImmutableArray<Finding> Check(Func<Observed, Observed>? seen = null)
    {
        var expansion = Expanded();
        return [.. expansion.Desired.Notes, .. Profile.Check(Read(), expansion, Look(expansion.Desired, seen))];
    }

    /// <summary>The one finding of a code: in check, and in audit alike where nothing but the release's own files is at fault.</summary>
    public Finding Finds(string code, Func<Observed, Observed>? seen = null)
    {
        if (Description == Nothing) Assert.Single(Audit(seen), f => f.Code == code);
        return Assert.Single(Check(seen), f => f.Code == code);
    }

    public void DoesNotFind(string code, Func<Observed, Observed>? seen = null) => Assert.DoesNotContain(Check(seen), f => f.Code == code);

    /// <summary>The same for a platform as it stands, as <c>linkseal audit</c> shows them.</summary>
    public ImmutableArray<Finding> Audit(Func<Observed, Observed>? seen = null)
    {
        var result = Stands();
        Assert.Empty(result.Diagnostics);
        return [.. result.Value!.Desired.Notes, .. Profile.Check(Read(), result.Value, Look(result.Value.Desired, seen))];
    }

    public FileContent.KubernetesSecret Secret(string name) =>
        Assert.IsType<FileContent.KubernetesSecret>(Assert.Single(Expanded().Desired.Files, f => f.Path == $"{Folder}/.linkseal/out/{name}.json").Content);

    public static IProfile Profile => Catalogue.Profile("lightrun")!;

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

    private ImmutableDictionary<string, string> Given(PlatformDescription description) => [.. Texts.Where(t => Profile.Reads(description).Contains(t.Key))];
}
