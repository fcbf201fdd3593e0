using System.Net;
using Linkseal.Demo.Platform;

namespace Linkseal.Demo.Services;

/// <summary>The front end, and its users with it: asks the API for the same thing again and again, and counts what becomes of it.</summary>
internal sealed class Web : IService
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    // As a front end's client would: a request that met no answer is asked again, and given up in the end.
    private static readonly TimeSpan GivesUp = TimeSpan.FromSeconds(10);

    public ServiceSetup Read(string folder)
    {
        var settings = ServiceSetup.Settings(Path.Combine(folder, "web.conf"));
        return new() { Calls = new(IPEndPoint.Parse(ServiceSetup.Needed(settings, "api")), Material.Of(Path.Combine(folder, "tls"))?.AsClient("api")) };
    }

    public Task Answer(Stream caller, ServiceSetup setup, CancellationToken cancellation) => Task.CompletedTask;

    public async Task Work(Func<ServiceSetup> setup, Starter starter, CancellationToken cancellation)
    {
        var traffic = new Traffic(0, 0, 0);
        while (!cancellation.IsCancellationRequested)
        {
            traffic = await Request(setup, traffic, cancellation);
            // Whoever started it reads along.
            starter.Say(traffic.Spelled);
            await Task.Delay(Pace, cancellation);
        }
    }

    private static async Task<Traffic> Request(Func<ServiceSetup> setup, Traffic traffic, CancellationToken cancellation)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (await Answered(setup(), cancellation)) return traffic with { Answered = traffic.Answered + 1 };
            if (TimeProvider.System.GetElapsedTime(since) > GivesUp) return traffic with { Lost = traffic.Lost + 1 };
            traffic = traffic with { Again = traffic.Again + 1 };
            await Task.Delay(Pace, cancellation);
        }
    }

    private static async Task<bool> Answered(ServiceSetup setup, CancellationToken cancellation)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(Wire.Patience);
        try
        {
            await using var api = await Wire.Dial(setup.Calls!, limited.Token);
            await Wire.Say(api, $"GET /get/{DemoSecret.Key} HTTP/1.1\r\nHost: api\r\nConnection: close\r\n\r\n", limited.Token);
            return await Wire.Line(api, limited.Token) is { } status && status.Contains(" 200 ", StringComparison.Ordinal);
        }
        catch (Exception e) when (ServiceHost.IsOfTheWire(e) && !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }
}
