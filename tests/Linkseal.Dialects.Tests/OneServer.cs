using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;

namespace Linkseal.Dialects.Tests;

/// <summary>One server <c>it</c> with one configuration, called by <c>web</c> and calling <c>db</c> where the links say so.</summary>
internal sealed record OneServer(string Dialect, string Config)
{
    public Result<PlatformDescription> Read(string entry, string links) => DescriptionReader.Read(
        "linkseal.yaml", "/srv",
        $"platform: shop\ncomponents:\n  web: {{ dialect: files, folder: /srv/web }}\n{(links.Contains("db", StringComparison.Ordinal) ? "  db: { dialect: postgresql, config: /srv/db }\n" : "")}  it: {{ dialect: {Dialect}, config: {Config}{(entry.Length > 0 ? ", " + entry : "")} }}\nlinks:\n{links}",
        Catalogue.Words);

    public Result<Expansion> Compile(string entry, string links, string text)
    {
        var read = Read(entry, links);
        Assert.Empty(read.Diagnostics);
        return PlatformCompiler.Compile(read.Value!, null, Catalogue.Dialects, ImmutableDictionary<string, string>.Empty.Add(Config, text));
    }

    /// <summary>The lines of its configuration once it is edited; edited again it is the same, and taken out it is as before.</summary>
    public string[] Edited(string entry, string links, string text)
    {
        var first = Compile(entry, links, text).Value!.Desired.Edits.Single(e => e.Path == Config);
        var edited = ConfigEditor.Apply(first.Format, Config, text, first.Edits, []);
        Assert.Empty(edited.Diagnostics);
        var second = Compile(entry, links, edited.Value!.Text).Value!.Desired.Edits.Single(e => e.Path == Config);
        Assert.Equal(edited.Value.Text, ConfigEditor.Apply(second.Format, Config, edited.Value.Text, second.Edits, edited.Value.Applied).Value!.Text);
        Assert.Equal(text, ConfigEditor.Revert(first.Format, Config, edited.Value.Text, edited.Value.Applied).Value!.Text);
        return edited.Value.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
