using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>One directive of an nginx configuration.</summary>
/// <param name="Words">Its name and arguments, quotes resolved.</param>
/// <param name="Block">What stands in its braces; default: it ends with a semicolon.</param>
internal sealed record NginxDirective(ImmutableArray<string> Words, ImmutableArray<NginxDirective> Block)
{
    public string Name => Words.IsEmpty ? "" : Words[0];

    public ImmutableArray<string> Arguments => Words.IsEmpty ? [] : Words[1..];
}

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
    private const int DeepestBlock = 64;

    /// <summary>The directives of a file; null where its braces and quotes do not close.</summary>
    public static ImmutableArray<NginxDirective>? Read(string text)
    {
        var at = 0;
        return Block(text, ref at, 0) is { } block && at >= text.Length ? block : null;
    }

    /// <summary>Every <c>include</c> in them, whose files are not read here.</summary>
    public static IEnumerable<string> Includes(ImmutableArray<NginxDirective> directives) => directives.SelectMany(static d =>
        d is { Name: "include", Arguments: [var file, ..] } ? [file] : d.Block.IsDefault ? [] : Includes(d.Block));

    /// <summary>The servers of a file that nginx takes as a whole, or within <c>http</c>.</summary>
    public static IEnumerable<NginxServer> Servers(ImmutableArray<NginxDirective> directives) => Servers(directives, new(ImmutableDictionary<string, ImmutableArray<NginxTarget>>.Empty), isStream: false);

    private sealed record Around(ImmutableDictionary<string, ImmutableArray<NginxTarget>> Upstreams)
    {
        public string? Certificate { get; init; }

        public string? Key { get; init; }

        public Around Within(ImmutableArray<NginxDirective> block) => this with
        {
            Certificate = One(block, "ssl_certificate") ?? Certificate,
            Key = One(block, "ssl_certificate_key") ?? Key,
            Upstreams = Upstreams.SetItems(block.Where(static d => d is { Name: "upstream", Arguments.Length: 1, Block.IsDefault: false })
                .Select(static d => KeyValuePair.Create(d.Arguments[0], Members(d.Block)))),
        };
    }

    private static IEnumerable<NginxServer> Servers(ImmutableArray<NginxDirective> block, Around outside, bool isStream)
    {
        var around = outside.Within(block);
        foreach (var directive in block.Where(static d => !d.Block.IsDefault))
        {
            if (directive.Name == "server") yield return Server(directive.Block, around.Within(directive.Block), isStream);
            if (directive.Name is not ("http" or "stream")) continue;
            foreach (var server in Servers(directive.Block, around, directive.Name == "stream")) yield return server;
        }
    }

    private static NginxServer Server(ImmutableArray<NginxDirective> block, Around around, bool isStream)
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
        var text = address[(address.LastIndexOf(':') + 1)..];
        var port = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 80;
        return new(port, isOn || arguments.Contains("ssl") || arguments.Contains("quic"));
    }

    private static IEnumerable<string> Passes(ImmutableArray<NginxDirective> block) => block.SelectMany(static d =>
        d is { Name: "proxy_pass" or "grpc_pass", Arguments: [var target, ..] } ? [target] : d.Block.IsDefault ? [] : Passes(d.Block));

    private static ImmutableArray<NginxTarget> Targets(string pass, ImmutableDictionary<string, string> variables, ImmutableDictionary<string, ImmutableArray<NginxTarget>> upstreams)
    {
        foreach (var (name, value) in variables.OrderByDescending(static v => v.Key.Length)) pass = pass.Replace(name, value, StringComparison.Ordinal);
        var scheme = pass.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? pass : pass[(scheme + 3)..];
        var host = rest.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? rest[..slash] : rest;
        return upstreams.TryGetValue(host, out var members) ? members : [Target(host, pass.StartsWith("https:", StringComparison.Ordinal) ? 443 : 80)];
    }

    private static ImmutableArray<NginxTarget> Members(ImmutableArray<NginxDirective> block) =>
        [.. block.Where(static d => d is { Name: "server", Arguments.IsEmpty: false }).Select(static d => Target(d.Arguments[0], 80))];

    private static NginxTarget Target(string text, int usual)
    {
        if (text.Contains('$', StringComparison.Ordinal)) return new(null, 0);
        return text.LastIndexOf(':') is > 0 and var colon && int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? new(text[..colon], port) : new(text, usual);
    }

    private static string? One(ImmutableArray<NginxDirective> block, string name) => block.FirstOrDefault(d => d.Name == name && d.Arguments.Length == 1)?.Arguments[0];

    private static ImmutableArray<NginxDirective>? Block(string text, ref int at, int depth)
    {
        if (depth > DeepestBlock) return null;
        var directives = ImmutableArray.CreateBuilder<NginxDirective>();
        var words = ImmutableArray.CreateBuilder<string>();
        while (true)
        {
            Skip(text, ref at);
            if (at >= text.Length || text[at] == '}') return words.Count == 0 && (at >= text.Length) == (depth == 0) ? directives.ToImmutable() : null;
            if (text[at] == ';')
            {
                at++;
                directives.Add(new(words.ToImmutable(), default));
                words.Clear();
            }
            else if (text[at] == '{')
            {
                at++;
                if (Block(text, ref at, depth + 1) is not { } block) return null;
                at++;
                directives.Add(new(words.ToImmutable(), block));
                words.Clear();
            }
            else if (Word(text, ref at) is { } word)
            {
                words.Add(word);
            }
            else
            {
                return null;
            }
        }
    }

    private static void Skip(string text, ref int at)
    {
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] == '#'))
        {
            if (text[at] != '#') at++;
            else while (at < text.Length && text[at] != '\n') at++;
        }
    }

    // `${name}` is a variable, no block.
    private static string? Word(string text, ref int at)
    {
        var word = new StringBuilder();
        if (text[at] is '"' or '\'')
        {
            var quote = text[at++];
            for (; at < text.Length && text[at] != quote; at++) word.Append(text[at] == '\\' && at + 1 < text.Length ? text[++at] : text[at]);
            return at++ < text.Length ? word.ToString() : null;
        }

        for (; at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not (';' or '{' or '}'); at++)
        {
            if (text[at] == '$' && at + 1 < text.Length && text[at + 1] == '{' && text.IndexOf('}', at) is > 0 and var close)
            {
                word.Append('$').Append(text, at + 2, close - at - 2);
                at = close;
            }
            else
            {
                word.Append(text[at] == '\\' && at + 1 < text.Length ? text[++at] : text[at]);
            }
        }

        return word.ToString();
    }
}
