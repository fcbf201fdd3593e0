using System.Collections.Immutable;
using System.Text;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>The first <c>linkseal.yaml</c> of an installer's folder.</summary>
internal static class HarborDraft
{
    private const string Yml = "harbor.yml";
    private const string Template = "harbor.yml.tmpl";

    public static ImmutableArray<string> Signs { get; } = [Yml, Template, "prepare", "docker-compose.yml"];

    public static Result<Draft>? Of(DraftRequest request)
    {
        var hasYml = request.Documents.ContainsKey(Yml);
        if (!hasYml && !request.Documents.ContainsKey(Template)) return null;

        var made = hasYml ? Result.Ok(request.Documents[Yml]) : FromTemplate(request);
        if (made.Value is not { } text) return Result.With<Draft>(null, made.Diagnostics);

        var documents = request.Documents.SetItem(Yml, text).ToImmutableDictionary(d => request.Folder.TrimEnd('/') + "/" + d.Key, static d => d.Value);
        var read = HarborInstallation.Read(request.Folder, documents, Yml, null);
        if (read.Value is not { } found || read.Failed) return Result.With<Draft>(null, read.Diagnostics);

        var hostName = Host(request, found.Yaml);
        if (hostName.Value is null) return Result.With<Draft>(null, hostName.Diagnostics);
        var version = found.Version is null ? [HarborDiagnostics.VersionUnknown(Yml, null, request.Folder)] : ImmutableArray<Diagnostic>.Empty;
        if (found.Version is { IsTooOld: true } old) version = [HarborDiagnostics.UnsupportedVersion(Yml, null, old.ToString())];

        var setting = hasYml && hostName.Value != found.Yaml.HostName ? hostName.Value : null;
        var files = hasYml ? ImmutableDictionary<string, string>.Empty : ImmutableDictionary<string, string>.Empty.Add(Yml, text);
        return Result.With(version.IsEmpty ? new Draft(Describe(request, found, setting), files, Saw(found, hostName.Value, hasYml)) : null, version);
    }

    private static Result<string> FromTemplate(DraftRequest request)
    {
        if (request.HostName is not { } name)
        {
            return Refused("there is only harbor.yml.tmpl, so harbor.yml is made from it, and that needs Harbor's host name");
        }

        if (HarborHostName.Refusal(name) is { } refusal) return Refused(refusal);
        var edited = ConfigEditor.Apply(ConfigFormat.Yaml, Template, request.Documents[Template], [new Edit.Set(["hostname"], new EditValue.Text(name))], []);
        return edited.Failed ? Result.With<string>(null, edited.Diagnostics) : Result.Ok(edited.Value!.Text);
    }

    private static Result<string> Host(DraftRequest request, HarborYaml yaml)
    {
        if (request.HostName is { } asked) return HarborHostName.Refusal(asked) is { } no ? Refused(no) : Result.Ok(asked);
        if (yaml.HostName is not { } written) return Refused("harbor.yml has no `hostname`");
        return HarborHostName.Refusal(written) is { } refusal ? Result.With<string>(null, [HarborDiagnostics.BadHostName(Yml, yaml.HostNameAt, refusal)]) : Result.Ok(written);
    }

    private static Result<string> Refused(string message) => Result.With<string>(null, [HarborDiagnostics.BadHostName(null, null, message)]);

    private static string Describe(DraftRequest request, HarborInstallation found, string? hostName)
    {
        var made = found.Yaml.Https is { IsPlaceholder: true };
        var text = new StringBuilder();
        text.Append(DraftText.Schema(request));
        text.Append("# Harbor's internal TLS, HTTPS and Docker's trust. What is left out is read from harbor.yml. `linkseal show` lists everything.\n");
        text.Append("platform: ").Append(request.PlatformName ?? "registry").Append('\n');
        text.Append("profile: harbor\n");
        text.Append(hostName is null && !request.Elsewhere ? "# settings:\n" : "settings:\n");
        if (request.Elsewhere) text.Append("  install: ").Append(DraftText.Quoted(request.Folder)).Append('\n');
        if (hostName is not null) text.Append("  hostname: ").Append(DraftText.Quoted(hostName)).Append("  # instead of the one in harbor.yml\n");
        if (found.Running.IsEmpty) text.Append("#   with: [trivy]                    # parts that prepare is told of; default: what docker-compose.yml runs\n");
        text.Append("#   internalTls: off                 # default: on, in ").Append(found.Yaml.InternalFolder ?? HarborPaths.DefaultInternalFolder).Append('\n');
        text.Append("#   https: { port: 443, names: [] }  # more names for the certificate; or your own: certificate, key; or: off\n");
        text.Append("#   mutual: true                     # jobservice and registryctl ask for client certificates\n");
        text.Append("# authority:                         # default: an ECDSA authority in .linkseal/ beside this file\n");
        text.Append("#   existing: { certificate: ca.crt, key: ca.key }\n");
        text.Append(made ? "clients: [docker]                    # fills " + HarborPaths.DockerFolders + "/; also: system\n" : "# clients: [docker]                  # also: system\n");
        return text.ToString();
    }

    private static ImmutableArray<string> Saw(HarborInstallation found, string hostName, bool hasYml)
    {
        var yaml = found.Yaml;
        var https = yaml.Https switch
        {
            null => "https: commented out or absent; it stays off until `https:` stands in the settings",
            { IsPlaceholder: true } => "https: the sample's placeholder paths; a pair will be made",
            _ => $"https: your own {yaml.Https.Certificate}; kept and validated",
        };
        return
        [
            $"Harbor {found.Version} ({found.VersionSource})",
            hasYml ? $"hostname {hostName}" : $"hostname {hostName}; harbor.yml is made from harbor.yml.tmpl",
            found.IsInstalled
                ? found.Running.IsEmpty ? "installed, without optional parts" : "installed; " + string.Join(", ", found.Running.Select(static o => o.Name)) + " runs"
                : "not installed yet: no docker-compose.yml",
            https,
            yaml.InternalTls ? $"internal_tls: on, in {yaml.InternalFolder}" : "internal_tls: off; it will be turned on",
        ];
    }

    // An IPv6 address would be read as a mapping.
}
