using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Linkseal.Core.Topology;
using Linkseal.Core.Verification.Wire;

namespace Linkseal.Runtime.Verification;

/// <summary>Turns where an endpoint is said to be into a host and a port that can be dialled from here, or says why it can't.</summary>
/// <param name="docker">The program that knows where containers are.</param>
/// <param name="kubectl">The program that leads into a cluster.</param>
internal sealed class AddressBook(string docker = "docker", string kubectl = "kubectl") : IDisposable
{
    private const int AtOnce = 4;
    private readonly ConcurrentDictionary<string, Lazy<Task<(string? Address, string? Reason)>>> _containers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<string?>>> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<DialAddress.Forwarded, Lazy<Task<(PortForward? Forward, string? Reason)>>> _forwards = new();
    private readonly SemaphoreSlim _turns = new(AtOnce);

    /// <summary>How long docker, and kubectl, are waited for.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The host to dial; null with the reason.</summary>
    public async Task<(DialAddress.Host? Address, string? Skipped)> Find(DialAddress address, CancellationToken cancellation)
    {
        switch (address)
        {
            case DialAddress.Host host:
                return (await Known(host, cancellation).ConfigureAwait(false), null);
            case DialAddress.Forwarded target:
                var (forward, failed) = await _forwards.GetOrAdd(target, t => new(() => Lead(t, cancellation))).Value.ConfigureAwait(false);
                return (forward?.Address, failed);
            case DialAddress.Container container:
                // Asked once, however many links lead to it.
                var (found, reason) = await _containers.GetOrAdd(container.Name, name => new(() => InTurn(() => Inspect(name, cancellation), cancellation))).Value.ConfigureAwait(false);
                return found is null ? (null, reason) : (new(found, container.Port), null);
            default:
                throw new UnreachableException();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var forward in _forwards.Values)
        {
            if (forward is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true, Result.Forward: { } open } }) open.Dispose();
        }

        _turns.Dispose();
    }

    private Task<(PortForward? Forward, string? Reason)> Lead(DialAddress.Forwarded target, CancellationToken cancellation) =>
        InTurn(() => PortForward.Open(kubectl, target, Patience, cancellation), cancellation);

    // A name that only containers know among themselves, a service of a compose file: docker knows where it is. Anybody else's name stays, and is then said not to be known.
    private async Task<DialAddress.Host> Known(DialAddress.Host host, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(host.Name, out _)) return host;
        var found = await _names.GetOrAdd(host.Name, name => new(() => Service(name, cancellation))).Value.ConfigureAwait(false);
        return found is null ? host : new(found, host.Port) { Shown = $"{host.Name}:{host.Port} ({found})" };
    }

    private async Task<string?> Service(string name, CancellationToken cancellation)
    {
        try
        {
            if ((await Dns.GetHostAddressesAsync(name, cancellation).ConfigureAwait(false)).Length > 0) return null;
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            // Not known here.
        }

        return (await InTurn(
            async () =>
            {
                var (listed, _) = await Docker(["ps", "--quiet", "--filter", "label=com.docker.compose.service=" + name], name, cancellation).ConfigureAwait(false);
                return listed?.Split('\n', StringSplitOptions.RemoveEmptyEntries) is [var container, ..] ? await Inspect(container, cancellation).ConfigureAwait(false) : (null, null);
            },
            cancellation).ConfigureAwait(false)).Address;
    }

    private async Task<T> InTurn<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        await _turns.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await ask().ConfigureAwait(false);
        }
        finally
        {
            _turns.Release();
        }
    }

    // A container's own address, in the first of its networks that has one.
    private async Task<(string? Address, string? Reason)> Inspect(string name, CancellationToken cancellation)
    {
        var (output, said) = await Docker(["inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}", "--", name], name, cancellation).ConfigureAwait(false);
        if (output is null) return (null, said);
        var address = Array.Find(output.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries), static a => IPAddress.TryParse(a, out _));
        return address is not null ? (address, null) : (null, $"docker knows no address of container {name}: {said}".TrimEnd(' ', ':'));
    }

    // What docker printed, with the first line of its complaints; null, with the reason why it could not be asked.
    private async Task<(string? Output, string Said)> Docker(string[] arguments, string name, CancellationToken cancellation)
    {
        Process asked;
        try
        {
            asked = Process.Start(new ProcessStartInfo(docker, arguments)
            {
                RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false,
            })!;
        }
        catch (Win32Exception)
        {
            return (null, $"container {name} has no published port, and there is no docker here to ask for its address");
        }

        using (asked)
        using (var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation))
        {
            limited.CancelAfter(Patience);
            try
            {
                asked.StandardInput.Close();
                var error = asked.StandardError.ReadToEndAsync(limited.Token);
                var output = await asked.StandardOutput.ReadToEndAsync(limited.Token).ConfigureAwait(false);
                await asked.WaitForExitAsync(limited.Token).ConfigureAwait(false);
                return (output, Answer.Text(System.Text.Encoding.UTF8.GetBytes((await error.ConfigureAwait(false)).Split('\n')[0])));
            }
            catch (OperationCanceledException)
            {
                asked.Kill(entireProcessTree: true);
                cancellation.ThrowIfCancellationRequested();
                return (null, $"docker does not say within {Patience.TotalSeconds:0.#} s where container {name} is");
            }
        }
    }
}
