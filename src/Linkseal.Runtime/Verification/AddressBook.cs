using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Net;
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
                return (host, null);
            case DialAddress.Forwarded target:
                var (forward, failed) = await _forwards.GetOrAdd(target, t => new(() => Lead(t, cancellation))).Value.ConfigureAwait(false);
                return (forward?.Address, failed);
            case DialAddress.Container container:
                // Asked once, however many links lead to it.
                var (found, reason) = await _containers.GetOrAdd(container.Name, name => new(() => InTurn(name, cancellation))).Value.ConfigureAwait(false);
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

    private async Task<(PortForward? Forward, string? Reason)> Lead(DialAddress.Forwarded target, CancellationToken cancellation)
    {
        await _turns.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await PortForward.Open(kubectl, target, Patience, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task<(string? Address, string? Reason)> InTurn(string name, CancellationToken cancellation)
    {
        await _turns.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await Ask(name, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _turns.Release();
        }
    }

    // A container's own address, in the first of its networks that has one.
    private async Task<(string? Address, string? Reason)> Ask(string name, CancellationToken cancellation)
    {
        Process asked;
        try
        {
            asked = Process.Start(new ProcessStartInfo(docker, ["inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}", "--", name])
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
                var address = Array.Find(output.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries), static a => IPAddress.TryParse(a, out _));
                var said = Answer.Text(System.Text.Encoding.UTF8.GetBytes((await error.ConfigureAwait(false)).Split('\n')[0]));
                return address is not null ? (address, null) : (null, $"docker knows no address of container {name}: {said}".TrimEnd(' ', ':'));
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
