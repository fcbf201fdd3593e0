using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Core.Description.Reading;

/// <summary>Holds a node to a type: the node, or a diagnostic and null.</summary>
internal static class Expect
{
    private const string InQuotes = "put it in quotes, so that it is text";

    /// <summary>Text: anything in quotes, or a plain scalar that is no number, truth value or nothing.</summary>
    public static YamlNode.Scalar? Text(ReadScope scope, YamlNode node, string owner)
    {
        if (node is YamlNode.Scalar scalar && PlainScalar.IsText(scalar)) return scalar;
        var quotable = node is YamlNode.Scalar && !YamlScalars.IsNull(node);
        return Wrong<YamlNode.Scalar>(scope, node, owner, "text", quotable ? InQuotes : null);
    }

    /// <summary>Text that follows a rule. What is no text and would not follow it in quotes either is reported by the rule: quotes are no help then.</summary>
    /// <param name="scope">Where problems go.</param>
    /// <param name="node">The node.</param>
    /// <param name="owner">Whose value it is.</param>
    /// <param name="rule">What is wrong with a value; null: nothing.</param>
    public static YamlNode.Scalar? Text(ReadScope scope, YamlNode node, string owner, Func<YamlNode.Scalar, Diagnostic?> rule)
    {
        if (node is not YamlNode.Scalar scalar || YamlScalars.IsNull(node) || rule(scalar) is not { } wrong) return Text(scope, node, owner);
        scope.Report(wrong);
        return null;
    }

    /// <summary>A plain number, not in quotes.</summary>
    public static YamlNode.Scalar? Number(ReadScope scope, YamlNode node, string owner)
    {
        if (node is YamlNode.Scalar scalar && PlainScalar.IsNumber(scalar)) return scalar;
        return Wrong<YamlNode.Scalar>(scope, node, owner, "a number", node is YamlNode.Scalar { IsPlain: false } ? "take the quotes off" : null);
    }

    public static bool? Flag(ReadScope scope, YamlNode node, string owner)
    {
        if (node is YamlNode.Scalar scalar && PlainScalar.IsFlag(scalar)) return scalar.Value is ['t' or 'T', ..];
        _ = Wrong<YamlNode.Scalar>(scope, node, owner, "`true` or `false`", null);
        return null;
    }

    public static YamlNode.Mapping? Mapping(ReadScope scope, YamlNode node, string owner, string? hint = null) =>
        node as YamlNode.Mapping ?? Wrong<YamlNode.Mapping>(scope, node, owner, "a mapping", hint);

    public static YamlNode.Sequence? List(ReadScope scope, YamlNode node, string owner) =>
        node as YamlNode.Sequence ?? Wrong<YamlNode.Sequence>(scope, node, owner, "a list", "write `[a, b]`, or one `- a` a line");

    private static T? Wrong<T>(ReadScope scope, YamlNode node, string owner, string expected, string? hint)
        where T : YamlNode
    {
        var remedy = hint ?? (YamlScalars.IsNull(node) ? "fill it in, or take the key out" : null);
        scope.Report(ShapeDiagnostics.WrongType(node.Start, owner, expected, Kind(node), remedy));
        return null;
    }

    private static string Kind(YamlNode node) => node switch
    {
        YamlNode.Mapping => "a mapping",
        YamlNode.Sequence => "a list",
        YamlNode.Scalar when YamlScalars.IsNull(node) => "left empty",
        YamlNode.Scalar scalar when PlainScalar.IsFlag(scalar) => "a truth value",
        YamlNode.Scalar scalar when PlainScalar.IsNumber(scalar) => "a number",
        _ => "text",
    };
}
