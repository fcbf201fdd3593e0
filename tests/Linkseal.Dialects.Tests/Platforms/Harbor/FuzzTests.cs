using FsCheck;
using FsCheck.Fluent;

namespace Linkseal.Dialects.Tests.Platforms.Harbor;

public sealed class FuzzTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(500).WithQuietOnSuccess(true);

    private const string Whole = "hostname: registry.example.com\nhttp:\n  port: 80\nhttps:\n  port: 443\n  certificate: /a\n  private_key: /b\ninternal_tls:\n  enabled: true\n  dir: /c\n" +
        "data_volume: /data\nexternal_url: https://x.example:1\nexternal_database:\n  harbor:\n    ssl_mode: require\n    port: 1\nexternal_redis:\n  tlsOptions:\n    enable: true\nmetric:\n  enabled: true\n  port: 9\ntrivy:\n  insecure: true\n_version: 2.12.0\n";

    private const string Settings = "settings:\n  install: /opt/harbor\n  version: \"2.12\"\n  hostname: h.example\n  with: [trivy]\n  internalTls: { dir: /etc/x }\n  https: { port: 443, names: [a], certificate: a.pem, key: a.key, authority: own }\n  mutual: true\n";

    /// <summary>Cuts, repeats and replaces pieces: most results are wrong in one place only, which is where readers go wrong.</summary>
    private static string Mutate(string text, int from, int length, string with)
    {
        var start = Math.Abs(from % text.Length);
        var end = Math.Min(text.Length, start + Math.Abs(length % 12));
        return text[..start] + with + text[end..];
    }

    private static Gen<string> Pieces => Gen.Elements("", "\n", " ", ": ", "- ", "[", "]", "{", "}", "\"", "'", "#", "&a ", "*a", "!!int ", "\t", "\0", "é", "null", "off", "99999999999999999999", "/", "..", "|\n", "<<: ", "---\n");

    [Fact]
    public void No_harbor_yml_makes_the_profile_fail_without_a_diagnostic() => Prop.ForAll(
        (from a in Gen.Choose(0, 10_000) from b in Gen.Choose(0, 10_000) from p in Pieces select (a, b, p)).ToArbitrary(),
        static t => IsJudged(Place.Plain.Yml(Mutate(Whole, t.a, t.b, t.p)))).Check(Many);

    [Fact]
    public void No_compose_or_override_file_makes_the_profile_fail_without_a_diagnostic() => Prop.ForAll(
        (from a in Gen.Choose(0, 10_000) from b in Gen.Choose(0, 10_000) from p in Pieces select (a, b, p)).ToArbitrary(),
        static t => IsJudged(Place.Plain.Says("settings: { mutual: true }\n").With("docker-compose.yml", Mutate(Place.ComposeText, t.a, t.b, t.p))
            .With("docker-compose.override.yml", Mutate("services:\n  jobservice:\n    environment:\n      A: b\n", t.a, t.b, t.p)))).Check(Many);

    [Fact]
    public void No_settings_make_the_profile_fail_without_a_diagnostic() => Prop.ForAll(
        (from a in Gen.Choose(0, 10_000) from b in Gen.Choose(0, 10_000) from p in Pieces select (a, b, p)).ToArbitrary(),
        static t =>
        {
            var read = Core.Description.DescriptionReader.Read("linkseal.yaml", Place.Install, "platform: p\nprofile: harbor\n" + Mutate(Settings, t.a, t.b, t.p), Catalogue.Words);
            return read.Value?.Profile is null || IsJudged(Place.Plain.Expand(read.Value));
        }).Check(Many);

    private static bool IsJudged(Place place) => IsJudged(place.Expand());

    /// <summary>A value or errors, and every error of a file has its line.</summary>
    private static bool IsJudged(Core.Diagnostics.Result<Expansion> result) =>
        result.Failed == result.Diagnostics.Any(static d => d.Severity == Core.Diagnostics.Severity.Error) && result.Diagnostics.All(static d => d.File is null || d.At is not null);
}
