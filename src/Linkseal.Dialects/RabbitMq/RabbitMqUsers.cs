using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Linkseal.Core.Certificates;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.RabbitMq;

/// <summary>The users that callers are by their certificates' names, as definitions that the broker takes in when it starts.</summary>
internal static class RabbitMqUsers
{
    private const string DefaultHost = "/";

    /// <summary>True: definitions of the operator's own are loaded, and there can be only one source of them.</summary>
    public static bool HasOwn(RabbitMqConfig config) =>
        config["load_definitions"] is not null || config["management.load_definitions"] is not null
        || (config["definitions.import_backend"] is not null && config["definitions.local.path"]?.EndsWith("/linkseal-definitions.json", StringComparison.Ordinal) is not true);

    /// <summary>Each caller of the broker's own port with its name and its virtual host.</summary>
    public static ImmutableArray<(Link Link, string User, string Host)> Of(DialectRequest request) =>
    [
        .. request.Incoming.Zip(request.Callers).Where(static p => p.First.Endpoint == RabbitMqDialect.Amqp && p.Second is not null)
            .Select(static p => (p.First, Name(p.Second!, p.First), p.First.Database ?? DefaultHost)),
    ];

    /// <summary>Users without a password, so that only a certificate is their way in; their hosts, because a new broker then makes none by itself.</summary>
    public static string Text(ImmutableArray<(Link Link, string User, string Host)> callers)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new() { Indented = true }))
        {
            json.WriteStartObject();
            List(json, "vhosts", callers.Select(static c => c.Host).Prepend(DefaultHost).Distinct(StringComparer.Ordinal), static (j, host) => j.WriteString("name", host));
            List(json, "users", callers.Select(static c => c.User).Distinct(StringComparer.Ordinal), static (j, user) =>
            {
                j.WriteString("name", user);
                j.WriteString("password_hash", "");
                j.WriteString("hashing_algorithm", "rabbit_password_hashing_sha256");
                j.WriteStartArray("tags");
                j.WriteEndArray();
            });
            List(json, "permissions", callers.Select(static c => (c.User, c.Host)).Distinct(), static (j, may) =>
            {
                j.WriteString("user", may.User);
                j.WriteString("vhost", may.Host);
                foreach (var what in (string[])["configure", "write", "read"]) j.WriteString(what, ".*");
            });
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static string Name(LeafSpec leaf, Link link) => leaf.Subject.CommonName ?? link.Caller;

    private static void List<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
