using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Yaml;

/// <summary>Writes settings that stand nowhere yet.</summary>
internal static class NewBlock
{
    /// <summary>The lines, without line ends, of settings below a container.</summary>
    /// <param name="depth">The length of the container's path.</param>
    /// <param name="indent">The column of the container's keys.</param>
    /// <param name="step">How much deeper each level goes.</param>
    /// <param name="sets">What is wanted.</param>
    public static IEnumerable<string> Lines(int depth, int indent, int step, IEnumerable<Edit.Set> sets)
    {
        foreach (var group in sets.GroupBy(s => s.Key[depth]))
        {
            var key = new string(' ', indent) + YamlFormat.Key(group.Key) + ":";
            if (group.FirstOrDefault(s => s.Key.Length == depth + 1) is { } leaf)
            {
                yield return $"{key} {YamlFormat.Value(leaf.Value)}";
                continue;
            }

            yield return key;
            foreach (var line in Lines(depth + 1, indent + step, step, group)) yield return line;
        }
    }

    /// <summary>The same between braces, without the braces.</summary>
    public static string Flow(int depth, IEnumerable<Edit.Set> sets) => string.Join(", ", sets.GroupBy(s => s.Key[depth]).Select(group =>
        YamlFormat.Key(group.Key) + ": " + (group.FirstOrDefault(s => s.Key.Length == depth + 1) is { } leaf
            ? YamlFormat.Value(leaf.Value)
            : "{" + Flow(depth + 1, group) + "}")));
}
