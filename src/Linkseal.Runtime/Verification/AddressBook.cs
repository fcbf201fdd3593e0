using System.Collections.Concurrent;
using System.Diagnostics;
using Linkseal.Core.Topology;

namespace Linkseal.Runtime.Verification;

/// <summary>Turns where an endpoint is said to be into a host and a port that can be dialled from here, or says why it can't.</summary>
internal sealed class AddressBook
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, (string? Address, string? Reason)> _containers = new(StringComparer.Ordinal);

    /// <summary>The host to dial; null with the reason.</summary>
    public (DialAddress.Host? Address, string? Skipped) Find(DialAddress address) => address switch
    {
        DialAddress.Host host => (host, null),
        DialAddress.Container container => Container(container),
        DialAddress.Service service => (null, $"service {service.Name} in namespace {service.Namespace} is not reached from here: kubectl port-forward --namespace {service.Namespace} service/{service.Name} {service.Port}, then --connect"),
        _ => throw new UnreachableException(),
    };

    private (DialAddress.Host? Address, string? Skipped) Container(DialAddress.Container container)
    {
        var (address, reason) = _containers.GetOrAdd(container.Name, Ask);
        return address is null ? (null, reason) : (new(address, container.Port), null);
    }

    // A container's own address, in the first of its networks that has one.
    private static (string? Address, string? Reason) Ask(string name)
    {
        try
        {
            using var docker = Process.Start(new ProcessStartInfo("docker", ["inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}", "--", name])
            {
                RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            })!;
            var output = docker.StandardOutput.ReadToEndAsync();
            var error = docker.StandardError.ReadToEndAsync();
            if (!docker.WaitForExit(Patience))
            {
                docker.Kill(entireProcessTree: true);
                return (null, $"docker does not say within {Patience.TotalSeconds:0} s where container {name} is");
            }

            var address = output.GetAwaiter().GetResult().Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(static a => System.Net.IPAddress.TryParse(a, out _));
            return address is not null ? (address, null) : (null, $"docker knows no address of container {name}: {error.GetAwaiter().GetResult().Split('\n')[0]}".TrimEnd(' ', ':'));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (null, $"container {name} has no published port, and there is no docker here to ask for its address");
        }
    }
}
