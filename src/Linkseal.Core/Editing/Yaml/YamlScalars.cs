using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Linkseal.Core.Editing.Yaml;

/// <summary>
/// What a plain scalar means. Products read YAML 1.1 (PyYAML: <c>yes</c>, <c>on</c>, octal <c>010</c>) or the core schema of 1.2;
/// sources: yaml.org/type/bool.html, null.html, int.html, and YAML 1.2.2 §10.3.2.
/// </summary>
public static class YamlScalars
{
    private const string Core = "tag:yaml.org,2002:";

    /// <summary>True for an empty value, <c>~</c> and <c>null</c> without quotes.</summary>
    public static bool IsNull(YamlNode? node) => node is YamlNode.Scalar { IsPlain: true, Value: "" or "~" or "null" or "Null" or "NULL" };

    /// <summary>The truth value as PyYAML and YAML 1.1 read it: also <c>yes</c>, <c>no</c>, <c>on</c>, <c>off</c>; null: it is none.</summary>
    public static bool? Truth(YamlNode? node) => node is YamlNode.Scalar { IsPlain: true } scalar ? Truth(scalar.Value) : null;

    /// <summary>
    /// The node at a path of mapping keys and entries of lists (<c>[name=value]</c>, <c>[2]</c>); null where a key is missing or something on
    /// the way can have none.
    /// </summary>
    public static YamlNode? Find(YamlNode? root, params ReadOnlySpan<string> path)
    {
        foreach (var key in path)
        {
            root = root switch
            {
                YamlNode.Mapping mapping => mapping[key],
                YamlNode.Sequence sequence => YamlItems.Find(sequence, key),
                _ => null,
            };
        }

        return root;
    }

    /// <summary>True for the tags that mean the same everywhere, on a value of their kind.</summary>
    internal static bool IsKnownTag(NodeEvent value) => value.Tag.Value == "!" || (value switch
    {
        MappingStart => value.Tag.Value is Core + "map",
        SequenceStart => value.Tag.Value is Core + "seq",
        _ => value.Tag.Value is Core + "str" or Core + "int" or Core + "float" or Core + "bool" or Core + "null",
    });

    /// <summary>False where a tag makes a plain scalar a string.</summary>
    internal static bool KeepsPlainMeaning(TagName tag) => tag.IsEmpty || tag.Value is not ("!" or Core + "str");

    /// <summary>The truth value of a plain scalar's text; null: it is none.</summary>
    internal static bool? Truth(string plain) => plain switch
    {
        "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => true,
        "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => false,
        _ => null,
    };
}
