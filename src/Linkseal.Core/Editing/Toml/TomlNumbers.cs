using System.Globalization;
using System.Text.RegularExpressions;

namespace Linkseal.Core.Editing.Toml;

/// <summary>What a word without quotes is, as a number or a truth value.</summary>
internal static partial class TomlNumbers
{
    /// <summary>Kind and one form for each value; null: it is neither. A null value: a whole number beyond 64 bits.</summary>
    public static (TomlKind Kind, string? Value)? Of(string word)
    {
        if (word is "true" or "false") return (TomlKind.Boolean, word);
        if (Decimal().IsMatch(word)) return (TomlKind.Integer, Whole(word));
        if (Prefixed().IsMatch(word)) return (TomlKind.Integer, WithPrefix(word));
        if (Infinite().IsMatch(word)) return (TomlKind.Float, Written(Float(word)));
        return Fractional().IsMatch(word) ? (TomlKind.Float, Written(Float(Digits(word)))) : null;
    }

    /// <summary>The number that a float's text means.</summary>
    public static double Float(string text) => text.TrimStart('+') switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" or "-nan" => double.NaN,
        var digits => double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static string Written(double value) => value switch
    {
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        double.NaN => "nan",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string? Whole(string word) =>
        long.TryParse(Digits(word), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value.ToString(CultureInfo.InvariantCulture) : null;

    private static string? WithPrefix(string word)
    {
        var radix = word[1] switch { 'x' => 16, 'o' => 8, _ => 2 };
        Int128 value = 0;
        foreach (var digit in Digits(word[2..]))
        {
            value = (value * radix) + Convert.ToInt32(digit.ToString(), 16);
            if (value > long.MaxValue) return null;
        }

        return value.ToString(CultureInfo.InvariantCulture);
    }

    private static string Digits(string word) => word.Replace("_", "", StringComparison.Ordinal);

    [GeneratedRegex(@"^[+-]?(0|[1-9](_?[0-9])*)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Decimal();

    [GeneratedRegex(@"^0(x[0-9A-Fa-f](_?[0-9A-Fa-f])*|o[0-7](_?[0-7])*|b[01](_?[01])*)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Prefixed();

    [GeneratedRegex(@"^[+-]?(inf|nan)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Infinite();

    [GeneratedRegex(@"^[+-]?(0|[1-9](_?[0-9])*)(\.[0-9](_?[0-9])*)?([eE][+-]?[0-9](_?[0-9])*)?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fractional();
}
