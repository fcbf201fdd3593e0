using FsCheck;
using FsCheck.Fluent;

namespace Linkseal.Dialects.Tests.Platforms.TiDb;

/// <summary>Files and settings that somebody's editor left half written: never a crash, always a line.</summary>
public sealed class FuzzTests
{
    private static readonly string[] Pieces =
    [
        "[security]", "[security", "[[security]]", "ca-path", " = ", "\"", "'", "\"\"\"", "[", "]", "{", "}", ",", "#", "\n", "\t", "client-urls", "http://", "https://10.0.1.1:2379", "pd-1=", "cert-allowed-cn", "0x", "1979-05-27", "true", "\r\n", "é", "\0",
        "[flash.proxy]", "config", "peer-urls = \"http://\"", "[pd]\nendpoints = [\"a:1\"]", "name = 3", "status-port = -1", "path = [1]",
    ];

    [Fact]
    public void A_mangled_file_is_refused_with_its_line_or_read() => Prop.ForAll(Text(Pieces).ToArbitrary(), static text =>
    {
        foreach (var path in (string[])[Cluster.Pd, Cluster.Tikv, Cluster.Tidb])
        {
            var cluster = Cluster.Sealed.With(path, text);
            var result = cluster.Expand();
            Assert.All(result.Diagnostics, static d => Assert.NotNull(d.File));
            Assert.Equal(result.Failed, result.Value is null);
            _ = Cluster.Profile.AsItStands(cluster.Read(), cluster.Documents(cluster.Read()));
            if (!result.Failed) _ = cluster.Check();
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Mangled_settings_are_refused_with_their_line_or_read()
    {
        string[] pieces = ["pd", "tikv", ": ", "[", "]", "{", "}", ", ", "host: a", "config: /b", "\n    ", "- ", "callers", "named", "\"", "~", "&a", "*a", "instances", "version: v8.5.0", "ports", "1", "tools", "#", "é"];
        Prop.ForAll(Text(pieces).ToArbitrary(), static text =>
        {
            var read = Core.Description.DescriptionReader.Read("linkseal.yaml", Cluster.Folder, $"platform: p\nprofile: tidb\nsettings:\n  version: v8.5.0\n  instances:\n    {text}\n", Catalogue.Words, Cluster.Root);
            if (read.Value is not { } description) return;
            var result = Cluster.Small.Expand(description);
            Assert.All(result.Diagnostics, static d => Assert.NotNull(d.At));
        }).QuickCheckThrowOnFailure();
    }

    private static Gen<string> Text(string[] pieces) => Gen.ListOf(Gen.Elements(pieces)).Select(static p => string.Concat(p));
}
