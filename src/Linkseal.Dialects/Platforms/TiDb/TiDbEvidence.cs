using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>The tables and keys that stand in a TOML file: what tells whose it is. Tables as <c>[security]</c>, keys as <c>security.ca-path</c>.</summary>
/// <remarks>Read line by line, and without complaint: the samples that the products ship have everything commented out, and a file with a fault is still somebody's.</remarks>
/// <param name="Active">What holds.</param>
/// <param name="Commented">What is commented out.</param>
internal sealed partial record TiDbEvidence(ImmutableHashSet<string> Active, ImmutableHashSet<string> Commented)
{
    public bool IsEmpty => Active.IsEmpty && Commented.IsEmpty;

    public static TiDbEvidence Of(string text)
    {
        var (active, commented) = (ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal), ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal));
        // A commented header opens no table; the commented keys below it are still meant for it.
        var (table, meant) = ("", "");
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var trimmed = line.Trim();
            var isComment = trimmed.StartsWith('#');
            var words = trimmed.TrimStart("# \t").ToString();
            if (Header().Match(words) is { Success: true } header)
            {
                meant = Plain(header.Groups["name"].Value);
                if (!isComment) table = meant;
                Add(isComment ? commented : active, meant);
            }
            else if (Key().Match(words) is { Success: true } key)
            {
                var within = isComment ? meant : table;
                (isComment ? commented : active).Add(within.Length == 0 ? Plain(key.Groups["name"].Value) : within + "." + Plain(key.Groups["name"].Value));
            }
        }

        return new(active.ToImmutable(), commented.ToImmutable());
    }

    /// <summary>How much a table or key says: four times as much where it holds.</summary>
    public int Weight(string name) => Active.Contains(name) ? 4 : Commented.Contains(name) ? 1 : 0;

    /// <summary>A table, and the tables above it.</summary>
    private static void Add(ImmutableHashSet<string>.Builder names, string table)
    {
        for (var end = table.Length; end > 0; end = table.LastIndexOf('.', end - 1)) names.Add($"[{table[..end]}]");
    }

    private static string Plain(string name) => string.Concat(name.Where(static c => c is not (' ' or '\t' or '"' or '\'')));

    [GeneratedRegex(@"^\[\[?(?<name>[\w\-. \t""']+)\]\]?\s*(#.*)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Header();

    [GeneratedRegex(@"^(?<name>[\w\-.""']+)\s*=", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();
}
