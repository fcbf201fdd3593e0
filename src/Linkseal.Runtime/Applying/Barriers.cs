using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Applying;

/// <summary>
/// Runs operations so that a switch keeps its promise through a power loss: what a link leads to is durable before the link, and the link before whatever
/// comes after it (the configuration that names it, the deletion of what it led to). Where no link is among them, nothing waits.
/// </summary>
internal static class Barriers
{
    public static void ForEach(IDisk disk, IEnumerable<Operation> operations, Action<Operation> act)
    {
        List<Operation> since = [];
        var links = false;
        foreach (var operation in operations)
        {
            if (operation.IsLink != links)
            {
                Rollback.SyncFolders(disk, since);
                since.Clear();
                links = operation.IsLink;
            }

            act(operation);
            since.Add(operation);
        }
    }
}
