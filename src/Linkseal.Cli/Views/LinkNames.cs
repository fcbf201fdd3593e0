using System.Collections.Immutable;
using Linkseal.Core.Topology;

namespace Linkseal.Cli.Views;

/// <summary>Links as tables name them: <c>tidb:tikv</c>, with the endpoint where the same caller dials several of the same callee.</summary>
internal sealed class LinkNames(ImmutableArray<Link> links)
{
    private readonly HashSet<string> _several = [.. links.GroupBy(static l => l.Id, StringComparer.Ordinal).Where(static g => g.Count() > 1).Select(static g => g.Key)];

    /// <summary>The name of one of them.</summary>
    public string this[Link link] => link.Endpoint is { } endpoint && _several.Contains(link.Id) ? $"{link.Id} {endpoint}" : link.Id;
}
