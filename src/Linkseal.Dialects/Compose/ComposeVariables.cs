using System.Collections.Immutable;
using System.Text;
using Linkseal.Core.Description;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Dialects.Compose;

/// <summary>compose's own variables, <c>${HOST}</c> and <c>${HOST:-x}</c>: by the <c>.env</c> beside the compose file. What only a shell gives is not known.</summary>
/// <remarks>Source: docs.docker.com, "Interpolation" and "Set environment variables: .env".</remarks>
internal sealed record ComposeVariables(ImmutableDictionary<string, string> Given)
{
    private const int DeepestDefault = 16;

    // No tag of YAML's has this name.
    private const string OpenTag = "$";

    /// <summary>The file of variables for the compose files of a folder.</summary>
    public static string FileOf(string folder) => LexicalPath.Join(folder, ".env");

    public static ComposeVariables Read(string? text) => new(text is null ? ImmutableDictionary<string, string>.Empty : EnvironmentFile.Variables(text));

    /// <summary>True for a value of a resolved tree that has a variable which is not known.</summary>
    public static bool IsOpen(YamlNode? node) => node?.Tag == OpenTag;

    /// <summary>The names of the variables of a text that are not given.</summary>
    public IEnumerable<string> Missing(string text)
    {
        for (var at = text.IndexOf('$', StringComparison.Ordinal); at >= 0 && at + 1 < text.Length; at = text.IndexOf('$', at + 1))
        {
            if (text[at + 1] == '$')
            {
                at++;
                continue;
            }

            var name = Name(text, text[at + 1] == '{' ? at + 2 : at + 1);
            if (name.Length > 0 && !Given.ContainsKey(name)) yield return name;
        }
    }

    /// <summary>The tree with each value resolved; a value with a variable that is not known stays as it is written.</summary>
    public YamlNode Resolve(YamlNode node) => node switch
    {
        YamlNode.Scalar scalar when scalar.Value.Contains('$', StringComparison.Ordinal) => Resolve(scalar.Value) is { } value ? scalar with { Value = value } : scalar with { Tag = OpenTag },
        YamlNode.Mapping mapping => mapping with { Entries = [.. mapping.Entries.Select(e => e with { Value = Resolve(e.Value) })] },
        YamlNode.Sequence sequence => sequence with { Items = [.. sequence.Items.Select(Resolve)] },
        _ => node,
    };

    /// <summary>The text; null where a variable is not known.</summary>
    public string? Resolve(string text) => Resolve(text, 0);

    private string? Resolve(string text, int depth)
    {
        if (depth > DeepestDefault) return null;
        var resolved = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '$' || at + 1 == text.Length)
            {
                resolved.Append(text[at]);
                continue;
            }

            if (text[at + 1] == '$')
            {
                resolved.Append('$');
                at++;
                continue;
            }

            var isBraced = text[at + 1] == '{';
            var name = Name(text, at + (isBraced ? 2 : 1));
            var after = at + (isBraced ? 2 : 1) + name.Length;
            var end = isBraced ? Closing(text, after) : after - 1;
            if (name.Length == 0 || end < 0 || Value(name, isBraced ? text[after..end] : "", depth) is not { } value) return null;
            resolved.Append(value);
            at = end;
        }

        return resolved.ToString();
    }

    // With a colon, an empty value counts as none.
    private string? Value(string name, string rest, int depth)
    {
        var given = Given.GetValueOrDefault(name);
        if (rest.Length == 0) return given;
        var colon = rest[0] == ':' ? 1 : 0;
        if (rest.Length == colon) return null;
        var isThere = given is not null && (colon == 0 || given.Length > 0);
        return rest[colon] switch
        {
            '-' => isThere ? given : Resolve(rest[(colon + 1)..], depth + 1),
            '+' => isThere ? Resolve(rest[(colon + 1)..], depth + 1) : null,
            '?' => isThere ? given : null,
            _ => null,
        };
    }

    private static int Closing(string text, int from)
    {
        var open = 1;
        for (var at = from; at < text.Length; at++)
        {
            if (text[at] == '{') open++;
            if (text[at] == '}' && --open == 0) return at;
        }

        return -1;
    }

    private static string Name(string text, int start)
    {
        var end = start;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_') && !(end == start && char.IsAsciiDigit(text[end]))) end++;
        return text[start..end];
    }
}
