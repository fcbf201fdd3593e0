using System.Collections.Immutable;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>Which services docker-compose.yml runs.</summary>
internal static class ComposeServices
{
    /// <summary>The names under <c>services:</c>; empty where the text is no compose file (docker's own message will say why).</summary>
    public static ImmutableArray<string> Read(string text) =>
        YamlReader.Read("docker-compose.yml", text).Value is YamlNode.Mapping root && root["services"] is YamlNode.Mapping services
            ? [.. services.Entries.Select(static e => e.Key.Value)]
            : [];
}
