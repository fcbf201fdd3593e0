using System.Collections.Immutable;
using Linkseal.Cli.Views.Json;
using Linkseal.Core.Topology;

namespace Linkseal.Cli.Views;

/// <summary>A platform expanded: its components with their endpoints, and each link's required and reachable level.</summary>
/// <param name="Platform">The platform.</param>
internal sealed record ShowView(Platform Platform) : IView
{
    /// <inheritdoc/>
    public void Write(Page page, bool quiet)
    {
        page.Line((Platform.Name, Style.Bold), (Platform.Title is { } title ? ": " + title : "", Style.Plain));
        page.Blank();
        Table.Write(page, ["COMPONENT", "DIALECT", "LISTENS"], [.. Platform.Components.Select(Row)]);
        if (!Platform.Links.IsEmpty)
        {
            page.Blank();
            var names = new LinkNames(Platform.Links);
            Table.Write(page, ["LINK", "REQUIRED", "REACHABLE", "WHY NOT HIGHER"], [.. Platform.Links.Select(l => Row(l, names))]);
        }

        if (Platform.Tools.IsEmpty) return;
        page.Blank();
        page.Wrapped($"tools: {string.Join(", ", Platform.Tools.Select(static t => t.Name))}   (linkseal show --tool NAME)");
    }

    /// <inheritdoc/>
    public void Fill(Envelope envelope)
    {
        envelope.Platform = PlatformItem.From(Platform);
        envelope.Components = [.. Platform.Components.Select(static c => new ComponentItem(c.Name, c.Dialect, EndpointItems(c)))];
        envelope.Links = [.. Platform.Links.Select(Item)];
        if (!Platform.Tools.IsEmpty) envelope.Tools = [.. Platform.Tools.Select(static t => new ToolItem(t.Name, t.Command, t.Note))];
    }

    /// <summary>A component's endpoints for programs.</summary>
    public static IReadOnlyList<EndpointItem> EndpointItems(Component component) =>
        [.. component.Endpoints.Select(static e => new EndpointItem(e.Name, e.Port, e.Protocol, Peers(e)))];

    /// <summary>A link for programs, with the level that both ends can do.</summary>
    public static LinkItem Item(Link link) => new(link.Caller, link.Callee, link.Required.Text(), link.Reachable.Text())
    {
        Endpoint = link.Endpoint, Reason = link.Reason,
    };

    /// <summary>An endpoint for people: <c>https 8443, asks no certificate</c>.</summary>
    public static string Text(Endpoint endpoint)
    {
        var name = endpoint.Name == endpoint.Protocol ? endpoint.Protocol : $"{endpoint.Name} ({endpoint.Protocol})";
        var asks = endpoint.Peers switch
        {
            PeerPolicy.None => "",
            PeerPolicy.Request => ", asks for a certificate",
            PeerPolicy.Require => ", demands a certificate",
            _ => ", demands its callers' certificates",
        };
        return $"{name} {endpoint.Port}{asks}";
    }

    private static ImmutableArray<Cell> Row(Component component) =>
        [new(component.Name, Style.Bold), component.Dialect, string.Join("; ", component.Endpoints.Select(Text))];

    private static ImmutableArray<Cell> Row(Link link, LinkNames names) =>
    [
        new(names[link]),
        new(link.Required.Text(), link.Required == Level.Plaintext ? Style.Yellow : Style.Green),
        link.Reachable.Text(),
        new(link.Reason ?? "", Style.Dim),
    ];

    private static string Peers(Endpoint endpoint) => endpoint.Peers switch
    {
        PeerPolicy.None => "none",
        PeerPolicy.Request => "request",
        PeerPolicy.Require => "require",
        _ => "named",
    };
}
