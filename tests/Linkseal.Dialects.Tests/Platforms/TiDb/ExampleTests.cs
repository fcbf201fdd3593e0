using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Topology;
using Linkseal.Testing;

namespace Linkseal.Dialects.Tests.Platforms.TiDb;

/// <summary>The example in the repository, expanded over empty files; and what holds for every cluster.</summary>
public sealed class ExampleTests
{
    private static Cluster Example { get; } = new() { Texts = ImmutableDictionary<string, string>.Empty };

    [Fact]
    public void The_example_expands_and_seals_every_port()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "examples", "tidb.yaml"));
        var description = Example.Read(text);
        var missing = Assert.Single(Example.Expand(description).Diagnostics);
        Assert.Equal("LS1506", missing.Code);

        // In rounds: TiFlash's second file is known when the first is there.
        var asked = Cluster.Profile.Reads(description).ToImmutableDictionary(static p => p, static _ => "");
        var cluster = Example with { Texts = asked.SetItems(Cluster.Profile.ReadsMore(description, asked).Select(static p => KeyValuePair.Create(p, ""))) };
        var result = cluster.Expand(description);
        Assert.Equal([], result.Diagnostics);
        Assert.All(result.Value!.Platform.Links, static l => Assert.True(l.Required >= (l.Endpoint == "sql" ? Level.Authenticated : Level.Mutual), l.Id));
        Assert.DoesNotContain(result.Value.Desired.Notes, static f => f.Severity is not Severity.Note);
    }

    [Fact]
    public void What_was_written_asks_for_the_same_again()
    {
        foreach (var version in (string[])["v4.0.0", "v6.5.0", "v8.5.0"])
        {
            var cluster = (Cluster.Small with { Version = version }).Says("callers: named", "mysql: true")
                .With(Cluster.Pd, "# client-urls = \"\"\npeer-urls = \"http://0.0.0.0:2380\"\n").With(Cluster.Tikv, "[security]\ncert-allowed-cn = [\"old\"]\n");
            var before = cluster.Expanded();
            var after = cluster;
            foreach (var edit in before.Desired.Edits) after = after.With(edit.Path, ConfigEditor.Apply(edit.Format, edit.Path, cluster.Texts[edit.Path], edit.Edits, []).Value!.Text);
            Assert.Equal(DesiredText.Of(new(before, [])), DesiredText.Of(new(after.Expanded(), [])));
            // And as it stands it then has the levels that were promised.
            Assert.Equal(
                before.Platform.Links.Where(static l => l.Caller != "tools").Select(static l => $"{l.Id} {l.Endpoint} {l.Required}"),
                after.AsItStands().Platform.Links.Select(static l => $"{l.Id} {l.Endpoint} {l.Required}"));
        }
    }

    [Fact]
    public void Every_row_is_whole()
    {
        foreach (var product in Dialects.Platforms.TiDb.TiDbProduct.All)
        {
            Assert.All(product.Endpoints, e => Assert.NotNull(product.KeysOf(e.Served)));
            Assert.All(product.Urls.Where(static u => u.Beside is not null), u => Assert.Contains(product.Urls, o => o.Key == u.Beside));
            Assert.All(product.Requires, static r => Assert.NotNull(Dialects.Platforms.TiDb.TiDbProduct.Find(r)));
        }

        foreach (var link in Dialects.Platforms.TiDb.TiDbLink.All)
        {
            Assert.Contains(Dialects.Platforms.TiDb.TiDbProduct.Find(link.Callee)!.Endpoints, e => e.Name == link.Endpoint);
            var caller = Dialects.Platforms.TiDb.TiDbProduct.Find(link.Caller)!;
            Assert.True(caller.Scrapes || caller.Name == "lightning" || caller.KeysOf(link.With) is not null, link.Caller + ":" + link.Callee);
        }
    }
}
