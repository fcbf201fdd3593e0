using System.Collections.Immutable;
using Linkseal.Cli.Views.Json;

namespace Linkseal.Cli.Views;

/// <summary>What <c>init</c> saw and wrote, and what comes next.</summary>
/// <param name="Saw">What was recognised, one line each.</param>
/// <param name="Wrote">The files, as they are typed from here; the description first.</param>
/// <param name="FileOption"><c> --file X</c> where the description has another name, for the next commands; else empty.</param>
internal sealed record InitView(ImmutableArray<string> Saw, ImmutableArray<string> Wrote, string FileOption) : IView
{
    /// <inheritdoc/>
    public void Write(Page page, bool quiet)
    {
        if (!quiet)
        {
            foreach (var line in Saw) page.Wrapped(line, "      ", "saw   ");
        }

        foreach (var file in Wrote) page.Line(("wrote ", Style.Green), (file, Style.Plain));
        if (quiet) return;
        page.Blank();
        page.Line($"next: linkseal check{FileOption}   what is open or broken as it stands", Style.Dim);
        page.Line($"      linkseal plan{FileOption}    what would change; changes nothing", Style.Dim);
    }

    /// <inheritdoc/>
    public void Fill(Envelope envelope)
    {
        envelope.Wrote = Wrote;
        if (!Saw.IsEmpty) (envelope.Remarks ??= []).AddRange(Saw);
    }
}
