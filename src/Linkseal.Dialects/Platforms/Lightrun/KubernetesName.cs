using System.Globalization;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Dialects.Platforms.Lightrun;

/// <summary>Names as Kubernetes and helm take them.</summary>
internal static class KubernetesName
{
    /// <summary>A DNS label: namespaces, Services.</summary>
    public const int LongestLabel = 63;

    /// <summary>helm's limit for a release.</summary>
    public const int LongestRelease = 53;

    private const int LongestSubdomain = 253;

    /// <summary>Lower case letters, digits and hyphens; null where it is absent, or reported as wrong.</summary>
    public static string? Label(NodeScope scope, YamlNode node, string key, int longest)
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"1 to {longest} small letters, digits and `-`");
        if (NodeScope.IsNull(node) || node is YamlNode.Scalar { Value: "" })
        {
            scope.Wrong(node, key, expected);
            return null;
        }

        if (scope.Text(node, key, expected) is not { } text) return null;
        if (IsLabel(text) && text.Length <= longest) return text;
        scope.Wrong(node, key, expected);
        return null;
    }

    /// <summary>The name of a Secret; null where it is absent, or reported as wrong.</summary>
    public static string? Subdomain(NodeScope scope, YamlNode? node, string key)
    {
        const string Expected = "the name of a Secret: small letters, digits, `-` and `.`";
        if (scope.Text(node, key, Expected) is not { } text) return null;
        if (text.Length <= LongestSubdomain && Array.TrueForAll(text.Split('.'), IsLabel)) return text;
        scope.Wrong(node!, key, Expected);
        return null;
    }

    /// <summary>Whether the text is a DNS label of RFC 1123, but for its length.</summary>
    public static bool IsLabel(string text) =>
        text.Length > 0 && text[0] != '-' && text[^1] != '-' && text.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
