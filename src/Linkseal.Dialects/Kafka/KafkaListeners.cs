using System.Collections.Immutable;
using System.Globalization;
using Linkseal.Core.Description;
using Linkseal.Core.Editing.Statements;

namespace Linkseal.Dialects.Kafka;

/// <summary>The listeners of a broker or controller as they are to be.</summary>
/// <remarks>
/// A listener whose name is its protocol (<c>PLAINTEXT</c>) gets the name of the other one (<c>SSL</c>), as every setting that names it; any other keeps its name and gets
/// another protocol in <c>listener.security.protocol.map</c>. What is derived is the same from a text that has our edits as from one that hasn't.
/// Source: Kafka documentation, "Listener Configuration", broker configs.
/// </remarks>
internal sealed record KafkaListeners
{
    private const int DefaultPort = 9092;

    // 9093 is what a controller usually has.
    private const int PortBeside = 9094;
    private static readonly ImmutableArray<string> Protocols = ["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"];

    /// <summary>The listeners, those that speak TLS and those that stay.</summary>
    public required ImmutableArray<KafkaListener> All { get; init; }

    /// <summary>The settings that name listeners, each with its value.</summary>
    public required ImmutableArray<(string Key, string Value)> Settings { get; init; }

    /// <summary>The port of plaintext that stays, or that TLS leaves for another one; null: none.</summary>
    public int? PlainPort { get; init; }

    /// <summary>Those that speak TLS, that of clients first.</summary>
    public ImmutableArray<KafkaListener> Tls => [.. All.Where(static l => l.IsTls).OrderBy(static l => l.IsController)];

    public static KafkaListeners Of(ComponentEntry entry, StatementDocument? document)
    {
        string? Value(string key) => document?.Value(key) is { Length: > 0 } value ? value : null;
        ImmutableArray<string> controllers = [.. Parts(Value("controller.listener.names"))];
        ImmutableArray<(string Name, string Protocol)> map = [.. Parts(Value("listener.security.protocol.map")).Select(static p => p.Split(':')).Where(static p => p.Length == 2).Select(static p => (p[0].Trim(), p[1].Trim().ToUpperInvariant()))];
        string ProtocolOf(string name) => map.Where(m => m.Name == name).Select(static m => m.Protocol).FirstOrDefault() ?? (Protocols.Contains(name) ? name : "PLAINTEXT");
        ImmutableArray<KafkaListener> written = [.. Parts(Value("listeners") ?? $"PLAINTEXT://:{DefaultPort}").Select(KafkaListener.Read).OfType<KafkaListener>().Select(l => l with { Protocol = ProtocolOf(l.Name), IsController = controllers.Contains(l.Name) })];
        return entry.KeepPlaintext ? Beside(entry, Value, written, map) : Instead(entry, Value, written, map, controllers);
    }

    // Every listener speaks TLS; one in plaintext whose new name is taken is closed.
    private static KafkaListeners Instead(ComponentEntry entry, Func<string, string?> value, ImmutableArray<KafkaListener> written, ImmutableArray<(string Name, string Protocol)> map, ImmutableArray<string> controllers)
    {
        var closed = written.Where(l => NameOf(l.Name) != l.Name && written.Any(o => o.Name == NameOf(l.Name))).Select(static l => l.Name).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<KafkaListener> all = [.. written.Where(l => !closed.Contains(l.Name)).Select(static l => l with { Name = NameOf(l.Name), Protocol = Secure(l.Protocol) })];
        var (moved, plain) = Moved(entry, all);
        List<(string, string)> settings = [("listeners", Joined(moved))];
        if (value("advertised.listeners") is { } advertised)
            settings.Add(("advertised.listeners", Joined(Parts(advertised).Select(KafkaListener.Read).OfType<KafkaListener>().Where(l => !closed.Contains(l.Name)).Select(l => Ported(l with { Name = NameOf(l.Name) }, all, moved)))));
        if (value("inter.broker.listener.name") is { } name) settings.Add(("inter.broker.listener.name", NameOf(name)));
        else if (moved.Any(static l => !l.IsController)) settings.Add(("security.inter.broker.protocol", Secure((value("security.inter.broker.protocol") ?? "PLAINTEXT").ToUpperInvariant())));
        // A name of one's own has the protocol that the map says; without a map a controller speaks plaintext.
        ImmutableArray<(string Name, string Protocol)> full = !map.IsEmpty ? map : controllers.IsEmpty ? [] : [.. controllers.Select(static c => (c, "PLAINTEXT")), .. Protocols.Select(static p => (p, p))];
        if (!full.IsEmpty) settings.Add(("listener.security.protocol.map", string.Join(',', full.Select(m => $"{m.Name}:{(Protocols.Contains(m.Name) ? m.Protocol : Secure(m.Protocol))}"))));
        return new() { All = moved, Settings = [.. settings], PlainPort = plain };
    }

    // Plaintext stays, brokers among themselves too; where nothing speaks TLS yet, a listener is added.
    private static KafkaListeners Beside(ComponentEntry entry, Func<string, string?> value, ImmutableArray<KafkaListener> written, ImmutableArray<(string Name, string Protocol)> map)
    {
        var plain = written.FirstOrDefault(static l => l is { IsTls: false, IsController: false });
        var added = written.Any(static l => l is { IsTls: true, IsController: false }) || plain is null ? null : plain with { Name = "SSL", Protocol = "SSL", Port = entry.Port ?? PortBeside };
        ImmutableArray<KafkaListener> all = added is null ? written : [.. written, added];
        var (moved, _) = Moved(entry, all);
        List<(string, string)> settings = [("listeners", Joined(moved))];
        if (value("advertised.listeners") is { } advertised)
        {
            ImmutableArray<KafkaListener> told = [.. Parts(advertised).Select(KafkaListener.Read).OfType<KafkaListener>()];
            if (added is not null && !told.IsEmpty) told = told.Add(told[0] with { Name = added.Name, Port = added.Port });
            settings.Add(("advertised.listeners", Joined(told.Select(l => Ported(l, all, moved)))));
        }

        if (!map.IsEmpty && moved.Any(static l => l.Name == "SSL")) settings.Add(("listener.security.protocol.map", string.Join(',', map.Any(static m => m.Name == "SSL") ? map.Select(Shown) : map.Select(Shown).Append("SSL:SSL"))));
        return new() { All = moved, Settings = [.. settings], PlainPort = plain?.Port };
    }

    // The component's port is that of the first listener for clients that speaks TLS.
    private static (ImmutableArray<KafkaListener> Moved, int? From) Moved(ComponentEntry entry, ImmutableArray<KafkaListener> all)
    {
        if (entry.Port is not { } port || all.Where(static l => l.IsTls).OrderBy(static l => l.IsController).FirstOrDefault() is not { } first || first.Port == port) return (all, null);
        return ([.. all.Select(l => l == first ? l with { Port = port } : l)], first.Port);
    }

    // What is advertised with the port that it listens at moves with it; another one is that of a proxy before it.
    private static KafkaListener Ported(KafkaListener told, ImmutableArray<KafkaListener> before, ImmutableArray<KafkaListener> after)
    {
        var at = before.Select(static l => l.Name).ToList().IndexOf(told.Name);
        return at >= 0 && told.Port == before[at].Port ? told with { Port = after[at].Port } : told;
    }

    private static string Secure(string protocol) => protocol switch { "PLAINTEXT" => "SSL", "SASL_PLAINTEXT" => "SASL_SSL", var other => other };

    private static string NameOf(string name) => Secure(name);

    private static string Shown((string Name, string Protocol) entry) => $"{entry.Name}:{entry.Protocol}";

    private static string Joined(IEnumerable<KafkaListener> listeners) => string.Join(',', listeners.Select(static l => l.Text));

    private static string[] Parts(string? list) => (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>One listener.</summary>
/// <param name="Name">Its name, which is that of a protocol where the map has no other.</param>
/// <param name="Host">The host as it is written; empty: the first interface's.</param>
/// <param name="Port">Its port.</param>
internal sealed record KafkaListener(string Name, string Host, int Port)
{
    /// <summary>What it speaks: <c>PLAINTEXT</c>, <c>SSL</c>, <c>SASL_PLAINTEXT</c>, <c>SASL_SSL</c>.</summary>
    public string Protocol { get; init; } = "";

    /// <summary>True: controllers are spoken to by it, and no clients.</summary>
    public bool IsController { get; init; }

    public bool IsTls => Protocol is "SSL" or "SASL_SSL";

    public string Text => $"{Name}://{Host}:{Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Reads <c>NAME://host:port</c>; null: it is none.</summary>
    public static KafkaListener? Read(string text)
    {
        var (sign, colon) = (text.IndexOf("://", StringComparison.Ordinal), text.LastIndexOf(':'));
        return sign > 0 && colon > sign && ConfigText.Port(text) is { } port ? new(text[..sign].ToUpperInvariant(), text[(sign + 3)..colon], port) : null;
    }
}
