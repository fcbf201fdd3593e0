using System.Collections.Immutable;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects;

/// <summary>What puts a server's files into effect: a restart when its configuration changes, a reload when only its certificates do.</summary>
internal static class ServerSteps
{
    /// <summary>
    /// The steps. The component's own commands win. A restart without a command is printed, for the operator to do. Both are proven by the certificate that is then served.
    /// </summary>
    /// <param name="request">The component.</param>
    /// <param name="reads">How the product reads.</param>
    public static ImmutableArray<RunStep> Of(DialectRequest request, ServerReads reads)
    {
        var entry = request.Component;
        var serves = Serves(request);
        var restart = new RunStep
        {
            Id = "restart-" + request.Name,
            Component = request.Name,
            Command = entry.Restart is { } typed ? ["sh", "-c", typed] : reads.Restart,
            Folder = entry.Restart is null ? null : request.Folder,
            Runs = entry.Restart is not null,
            Reason = reads.Reload is null && entry.Reload is null && !reads.Material.IsEmpty ? $"{request.Name} reads its certificates at start" : $"{request.Name} opens its TLS port at start",
            Interrupts = request.Name,
            After = reads.Reload is null && entry.Reload is null ? [.. reads.Configuration, .. reads.Material] : reads.Configuration,
            Serves = serves,
        };
        if (entry.Reload is null && reads.Reload is null) return [restart];
        var reload = new RunStep
        {
            Id = "reload-" + request.Name,
            Component = request.Name,
            Command = entry.Reload is { } own ? ["sh", "-c", own] : reads.Reload!.Value,
            Folder = entry.Reload is null ? null : request.Folder,
            Reason = reads.Reload == ServerReads.ByItself ? $"{request.Name} notices new files by itself: waits until it serves them" : $"{request.Name} reads its certificates again",
            After = reads.ReloadsConfiguration ? [.. reads.Configuration, .. reads.Material] : reads.Material,
            Within = reads.ReloadsConfiguration ? null : restart.Id,
            OnRemove = reads.ReloadsConfiguration,
            Serves = serves,
        };
        return reads.ReloadsConfiguration ? [reload] : [restart, reload];
    }

    /// <summary>The sign on the wire that the files of a component were taken up: at the endpoint that links mean first. One that only calls serves nothing.</summary>
    public static ImmutableArray<ServedSign> Serves(DialectRequest request) => request.Endpoints is not [var endpoint, ..] ? [] :
        [new(request.Leaf.Name, Local(endpoint), LeafNames.One(request.Leaf), endpoint.Protocol)];

    // From the place itself: where the component is said to be, else this machine.
    private static DialAddress.Host Local(Endpoint endpoint) => endpoint.At.OfType<DialAddress.Host>().FirstOrDefault() ?? new("127.0.0.1", endpoint.Port);
}

/// <summary>How a product reads its files.</summary>
internal sealed record ServerReads
{
    /// <summary>A product that watches its files: nothing has to be run, only to be waited for what it serves.</summary>
    public static ImmutableArray<string> ByItself => RunStep.Nothing;

    /// <summary>The configuration files.</summary>
    public required ImmutableArray<string> Configuration { get; init; }

    /// <summary>The files of certificates and keys, or their folder ending in <c>/</c>; empty: it reads them at every handshake.</summary>
    public required ImmutableArray<string> Material { get; init; }

    /// <summary>The command by which certificates are read again; null: only a restart does.</summary>
    public ImmutableArray<string>? Reload { get; init; }

    /// <summary>True: that command puts changed configuration into effect too.</summary>
    public bool ReloadsConfiguration { get; init; }

    /// <summary>The usual command that restarts it: printed, and run only where the component says so itself.</summary>
    public required ImmutableArray<string> Restart { get; init; }
}
