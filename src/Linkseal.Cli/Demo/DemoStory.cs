using System.Collections.Immutable;
using Linkseal.Demo.Platform;

namespace Linkseal.Cli.Demo;

/// <summary>One act of the demo: what is said, what is shown, what is typed and how that has to end.</summary>
/// <param name="Says">One or two sentences.</param>
internal sealed record Act(string Says)
{
    /// <summary>What happens to the platform first.</summary>
    public Func<DemoPlatform, CancellationToken, Task> First { get; init; } = static (_, _) => Task.CompletedTask;

    /// <summary>Lines that are shown as they are.</summary>
    public Func<DemoStage, ImmutableArray<string>> Shows { get; init; } = static _ => [];

    /// <summary>The command's arguments, as an operator would type them in the demo's folder; empty: none.</summary>
    public ImmutableArray<string> Types { get; init; } = [];

    /// <summary>The exit code that the command shows.</summary>
    public ExitCode Ends { get; init; } = ExitCode.Ok;
}

/// <summary>What the acts play on.</summary>
/// <param name="Folder">The demo's folder.</param>
/// <param name="Platform">The running platform.</param>
internal sealed record DemoStage(DemoFolder Folder, DemoPlatform Platform);

/// <summary>The acts, in order: read off the wire, described, planned, applied, unreadable, proven, changed under load, broken, found, repaired, reported.</summary>
internal static class DemoStory
{
    /// <summary>The whole story.</summary>
    public static ImmutableArray<Act> Acts { get; } =
    [
        new("A small platform runs in plaintext: web asks api, api asks store, again and again. What passes between api and store, read by a tap on the way, as any machine there could:")
        {
            First = static (platform, cancellation) => platform.Flow(cancellation),
            Shows = static stage => stage.Platform.Wire(),
        },
        new("One file says who is there and who may call whom. linkseal.yaml:") { Shows = static stage => stage.Folder.Description() },
        new("What would be done? Nothing is written yet.") { Types = ["plan"] },
        new("Do it: issue the certificates, edit the store's own configuration, have each take it up, and look whether it is really served.") { Types = ["apply", "--yes", "--quiet"] },
        new("The same tap, a moment later:")
        {
            First = static (platform, cancellation) => platform.Flow(cancellation),
            Shows = static stage => stage.Platform.Wire(),
        },
        new("Sealed by intent. By proof? Every link is asked as its caller, and as strangers who have to be refused.") { Types = ["verify"] },
        new("A change, made in a hurry: api gets a second name in linkseal.yaml, and the reload is left for later.")
        {
            First = static (platform, _) =>
            {
                platform.NameApi();
                return Task.CompletedTask;
            },
            Types = ["apply", "--yes", "--no-reload"],
        },
        new("And somebody lets every caller into the store, to look for something else: `tls-auth-clients no` in its redis.conf. All still works: every request is answered, nobody notices.")
        {
            First = static (platform, cancellation) => platform.OpenStore(cancellation),
            Types = ["verify"],
            Ends = ExitCode.Differs,
        },
        new("Both found by name. What a hand has written, a hand puts back: Linkseal overwrites nobody's line. The reload it catches up on.")
        {
            First = static (platform, cancellation) => platform.CloseStore(cancellation),
            Types = ["apply", "--yes"],
        },
        new("Proven again, with a page for whoever asks.") { Types = ["verify", "--report", DemoFolder.Report] },
    ];
}
