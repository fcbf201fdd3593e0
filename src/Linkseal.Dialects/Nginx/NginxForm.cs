using System.Collections.Immutable;
using Linkseal.Core.Editing.Statements;

namespace Linkseal.Dialects.Nginx;

/// <summary>Where a server listens.</summary>
internal sealed record NginxListen(int Port, bool IsTls);

/// <summary>Whom a server passes requests to.</summary>
/// <param name="Host">The name or address; null: a variable decides it.</param>
/// <param name="Port">The port.</param>
internal sealed record NginxTarget(string? Host, int Port);

/// <summary>A <c>proxy_pass</c> or <c>grpc_pass</c>.</summary>
/// <param name="Statement">The directive.</param>
/// <param name="Path">The block in which its settings may stand, as edits name it: a location or the server, no <c>if</c> within them.</param>
/// <param name="Key">The directive itself, as edits name it.</param>
/// <param name="Upstream">The <c>upstream</c> that it names; null: a host, or a variable.</param>
/// <param name="Targets">Whom it leads to.</param>
internal sealed record NginxPass(Statement Statement, ImmutableArray<string> Path, ImmutableArray<string> Key, string? Upstream, ImmutableArray<NginxTarget> Targets);

/// <summary>One <c>server</c> block, with what it has from the blocks around it.</summary>
internal sealed record NginxServer(ImmutableArray<NginxListen> Listens, ImmutableArray<string> Names, ImmutableArray<NginxTarget> Targets)
{
    public string? Certificate { get; init; }

    public string? Key { get; init; }

    /// <summary>True: of <c>stream</c>, which passes bytes on.</summary>
    public bool IsStream { get; init; }

    /// <summary>What stands in the block itself.</summary>
    public ImmutableArray<Statement> Statements { get; init; } = [];

    /// <summary>The block, as edits name it.</summary>
    public ImmutableArray<string> Path { get; init; } = [];

    /// <summary>Each directive that passes requests on.</summary>
    public ImmutableArray<NginxPass> Passes { get; init; } = [];
}

/// <summary>One <c>upstream</c> block.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">The block, as edits name it.</param>
/// <param name="Members">Its servers, each with whom it means.</param>
internal sealed record NginxUpstream(string Name, ImmutableArray<string> Path, ImmutableArray<(Statement Statement, NginxTarget Target)> Members);

/// <summary>Reads nginx's configuration as far as TLS and <c>proxy_pass</c> go.</summary>
/// <remarks>Sources: nginx.org, "Beginner's Guide" (the form), ngx_http_core_module (listen), ngx_http_ssl_module, ngx_http_upstream_module, ngx_stream_proxy_module.</remarks>
internal static class NginxForm
{
    /// <summary>The servers of a file that nginx takes as a whole, or within <c>http</c>.</summary>
    public static IEnumerable<NginxServer> Servers(StatementDocument document) => Servers(document, isStream: false, []);

    /// <summary>The servers of a file that nginx takes within other files.</summary>
    /// <param name="document">The file.</param>
    /// <param name="isStream">True: taken within <c>stream</c>.</param>
    /// <param name="upstreams">What the other files define.</param>
    public static IEnumerable<NginxServer> Servers(StatementDocument document, bool isStream, ImmutableArray<NginxUpstream> upstreams) =>
        Servers(document.Statements, [], new(upstreams.Aggregate(ImmutableDictionary<string, ImmutableArray<NginxTarget>>.Empty, static (all, u) => all.SetItem(u.Name, TargetsOf(u)))), isStream);

    /// <summary>The upstreams that a file defines, by themselves or within <c>http</c> and <c>stream</c>.</summary>
    public static IEnumerable<NginxUpstream> Upstreams(StatementDocument document) => Upstreams(document.Statements, []);

    /// <summary>A listening address; null: a socket of the file system, which is nobody's in the network.</summary>
    /// <param name="listen">The directive.</param>
    /// <param name="isOn">True: the server says <c>ssl on</c>, as it was said before nginx 1.15.</param>
    public static NginxListen? Listen(Statement listen, bool isOn)
    {
        var arguments = listen.Arguments;
        if (listen.IsSection || arguments.IsEmpty || arguments[0].StartsWith("unix:", StringComparison.Ordinal)) return null;
        return new(ConfigText.Port(arguments[0]) ?? 80, isOn || arguments.Contains("ssl") || arguments.Contains("quic"));
    }

    /// <summary>Where host and port of an address end: at the slash, or where a variable follows a whole port (<c>api:8080$request_uri</c>).</summary>
    public static int HostEnd(string address)
    {
        var end = address.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? slash : address.Length;
        var variable = address.IndexOf('$', StringComparison.Ordinal);
        return variable > 0 && variable < end && char.IsAsciiDigit(address[variable - 1]) && address.LastIndexOf(':', variable) > 0 && ConfigText.Port(address[..variable]) is not null ? variable : end;
    }

    /// <summary>The one value of a directive that stands in a block itself; null: it does not.</summary>
    public static string? One(ImmutableArray<Statement> block, string name) => block.FirstOrDefault(d => d.Name == name && d.Arguments.Length == 1)?.Arguments[0];

    private sealed record Around(ImmutableDictionary<string, ImmutableArray<NginxTarget>> Upstreams)
    {
        public string? Certificate { get; init; }

        public string? Key { get; init; }

        public Around Within(ImmutableArray<Statement> block) => this with
        {
            Certificate = One(block, "ssl_certificate") ?? Certificate,
            Key = One(block, "ssl_certificate_key") ?? Key,
            Upstreams = Upstreams.SetItems(UpstreamsOf(block, []).Select(static u => KeyValuePair.Create(u.Name, TargetsOf(u)))),
        };
    }

    private static IEnumerable<NginxServer> Servers(ImmutableArray<Statement> block, ImmutableArray<string> path, Around outside, bool isStream)
    {
        var around = outside.Within(block);
        foreach (var directive in block.Where(static d => d.IsSection))
        {
            if (directive.Name == "server") yield return Server(directive.Statements, [.. path, .. Part(directive, block)], around.Within(directive.Statements), isStream);
            if (directive.Name is not ("http" or "stream")) continue;
            foreach (var server in Servers(directive.Statements, [.. path, .. Part(directive, block)], around, directive.Name == "stream")) yield return server;
        }
    }

    private static NginxServer Server(ImmutableArray<Statement> block, ImmutableArray<string> path, Around around, bool isStream)
    {
        var isOn = One(block, "ssl") == "on";
        var listens = block.Where(static d => d is { Name: "listen", Arguments.IsEmpty: false }).Select(d => Listen(d, isOn)).OfType<NginxListen>().Distinct().ToImmutableArray();
        var variables = block.Where(static d => d is { Name: "set", Arguments.Length: 2 }).DistinctBy(static d => d.Arguments[0]).ToImmutableDictionary(static d => d.Arguments[0], static d => d.Arguments[1]);
        ImmutableArray<NginxPass> passes = [.. Passes(block, path, path, variables, around.Upstreams)];
        return new(
            block.Any(static d => d.Name == "listen") ? listens : [new(80, isOn)],
            [.. block.Where(static d => d.Name == "server_name").SelectMany(static d => d.Arguments)],
            [.. passes.SelectMany(static p => p.Targets).Distinct()])
        {
            Certificate = around.Certificate, Key = around.Key, IsStream = isStream, Statements = block, Path = path, Passes = passes,
        };
    }

    private static IEnumerable<NginxUpstream> Upstreams(ImmutableArray<Statement> block, ImmutableArray<string> path) =>
        UpstreamsOf(block, path).Concat(block.Where(static d => d is { Name: "http" or "stream", IsSection: true }).SelectMany(d => Upstreams(d.Statements, [.. path, .. Part(d, block)])));

    private static IEnumerable<NginxUpstream> UpstreamsOf(ImmutableArray<Statement> block, ImmutableArray<string> path) =>
        block.Where(static d => d is { Name: "upstream", Arguments.Length: 1, IsSection: true }).Select(d => new NginxUpstream(
            d.Arguments[0],
            [.. path, .. Part(d, block)],
            [.. d.Statements.Where(static s => s is { Name: "server", Arguments.IsEmpty: false }).Select(static s => (s, Target(s.Arguments[0], 80)))]));

    private static ImmutableArray<NginxTarget> TargetsOf(NginxUpstream upstream) => [.. upstream.Members.Select(static m => m.Target)];

    // A server is told by a name that no other has, else by its number: others that are added beside it then move nothing.
    private static ImmutableArray<string> Part(Statement section, ImmutableArray<Statement> siblings)
    {
        var alike = siblings.Where(s => s.Name == section.Name && s.Arguments.Take(section.Arguments.Length).SequenceEqual(section.Arguments)).ToList();
        var words = section.Raw.Length == 0 ? section.Name : $"{section.Name} {section.Raw}";
        if (alike.Count < 2) return [words];
        static IEnumerable<string> Names(Statement server) => server.Statements.Where(static d => d.Name == "server_name").SelectMany(static d => d.Arguments);
        var own = Names(section).FirstOrDefault(n => !n.StartsWith('~') && alike.Count(s => Names(s).Contains(n)) == 1);
        return [words, own is null ? $"[{ConfigText.Text(alike.IndexOf(section))}]" : $"[server_name={own}]"];
    }

    private static IEnumerable<NginxPass> Passes(
        ImmutableArray<Statement> block, ImmutableArray<string> path, ImmutableArray<string> settings, ImmutableDictionary<string, string> variables, ImmutableDictionary<string, ImmutableArray<NginxTarget>> upstreams)
    {
        foreach (var directive in block)
        {
            if (directive is { Name: "proxy_pass" or "grpc_pass", Arguments: [var target, ..] })
            {
                var (scheme, host) = Target(target, variables);
                var isUpstream = upstreams.TryGetValue(host, out var members);
                yield return new(directive, settings, [.. path, directive.Name], isUpstream ? host : null, isUpstream ? members : [Target(host, scheme is "https" ? 443 : 80)]);
            }

            if (directive is not { IsSection: true, Name: "location" or "if" or "limit_except" }) continue;
            ImmutableArray<string> inside = [.. path, .. Part(directive, block)];
            foreach (var pass in Passes(directive.Statements, inside, directive.Name is "location" ? inside : settings, variables, upstreams)) yield return pass;
        }
    }

    private static (string Scheme, string Host) Target(string pass, ImmutableDictionary<string, string> variables)
    {
        // $name and ${name} are the same.
        foreach (var (name, value) in variables.OrderByDescending(static v => v.Key.Length)) pass = pass.Replace($"${{{name[1..]}}}", value, StringComparison.Ordinal).Replace(name, value, StringComparison.Ordinal);
        var scheme = pass.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? pass : pass[(scheme + 3)..];
        return (scheme < 0 ? "" : pass[..scheme], rest[..HostEnd(rest)]);
    }

    private static NginxTarget Target(string text, int usual)
    {
        if (text.Contains('$', StringComparison.Ordinal)) return new(null, 0);
        return text.LastIndexOf(':') is > 0 and var colon && ConfigText.Port(text) is { } port ? new(text[..colon], port) : new(text, usual);
    }
}
