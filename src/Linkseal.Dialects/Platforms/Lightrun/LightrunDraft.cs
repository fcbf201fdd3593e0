using System.Collections.Immutable;
using System.Text;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.Lightrun;

/// <summary>The first <c>linkseal.yaml</c> of a folder with the values of a release.</summary>
internal static class LightrunDraft
{
    private const string Usual = "values.yaml";

    public static ImmutableArray<string> Signs { get; } = [Usual];

    public static Result<Draft>? Of(DraftRequest request)
    {
        foreach (var (name, text) in request.Documents.Where(static d => d.Value.Contains("internal_tls", StringComparison.Ordinal) || d.Value.Contains("lightrun_endpoint", StringComparison.Ordinal))
            .OrderBy(d => !request.Files.Contains(d.Key)).ThenBy(static d => d.Key != Usual).ThenBy(static d => d.Key, StringComparer.Ordinal))
        {
            var tree = ValuesReader.Tree(name, text);
            // It speaks of internal TLS and can't be read: said, not passed over.
            if (tree.Value is not { } root) return Result.With<Draft>(null, tree.Diagnostics);
            if (root["general"] is not Core.Editing.Yaml.YamlNode.Mapping general || (general["internal_tls"] ?? general["lightrun_endpoint"]) is null) continue;
            var read = ValuesReader.Read(name, root, LightrunVersion.Newest);
            return read.Failed ? Result.With<Draft>(null, read.Diagnostics) : Result.Ok(new Draft(Describe(request, name, read.Value!), ImmutableDictionary<string, string>.Empty, Saw(name, read.Value!)));
        }

        return null;
    }

    private static string Describe(DraftRequest request, string name, ValuesYaml values)
    {
        var platform = request.PlatformName ?? "lightrun";
        var text = new StringBuilder();
        text.Append(DraftText.Schema(request));
        text.Append("# Lightrun's internal TLS. What is left out is read from ").Append(name).Append(". `linkseal show` lists everything.\n");
        text.Append("platform: ").Append(platform).Append('\n');
        text.Append("profile: lightrun\n");
        text.Append("settings:\n");
        text.Append("  release: lightrun                  # helm list -A shows release, namespace and version\n");
        text.Append("  namespace: lightrun\n");
        text.Append("  # version: ").Append(LightrunVersion.Newest).Append("                # of the chart; default: the newest that is known\n");
        if (name != Usual || request.Elsewhere) text.Append("  values: ").Append(DraftText.Quoted(request.PathOf(name))).Append('\n');
        Brought(text, values);
        if (values.PublicSecret.Length > 0 || values.HasPublicCertificate) text.Append("  # public: { ca: public-ca.crt }      # who issued the public certificate: a verifying router has to believe it\n");
        else text.Append("  # public: { ca: public-ca.crt }      # who issued the public certificate; or: made\n");
        text.Append("  # into: values                     # default: fragment, linkseal-values.yaml beside the values\n");
        text.Append("  # secrets: cluster                 # default: manifests in .linkseal/out; cluster: kubectl apply, with\n");
        text.Append("  # context: NAME\n");
        text.Append("# authority:                         # default: an ECDSA authority in .linkseal/ beside this file\n");
        text.Append("#   existing: { certificate: ca.crt, key: ca.key }\n");
        return text.ToString();
    }

    // Secrets that the release has already are kept.
    private static void Brought(StringBuilder text, ValuesYaml values)
    {
        if (values.Tls is not { Enabled: true, Generates: false } tls || tls.Secrets.IsEmpty) return;
        text.Append("  certificates:                      # Secrets of yours; take a line out, and its certificate is made\n");
        foreach (var key in ValuesReader.Keys.Where(k => tls.SecretOf(k).Length > 0)) text.Append("    ").Append(key).Append(": { secret: ").Append(tls.SecretOf(key)).Append(" }\n");
        if (tls.AuthoritySecret.Length > 0) text.Append("  ca: { secret: ").Append(tls.AuthoritySecret).Append(" }\n");
    }

    private static ImmutableArray<string> Saw(string name, ValuesYaml values) =>
    [
        $"{name}: values of the Lightrun chart" + (values.Endpoint is { } endpoint ? $", {endpoint}" : ""),
        !values.Tls.Enabled ? "internal_tls: off; it will be turned on"
            : values.Tls.Generates ? "internal_tls: on, with certificates that the chart generates; they will be replaced"
            : $"internal_tls: on, with {values.Tls.Secrets.Count} Secrets of yours; they are kept",
        values.PublicSecret.Length > 0 ? $"public certificate: in Secret {values.PublicSecret}" : values.HasPublicCertificate ? "public certificate: in the values" : "public certificate: none is named",
        "release and namespace are not in the values: `lightrun` is assumed for both, correct them in linkseal.yaml",
    ];
}
