using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Statements;

/// <summary>A word of a statement.</summary>
/// <param name="Start">Where it begins, quotes included; UTF-16 index into the text.</param>
/// <param name="End">Where it ends, exclusive.</param>
/// <param name="Text">What it says, quotes and escapes resolved; of a list, its text.</param>
/// <param name="IsQuoted">True when it stands in quotes.</param>
internal sealed record Word(int Start, int End, string Text, bool IsQuoted)
{
    /// <summary>The items of a list; default: it is none.</summary>
    public ImmutableArray<Word> Items { get; init; }

    /// <summary>True when both say the same.</summary>
    /// <param name="one">One.</param>
    /// <param name="other">The other.</param>
    /// <param name="isTyped">Whether quotes make a difference.</param>
    public static bool Same(Word one, Word other, bool isTyped)
    {
        if (one.Items.IsDefault != other.Items.IsDefault) return false;
        if (!one.Items.IsDefault) return Same(one.Items, other.Items, isTyped);
        return one.Text == other.Text && (!isTyped || one.IsQuoted == other.IsQuoted);
    }

    /// <summary>True when both are the same words.</summary>
    public static bool Same(ImmutableArray<Word> one, ImmutableArray<Word> other, bool isTyped) =>
        one.Length == other.Length && one.Zip(other).All(p => Same(p.First, p.Second, isTyped));
}
