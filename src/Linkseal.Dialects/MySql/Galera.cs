using System.Globalization;
using System.Text.RegularExpressions;
using Linkseal.Core.Topology;
using Linkseal.Core.Verification;

namespace Linkseal.Dialects.MySql;

/// <summary>The nodes of a Galera cluster among themselves: options of its provider in one text, and all nodes have to be stopped when they change (Galera, "SSL for Galera Replication").</summary>
internal static partial class Galera
{
    /// <summary>The name of its endpoint.</summary>
    public const string Name = "galera";

    /// <summary>The setting with the provider's options.</summary>
    public const string Options = "wsrep_provider_options";

    private const int DefaultPort = 4567;

    /// <summary>True: the server is a node.</summary>
    public static bool IsOn(OptionFiles files) => files.Value("wsrep_on")?.ToLowerInvariant() is "on" or "1" or "true";

    /// <summary>True: what nodes say to each other is TLS.</summary>
    public static bool IsSealed(OptionFiles files) => files.Value(Options) is { } options && options.Contains("socket.ssl_key", StringComparison.Ordinal) && !Off().IsMatch(options);

    /// <summary>Where other nodes call it. Every certificate that the roots vouch for is a node's.</summary>
    public static Endpoint Endpoint(OptionFiles files)
    {
        var options = files.Value(Options) ?? "";
        var port = Number(Listen().Match(options)) ?? Number(Base().Match(options)) ?? DefaultPort;
        return ServersAmongThemselves.Endpoint(Name, port, "between nodes Galera takes every certificate of the authority");
    }

    /// <summary>What seals it.</summary>
    public static string Line(ServerMaterial material) => $"{Options}=\"socket.ssl_cert={material.Certificate};socket.ssl_key={material.Key};socket.ssl_ca={material.Roots}\"";

    private static int? Number(Match match) => match.Success ? int.Parse(match.Groups["port"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"gmcast\.listen_addr\s*=\s*\w+://[^;]*:(?<port>\d{1,5})\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Listen();

    [GeneratedRegex(@"base_port\s*=\s*(?<port>\d{1,5})\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Base();

    [GeneratedRegex(@"socket\.ssl\s*=\s*(no|0|false|off)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Off();
}
