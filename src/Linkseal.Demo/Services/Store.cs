using System.Globalization;
using Linkseal.Core.Editing.Statements;

namespace Linkseal.Demo.Services;

/// <summary>The store: speaks Redis' protocol and reads <c>redis.conf</c>, its TLS settings as Redis takes them.</summary>
internal sealed class Store : IService
{
    private static readonly Dictionary<string, string> Kept = new(StringComparer.Ordinal) { [Platform.DemoSecret.Key] = Platform.DemoSecret.Value };

    public ServiceSetup Read(string folder)
    {
        var settings = ServiceSetup.Settings(Path.Combine(folder, "redis.conf"));
        List<Door> doors = [];
        if (Port(settings, "port") is { } plain) doors.Add(new(plain, null));
        if (Port(settings, "tls-port") is { } port)
        {
            var material = Material.Of(ServiceSetup.Needed(settings, "tls-cert-file"), ServiceSetup.Needed(settings, "tls-key-file"), ServiceSetup.Needed(settings, "tls-ca-cert-file"));
            doors.Add(new(port, material.AsServer(settings.Value("tls-auth-clients") is null or "yes")));
        }

        return new() { Doors = [.. doors] };
    }

    public async Task Answer(Stream caller, ServiceSetup setup, CancellationToken cancellation)
    {
        while (await Command(caller, cancellation) is { } words) await Wire.Say(caller, Reply(words), cancellation);
    }

    public Task Work(Func<ServiceSetup> setup, Starter starter, CancellationToken cancellation) => Task.CompletedTask;

    // 0 closes a port (redis.conf).
    private static int? Port(StatementDocument settings, string key) => int.TryParse(settings.Value(key), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0 ? port : null;

    private static string Reply(string[] words) => words switch
    {
        [var word, ..] when word.Equals("PING", StringComparison.OrdinalIgnoreCase) => "+PONG\r\n",
        [var word, var key] when word.Equals("GET", StringComparison.OrdinalIgnoreCase) => Kept.TryGetValue(key, out var value) ? $"${value.Length}\r\n{value}\r\n" : "$-1\r\n",
        _ => "-ERR unknown command: the demo's store knows PING and GET\r\n",
    };

    // Inline (GET key), or an array of bulk strings, as redis-cli sends it.
    private static async Task<string[]?> Command(Stream caller, CancellationToken cancellation)
    {
        const int most = 64;
        if (await Wire.Line(caller, cancellation) is not { } line) return null;
        if (!line.StartsWith('*')) return line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (!int.TryParse(line.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > most) return null;
        var words = new string[count];
        for (var i = 0; i < count; i++)
        {
            if (await Wire.Line(caller, cancellation) is null || await Wire.Line(caller, cancellation) is not { } word) return null;
            words[i] = word;
        }

        return words;
    }
}
