using System.Globalization;
using Linkseal.Core.Certificates;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Core.Description.Reading;

/// <summary>Reads what keys and certificates are made like: <c>key</c>, <c>lifetime</c>, <c>renewAt</c>.</summary>
internal static class CertificateFields
{
    public static KeyAlgorithm? Key(FieldReader fields) => fields.Word<KeyAlgorithm>("key", KeyAlgorithms.Names, KeyAlgorithms.TryParse);

    public static Lifetime? Duration(FieldReader fields)
    {
        var text = fields.Text("lifetime", static t => Lifetime.Parse(t.Value) is null ? ValueDiagnostics.BadLifetime(t.Start, "`lifetime`", t.Value) : null);
        return text is null ? null : Lifetime.Parse(text.Value);
    }

    /// <summary><c>2/3</c> or <c>0.5</c>, above 0 and below 1.</summary>
    public static double? RenewAt(FieldReader fields)
    {
        if (fields.Node("renewAt") is not { } node) return null;
        if (node is not YamlNode.Scalar scalar || YamlScalars.IsNull(scalar) || PlainScalar.IsFlag(scalar))
        {
            _ = Expect.Number(fields.Scope, node, "`renewAt`");
            return null;
        }

        if (Fraction(scalar.Value) is > 0 and < 1 and var fraction) return fraction;
        fields.Scope.Report(ValueDiagnostics.BadFraction(scalar.Start, scalar.Value));
        return null;
    }

    private static double? Fraction(string text)
    {
        if (text.Split('/') is not [var above, var below])
        {
            const NumberStyles Decimal = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowLeadingSign;
            return double.TryParse(text, Decimal, CultureInfo.InvariantCulture, out var value) ? value : null;
        }

        return Whole(above) is { } part && Whole(below) is > 0 and var whole ? (double)part / whole : null;
    }

    private static int? Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
