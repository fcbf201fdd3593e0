using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Linkseal.Demo.Platform;

/// <summary>The files of the platform: each service's folder, and the description.</summary>
internal static class PlatformFiles
{
    /// <summary>Writes them.</summary>
    /// <param name="folder">Where to; it is there.</param>
    /// <param name="ports">Who listens where.</param>
    /// <param name="owner">Whose files the store's are: whoever runs the demo.</param>
    public static void Write(string folder, DemoPorts ports, int owner)
    {
        foreach (var service in (string[])["web", "api", "store"]) Directory.CreateDirectory(Path.Combine(folder, service));
        foreach (var (resource, path) in ((string, string)[])[("web.conf", "web/web.conf"), ("api.conf", "api/api.conf"), ("redis.conf", "store/redis.conf"), ("linkseal.yaml", "linkseal.yaml")])
        {
            using var reader = new StreamReader(typeof(PlatformFiles).Assembly.GetManifestResourceStream("demo/" + resource)!);
            File.WriteAllText(
                Path.Combine(folder, path),
                reader.ReadToEnd()
                    .Replace("@api@", Text(ports.Api), StringComparison.Ordinal)
                    .Replace("@store@", Text(ports.Store), StringComparison.Ordinal)
                    .Replace("@tap@", Text(ports.Tap), StringComparison.Ordinal)
                    .Replace("@owner@", Text(owner), StringComparison.Ordinal)
                    .Replace("@reload:web@", Reload(folder, "web"), StringComparison.Ordinal)
                    .Replace("@reload:api@", Reload(folder, "api"), StringComparison.Ordinal)
                    .Replace("@reload:store@", Reload(folder, "store"), StringComparison.Ordinal));
        }
    }

    // A command runs in no folder of its own: the path is whole, quoted for the shell where it has to be, and then for YAML.
    private static string Reload(string folder, string service)
    {
        var pid = Path.Combine(folder, service, "pid");
        return pid.All(static c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-')
            ? $"kill -USR1 $(cat {pid})"
            : $"'{$"kill -USR1 $(cat '{pid.Replace("'", "'\\''", StringComparison.Ordinal)}')".Replace("'", "''", StringComparison.Ordinal)}'";
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Who listens where, on loopback.</summary>
/// <param name="Api">api.</param>
/// <param name="Store">store.</param>
/// <param name="Tap">The tap in front of it.</param>
internal sealed record DemoPorts(int Api, int Store, int Tap)
{
    /// <summary>Ports that are free just now.</summary>
    public static DemoPorts Free(int tap)
    {
        using var one = new TcpListener(IPAddress.Loopback, 0);
        using var other = new TcpListener(IPAddress.Loopback, 0);
        one.Start();
        other.Start();
        return new(((IPEndPoint)one.LocalEndpoint).Port, ((IPEndPoint)other.LocalEndpoint).Port, tap);
    }
}
