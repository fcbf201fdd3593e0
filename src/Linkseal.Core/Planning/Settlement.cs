using Linkseal.Core.Certificates;

namespace Linkseal.Core.Planning;

/// <summary>
/// Decides what depends on the certificates themselves: whether a leaf has an intermediate is known only once its authority, or the file that was brought, has been
/// looked at. A file of intermediates without any is not written, and the settings that would name it are not made.
/// </summary>
public static class Settlement
{
    /// <summary>The same with nothing left open.</summary>
    /// <param name="desired">What should be, with files of intermediates for every leaf that may have some.</param>
    /// <param name="observed">What was met.</param>
    public static Desired Of(Desired desired, Observed observed)
    {
        var authorities = desired.Authorities.ToDictionary(static a => a.Name, StringComparer.Ordinal);
        var leaves = desired.Leaves.ToDictionary(static l => l.Name, StringComparer.Ordinal);
        bool IsWritten(DesiredFile file) => file.Content is not FileContent.OfLeaf { Form: MaterialForm.Intermediates } content ||
            !leaves.TryGetValue(content.Leaf, out var leaf) || HasIntermediates(leaf, file.Path, authorities, observed);

        var files = desired.Files.Where(IsWritten).ToArray();
        if (files.Length == desired.Files.Length && desired.Edits.All(static e => e.IfWritten is null && e.UnlessWritten is null)) return desired;
        var paths = files.Select(static f => f.Path).ToHashSet(StringComparer.Ordinal);
        return desired with
        {
            Files = [.. files],
            Edits = [.. desired.Edits.Where(e => (e.IfWritten is null || paths.Contains(e.IfWritten)) && (e.UnlessWritten is null || !paths.Contains(e.UnlessWritten)))],
        };
    }

    private static bool HasIntermediates(LeafSpec leaf, string path, Dictionary<string, AuthoritySpec> authorities, Observed observed)
    {
        if (leaf.Source is LeafSource.Made made)
        {
            if (observed.Authorities.TryGetValue(made.Authority, out var facts)) return facts.Issuer.Sha256 != facts.Root.Sha256;
            return authorities.GetValueOrDefault(made.Authority)?.Source is AuthoritySource.Generated { Intermediate: true };
        }

        // What was brought once and is not here any more stays as it was placed.
        return observed.Brought.TryGetValue(leaf.Name, out var brought) ? brought.Chain.Length > 1 : observed.Inventory.Files.ContainsKey(path);
    }
}
