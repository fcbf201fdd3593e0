using Linkseal.Core.Description;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.State;

/// <summary>What a profile writes into the state folder (Kubernetes manifests) belongs to whom the state belongs to: under sudo, to the one who typed it.</summary>
internal static class StateOwner
{
    /// <summary>The same, with the owner of the state wherever nobody else is named for a path below it; a file that says so belongs to him elsewhere too.</summary>
    public static Desired Of(Desired desired, StateFolder state, LocalPlace place)
    {
        if (state.Owner is not { } owner) return desired;
        return desired with
        {
            Files = [.. desired.Files.Select(f => f.IsInvokers || IsOurs(f.Path) ? f with { Owner = f.Owner ?? owner } : f)],
            Folders = [.. desired.Folders.Select(f => IsOurs(f.Path) ? f with { Owner = f.Owner ?? owner } : f)],
        };

        bool IsOurs(string path) => LexicalPath.IsWithin(place.IsThisMachine ? path : place.Root + path, state.Path);
    }
}
