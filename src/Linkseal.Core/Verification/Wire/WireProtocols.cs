using System.Collections.Immutable;

namespace Linkseal.Core.Verification.Wire;

/// <summary>Every wire protocol that a probe speaks, by the words of endpoints and URLs.</summary>
public static class WireProtocols
{
    private static readonly TlsWire Direct = new();

    private static readonly ImmutableDictionary<string, WireProtocol> ByWord = new (string[] Words, WireProtocol Protocol)[]
    {
        (["tls", "tcp", "ssl"], Direct),
        (["https", "http"], new HttpWire()),
        (["grpc", "grpcs", "h2"], new Http2Wire()),
        (["redis", "rediss", "valkey", "valkeys"], new RedisWire()),
        (["postgresql", "postgres"], new PostgresWire()),
        (["mysql", "mariadb"], new MySqlWire()),
        (["amqp", "amqps"], new AmqpWire()),
        (["mqtt", "mqtts"], new MqttWire()),
        (["mqtt5"], new Mqtt5Wire()),
        (["nats"], new NatsWire()),
        (["memcached"], new MemcachedWire()),
        (["kafka"], new KafkaWire()),
    }.SelectMany(static p => p.Words.Select(w => (Word: w, p.Protocol))).ToImmutableDictionary(static p => p.Word, static p => p.Protocol, StringComparer.OrdinalIgnoreCase);

    /// <summary>Every word, in alphabetical order.</summary>
    public static IEnumerable<string> Words => ByWord.Keys.Order(StringComparer.Ordinal);

    /// <summary>The protocol of a word; null: there is none.</summary>
    public static WireProtocol? Find(string word) => ByWord.GetValueOrDefault(word);

    /// <summary>The protocol of an endpoint's word; for one that is not known, bare TLS.</summary>
    public static WireProtocol Of(string word) => Find(word) ?? Direct;
}
