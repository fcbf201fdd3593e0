using Linkseal.Cli.Views.Json;
using Linkseal.Core.Topology;

namespace Linkseal.Cli.Views;

/// <summary>One client tool's command line: alone on its line, so that it can be pasted or put into a script.</summary>
/// <param name="Platform">The platform that it calls.</param>
/// <param name="Tool">The tool.</param>
internal sealed record ToolView(Platform Platform, ToolUse Tool) : IView
{
    /// <inheritdoc/>
    public void Write(Page page, bool quiet)
    {
        if (Tool.Note is { } note && !quiet) page.Wrapped(note, "# ", "# ", Style.Dim);
        page.Line(Words.CommandLine(Tool.Command));
    }

    /// <inheritdoc/>
    public void Fill(Envelope envelope)
    {
        envelope.Platform = PlatformItem.From(Platform);
        envelope.Tools = [new(Tool.Name, Tool.Command, Tool.Note)];
    }
}
