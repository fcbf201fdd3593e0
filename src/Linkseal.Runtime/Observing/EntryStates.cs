using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Observing;

/// <summary>A disk's entry as the plain data that checks read.</summary>
internal static class EntryStates
{
    /// <summary>Without content: for files whose content is nobody's business.</summary>
    public static FileState ToState(this in Entry entry) => new(entry.Kind) { Mode = entry.Mode, User = entry.User, Group = entry.Group };
}
