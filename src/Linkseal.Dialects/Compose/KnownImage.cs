using System.Collections.Immutable;
using Linkseal.Core.Description;

namespace Linkseal.Dialects.Compose;

/// <summary>An image whose product is known: how to find in a compose file what its dialect wants.</summary>
/// <param name="Name">The last part of the image's name, before the tag.</param>
/// <param name="Dialect">The dialect's word; a row whose dialect is not in the catalogue counts for nothing.</param>
internal sealed record KnownImage(string Name, string Dialect)
{
    private const string Hup = "kill -s HUP";
    private const int BitnamiUser = 1001;

    /// <summary>Every row: what the images' own pages and Dockerfiles say, found by the last part of the name, so that a mirror's copy is found too.</summary>
    public static ImmutableArray<KnownImage> All { get; } =
    [
        new("redis", "redis") { Config = ["/usr/local/etc/redis/redis.conf", "/etc/redis/redis.conf", "/redis.conf", "/opt/bitnami/redis/etc/redis.conf"], User = 999 },
        new("valkey", "valkey") { Config = ["/usr/local/etc/valkey/valkey.conf", "/etc/valkey/valkey.conf", "/valkey.conf"], User = 999 },
        new("postgres", "postgresql") { Config = ["/var/lib/postgresql/data", "/etc/postgresql"], IsFolder = true, User = 999, AlpineUser = 70, Reload = Hup },
        new("postgresql", "postgresql") { Config = ["/bitnami/postgresql/conf", "/var/lib/postgresql/data"], IsFolder = true, User = 1001, Reload = Hup },
        new("timescaledb", "postgresql") { Config = ["/var/lib/postgresql/data"], IsFolder = true, User = 70, Reload = Hup },
        new("postgis", "postgresql") { Config = ["/var/lib/postgresql/data"], IsFolder = true, User = 999, AlpineUser = 70, Reload = Hup },
        new("nats", "nats") { Config = ["/etc/nats/nats-server.conf", "/nats-server.conf", "/nats.conf"], User = 0, Reload = Hup },
        new("mariadb", "mariadb") { Config = ["/etc/mysql/mariadb.conf.d", "/etc/mysql/conf.d", "/etc/mysql/my.cnf", "/opt/bitnami/mariadb/conf/my.cnf"], User = 999 },
        new("mysql", "mysql") { Config = ["/etc/mysql/conf.d", "/etc/my.cnf.d", "/etc/my.cnf", "/etc/mysql/my.cnf"], User = 999 },
        new("nginx", "nginx") { Config = ["/etc/nginx/nginx.conf", "/etc/nginx/conf.d/default.conf", "/etc/nginx/conf.d", "/opt/bitnami/nginx/conf/nginx.conf"], User = 0, Reload = Hup },
        new("nginx-unprivileged", "nginx") { Config = ["/etc/nginx/nginx.conf", "/etc/nginx/conf.d/default.conf", "/etc/nginx/conf.d"], User = 101, Reload = Hup },
        new("haproxy", "haproxy") { Config = ["/usr/local/etc/haproxy/haproxy.cfg"], User = 99, Reload = Hup },
        new("registry", "docker-registry") { Config = ["/etc/distribution/config.yml", "/etc/docker/registry/config.yml"], User = 0 },
        new("rabbitmq", "rabbitmq") { Config = ["/etc/rabbitmq/rabbitmq.conf", "/opt/bitnami/rabbitmq/etc/rabbitmq/rabbitmq.conf"], User = 999, AlpineUser = 100 },
        new("eclipse-mosquitto", "mosquitto") { Config = ["/mosquitto/config/mosquitto.conf"], User = 1883, Reload = Hup },
        new("etcd", "etcd") { Config = ["/etc/etcd/etcd.conf.yml", "/opt/bitnami/etcd/conf/etcd.yaml"], User = 0 },
        new("memcached", "memcached") { Config = ["/etc/memcached.conf"], User = 11211 },
        new("prometheus", "prometheus") { Config = ["/etc/prometheus/prometheus.yml", "/etc/prometheus/web.yml"], User = 65534 },
        new("keycloak", "keycloak") { Config = ["/opt/keycloak/conf/keycloak.conf"], User = 1000 },
        new("kafka", "kafka") { Config = ["/opt/kafka/config/server.properties", "/mnt/shared/config/server.properties", "/opt/bitnami/kafka/config/server.properties"], User = 1000 },
        new("cp-kafka", "kafka") { Config = ["/etc/kafka/server.properties"], User = 1000 },
        new("aspnet", "kestrel") { Config = ["/app/appsettings.json"], User = 0 },
    ];

    /// <summary>Where its configuration lies inside, the likeliest first.</summary>
    public required ImmutableArray<string> Config { get; init; }

    /// <summary>The files that may lie where its configuration lies, under other names than it has in <see cref="Config"/>.</summary>
    public IEnumerable<string> Beside => Config.Where(static c => Path.HasExtension(ConfigText.LastPart(c))).Select(static c => LexicalPath.Join(ConfigText.Folder(c), "*" + Path.GetExtension(c))).Distinct(StringComparer.Ordinal);

    /// <summary>True: the dialect wants the folder.</summary>
    public bool IsFolder { get; init; }

    /// <summary>The numeric user that its image runs the product as.</summary>
    public required int User { get; init; }

    /// <summary>The same for images whose tag says Alpine; null: no other.</summary>
    public int? AlpineUser { get; init; }

    /// <summary>What <c>docker compose</c> is told so that it reads certificates again; null: a restart.</summary>
    public string? Reload { get; init; }

    /// <summary>The row of an image; null: it is not known, or its dialect is not.</summary>
    /// <param name="image">With registry, path and tag as it may have them.</param>
    /// <param name="dialects">The catalogue.</param>
    public static KnownImage? Of(string image, ImmutableArray<IDialect> dialects)
    {
        var name = image.Split('@')[0].Split('/')[^1].Split(':')[0];
        return All.FirstOrDefault(row => row.Name == name && dialects.Any(d => d.Name == row.Dialect));
    }

    /// <summary>The user of an image of this product.</summary>
    public int UserOf(string image)
    {
        // Bitnami's images have their own, whatever they run.
        if (image.Split('/').Any(static p => p.StartsWith("bitnami", StringComparison.Ordinal))) return BitnamiUser;
        return AlpineUser is { } alpine && Tag(image).Contains("alpine", StringComparison.Ordinal) ? alpine : User;
    }

    // Empty: none.
    private static string Tag(string image) => image.Split('@')[0].Split('/')[^1].Split(':') is [_, var tag] ? tag : "";
}
