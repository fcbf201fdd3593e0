using System.Collections.Immutable;
using Linkseal.Core.Editing.Statements;

namespace Linkseal.Dialects.Nginx;

/// <summary>Where a server listens.</summary>
internal sealed record NginxListen(int Port, bool IsTls);

/// <summary>Whom a server passes requests to.</summary>
/// <param name="Host">The name or address; null: a variable decides it.</param>
/// <param name="Port">The port.</param>
internal sealed record NginxTarget(string? Host, int Port);

/// <summary>One <c>server</c> block, with what it has from the blocks around it.</summary>
internal sealed record NginxServer(ImmutableArray<NginxListen> Listens, ImmutableArray<string> Names, ImmutableArray<NginxTarget> Targets)
{
    public string? Certificate { get; init; }

    public string? Key { get; init; }

    /// <summary>True: of <c>stream</c>, which passes bytes on.</summary>
    public bool IsStream { get; init; }
}

/// <summary>Reads nginx's configuration as far as TLS and <c>proxy_pass</c> go.</summary>
/// <remarks>Sources: nginx.org, "Beginner's Guide" (the form), ngx_http_core_module (listen), ngx_http_ssl_module, ngx_http_upstream_module, ngx_stream_proxy_module.</remarks>
internal static class NginxForm
{
    /// <summary>The servers of a file that nginx takes as a whole, or within <c>http</c>.</summary>
    public static IEnumerable<NginxServer> Servers(StatementDocument document) => Servers(document.Statements, new(ImmutableDictionary<string, ImmutableArray<NginxTarget>>.Empty), isStream: false);

    private sealed record Around(ImmutableDictionary<string, ImmutableArray<NginxTarget>> Upstreams)
    {
        public string? Certificate { get; init; }

        public string? Key { get; init; }

        public Around Within(ImmutableArray<Statement> block) => this with
        {
            Certificate = One(block, "ssl_certificate") ?? Certificate,
            Key = One(block, "ssl_certificate_key") ?? Key,
            Upstreams = Upstreams.SetItems(block.Where(static d => d is { Name: "upstream", Arguments.Length: 1, IsSection: true })
                .Select(static d => KeyValuePair.Create(d.Arguments[0], Members(d.Statements)))),
        };
    }

    private static IEnumerable<NginxServer> Servers(ImmutableArray<Statement> block, Around outside, bool isStream)
    {
        var around = outside.Within(block);
        foreach (var directive in block.Where(static d => d.IsSection))
        {
            if (directive.Name == "server") yield return Server(directive.Statements, around.Within(directive.Statements), isStream);
            if (directive.Name is not ("http" or "stream")) continue;
            foreach (var server in Servers(directive.Statements, around, directive.Name == "stream")) yield return server;
        }
    }

    private static NginxServer Server(ImmutableArray<Statement> block, Around around, bool isStream)
    {
        // `ssl on` is how it was said before nginx 1.15.
        var isOn = One(block, "ssl") == "on";
        var listens = block.Where(static d => d is { Name: "listen", Arguments.IsEmpty: false }).Select(d => Listen(d.Arguments, isOn)).OfType<NginxListen>().Distinct().ToImmutableArray();
        var variables = block.Where(static d => d is { Name: "set", Arguments.Length: 2 }).DistinctBy(static d => d.Arguments[0]).ToImmutableDictionary(static d => d.Arguments[0], static d => d.Arguments[1]);
        return new(
            block.Any(static d => d.Name == "listen") ? listens : [new(80, isOn)],
            [.. block.Where(static d => d.Name == "server_name").SelectMany(static d => d.Arguments)],
            [.. Passes(block).SelectMany(p => Targets(p, variables, around.Upstreams)).Distinct()])
        {
            Certificate = around.Certificate, Key = around.Key, IsStream = isStream,
        };
    }

    // A socket of the file system is nobody's in the network.
    private static NginxListen? Listen(ImmutableArray<string> arguments, bool isOn)
    {
        var address = arguments[0];
        if (address.StartsWith("unix:", StringComparison.Ordinal)) return null;
        var port = ConfigText.Port(address) ?? 80;
        return new(port, isOn || arguments.Contains("ssl") || arguments.Contains("quic"));
    }

    private static IEnumerable<string> Passes(ImmutableArray<Statement> block) => block.SelectMany(static d =>
        d is { Name: "proxy_pass" or "grpc_pass", Arguments: [var target, ..] } ? [target] : Passes(d.Statements));

    private static ImmutableArray<NginxTarget> Targets(string pass, ImmutableDictionary<string, string> variables, ImmutableDictionary<string, ImmutableArray<NginxTarget>> upstreams)
    {
        // $name and ${name} are the same.
        foreach (var (name, value) in variables.OrderByDescending(static v => v.Key.Length)) pass = pass.Replace($"${{{name[1..]}}}", value, StringComparison.Ordinal).Replace(name, value, StringComparison.Ordinal);
        var scheme = pass.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? pass : pass[(scheme + 3)..];
        var host = rest.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? rest[..slash] : rest;
        return upstreams.TryGetValue(host, out var members) ? members : [Target(host, pass.StartsWith("https:", StringComparison.Ordinal) ? 443 : 80)];
    }

    private static ImmutableArray<NginxTarget> Members(ImmutableArray<Statement> block) =>
        [.. block.Where(static d => d is { Name: "server", Arguments.IsEmpty: false }).Select(static d => Target(d.Arguments[0], 80))];

    private static NginxTarget Target(string text, int usual)
    {
        if (text.Contains('$', StringComparison.Ordinal)) return new(null, 0);
        return text.LastIndexOf(':') is > 0 and var colon && ConfigText.Port(text) is { } port ? new(text[..colon], port) : new(text, usual);
    }

    private static string? One(ImmutableArray<Statement> block, string name) => block.FirstOrDefault(d => d.Name == name && d.Arguments.Length == 1)?.Arguments[0];
}
