using Linkseal.Core.Verification;
using Linkseal.Runtime.Verification;

namespace Linkseal.Cli.Views;

/// <summary>A counter while links are asked, on a terminal and on work over a second.</summary>
internal sealed class VerifyProgress(Session session) : IVerifyListener, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private readonly Lock gate = new();
    private readonly long began = session.Terminal.Clock.GetTimestamp();
    private readonly bool counts = session.Terminal.ErrorIsTerminal && !session.Global.Quiet;
    private long drawn;
    private bool onScreen;

    /// <inheritdoc/>
    public void Judged(LinkProof proof, int done, int all)
    {
        lock (gate)
        {
            var clock = session.Terminal.Clock;
            if (!counts || clock.GetElapsedTime(began) < Patience || clock.GetElapsedTime(drawn) < Pace) return;
            drawn = clock.GetTimestamp();
            onScreen = true;
            session.Terminal.Error.Write($"\rverifying {done}/{all}\e[K");
        }
    }

    /// <summary>Takes the counter off the screen.</summary>
    public void End()
    {
        lock (gate)
        {
            if (onScreen) session.Terminal.Error.Write("\r\e[K");
            onScreen = false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => End();
}
