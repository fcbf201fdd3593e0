using Linkseal.Demo.Services;

namespace Linkseal.Demo;

/// <summary>Where a process that is one of the demo's services begins: <c>linkseal demo-service NAME FOLDER</c>, started by the demo and by nobody else.</summary>
public static class DemoService
{
    /// <summary>The first argument.</summary>
    public const string Word = "demo-service";

    internal const string Ready = "ready";
    internal const string Reloaded = "reloaded";

    /// <summary>Runs the service until its standard input ends.</summary>
    /// <param name="name"><c>web</c>, <c>api</c> or <c>store</c>.</param>
    /// <param name="folder">Where its files lie.</param>
    /// <param name="starter">Whoever started it.</param>
    /// <returns>What the process exits with.</returns>
    public static async Task<int> Run(string name, string folder, Starter starter)
    {
        IService? service = name switch { "web" => new Web(), "api" => new Api(), "store" => new Store(), _ => null };
        if (service is null) return 2;
        using var host = new ServiceHost(service, folder, starter);
        await host.Run();
        return 0;
    }
}

/// <summary>Whoever started a service: its standard streams.</summary>
/// <param name="Hear">The next line from it; null: it has gone, or wants the service to end.</param>
/// <param name="Say">A line to it.</param>
public sealed record Starter(Func<string?> Hear, Action<string> Say);
