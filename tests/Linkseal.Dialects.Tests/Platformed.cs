using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Tests;

/// <summary>A platform compiled from its text and the files that its products have.</summary>
internal sealed class Platformed
{
    private readonly ImmutableDictionary<string, string> _documents;

    private Platformed(Result<Expansion> result, ImmutableDictionary<string, string> documents, PlatformDescription description) => (Result, _documents, Description) = (result, documents, description);

    public Result<Expansion> Result { get; }

    public PlatformDescription Description { get; }

    public Desired Desired => Result.Value!.Desired;

    public IEnumerable<string> Codes => Result.Diagnostics.Select(static d => d.Code);

    /// <summary>Compiles.</summary>
    /// <param name="components">What stands below <c>components:</c>, one a line.</param>
    /// <param name="links">What stands below <c>links:</c>, one a line.</param>
    /// <param name="documents">Path and text.</param>
    public static Platformed Of(string components, string links, params (string Path, string Text)[] documents) => With("", components, links, documents);

    /// <summary>The same, with what stands above <c>components:</c>.</summary>
    public static Platformed With(string more, string components, string links, params (string Path, string Text)[] documents) => Of(more, components, links, documents.ToImmutableDictionary(static d => d.Path, static d => d.Text));

    public Component Component(string name) => Result.Value!.Platform.Components.Single(c => c.Name == name);

    public IEnumerable<Diagnostic> Errors => Result.Diagnostics.Where(static d => d.Severity is Severity.Error);

    /// <summary>A file as its edits leave it.</summary>
    public string Edited(string path)
    {
        var edits = Desired.Edits.Single(e => e.Path == path);
        var edited = ConfigEditor.Apply(edits.Format, path, _documents[path], edits.Edits, []);
        Assert.Empty(edited.Diagnostics);
        // What was edited is to be taken back whole.
        Assert.Equal(_documents[path], ConfigEditor.Revert(edits.Format, path, edited.Value!.Text, edited.Value.Applied).Value!.Text);
        return edited.Value!.Text;
    }

    /// <summary>The lines that its edits change.</summary>
    public IEnumerable<string> Changes(string path) =>
        TextDiff.Hunks(_documents[path], Edited(path)).SelectMany(static h => h).Where(static l => l.Kind != DiffKind.Kept).Select(static l => (l.Kind == DiffKind.Added ? "+" : "-") + l.Text.Trim());

    /// <summary>A second look, at the files as the first one leaves them, wants no more.</summary>
    public void WantsNoMore(string components, string links)
    {
        var after = Desired.Edits.Aggregate(_documents, (all, e) => all.SetItem(e.Path, Edited(e.Path)));
        var again = Of("", components, links, after);
        Assert.Equal(Desired.Edits.Select(static e => e.Path), again.Desired.Edits.Select(static e => e.Path));
        foreach (var edits in again.Desired.Edits)
        {
            var earlier = ConfigEditor.Apply(edits.Format, edits.Path, _documents[edits.Path], Desired.Edits.Single(e => e.Path == edits.Path).Edits, []).Value!;
            var edited = ConfigEditor.Apply(edits.Format, edits.Path, earlier.Text, edits.Edits, earlier.Applied);
            Assert.Empty(edited.Diagnostics);
            Assert.Equal(earlier.Text, edited.Value!.Text);
            Assert.Equal(earlier.Applied, edited.Value.Applied);
        }
    }

    private static Platformed Of(string more, string components, string links, ImmutableDictionary<string, string> documents)
    {
        static string Indented(string text) => string.Concat(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static l => "  " + l + "\n"));
        var read = DescriptionReader.Read("linkseal.yaml", "/srv", $"platform: shop\n{more}\ncomponents:\n{Indented(components)}{(links.Length > 0 ? "links:\n" + Indented(links) : "")}", Catalogue.Words);
        Assert.Empty(read.Diagnostics);
        return new(PlatformCompiler.Compile(read.Value!, null, Catalogue.Dialects, documents), documents, read.Value!);
    }
}
