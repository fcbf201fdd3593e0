using Linkseal.Core.Certificates;

namespace Linkseal.Dialects;

/// <summary>What products know a certificate by.</summary>
internal static class LeafNames
{
    /// <summary>A name that it can be dialled or told by: the first that is no wildcard, else the leaf's own.</summary>
    public static string One(LeafSpec leaf) => leaf.Names.Select(static n => n.Value).FirstOrDefault(static n => !n.StartsWith('*')) ?? leaf.Name;
}
