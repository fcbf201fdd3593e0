using Linkseal.Cli.Commands;
using Linkseal.Cli.Views.Json;
using Linkseal.Runtime.Applying;

namespace Linkseal.Cli.Views;

/// <summary>How an apply ended, and what the operator has to know afterwards.</summary>
internal sealed record AppliedView : IView
{
    /// <summary>What was done.</summary>
    public required ApplyReport Report { get; init; }

    /// <summary>Said where everything went well: <c>Applied</c>, <c>Removed</c>; null: nothing was to be done, which has been said.</summary>
    public string? Done { get; init; }

    /// <summary>How many steps are printed and never run: they are the operator's.</summary>
    public int ByHand { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The leaf that expires first; null: there is none.</summary>
    public FirstExpiry? First { get; init; }

    /// <summary>The state folder, where it holds an authority's key; else null.</summary>
    public string? StateFolder { get; init; }

    /// <summary>True when that key has just been made.</summary>
    public bool NewAuthority { get; init; }

    /// <inheritdoc/>
    public void Write(Page page, bool quiet)
    {
        if (Done is not null) WriteEnd(page, Done);
        if (!quiet)
        {
            foreach (var remark in Report.Remarks) page.Wrapped(Words.Sentence(remark));
            if (First is { } first) page.Wrapped(first.Text(Now));
        }

        // Losing this folder is losing the authority: said even when quiet, once.
        if (StateFolder is not null && (NewAuthority || !quiet)) page.Wrapped($"The authority's key is in {StateFolder}: back up this folder.", style: NewAuthority ? Style.Bold : Style.Plain);
    }

    private void WriteEnd(Page page, string done)
    {
        switch (Report.End)
        {
            case ApplyEnd.Done when ByHand == 0:
                page.Line(done + ".", Style.Green);
                break;
            case ApplyEnd.Done:
                page.Wrapped($"{done}; {(ByHand == 1 ? "one step is" : $"{ByHand} steps are")} yours to run, as printed above: linkseal status lists {(ByHand == 1 ? "it" : "them")}.", style: Style.Yellow);
                break;
            case ApplyEnd.StepsPending:
                page.Wrapped(done + "; not in effect until its steps are run: linkseal status lists them.", style: Style.Yellow);
                break;
        }
    }

    /// <inheritdoc/>
    public void Fill(Envelope envelope)
    {
        envelope.Applied = new(End())
        {
            FirstExpiry = First?.Leaf,
            NotAfter = First?.NotAfter.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ"),
            StateFolder = StateFolder,
        };
        if (!Report.Remarks.IsEmpty) (envelope.Remarks ??= []).AddRange(Report.Remarks);
    }

    private string End() => Report.End switch
    {
        ApplyEnd.Done => "done",
        ApplyEnd.StepsPending => "stepsPending",
        ApplyEnd.RolledBack => "rolledBack",
        ApplyEnd.Stuck => "stuck",
        _ => "notBegun",
    };
}
