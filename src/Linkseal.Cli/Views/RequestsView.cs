using System.Collections.Immutable;
using Linkseal.Cli.Views.Json;
using Linkseal.Runtime;

namespace Linkseal.Cli.Views;

/// <summary>The certificate requests that were written: a table to mail to whoever runs the CA, and what happens with the answers.</summary>
/// <param name="Requests">The requests.</param>
/// <param name="Folder">Where they lie.</param>
/// <param name="Answers">Where the answers are looked for.</param>
internal sealed record RequestsView(ImmutableArray<WrittenRequest> Requests, string Folder, string Answers) : IView
{
    /// <inheritdoc/>
    public void Write(Page page, bool quiet)
    {
        Table.Write(page, ["REQUEST", "COMMON NAME", "FOR", "NAMES"], [.. Requests.Select(Row)]);
        if (quiet) return;
        page.Blank();
        page.Wrapped($"{Words.Count(Requests.Length, "request")} in {Folder}, with requests.txt to mail along; the keys stay in the state.");
        page.Wrapped($"Put the answers and the CA's certificate into {Answers} (PEM, DER, .p7b or .pfx), then: linkseal plan");
    }

    /// <inheritdoc/>
    public void Fill(Envelope envelope)
    {
        envelope.Requests = [.. Requests.Select(static r => new RequestItem(r.Component, r.File, r.CommonName, r.Names, MaterialText.Of(r.Purposes)))];
        envelope.Wrote = [.. Requests.Select(static r => r.File)];
    }

    private static ImmutableArray<Cell> Row(WrittenRequest request) =>
    [
        Path.GetFileName(request.File), request.CommonName, MaterialText.Of(request.Purposes), string.Join(", ", request.Names),
    ];
}
