using Linkseal.Cli.Demo;
using Linkseal.Cli.Views.Json;

namespace Linkseal.Cli.Views;

/// <summary>The end of the demo. For people its acts have been shown as they were played; for programs they are here, each with its command's envelope.</summary>
/// <param name="Acts">The acts that were played; empty where they were shown.</param>
/// <param name="Whole">False where an act did not end as it should.</param>
internal sealed record DemoView(IReadOnlyList<ActItem> Acts, bool Whole) : IView
{
    /// <inheritdoc/>
    public void Write(Page page, bool quiet)
    {
        if (!Whole) return;
        page.Blank();
        page.Line("Three things to try next", Style.Bold);
        page.Line($"  1. cd {DemoFolder.Name}/opt/harbor && linkseal show --root ../..   (every link, its level, and why it can't be higher)");
        page.Line("  2. linkseal remove --root ../..   (harbor.yml is again what it was, byte for byte)");
        page.Wrapped("on a real Harbor, in the installer's folder: linkseal init && linkseal plan (neither changes anything of Harbor's)", "     ", "  3. ");
    }

    /// <inheritdoc/>
    public void Fill(Envelope envelope)
    {
        envelope.Acts = Acts;
        envelope.Wrote = [DemoFolder.Name];
    }
}
