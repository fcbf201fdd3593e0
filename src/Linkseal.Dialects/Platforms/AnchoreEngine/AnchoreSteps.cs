using System.Collections.Immutable;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>
/// All services restart together: certificates and keys are read once, at start, and until a service has registered anew the others dial what the
/// database remembers of it.
/// </summary>
internal static class AnchoreSteps
{
    public static ImmutableArray<RunStep> Of(AnchoreSetup setup)
    {
        if (setup.Compose is not { } compose) return [];
        ImmutableArray<string> after = [setup.Paths.Config, setup.Paths.Folder + "/", setup.Paths.Trust + "/", setup.Paths.Proxy + "/", setup.OverridePath];
        // A file that compose does not find by itself takes its override only when it is named too.
        ImmutableArray<string> run = compose.IsFoundByCompose ? ["docker", "compose"] : ["docker", "compose", "-f", compose.Path, "-f", setup.OverridePath];
        return
        [
            new()
            {
                Id = "down",
                Component = AnchoreTopology.Whole,
                Command = [.. run, "down"],
                Folder = compose.Folder,
                Reason = "certificates are read once, at start, and every service has to announce itself anew",
                Interrupts = "Anchore Engine as a whole, for about a minute; analyses that run start over",
                After = after,
            },
            new()
            {
                Id = "up",
                Component = AnchoreTopology.Whole,
                Command = [.. run, "up", "-d"],
                Folder = compose.Folder,
                Reason = "the services start with the new configuration, all of them together",
                After = after,
            },
        ];
    }
}
