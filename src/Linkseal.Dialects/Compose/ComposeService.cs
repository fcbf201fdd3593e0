using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Linkseal.Core.Description;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Dialects.Compose;

/// <summary>What a compose file says of one service, as far as TLS between services is concerned.</summary>
/// <param name="Name">Its name, by which the others dial it.</param>
internal sealed partial record ComposeService(string Name)
{
    /// <summary>The image with its tag; empty: it is built here.</summary>
    public string Image { get; init; } = "";

    /// <summary>Its command, word by word.</summary>
    public ImmutableArray<string> Command { get; init; } = [];

    /// <summary><c>user:</c> where it is said in numbers; null: the image's.</summary>
    public string? User { get; init; }

    /// <summary>Folders and files of the host, absolute.</summary>
    public ImmutableArray<Mount> Mounts { get; init; } = [];

    /// <summary>Volumes of the engine's own.</summary>
    public ImmutableArray<NamedVolume> Volumes { get; init; } = [];

    /// <summary>Ports of the host, each with the container's.</summary>
    public ImmutableArray<(int Host, int Inside)> Published { get; init; } = [];

    /// <summary>Ports for the other services only.</summary>
    public ImmutableArray<int> Exposed { get; init; } = [];

    /// <summary>Other names by which it is dialled: container, host, aliases in networks.</summary>
    public ImmutableArray<string> OtherNames { get; init; } = [];

    /// <summary>The services that it waits for and that stay; each with where that stands.</summary>
    public ImmutableArray<(string Service, string Where)> Needs { get; init; } = [];

    /// <summary>Variables with a value, perhaps passwords: only ever looked at for names of services.</summary>
    public ImmutableArray<(string Name, string Value)> Environment { get; init; } = [];

    /// <summary><c>env_file</c>: absolute.</summary>
    public ImmutableArray<string> EnvironmentFiles { get; init; } = [];

    /// <param name="name">Its name.</param>
    /// <param name="service">What stands below it.</param>
    /// <param name="folder">Where the file lies.</param>
    /// <param name="configs">The file's <c>configs</c>, which are mounted under their names.</param>
    public static ComposeService Read(string name, YamlNode.Mapping service, string folder, YamlNode? configs)
    {
        var text = ComposeNodes.Text(service["image"]);
        return new(name)
        {
            // What no image's name can hold would end a comment.
            Image = text is null || text.Any(char.IsControl) ? "" : text,
            Command = ComposeNodes.Words(service["command"]),
            User = ComposeNodes.Text(service["user"]) is { } user && Numbers().IsMatch(user) ? user : null,
            Mounts = [.. ComposeNodes.Items(service["volumes"]).Select(v => Mount.Read(v, folder)).Concat(ComposeNodes.Items(service["configs"]).Select(c => Config(c, folder, configs))).OfType<Mount>().Where(static m => !(m.Host + m.Inside).Any(char.IsControl))],
            Volumes = [.. ComposeNodes.Items(service["volumes"]).Select(NamedVolume.Read).OfType<NamedVolume>().Where(static v => !(v.Name + v.Inside).Any(char.IsControl))],
            Published = ComposeNodes.Ports(service["ports"]),
            Exposed = [.. ComposeNodes.Items(service["expose"]).Concat(ComposeNodes.Items(service["ports"])).Select(ComposeNodes.Text).OfType<string>()
                .Select(static p => int.TryParse(p.Split('/')[0], out var port) ? port : 0).Where(static p => p is > 0 and <= 65535)],
            OtherNames = [.. Names(service).Where(n => n.Length > 0 && n != name).Distinct(StringComparer.Ordinal)],
            Needs = [.. Waits(service["depends_on"]).Select(static s => (s, "depends_on")), .. ComposeNodes.Items(service["links"]).Select(ComposeNodes.Text).OfType<string>().Select(static l => (l.Split(':')[0], "links"))],
            EnvironmentFiles = [.. EnvironmentFile.Paths(service["env_file"], folder)],
            Environment = [.. ComposeNodes.Variables(service["environment"]).Select(static v => (v.Name, v.Value))],
        };
    }

    /// <summary>The same with the variables of its files, which those beside <c>environment</c> win over.</summary>
    public ComposeService Knowing(ImmutableDictionary<string, string> documents, string folder)
    {
        var read = EnvironmentFiles.Where(f => LexicalPath.IsWithin(f, folder)).Select(f => documents.GetValueOrDefault(System.IO.Path.GetRelativePath(folder, f), "")).SelectMany(EnvironmentFile.Lines);
        return this with { Environment = [.. read.Select(static v => (v.Name, v.Value)).Where(v => Environment.All(e => e.Name != v.Name)), .. Environment] };
    }

    /// <summary>The same with what an override says: lists grow, single values are replaced.</summary>
    public ComposeService With(ComposeService other) => this with
    {
        Image = other.Image.Length > 0 ? other.Image : Image,
        Command = other.Command.IsEmpty ? Command : other.Command,
        User = other.User ?? User,
        Mounts = [.. other.Mounts, .. Mounts.Where(m => other.Mounts.All(o => o.Inside != m.Inside))],
        Volumes = [.. other.Volumes, .. Volumes.Where(v => other.Volumes.All(o => o.Inside != v.Inside))],
        Published = [.. Published.Union(other.Published)],
        Exposed = [.. Exposed.Union(other.Exposed)],
        OtherNames = [.. OtherNames.Union(other.OtherNames)],
        Needs = [.. Needs.Union(other.Needs)],
        Environment = [.. Environment.Where(v => other.Environment.All(o => o.Name != v.Name)), .. other.Environment],
    };

    /// <summary>The variable that names another service as a host, <c>postgres://db:5432/shop</c>; null: none does.</summary>
    public string? Dials(string service) => Environment.FirstOrDefault(v => IsHost(v.Name, v.Value, service)).Name;

    // A host stands behind // or @, before a port, or alone where the variable says that it is one: never any word that is the same by chance.
    private static bool IsHost(string name, string value, string service)
    {
        if (value == service) return HostVariable().IsMatch(name);
        for (var at = value.IndexOf(service, StringComparison.Ordinal); at >= 0; at = value.IndexOf(service, at + 1, StringComparison.Ordinal))
        {
            var (before, after) = (value[..at], value[(at + service.Length)..]);
            var begins = before.EndsWith("//", StringComparison.Ordinal) || before.EndsWith('@');
            if (begins && (after.Length == 0 || after[0] is ':' or '/' or '?' or ',')) return true;
            if ((before.Length == 0 || before[^1] is ',' or ' ' or '=' or ';') && after is [':', >= '0' and <= '9', ..]) return true;
        }

        return false;
    }

    private static Mount? Config(YamlNode node, string folder, YamlNode? configs)
    {
        var written = node as YamlNode.Mapping;
        var name = ComposeNodes.Text(written is null ? node : written["source"]);
        if (name is null || ComposeNodes.Text(YamlScalars.Find(configs, name, "file")) is not { Length: > 0 } file || file.Contains('$', StringComparison.Ordinal)) return null;
        return new(LexicalPath.Resolve(folder, file), LexicalPath.Resolve("/", ComposeNodes.Text(written?["target"]) ?? name));
    }

    private static IEnumerable<string> Names(YamlNode.Mapping service)
    {
        foreach (var key in (string[])["container_name", "hostname"])
            if (ComposeNodes.Text(service[key]) is { } name) yield return name;
        if (service["networks"] is not YamlNode.Mapping networks) yield break;
        foreach (var alias in networks.Entries.SelectMany(static n => ComposeNodes.Items((n.Value as YamlNode.Mapping)?["aliases"])).Select(ComposeNodes.Text).OfType<string>()) yield return alias;
    }

    // One that is waited for until it has ended is a job: nobody calls it.
    private static IEnumerable<string> Waits(YamlNode? node) => node is YamlNode.Mapping mapping
        ? mapping.Entries.Where(static e => ComposeNodes.Text((e.Value as YamlNode.Mapping)?["condition"]) != "service_completed_successfully").Select(static e => e.Key.Value)
        : ComposeNodes.Items(node).Select(ComposeNodes.Text).OfType<string>();

    [GeneratedRegex("^[0-9]+(:[0-9]+)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Numbers();

    [GeneratedRegex("(HOST|HOSTNAME|SERVER|ADDR|ADDRESS|ENDPOINT|URL|BROKER|BROKERS)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HostVariable();
}
