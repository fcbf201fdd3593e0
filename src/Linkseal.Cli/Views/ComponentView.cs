using System.Collections.Immutable;
using Linkseal.Cli.Views.Json;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;
using Linkseal.Dialects;

namespace Linkseal.Cli.Views;

/// <summary>One component: what its certificates say, its files, and the links from it, ready to paste.</summary>
internal sealed record ComponentView : IView
{
    /// <summary>The platform it is of.</summary>
    public required Platform Platform { get; init; }

    /// <summary>The component.</summary>
    public required Component Component { get; init; }

    /// <summary>The leaves that it presents.</summary>
    public required ImmutableArray<LeafSpec> Leaves { get; init; }

    /// <summary>The files that Linkseal writes for it.</summary>
    public required ImmutableArray<DesiredFile> Files { get; init; }

    /// <summary>Host folder → folder inside its container.</summary>
    public ImmutableArray<(string Host, string Inside)> Mounts { get; init; } = [];

    /// <summary>How clients of each callee's dialect are told, by the link.</summary>
    public Func<Link, ImmutableArray<ClientSnippet>> Clients { get; init; } = static _ => [];

    /// <inheritdoc/>
    public void Write(Page page, bool quiet)
    {
        page.Line((Component.Name, Style.Bold), ($"  ({Component.Dialect})", Style.Plain));
        foreach (var endpoint in Component.Endpoints) page.Line("  listens  " + ShowView.Text(endpoint));
        foreach (var leaf in Leaves) WriteIdentity(page, leaf);
        WriteFiles(page);
        WriteOutgoing(page);
    }

    /// <inheritdoc/>
    public void Fill(Envelope envelope)
    {
        envelope.Platform = PlatformItem.From(Platform);
        envelope.Components =
        [
            new(Component.Name, Component.Dialect, ShowView.EndpointItems(Component))
            {
                Identities = [.. Leaves.Select(static l => new IdentityItem(l.Name, l.Subject.CommonName, Names(l), MaterialText.Of(l.Purposes), MaterialText.Of(l.Source)))],
                Files = [.. Files.Select(f => new FileItem(f.Path, MaterialText.Of(f.Content), Inside(f.Path), Mode(f)))],
            },
        ];
        envelope.Links = [.. Outgoing().Select(l => ShowView.Item(l) with { Clients = Clients(l) is { IsEmpty: false } known ? [.. known.Select(static c => new SnippetItem(c.Client, c.Text))] : null })];
    }

    private IEnumerable<Link> Outgoing() => Platform.Links.Where(l => l.Caller == Component.Name);

    private static void WriteIdentity(Page page, LeafSpec leaf)
    {
        page.Blank();
        page.Line("identity " + leaf.Name, Style.Bold);
        page.Line("  common name  " + leaf.Subject.CommonName);
        page.Wrapped(string.Join(", ", Names(leaf)), "               ", "  names        ");
        page.Line("  for          " + MaterialText.Of(leaf.Purposes));
        page.Line("  comes from   " + MaterialText.Of(leaf.Source));
        if (leaf.Source is LeafSource.Made) page.Line($"  key          {leaf.Key.Text()}, lives {leaf.Lifetime}");
    }

    private void WriteFiles(Page page)
    {
        if (Files.IsEmpty) return;
        page.Blank();
        page.Line("files", Style.Bold);
        Table.Write(page, [], [.. Files.Select(f => (ImmutableArray<Cell>)[f.Path, Mode(f), MaterialText.Of(f.Content) + (Inside(f.Path) is { } inside ? ", inside " + inside : "")])], "  ");
    }

    private void WriteOutgoing(Page page)
    {
        foreach (var link in Outgoing())
        {
            var endpoint = Platform.Components.FirstOrDefault(c => c.Name == link.Callee)?.Endpoints
                .FirstOrDefault(e => link.Endpoint is null || e.Name == link.Endpoint);
            page.Blank();
            page.Line(("calls ", Style.Bold), (link.Callee, Style.Bold), ($"  {link.Required.Text()}", Style.Plain));
            if (endpoint is not null) page.Line($"  address      {(link.Dialled.IsEmpty ? link.Callee : link.Dialled[0])}:{endpoint.Port}");
            if (link.Required == Level.Plaintext) continue;
            if (link.Trust is { } trust) page.Line($"  ca           {Inside(trust) ?? trust}");
            else WritePath(page, "ca", static f => f.Content is FileContent.Bundle);
            if (link.Required >= Level.Mutual)
            {
                WritePath(page, "certificate", static f => f.Content.HoldsCertificate);
                WritePath(page, "key", static f => f.Content.HoldsKey);
            }

            WriteClients(page, link);
        }
    }

    // What is pasted must not be broken by us: as it is, line by line.
    private void WriteClients(Page page, Link link)
    {
        foreach (var (client, text) in Clients(link))
        {
            page.Line("  " + client, Style.Dim);
            foreach (var line in text.Split('\n')) page.Line("    " + line);
        }
    }

    private void WritePath(Page page, string label, Func<DesiredFile, bool> wanted)
    {
        if (Files.FirstOrDefault(wanted) is { } file) page.Line($"  {label,-11}  {Inside(file.Path) ?? file.Path}");
    }

    private string? Inside(string path) => LexicalPath.Inside(Mounts, path);

    private static IReadOnlyList<string> Names(LeafSpec leaf) => [.. leaf.Names.Select(static n => n.Value)];

    private static string Mode(DesiredFile file) => Convert.ToString((int)file.Mode, 8).PadLeft(4, '0');
}
