using Linkseal.Cli.Commands;
using Linkseal.Cli.Views.Json;
using Linkseal.Runtime.Applying;

namespace Linkseal.Cli.Views;

/// <summary>How an apply ended, and what the operator has to know afterwards.</summary>
internal sealed record AppliedView : IView
{
    /// <summary>What was done.</summary>
    public required ApplyReport Report { get; init; }

    /// <summary>Said where everything went well: <c>applied</c>, <c>removed</c>.</summary>
    public required string Done { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The leaf that expires first; null: there is none.</summary>
    public FirstExpiry? First { get; init; }

    /// <summary>The state folder, where it holds an authority's key; else null.</summary>
    public string? StateFolder { get; init; }

    /// <summary>True after the first apply: the folder wants a backup, and is named.</summary>
    public bool NewState { get; init; }

    /// <inheritdoc/>
    public void Write(Page page, bool quiet)
    {
        if (Report.Failure is { } failure) page.Wrapped(failure, style: Style.Red);
        var (text, style) = Report.End switch
        {
            ApplyEnd.Done => (Done + ".", Style.Green),
            ApplyEnd.StepsPending => (Done + "; not in effect until its steps are run: linkseal status lists them.", Style.Yellow),
            ApplyEnd.RolledBack => ("Everything is as it was before.", Style.Yellow),
            ApplyEnd.Stuck => ("Not everything could be given back; the next linkseal apply goes on from here.", Style.Red),
            _ => (Report.Failure is null ? "Nothing to do." : "Nothing was changed.", Style.Yellow),
        };
        page.Wrapped(text, style: style);
        if (!quiet)
        {
            foreach (var remark in Report.Remarks) page.Wrapped(remark);
            if (First is { } first) page.Wrapped(first.Text(Now));
        }

        // Losing this folder is losing the authority: said even when quiet.
        if (NewState && StateFolder is not null) page.Wrapped($"The authority's key is in {StateFolder}: back up this folder.", style: Style.Bold);
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
        envelope.Failure = Report.Failure;
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
