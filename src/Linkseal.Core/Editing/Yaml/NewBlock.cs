using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Yaml;

/// <summary>Writes settings that stand nowhere yet, in the style of the file that they go into.</summary>
/// <param name="step">How much deeper each level goes.</param>
/// <param name="dashStep">How much deeper the dashes of a list stand than its key.</param>
/// <param name="flags">The letters of truth values.</param>
internal sealed class NewBlock(int step, int dashStep, FlagCase flags)
{
    public static NewBlock In(YamlText doc) => new(doc.IndentStep, YamlStyle.DashStep(doc), YamlStyle.FlagCaseOf(doc.Root));

    /// <summary>The lines, without line ends, of settings below a container.</summary>
    /// <param name="depth">The length of the container's path.</param>
    /// <param name="indent">The column of the container's keys or dashes.</param>
    /// <param name="sets">What is wanted.</param>
    public IEnumerable<string> Lines(int depth, int indent, IEnumerable<Edit.Set> sets) =>
        sets.GroupBy(s => s.Key[depth]).SelectMany(group => EntryPart.Of(group.Key) is { Name: not null } part ? Entry(depth, indent, part, group) : Setting(depth, indent, group));

    /// <summary>The same between brackets, without the brackets.</summary>
    public string Flow(int depth, IEnumerable<Edit.Set> sets) => string.Join(", ", sets.GroupBy(s => s.Key[depth]).Select(group =>
    {
        if (EntryPart.Of(group.Key) is { Name: not null } part) return "{" + Flow(depth + 1, WithName(depth, part, group)) + "}";
        var key = YamlFormat.Key(group.Key) + ": ";
        if (Leaf(depth, group) is { } leaf) return key + YamlFormat.Value(leaf.Value, flags);
        return key + (IsList(depth, group) ? "[" + Flow(depth + 1, group) + "]" : "{" + Flow(depth + 1, group) + "}");
    }));

    private IEnumerable<string> Setting(int depth, int indent, IGrouping<string, Edit.Set> group)
    {
        var key = new string(' ', indent) + YamlFormat.Key(group.Key) + ":";
        return Leaf(depth, group) is { } leaf
            ? [$"{key} {YamlFormat.Value(leaf.Value, flags)}"]
            : Lines(depth + 1, indent + (IsList(depth, group) ? dashStep : step), group).Prepend(key);
    }

    private IEnumerable<string> Entry(int depth, int indent, EntryPart part, IEnumerable<Edit.Set> group) =>
        Lines(depth + 1, indent + 2, WithName(depth, part, group)).Select((line, i) => i == 0 ? new string(' ', indent) + "- " + line[(indent + 2)..] : line);

    /// <summary>An entry's settings, the key that names it first.</summary>
    private static IEnumerable<Edit.Set> WithName(int depth, EntryPart part, IEnumerable<Edit.Set> group)
    {
        ImmutableArray<Edit.Set> sets = [.. group.OrderByDescending(s => s.Key[depth + 1] == part.Name)];
        return sets[0].Key[depth + 1] == part.Name ? sets : sets.Prepend(new([.. sets[0].Key[..(depth + 1)], part.Name!], new EditValue.Text(part.Value)));
    }

    private static Edit.Set? Leaf(int depth, IEnumerable<Edit.Set> group) => group.FirstOrDefault(s => s.Key.Length == depth + 1);

    private static bool IsList(int depth, IEnumerable<Edit.Set> group) => EntryPart.Of(group.First().Key[depth + 1]) is { Name: not null };
}
