using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Linkseal.Dialects.Compose;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>What the variables <c>${ANCHORE_…}</c> of config.yaml are in one container: what compose gives it, else what the image has.</summary>
/// <remarks>Source: anchore/anchore-engine Dockerfile; localconfig.py replaces them as text, before YAML is parsed, and only those whose names begin with ANCHORE.</remarks>
internal sealed partial record AnchoreEnvironment(ImmutableDictionary<string, string> Given)
{
    public const string EndpointHostName = "ANCHORE_ENDPOINT_HOSTNAME";

    /// <summary>The image alone.</summary>
    public static AnchoreEnvironment Image { get; } = new(ImmutableDictionary<string, string>.Empty);

    /// <summary>What compose gives by variables of its own that are not known, each with their names.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> NotSeen { get; init; } = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    private static readonly ImmutableDictionary<string, string> Defaults = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [EndpointHostName] = "localhost",
        ["ANCHORE_SERVICE_PORT"] = "8228",
        ["ANCHORE_EXTERNAL_PORT"] = "null",
        ["ANCHORE_EXTERNAL_TLS"] = "false",
        ["ANCHORE_INTERNAL_SSL_VERIFY"] = "false",
        ["ANCHORE_DB_PORT"] = "5432",
        ["ANCHORE_DB_NAME"] = "postgres",
        ["ANCHORE_DB_USER"] = "postgres",
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>The text with its variables replaced; null where one of them is not known.</summary>
    public string? Resolve(string text)
    {
        var known = true;
        var resolved = Placeholder().Replace(text, match =>
        {
            var name = match.Groups["name"].Value;
            known &= !NotSeen.ContainsKey(name);
            if (Given.TryGetValue(name, out var given)) return given;
            if (Defaults.TryGetValue(name, out var image)) return image;
            known = false;
            return match.Value;
        });
        return known ? resolved : null;
    }

    /// <summary>compose's own variables that decide a text and are not known.</summary>
    public IEnumerable<string> Open(string text) =>
        Placeholder().Matches(text).SelectMany(m => NotSeen.GetValueOrDefault(m.Groups["name"].Value, []));

    /// <summary>With one more variable.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="written">Its value as compose reads it.</param>
    /// <param name="value">The same with compose's own variables replaced; null: one of them is not known.</param>
    /// <param name="variables">Those that are known.</param>
    public AnchoreEnvironment With(string name, string written, string? value, ComposeVariables variables) => value is null
        ? new AnchoreEnvironment(Given.Remove(name)) { NotSeen = NotSeen.SetItem(name, [.. variables.Missing(written).Distinct(StringComparer.Ordinal)]) }
        : new AnchoreEnvironment(Given.SetItem(name, value)) { NotSeen = NotSeen.Remove(name) };

    /// <summary>True where the text names the variable and only the image's default is known for it.</summary>
    public bool IsAssumed(string text, string variable) => text.Contains("${" + variable + "}", StringComparison.Ordinal) && !Given.ContainsKey(variable) && !NotSeen.ContainsKey(variable);

    [GeneratedRegex(@"\$\{(?<name>ANCHORE[A-Z0-9_]*)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();
}
