using System.Collections.Immutable;
using System.Text;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.RabbitMq;

/// <summary>What is written of a broker's settings, and which of the operator's would speak against it.</summary>
internal static class RabbitMqSettings
{
    private const string NewListener = "listeners.ssl.default";

    // Lists are written by numbers; a longer one of the operator's would go on behind ours.
    private static readonly ImmutableArray<string> OtherMechanisms = [.. Enumerable.Range(1, 9).Select(static n => $"auth_mechanisms.{n}"), "auth_mechanisms.plain", "auth_mechanisms.amqplain", "auth_mechanisms.external"];
    private static readonly ImmutableArray<string> OtherVersions = [.. Enumerable.Range(3, 3).Select(static n => $"versions.{n}")];

    // Each of them alone opens the management in plaintext.
    private static readonly ImmutableArray<string> PlainManagement =
    [
        .. ((string[])["port", "ip", "shutdown_timeout", "max_keepalive", "idle_timeout", "inactivity_timeout", "request_timeout", "compress"]).Select(static k => "management.tcp." + k),
        "management.listener.port", "management.listener.ip", "management.listener.ssl",
    ];

    /// <summary>Each setting with its value, in the order in which they are written.</summary>
    public static ImmutableArray<(string Key, string Value)> Of(DialectRequest request, RabbitMqConfig config, ServerMaterial material)
    {
        var (amqp, management) = (request.Endpoints[0], request.Endpoints.FirstOrDefault(static e => e.Name == RabbitMqDialect.Management));
        var keeps = request.Component.KeepPlaintext;
        List<(string, string)> values = [];
        if (!keeps) values.Add(("listeners.tcp", "none"));
        var listener = config.Below("listeners.ssl.").FirstOrDefault();
        // Whatever address stands before the port stays, and what listened on one address in plaintext does not listen on all of them over TLS.
        var told = listener.Value ?? config.Below("listeners.tcp.").FirstOrDefault().Value ?? "";
        values.Add((listener.Key ?? NewListener, told[..(told.LastIndexOf(':') + 1)] + ConfigText.Text(amqp.Port)));
        values.AddRange(Tls("ssl_options", material, amqp.Peers));
        if (amqp.Peers is PeerPolicy.Named)
        {
            values.Add(("auth_mechanisms.1", "EXTERNAL"));
            values.Add(("ssl_cert_login_from", "common_name"));
            if (!RabbitMqUsers.HasOwn(config))
            {
                values.Add(("definitions.import_backend", "local_filesystem"));
                values.Add(("definitions.local.path", ServerMaterial.Inside(request.Component, config.Definitions)));
                // Permissions that are changed by hand stay so after a restart.
                values.Add(("definitions.skip_if_unchanged", "true"));
            }
        }

        if (management is null) return [.. values];
        if (keeps) values.Add(("management.tcp.port", ConfigText.Text(management.PlaintextPort!.Value)));
        values.Add(("management.ssl.port", ConfigText.Text(management.Port)));
        if ((config["management.ssl.ip"] ?? config["management.tcp.ip"] ?? config["management.listener.ip"]) is { } address) values.Add(("management.ssl.ip", address));
        values.AddRange(Tls("management.ssl", material, management.Peers));
        return [.. values];
    }

    /// <summary>What must not be said besides, in any file.</summary>
    public static ImmutableArray<string> Without(DialectRequest request, ImmutableArray<(string Key, string Value)> values)
    {
        var hasManagement = request.Endpoints.Any(static e => e.Name == RabbitMqDialect.Management);
        return
        [
            .. ((IEnumerable<string>)
            [
                .. request.Endpoints[0].Peers is PeerPolicy.Named ? OtherMechanisms : [],
                .. OtherVersions.Select(static v => "ssl_options." + v),
                .. hasManagement ? OtherVersions.Select(static v => "management.ssl." + v) : [],
                .. hasManagement && !request.Component.KeepPlaintext ? PlainManagement : [],
            ]).Except(values.Select(static v => v.Key), StringComparer.Ordinal),
        ];
    }

    /// <summary>The edits of every file of the operator's: the settings go into one, and out of all others, which would win.</summary>
    public static IEnumerable<DesiredEdit> Edits(DialectRequest request, RabbitMqConfig config, ImmutableArray<(string Key, string Value)> values, ImmutableArray<string> without)
    {
        foreach (var (path, _) in config.Files)
        {
            var isTarget = path == config.Main && !config.IntoDropIn;
            yield return new(path, request.Name, ConfigFormat.RabbitMq,
            [
                .. isTarget ? values.Select(static v => ConfigText.Set(v.Value, v.Key)) : values.Select(static v => new Edit.Remove([v.Key])),
                .. without.Select(static k => new Edit.Remove([k])),
            ]);
        }
    }

    /// <summary>A file of Linkseal's own.</summary>
    public static string Text(ImmutableArray<(string Key, string Value)> values)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in values) text.Append(key).Append(" = ").Append(value).Append('\n');
        return text.ToString();
    }

    private static IEnumerable<(string, string)> Tls(string prefix, ServerMaterial material, PeerPolicy peers)
    {
        var asks = peers >= PeerPolicy.Require;
        return
        [
            (prefix + ".cacertfile", material.Roots),
            (prefix + ".certfile", material.Certificate),
            (prefix + ".keyfile", material.Key),
            (prefix + ".verify", asks ? "verify_peer" : "verify_none"),
            (prefix + ".fail_if_no_peer_cert", asks ? "true" : "false"),
            // The management would speak 1.0.
            (prefix + ".versions.1", "tlsv1.3"),
            (prefix + ".versions.2", "tlsv1.2"),
        ];
    }
}
