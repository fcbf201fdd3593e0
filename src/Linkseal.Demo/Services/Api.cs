using System.Globalization;
using System.Net;

namespace Linkseal.Demo.Services;

/// <summary>The API: answers HTTP, asks the store for what it is asked for. HTTPS, and TLS towards the store, from the moment that its folder of certificates is filled.</summary>
internal sealed class Api : IService
{
    public ServiceSetup Read(string folder)
    {
        var settings = ServiceSetup.Settings(Path.Combine(folder, "api.conf"));
        var material = Material.Of(Path.Combine(folder, "tls"));
        return new()
        {
            Doors = [new(int.Parse(ServiceSetup.Needed(settings, "port"), CultureInfo.InvariantCulture), material?.AsServer(demands: true))],
            Calls = new(IPEndPoint.Parse(ServiceSetup.Needed(settings, "store")), material?.AsClient("store")),
        };
    }

    public async Task Answer(Stream caller, ServiceSetup setup, CancellationToken cancellation)
    {
        if (await Wire.Line(caller, cancellation) is not { } first) return;
        while (await Wire.Line(caller, cancellation) is { Length: > 0 })
        {
            // The rest of the request's head says nothing to it.
        }

        var (status, body) = first.Split(' ') switch
        {
            ["GET", "/", ..] => ("200 OK", "the demo's api"),
            ["GET", var path, ..] when path.StartsWith("/get/", StringComparison.Ordinal) => await Ask(setup, path["/get/".Length..], cancellation),
            _ => ("404 Not Found", "not here"),
        };
        await Wire.Say(caller, $"HTTP/1.1 {status}\r\nContent-Type: text/plain\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}", cancellation);
    }

    public Task Work(Func<ServiceSetup> setup, Starter starter, CancellationToken cancellation) => Task.CompletedTask;

    private static async Task<(string Status, string Body)> Ask(ServiceSetup setup, string key, CancellationToken cancellation)
    {
        try
        {
            await using var store = await Wire.Dial(setup.Calls!, cancellation);
            await Wire.Say(store, $"GET {key}\r\n", cancellation);
            return await Wire.Line(store, cancellation) is ['$', not '-', ..] && await Wire.Line(store, cancellation) is { } value ? ("200 OK", value) : ("502 Bad Gateway", "the store has no answer");
        }
        catch (Exception e) when (ServiceHost.IsOfTheWire(e))
        {
            return ("502 Bad Gateway", "the store can't be reached");
        }
    }
}
