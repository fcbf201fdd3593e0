using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.RabbitMq;

/// <summary>What can be wrong with a broker's entry or configuration, one method for each code.</summary>
internal static class RabbitMqDiagnostics
{
    /// <summary>advanced.config says something of TLS itself, and wins.</summary>
    public static Diagnostic AdvancedWins(DialectRequest request, RabbitMqConfig config, string term) =>
        new("LS1950", Severity.Warning, $"{request.Name}: {term} stands in advanced.config, which wins over what Linkseal writes")
        {
            File = config.AdvancedPath, Hint = $"take {term} out there",
        };

    /// <summary>A plugin with listeners of its own, in plaintext.</summary>
    public static Diagnostic PluginStaysPlaintext(DialectRequest request, RabbitMqConfig config, string plugin, string prefix) =>
        new("LS1951", Severity.Warning, $"{request.Name}: {plugin} is enabled and has no TLS listener: it stays in plaintext")
        {
            File = config.PluginsPath, Hint = $"write {prefix}.tcp = none and {prefix}.ssl.default = PORT, or disable the plugin",
        };

    /// <summary>Definitions of the operator's own: no users are made.</summary>
    public static Diagnostic OwnDefinitions(DialectRequest request, RabbitMqConfig config, IEnumerable<string> users) =>
        new("LS1952", Severity.Warning, $"{request.Name}: definitions of its own are loaded, so Linkseal makes no users, and they have to be there: {string.Join(", ", users)}")
        {
            File = config.Files[0].Path, Hint = "add each to them, with \"password_hash\": \"\" and its permissions",
        };

    /// <summary>An account that the caller can't be, as its certificate's name decides.</summary>
    public static Diagnostic AnotherUser(DialectRequest request, Link link, string name) =>
        new("LS1953", Severity.Error, $"{request.Name}: link {link.Id} has user {link.User}, but the certificate's name is the user: {name}")
        {
            File = request.File, At = request.Component.Name.At, Hint = $"leave user out and let {name} be the account, or give the link level: mutual to log in by password",
        };

    /// <summary>A cluster whose nodes have no links to each other.</summary>
    public static Diagnostic NodesStayPlaintext(DialectRequest request, RabbitMqConfig config, string setting) =>
        new("LS1954", Severity.Warning, $"{request.Name}: {setting} makes it a node of a cluster, and no link says that the nodes call each other: between them everything stays in plaintext")
        {
            File = config.Files[0].Path, Hint = $"describe each node, and write for every two of them: - {request.Name} -> OTHER.{RabbitMqDialect.Cluster}, and back",
        };
}
