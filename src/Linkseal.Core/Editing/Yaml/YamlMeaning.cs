using System.Globalization;
using System.Text.RegularExpressions;

namespace Linkseal.Core.Editing.Yaml;

/// <summary>
/// Whether a node means a wanted value to PyYAML (YAML 1.1), which is what Harbor reads with.
/// The patterns are PyYAML's implicit resolvers (<c>yaml/resolver.py</c>, 5.x and 6.x).
/// </summary>
internal static partial class YamlMeaning
{
    /// <summary>True when the node already means the value: nothing has to change then.</summary>
    public static bool Holds(YamlNode? node, EditValue value) => (node, value) switch
    {
        (YamlNode.Scalar scalar, EditValue.Flag flag) => YamlScalars.Truth(scalar) == flag.Value,
        (YamlNode.Scalar scalar, EditValue.Number number) => scalar.IsPlain && Integer(scalar.Value) == number.Value,
        (YamlNode.Sequence list, EditValue.List wanted) => list.Items.Length == wanted.Items.Length && list.Items.Zip(wanted.Items).All(static p => Holds(p.First, new EditValue.Text(p.Second))),
        (YamlNode.Scalar scalar, EditValue.Text text) => scalar.Value == text.Value && (!scalar.IsPlain || IsString(scalar.Value)),
        _ => false,
    };

    /// <summary>True when a plain scalar is a string to PyYAML.</summary>
    public static bool IsString(string plain) =>
        plain is not ("" or "~" or "null" or "Null" or "NULL" or "<<" or "=") && YamlScalars.Truth(plain) is null
        && !WholeNumber().IsMatch(plain) && !FloatingNumber().IsMatch(plain) && !Timestamp().IsMatch(plain);

    /// <summary>The whole number that a plain scalar is; null: it is none, or beyond 64 bits, or written in base 60.</summary>
    private static long? Integer(string plain)
    {
        if (!WholeNumber().IsMatch(plain) || plain.Contains(':')) return null;
        var negative = plain[0] == '-';
        var digits = plain.TrimStart('+', '-').Replace("_", "", StringComparison.Ordinal);
        try
        {
            var value = digits switch
            {
                "0" => 0,
                ['0', 'x', ..] => Convert.ToInt64(digits[2..], 16),
                ['0', 'b', ..] => Convert.ToInt64(digits[2..], 2),
                ['0', ..] => Convert.ToInt64(digits, 8),
                _ => long.Parse(digits, CultureInfo.InvariantCulture),
            };
            return negative ? -value : value;
        }
        catch (Exception e) when (e is OverflowException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)\z", RegexOptions.None, 1000)]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"^(?:[-+]?(?:[0-9][0-9_]*)\.[0-9_]*(?:[eE][-+][0-9]+)?|[-+]?\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\z", RegexOptions.None, 1000)]
    private static partial Regex FloatingNumber();

    [GeneratedRegex(@"^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9][0-9]?-[0-9][0-9]?(?:[Tt]|[ \t]+)[0-9][0-9]?:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9][0-9]?(?::[0-9]{2})?))?)\z", RegexOptions.None, 1000)]
    private static partial Regex Timestamp();
}
