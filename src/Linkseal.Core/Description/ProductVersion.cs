using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;

namespace Linkseal.Core.Description;

/// <summary>A product's version as numbers: <c>7.0.15</c>, <c>15</c>, <c>v3.4.23</c>, <c>2.8.2+ds1</c>.</summary>
/// <param name="Parts">Its numbers, at least one.</param>
public sealed record ProductVersion(ImmutableArray<int> Parts)
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    /// <summary>Reads a version; what follows the numbers (<c>-rc1</c>, <c>+ds1</c>) is passed over. Null: it begins with no number.</summary>
    public static ProductVersion? Parse(string text)
    {
        var numbers = text.StartsWith('v') ? text[1..] : text;
        var end = numbers.AsSpan().IndexOfAnyExcept(Digits);
        if (end == 0 || (end > 0 && numbers[end] is not ('-' or '+' or '~' or ' '))) return null;
        var parts = (end < 0 ? numbers : numbers[..end]).TrimEnd('.').Split('.');
        var builder = ImmutableArray.CreateBuilder<int>();
        foreach (var part in parts)
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
            builder.Add(number);
        }

        return new(builder.DrainToImmutable());
    }

    /// <summary>True from this version on.</summary>
    public bool AtLeast(params ReadOnlySpan<int> other)
    {
        for (var i = 0; i < other.Length; i++)
        {
            var own = i < Parts.Length ? Parts[i] : 0;
            if (own != other[i]) return own > other[i];
        }

        return true;
    }

    /// <summary>Equal by the numbers.</summary>
    public bool Equals(ProductVersion? other) => other is not null && Parts.AsSpan().SequenceEqual(other.Parts.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Parts.Aggregate(17, HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => string.Join('.', Parts);
}
