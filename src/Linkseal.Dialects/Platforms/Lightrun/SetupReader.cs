using System.Collections.Immutable;
using System.Text;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Dialects.Platforms.Lightrun;

/// <summary>Puts settings and values together, and says what does not fit.</summary>
internal static class SetupReader
{
    /// <summary>The documents that <see cref="Read"/> wants to see.</summary>
    public static ImmutableArray<string> Reads(PlatformDescription description)
    {
        var settings = SettingsReader.Read(description).Value!;
        var paths = Paths(description, settings);
        return [.. new[] { paths.Values, paths.Fragment, settings.Authority?.File, settings.Public.Authority }.OfType<string>()];
    }

    public static Result<LightrunSetup> Read(PlatformDescription description, ImmutableDictionary<string, string> documents)
    {
        var read = SettingsReader.Read(description);
        var (settings, paths) = (read.Value!, Paths(description, read.Value!));
        var diagnostics = new List<Diagnostic>(read.Diagnostics);
        var version = settings.Version ?? LightrunVersion.Newest;
        if (!documents.TryGetValue(paths.Values, out var text))
        {
            diagnostics.Add(LightrunDiagnostics.NoValues(description.File, settings.ValuesAt ?? description.Profile?.Name.At, paths.Values));
            return Result.With<LightrunSetup>(null, diagnostics);
        }

        var own = Parse(paths.Values, text, version, null, diagnostics);
        if (own.Values is null) return Result.With<LightrunSetup>(null, diagnostics);
        // Somebody's broken fragment is written anew; it need not be understood.
        var over = documents.TryGetValue(paths.Fragment, out var fragment) && ValuesReader.Tree(paths.Fragment, fragment) is { Failed: false, Value: { } tree } ? tree : null;
        var seen = over is null ? own.Values : Parse(paths.Values, text, version, over, []).Values ?? own.Values;
        var setup = new LightrunSetup
        {
            Description = description,
            Settings = settings,
            Version = version,
            Own = settings.IntoValues ? WithoutOurs(own.Values, settings) : own.Values,
            Values = seen,
            HasFragment = over is not null,
            AuthorityText = Pem(description, settings.Authority?.File, settings.Authority?.At, documents, diagnostics),
            PublicAuthorityText = Pem(description, settings.Public.Authority, settings.Public.AuthorityAt, documents, diagnostics),
            CustomAuthorityText = Decoded(own.Values.CustomAuthority),
            Names = new(own.Values.FullName(settings.Release)),
            Paths = paths,
        };
        if (settings.Release.Length > 0 && settings.Namespace.Length > 0) diagnostics.AddRange(SetupRules.Broken(setup));
        return Result.With(diagnostics.Exists(static d => d.Severity == Severity.Error) ? null : setup, diagnostics);
    }

    /// <summary>The setup whatever is wrong with the settings, for what only reads values; null where those can't be read.</summary>
    public static (ValuesYaml? Values, YamlNode.Mapping? Tree) Values(string path, string text, LightrunVersion version) => Parse(path, text, version, null, []);

    private static LightrunPaths Paths(PlatformDescription description, LightrunSettings settings) => new(PlacePath.Of(description, description.Folder), settings.Values);

    private static (ValuesYaml? Values, YamlNode.Mapping? Tree) Parse(string path, string text, LightrunVersion version, YamlNode.Mapping? over, List<Diagnostic> diagnostics)
    {
        var tree = ValuesReader.Tree(path, text);
        diagnostics.AddRange(tree.Diagnostics);
        if (tree.Value is not { } root) return (null, null);
        var values = ValuesReader.Read(path, over is null ? root : ValuesReader.Overlay(root, over), version);
        diagnostics.AddRange(values.Diagnostics);
        return (values.Failed ? null : values.Value, root);
    }

    // Edited in place, the values say what Linkseal set: the same decisions have to come out before and after.
    private static ValuesYaml WithoutOurs(ValuesYaml values, LightrunSettings settings)
    {
        var names = new LightrunNames(values.FullName(settings.Release));
        return values with
        {
            PublicSecret = values.PublicSecret == names.PublicSecret ? "" : values.PublicSecret,
            CustomAuthoritySecret = values.CustomAuthoritySecret == names.KeycloakTrust ? "" : values.CustomAuthoritySecret,
        };
    }

    private static string? Pem(PlatformDescription description, string? path, Position? at, ImmutableDictionary<string, string> documents, List<Diagnostic> diagnostics)
    {
        if (path is null) return null;
        if (!documents.TryGetValue(path, out var text)) diagnostics.Add(LightrunDiagnostics.NoAuthorityFile(description.File, at!.Value, path));
        else if (text.Contains("PRIVATE KEY-----", StringComparison.Ordinal)) diagnostics.Add(LightrunDiagnostics.KeyInAuthorityFile(description.File, at!.Value, path));
        else if (!text.Contains(Begin, StringComparison.Ordinal)) diagnostics.Add(LightrunDiagnostics.NoCertificateInFile(description.File, at!.Value, path));
        else return Tidy(text);
        return null;
    }

    private static string? Decoded(string base64)
    {
        if (base64.Length == 0) return null;
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length)) return null;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        return text.Contains(Begin, StringComparison.Ordinal) && !text.Contains("PRIVATE KEY-----", StringComparison.Ordinal) ? Tidy(text) : null;
    }

    private static string Tidy(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Trim('\uFEFF', '\n', ' ') + "\n";

    private const string Begin = "-----BEGIN CERTIFICATE-----";
}
