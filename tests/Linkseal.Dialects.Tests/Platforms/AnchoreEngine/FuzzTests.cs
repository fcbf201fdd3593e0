using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Tests.Platforms.AnchoreEngine;

/// <summary>Whatever stands in the files, the profile gives a value or errors, and every error of a file has its line.</summary>
public sealed class FuzzTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(500).WithQuietOnSuccess(true);

    private const string Settings = "settings:\n  config: config.yaml\n  compose: docker-compose.yaml\n  version: \"1.0\"\n  folder: /config\n  mounts: { /a: /config }\n  tls: proxy\n  verify: true\n" +
        "  services: { apiext: { hostname: a, port: 443, names: [b], certificate: c, key: d, chain: e, authority: f, tls: native } }\n  database: { authority: a, certificate: b, key: c }\n  proxy: { image: nginx }\n";

    private static Gen<(int From, int Length, string With)> Slips =>
        from a in Gen.Choose(0, 10_000)
        from b in Gen.Choose(0, 12)
        from p in Gen.Elements("", "\n", " ", ": ", "- ", "[", "]", "{", "}", "\"", "'", "#", "&a ", "*a", "!!int ", "\t", "\0", "é", "null", "off", "99999999999999999999", "/", "..", "|\n", "<<: ", "---\n", "${ANCHORE_X}")
        select (a, b, p);

    [Fact]
    public void No_config_makes_the_profile_fail_without_a_diagnostic() =>
        Prop.ForAll(Slips.ToArbitrary(), static t => IsJudged(AnchorePlace.Sealed.With(AnchorePlace.ConfigPath, Mutate(AnchorePlace.Sealed.Texts[AnchorePlace.ConfigPath], t)).Expand())).Check(Many);

    [Fact]
    public void No_compose_or_override_file_makes_the_profile_fail_without_a_diagnostic() => Prop.ForAll(Slips.ToArbitrary(), static t => IsJudged(
        AnchorePlace.Plain.With(AnchorePlace.ComposePath, Mutate(AnchorePlace.Compose, t)).With(AnchorePlace.OverridePath, Mutate("services:\n  api:\n    volumes: [./a:/b]\n    healthcheck: { test: curl }\n", t)).Expand())).Check(Many);

    [Fact]
    public void No_settings_make_the_profile_fail_without_a_diagnostic() => Prop.ForAll(Slips.ToArbitrary(), static t =>
    {
        var read = DescriptionReader.Read("linkseal.yaml", AnchorePlace.Folder, "platform: p\nprofile: anchore-engine\n" + Mutate(Settings, t), Catalogue.Words);
        return read.Value?.Profile is null || IsJudged(AnchorePlace.Plain.Expand(read.Value));
    }).Check(Many);

    [Fact]
    public void No_file_makes_checks_audit_or_init_fail() => Prop.ForAll(Slips.ToArbitrary(), static t =>
    {
        var place = AnchorePlace.Sealed.With(AnchorePlace.ConfigPath, Mutate(AnchorePlace.Sealed.Texts[AnchorePlace.ConfigPath], t));
        if (!place.Expand().Failed)
        {
            _ = place.Check();
            _ = place.Standing();
        }

        var draft = Catalogue.Profile("anchore-engine")!.Draft(new() { Folder = AnchorePlace.Folder, Documents = place.Texts.ToImmutableDictionary(static d => d.Key[(AnchorePlace.Folder.Length + 1)..], static d => d.Value) });
        return draft is null || draft.Failed || draft.Value!.Description.StartsWith('#');
    }).Check(Many);

    /// <summary>Cuts, repeats and replaces pieces: most results are wrong in one place only, which is where readers go wrong.</summary>
    private static string Mutate(string text, (int From, int Length, string With) slip)
    {
        var start = slip.From % text.Length;
        return text[..start] + slip.With + text[Math.Min(text.Length, start + slip.Length)..];
    }

    private static bool IsJudged(Result<Expansion> result) =>
        result.Failed == result.Diagnostics.Any(static d => d.Severity == Severity.Error) && result.Diagnostics.All(static d => d.File is null || d.At is not null);
}
