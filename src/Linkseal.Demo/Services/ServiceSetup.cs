using System.Collections.Immutable;
using System.Net;
using System.Net.Security;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Statements;

namespace Linkseal.Demo.Services;

/// <summary>All that a service is told by its files, read as one at its start and at every SIGUSR1.</summary>
internal sealed record ServiceSetup
{
    /// <summary>Where it listens.</summary>
    public ImmutableArray<Door> Doors { get; init; } = [];

    /// <summary>Whom it calls; null: nobody.</summary>
    public Callee? Calls { get; init; }

    /// <summary>The settings of a <c>key value</c> file.</summary>
    /// <exception cref="InvalidDataException">It can't be read.</exception>
    public static StatementDocument Settings(string path) =>
        StatementReader.Read(ConfigFormat.KeyValue, path, File.ReadAllText(path)).Value ?? throw new InvalidDataException(path + " can't be read");

    /// <summary>A setting that has to be there.</summary>
    /// <exception cref="InvalidDataException">It is missing.</exception>
    public static string Needed(StatementDocument settings, string key) => settings.Value(key) ?? throw new InvalidDataException($"the setting `{key}` is missing");
}

/// <summary>A port that a service listens on.</summary>
/// <param name="Port">On loopback.</param>
/// <param name="Tls">How TLS is spoken; null: plaintext.</param>
internal sealed record Door(int Port, SslServerAuthenticationOptions? Tls);

/// <summary>The server that a service calls.</summary>
/// <param name="Address">Where.</param>
/// <param name="Tls">How TLS is spoken; null: plaintext.</param>
internal sealed record Callee(IPEndPoint Address, SslClientAuthenticationOptions? Tls);
