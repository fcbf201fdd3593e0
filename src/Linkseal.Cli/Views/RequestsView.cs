using System.Collections.Immutable;
using Linkseal.Cli.Views.Json;
using Linkseal.Core.Certificates;
using Linkseal.Runtime.Authority;

namespace Linkseal.Cli.Views;

/// <summary>The certificate requests that were written: the table to mail to whoever runs the CA, and what happens with the answers.</summary>
/// <param name="Written">What was written.</param>
/// <param name="Leaves">All leaves of the platform.</param>
/// <param name="Answers">The folder where the answers are looked for.</param>
internal sealed record RequestsView(RequestsWritten Written, ImmutableArray<LeafSpec> Leaves, string Answers) : IView
{
    /// <inheritdoc/>
    public void Write(Page page, bool quiet)
    {
        foreach (var line in Written.Table.TrimEnd('\n').Split('\n')) page.Line(line);
        if (quiet) return;
        page.Blank();
        page.Wrapped($"{Words.Count(Written.Files.Length, "request")} and this table are in {Written.Folder}; the keys stay in the state.");
        page.Wrapped($"Put the answers into {Answers}, then: linkseal plan");
    }

    /// <inheritdoc/>
    public void Fill(Envelope envelope)
    {
        envelope.Requests = [.. Written.Files.Select(Item)];
        envelope.Wrote = [.. Written.Files.Select(static f => f.Path), Path.Combine(Written.Folder, Requests.TableName)];
    }

    private RequestItem Item(WrittenRequest request)
    {
        var leaf = Leaves.First(l => l.Name == request.Leaf);
        return new(leaf.Component, request.Path, leaf.Subject.CommonName, [.. leaf.Names.Select(static n => n.Value)], MaterialText.Of(leaf.Purposes));
    }
}
