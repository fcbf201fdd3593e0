using System.Collections.Immutable;
using System.Globalization;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Dialects.Platforms;

/// <summary>Reads values out of YAML nodes; what does not fit is reported at its line and reading goes on.</summary>
/// <param name="file">The file, for diagnostics.</param>
/// <param name="wrong">How a value that does not fit is reported: position, key, expected, met.</param>
internal sealed class NodeScope(string file, Func<Position, string, string, string, Diagnostic> wrong)
{
    private readonly List<Diagnostic> _diagnostics = [];

    public string File => file;

    public ImmutableArray<Diagnostic> Diagnostics => [.. _diagnostics];

    public void Report(Diagnostic diagnostic) => _diagnostics.Add(diagnostic);

    public void Wrong(YamlNode node, string key, string expected) => Report(wrong(node.Start, key, expected, Met(node)));

    /// <summary>A text; null where the node is absent, empty or no scalar.</summary>
    public string? Text(YamlNode? node, string key, string expected = "a text")
    {
        if (node is null || IsNull(node)) return null;
        if (node is YamlNode.Scalar { Value.Length: > 0 } scalar) return scalar.Value;
        Wrong(node, key, expected);
        return null;
    }

    public int? Port(YamlNode? node, string key)
    {
        if (Text(node, key, Ports) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535) return port;
        Wrong(node!, key, Ports);
        return null;
    }

    /// <summary>An absolute path without a <c>..</c>; control characters and a trailing slash are no path.</summary>
    public string? AbsolutePath(YamlNode? node, string key)
    {
        if (Text(node, key, Paths) is not { } text) return null;
        if (text[0] == '/' && !text.Any(char.IsControl)) return Core.Description.LexicalPath.Resolve("/", text);
        Wrong(node!, key, Paths);
        return null;
    }

    /// <summary>A path; a relative one starts from <paramref name="folder"/>.</summary>
    public string? Path(YamlNode? node, string key, string folder)
    {
        if (Text(node, key, "a path") is not { } text) return null;
        if (!text.Any(char.IsControl)) return Core.Description.LexicalPath.Resolve(folder, text);
        Wrong(node!, key, "a path");
        return null;
    }

    public bool? Flag(YamlNode? node, string key)
    {
        if (node is null || IsNull(node)) return null;
        if (node is YamlNode.Scalar { IsPlain: true } scalar)
        {
            if (scalar.Value is "true" or "True" or "TRUE" or "on" or "yes") return true;
            if (scalar.Value is "false" or "False" or "FALSE" or "off" or "no") return false;
        }

        Wrong(node, key, "`true` or `false`");
        return null;
    }

    /// <summary><c>on</c> or <c>off</c>, in any of YAML's spellings; null where the node is empty or neither.</summary>
    public bool? Switch(YamlNode node, string key, string expected)
    {
        if (IsNull(node)) return null;
        if (node is YamlNode.Scalar { Value: "off" or "Off" or "OFF" or "false" or "no" }) return false;
        if (node is YamlNode.Scalar { Value: "on" or "On" or "ON" or "true" or "yes" }) return true;
        Wrong(node, key, expected);
        return null;
    }

    public AlternativeName? Name(YamlNode node, string key)
    {
        if (Text(node, key, Names) is not { } text) return null;
        if (AlternativeName.Parse(text) is { } name) return name;
        Wrong(node, key, Names);
        return null;
    }

    /// <summary>The items of a list; a single scalar counts as a list of one.</summary>
    public ImmutableArray<YamlNode> Items(YamlNode? node, string key) => node switch
    {
        null => [],
        YamlNode.Sequence sequence => sequence.Items,
        YamlNode.Scalar scalar when !IsNull(scalar) => [scalar],
        YamlNode.Scalar => [],
        _ => WrongList(node, key),
    };

    public static bool IsNull(YamlNode node) => node is YamlNode.Scalar { IsPlain: true, Value: "" or "~" or "null" or "Null" or "NULL" };

    private const string Ports = "a port, 1 to 65535";
    private const string Paths = "an absolute path";
    private const string Names = "a host name or an IP address";

    private ImmutableArray<YamlNode> WrongList(YamlNode node, string key)
    {
        Wrong(node, key, "a list");
        return [];
    }

    private static string Met(YamlNode node) => node switch
    {
        YamlNode.Mapping => "a mapping",
        YamlNode.Sequence => "a list",
        YamlNode.Scalar { Value.Length: > 0 } scalar => $"`{UserWord.Shown(scalar.Value)}`",
        _ => "empty",
    };
}
