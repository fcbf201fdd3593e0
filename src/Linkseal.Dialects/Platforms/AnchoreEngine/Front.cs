using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Statements;
using Linkseal.Core.Editing.Yaml;
using Linkseal.Dialects.Nginx;
using Linkseal.Dialects.Compose;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>A way from the outside to a service through an nginx before it, as the files stand.</summary>
/// <param name="Proxy">The container of the nginx.</param>
/// <param name="Port">The port that the outside dials.</param>
/// <param name="IsTls">True: TLS ends there.</param>
internal sealed record Front(string Proxy, int Port, bool IsTls)
{
    /// <summary>The host's path of what it shows; the path inside where no mount leads to it. Null: plaintext, or none is named.</summary>
    public string? Certificate { get; init; }

    public string? Key { get; init; }

    /// <summary>What it answers to.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>Why nothing can be said of it; null: it was looked at.</summary>
    public string? NotSeen { get; init; }
}

/// <summary>How one service is reached from outside, as the files stand.</summary>
/// <param name="Fronts">Through which nginx; those with TLS first.</param>
/// <param name="IsOpen">True: its own port is published, or nothing stands before it.</param>
internal sealed record Reach(ImmutableArray<Front> Fronts, bool IsOpen)
{
    /// <summary>Why nothing can be said of it; null: it was looked at.</summary>
    public string? NotSeen { get; init; }
}

/// <summary>Every nginx of the compose files, with the override's word on published ports: nothing is believed of it but what its own configuration says.</summary>
internal sealed class ComposeFronts
{
    // What stands before others in the networks of compose, and is not read here.
    private static readonly string[] OtherProxies = ["traefik", "caddy", "haproxy", "envoy", "nginx-proxy", "httpd", "openresty"];

    private readonly ComposeFile _compose;
    private readonly ImmutableDictionary<string, string> _documents;
    private readonly ImmutableArray<YamlNode> _files;
    private readonly Dictionary<string, NginxInside> _insides = new(StringComparer.Ordinal);

    private ComposeFronts(ComposeFile compose, YamlNode? over, ImmutableDictionary<string, string> documents)
    {
        (_compose, _documents) = (compose, documents);
        var first = new YamlNode.Mapping(new(1, 1), 0, 0, compose.Services, IsFlow: false);
        _files = over is null ? [first] : [first, over];
    }

    /// <param name="compose">The compose file.</param>
    /// <param name="documents">What was read; of the override and the forms, what is there.</param>
    public static ComposeFronts Read(ComposeFile compose, ImmutableDictionary<string, string> documents)
    {
        var path = compose.OverridePaths.FirstOrDefault(documents.ContainsKey);
        var read = path is null ? null : YamlScalars.Find(YamlReader.ReadMerged(path, documents[path], keepsTags: true).Value, "services");
        var variables = ComposeVariables.Read(documents.GetValueOrDefault(ComposeVariables.FileOf(compose.Folder)));
        return new(compose, read is null ? null : variables.Resolve(read), documents);
    }

    /// <summary>The configuration of each nginx, to be read.</summary>
    public IEnumerable<string> Reads() => Nginxes().SelectMany(n => Inside(n).Asked);

    /// <summary>The configuration that was read.</summary>
    public IEnumerable<string> Read() => Nginxes().SelectMany(n => Inside(n).Files).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>How a service is reached.</summary>
    public Reach Of(AnchoreInstance service)
    {
        var fronts = Nginxes().SelectMany(n => Fronts(n, service)).OrderByDescending(static f => f.IsTls).ThenBy(static f => f.Port).ToImmutableArray();
        var isPublished = service.Containers.IsEmpty || service.Containers.Any(c => Published(c.Name).Any(p => p.Inside == service.Port));
        var open = service.Containers.SelectMany(c => OpenPorts(c.Name)).FirstOrDefault();
        if (isPublished || !fronts.IsEmpty) return new([.. fronts], isPublished);
        return new([], IsOpen: true) { NotSeen = open is not null ? $"its port is published as {UserWord.Shown(open)}, and nothing here gives that variable" : Unread() };
    }

    private string? Unread()
    {
        var nginx = Nginxes().FirstOrDefault(n => !Published(n).IsEmpty && Whole(n) is { } problem && problem.Length > 0);
        if (nginx is not null) return $"{nginx} may stand before it, and {Whole(nginx)}";
        return Names().FirstOrDefault(n => !Published(n).IsEmpty && OtherProxies.Any(p => ImageOf(n).Contains(p, StringComparison.Ordinal))) is { } other
            ? $"{other} may stand before it, and the configuration of {ImageOf(other)} is not read here"
            : null;
    }

    private IEnumerable<string> Names() => _files.OfType<YamlNode.Mapping>().SelectMany(static f => f.Entries).Select(static e => e.Key.Value).Distinct(StringComparer.Ordinal);

    private IEnumerable<string> Nginxes() => Names().Where(n =>
        !ImageOf(n).Contains("nginx-proxy", StringComparison.Ordinal) && (ImageOf(n).Contains("nginx", StringComparison.Ordinal) || MountsOf(n).Any(static m => LexicalPath.IsWithin(m.Inside, NginxInside.Folder))));

    private string ImageOf(string name)
    {
        var image = Each(name, "image").OfType<YamlNode.Scalar>().LastOrDefault()?.Value ?? "";
        return image[(image.LastIndexOf('/') + 1)..];
    }

    // The nearer mount counts, and of two at one place the later file's.
    private ImmutableArray<Mount> MountsOf(string name) =>
        [.. Each(name, "volumes").OfType<YamlNode.Sequence>().SelectMany(static s => s.Items).Select(v => Mount.Read(v, _compose.Folder)).OfType<Mount>().Reverse().DistinctBy(static m => m.Inside)];

    // compose: a list of the override is added to the first; `!reset` takes it away, `!override` replaces it.
    private IEnumerable<YamlNode> PortNodes(string name)
    {
        IEnumerable<YamlNode> ports = [];
        foreach (var node in Each(name, "ports"))
        {
            if (node.Tag is "!reset") ports = [];
            else if (node.Tag is "!override") ports = [node];
            else ports = ports.Append(node);
        }

        return ports;
    }

    private ImmutableArray<(int Host, int Inside)> Published(string name) => [.. PortNodes(name).SelectMany(static n => ComposeNodes.Ports(n))];

    private IEnumerable<string> OpenPorts(string name) =>
        PortNodes(name).OfType<YamlNode.Sequence>().SelectMany(static s => s.Items).OfType<YamlNode.Scalar>().Where(ComposeVariables.IsOpen).Select(static s => s.Value);

    private IEnumerable<YamlNode> Each(string name, string key) => _files.Select(f => YamlScalars.Find(f, name, key)).OfType<YamlNode>();

    private NginxInside Inside(string nginx)
    {
        if (!_insides.TryGetValue(nginx, out var inside)) _insides.Add(nginx, inside = NginxInside.Of(MountsOf(nginx), _documents));
        return inside;
    }

    /// <summary>Null: all of its configuration was read; else why not.</summary>
    private string? Whole(string nginx)
    {
        var inside = Inside(nginx);
        if (inside.Problem is not null || inside.Form is null) return inside.Problem ?? "its configuration can't be read as nginx reads it";
        return NginxForm.Servers(inside.Form).Any(static s => s.Targets.Any(static t => t.Host is null)) ? "a variable decides whom it passes requests to" : null;
    }

    private IEnumerable<Front> Fronts(string nginx, AnchoreInstance service)
    {
        var problem = Whole(nginx);
        var servers = Inside(nginx).Form is { } form ? NginxForm.Servers(form).Where(s => s.Targets.Any(t => IsTarget(t, service))) : [];
        return from server in servers
               from listen in server.Listens
               // Bytes that are passed on are the service's own.
               let isTls = listen.IsTls || (server.IsStream && ListenerChecks.Listens(service))
               from port in Published(nginx).Where(p => p.Inside == listen.Port)
               select Front(nginx, port.Host, server, isTls, problem);
    }

    private Front Front(string nginx, int port, NginxServer server, bool isTls, string? problem)
    {
        string? On(string? path) => path is null ? null : path.StartsWith('/') ? MountsOf(nginx).HostOf(path) : MountsOf(nginx).HostOf(NginxInside.Folder + "/" + path);
        var certificate = On(server.Certificate);
        var why = problem is not null ? $"{nginx} stands before it, and {problem}"
            : isTls && !server.IsStream && certificate is null ? $"{server.Certificate ?? "what it shows"} lies inside {nginx}: nothing of this host leads there"
            : null;
        return new(nginx, port, isTls)
        {
            Certificate = isTls ? certificate ?? server.Certificate : null, Key = isTls ? On(server.Key) ?? server.Key : null, NotSeen = why,
            Names = [.. server.Names.Where(static n => n is not "_" && !n.StartsWith('~') && !n.StartsWith('.') && !n.EndsWith('*'))],
        };
    }

    public static bool IsTarget(NginxTarget target, AnchoreInstance service) =>
        target.Host is { } host && target.Port == service.Port && (service.Containers.Any(c => c.Name == host) || OwnNames(service).Contains(host, StringComparer.OrdinalIgnoreCase));

    private static IEnumerable<string> OwnNames(AnchoreInstance service) =>
        service.Config.EndpointHostName is { } name ? service.Environments.Select(name.In).OfType<string>() : [];
}
