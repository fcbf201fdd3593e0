using System.Globalization;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Core.Description.Reading;

/// <summary>What a scalar is by YAML's core schema (YAML 1.2.2 §10.3.2), the one that editors use: quotes make text of anything.</summary>
internal static class PlainScalar
{
    public static bool IsFlag(YamlNode.Scalar scalar) => scalar.IsPlain && scalar.Value is "true" or "True" or "TRUE" or "false" or "False" or "FALSE";

    public static bool IsNumber(YamlNode.Scalar scalar) => scalar.IsPlain && LooksLikeNumber(scalar.Value);

    public static bool IsText(YamlNode.Scalar scalar) => !YamlScalars.IsNull(scalar) && !IsFlag(scalar) && !IsNumber(scalar);

    private static bool LooksLikeNumber(string value)
    {
        if (value is ".nan" or ".NaN" or ".NAN") return true;
        if (value.StartsWith("0o", StringComparison.Ordinal)) return value.Length > 2 && value.AsSpan(2).IndexOfAnyExceptInRange('0', '7') < 0;
        if (value.StartsWith("0x", StringComparison.Ordinal)) return value.Length > 2 && value.Skip(2).All(char.IsAsciiHexDigit);

        var unsigned = value.StartsWith('-') || value.StartsWith('+') ? value[1..] : value;
        if (unsigned is ".inf" or ".Inf" or ".INF") return true;
        const NumberStyles Decimal = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return unsigned.Length > 0 && (char.IsAsciiDigit(unsigned[0]) || unsigned[0] == '.') &&
            double.TryParse(unsigned, Decimal, CultureInfo.InvariantCulture, out _);
    }
}
