using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Dialects.DockerRegistry;
using Linkseal.Dialects.Etcd;
using Linkseal.Dialects.Files;
using Linkseal.Dialects.HaProxy;
using Linkseal.Dialects.Kafka;
using Linkseal.Dialects.Kestrel;
using Linkseal.Dialects.Keycloak;
using Linkseal.Dialects.Memcached;
using Linkseal.Dialects.Mosquitto;
using Linkseal.Dialects.MySql;
using Linkseal.Dialects.Nats;
using Linkseal.Dialects.Nginx;
using Linkseal.Dialects.Platforms.AnchoreEngine;
using Linkseal.Dialects.Platforms.Harbor;
using Linkseal.Dialects.Platforms.Lightrun;
using Linkseal.Dialects.Platforms.TiDb;
using Linkseal.Dialects.PostgreSql;
using Linkseal.Dialects.Prometheus;
using Linkseal.Dialects.RabbitMq;
using Linkseal.Dialects.Redis;

namespace Linkseal.Dialects;

/// <summary>Everything that Linkseal knows: profiles and dialects, by the words of <c>linkseal.yaml</c>.</summary>
public static class Catalogue
{
    /// <summary>Every known platform.</summary>
    public static ImmutableArray<IProfile> Profiles { get; } = [new HarborProfile(), new AnchoreProfile(), new LightrunProfile(), new TiDbProfile()];

    /// <summary>Every dialect that <c>dialect:</c> may name.</summary>
    public static ImmutableArray<IDialect> Dialects { get; } =
    [
        new FilesDialect(),
        RedisDialect.Redis, RedisDialect.Valkey, new PostgreSqlDialect(), MySqlDialect.MariaDb, MySqlDialect.MySql,
        new RabbitMqDialect(), new NatsDialect(), new MosquittoDialect(), new KafkaDialect(), new MemcachedDialect(), new EtcdDialect(),
        new NginxDialect(), new HaProxyDialect(), new DockerRegistryDialect(), new PrometheusDialect(), new KestrelDialect(), new KeycloakDialect(),
    ];

    /// <summary>The words for the description's reader.</summary>
    public static KnownWords Words { get; } = new(
        [.. Profiles.Select(static p => p.Name)],
        [.. Dialects.Select(static d => d.Name)],
        [.. Profiles.SelectMany(static p => p.Clients).Distinct()]);

    /// <summary>The profile of a name; null: there is none.</summary>
    public static IProfile? Profile(string name) => Profiles.FirstOrDefault(p => p.Name == name);

    /// <summary>The dialect of a name; null: there is none.</summary>
    public static IDialect? Dialect(string name) => Dialects.FirstOrDefault(d => d.Name == name);
}
