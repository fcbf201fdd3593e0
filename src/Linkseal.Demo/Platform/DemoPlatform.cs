using System.Collections.Immutable;

namespace Linkseal.Demo.Platform;

/// <summary>The demo's platform, running: web → api → store on loopback, with steady traffic and a tap between the last two. Disposed, nothing of it runs.</summary>
public sealed class DemoPlatform : IDisposable
{
    private const string StoreSettings = "store/redis.conf";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly string folder;
    private readonly Tap tap = new();
    private readonly List<ServiceProcess> services = [];

    private DemoPlatform(string folder) => this.folder = folder;

    /// <summary>What became of web's requests so far.</summary>
    public Traffic Traffic => Web.Traffic;

    private ServiceProcess Store => services[0];

    private ServiceProcess Web => services[^1];

    /// <summary>Writes its files and starts it.</summary>
    /// <param name="folder">An empty folder.</param>
    /// <param name="owner">The user that runs it, by number.</param>
    /// <param name="cancellation">Ends what was started.</param>
    /// <exception cref="IOException">A service does not start.</exception>
    public static async Task<DemoPlatform> Start(string folder, int owner, CancellationToken cancellation)
    {
        var platform = new DemoPlatform(folder);
        try
        {
            var ports = DemoPorts.Free(platform.tap.Port);
            PlatformFiles.Write(folder, ports, owner);
            platform.tap.Start(ports.Store);
            // Whoever is called first.
            foreach (var name in (string[])["store", "api", "web"]) platform.services.Add(new(Program, name, Path.Combine(folder, name)));
            foreach (var service in platform.services) await service.Ready(cancellation);
            await platform.Flow(cancellation);
            return platform;
        }
        catch
        {
            platform.Dispose();
            throw;
        }
    }

    /// <summary>Waits until requests are answered again, and forgets what the tap heard before.</summary>
    /// <exception cref="IOException">None is answered.</exception>
    public async Task Flow(CancellationToken cancellation)
    {
        const int some = 5;
        tap.Forget();
        var before = Traffic.Answered;
        for (var since = TimeProvider.System.GetTimestamp(); Traffic.Answered < before + some; await Task.Delay(20, cancellation))
        {
            if (TimeProvider.System.GetElapsedTime(since) > Patience) throw new IOException("web's requests are not answered");
        }
    }

    /// <summary>What passes between api and store, as who stands between them reads it.</summary>
    public ImmutableArray<string> Wire() => tap.Lines();

    /// <summary>The change of the demo: api is to be called by a second name too.</summary>
    public void NameApi() => Change("linkseal.yaml", "names: [api]", "names: [api, api.shop.internal]");

    /// <summary>A fault: the store lets in whoever comes.</summary>
    public Task OpenStore(CancellationToken cancellation)
    {
        Change(StoreSettings, "tls-auth-clients yes", "tls-auth-clients no");
        return Store.Reload(cancellation);
    }

    /// <summary>That fault mended by the hand that made it.</summary>
    public Task CloseStore(CancellationToken cancellation)
    {
        Change(StoreSettings, "tls-auth-clients no", "tls-auth-clients yes");
        return Store.Reload(cancellation);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Callers first: none of their requests meets a closed door.
        foreach (var service in Enumerable.Reverse(services)) service.Dispose();
        tap.Dispose();
    }

    private void Change(string file, string from, string to)
    {
        var path = Path.Combine(folder, file);
        File.WriteAllText(path, File.ReadAllText(path).Replace(from, to, StringComparison.Ordinal));
    }

    // The program itself: it lies beside its libraries under its own name, or is the one file that runs.
    private static string Program => Path.Combine(AppContext.BaseDirectory, "linkseal") is var beside && File.Exists(beside) ? beside : Environment.ProcessPath!;
}
