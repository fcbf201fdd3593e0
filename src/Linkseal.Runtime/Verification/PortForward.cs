using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Linkseal.Core.Topology;
using Linkseal.Core.Verification.Wire;

namespace Linkseal.Runtime.Verification;

/// <summary>
/// A port of our own on loopback that leads into a cluster through <c>kubectl port-forward</c>. kubectl ends at the first connection that the other side resets, which is how some servers
/// refuse a stranger: before each connection it is looked whether it still runs, and it is started again where it does not.
/// </summary>
internal sealed partial class PortForward : IDisposable
{
    private readonly string _kubectl;
    private readonly DialAddress.Forwarded _target;
    private readonly TimeSpan _patience;
    private readonly Socket _listening = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _ending = new();
    private readonly SemaphoreSlim _turn = new(1);
    private Process? _running;
    private int _port;

    private PortForward(string kubectl, DialAddress.Forwarded target, TimeSpan patience)
    {
        (_kubectl, _target, _patience) = (kubectl, target, patience);
        _listening.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    }

    /// <summary>Where it is dialled.</summary>
    public DialAddress.Host Address => new("127.0.0.1", ((IPEndPoint)_listening.LocalEndPoint!).Port) { Shown = _target.Shown };

    /// <summary>Begins; or says why not.</summary>
    /// <param name="kubectl">The program.</param>
    /// <param name="target">Where it is to lead.</param>
    /// <param name="patience">How long kubectl is waited for.</param>
    /// <param name="cancellation">Ctrl-C.</param>
    public static async Task<(PortForward? Forward, string? Reason)> Open(string kubectl, DialAddress.Forwarded target, TimeSpan patience, CancellationToken cancellation)
    {
        var forward = new PortForward(kubectl, target, patience);
        if (await forward.Start(cancellation).ConfigureAwait(false) is { } reason)
        {
            forward.Dispose();
            return (null, reason);
        }

        forward._listening.Listen(64);
        _ = forward.Accept();
        return (forward, null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ending.Cancel();
        _listening.Dispose();
        End();
        _turn.Dispose();
        _ending.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true) _ = Pass(await _listening.AcceptAsync(_ending.Token).ConfigureAwait(false));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The run is over.
        }
    }

    private async Task Pass(Socket caller)
    {
        using var from = caller;
        using var to = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (await StillRuns().ConfigureAwait(false) is not { } port) return;
            (from.NoDelay, to.NoDelay) = (true, true);
            await to.ConnectAsync(IPAddress.Loopback, port, _ending.Token).ConfigureAwait(false);
            await Task.WhenAll(Copy(from, to), Copy(to, from)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One of the two went; the prober sees it.
        }
    }

    private async Task Copy(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReceiveAsync(buffer, _ending.Token).ConfigureAwait(false) is > 0 and var count) await to.SendAsync(buffer.AsMemory(0, count), _ending.Token).ConfigureAwait(false);
        to.Shutdown(SocketShutdown.Send);
    }

    private async Task<int?> StillRuns()
    {
        await _turn.WaitAsync(_ending.Token).ConfigureAwait(false);
        try
        {
            return _running is { HasExited: false } || await Start(_ending.Token).ConfigureAwait(false) is null ? _port : null;
        }
        finally
        {
            _turn.Release();
        }
    }

    // Null, or the reason why it does not run.
    private async Task<string?> Start(CancellationToken cancellation)
    {
        End();
        try
        {
            _running = Process.Start(new ProcessStartInfo(_kubectl, Arguments()) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false })!;
        }
        catch (Win32Exception)
        {
            return $"{_target.Shown} is in a cluster, and there is no kubectl here to lead to it";
        }

        var process = _running;
        process.StandardInput.Close();
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(_patience);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(limited.Token).ConfigureAwait(false) is { } line)
            {
                if (Forwarding().Match(line) is not { Success: true } said) continue;
                _port = int.Parse(said.Groups["port"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
                // Read on, so that it never waits for us.
                _ = process.StandardOutput.ReadToEndAsync(_ending.Token);
                _ = process.StandardError.ReadToEndAsync(_ending.Token);
                return null;
            }

            // Its own words come last, behind what its libraries log.
            var error = (await process.StandardError.ReadToEndAsync(limited.Token).ConfigureAwait(false)).TrimEnd().Split('\n')[^1];
            return $"kubectl does not lead to {_target.Shown}: {Answer.Text(System.Text.Encoding.UTF8.GetBytes(error))}".TrimEnd(' ', ':');
        }
        catch (OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return $"kubectl does not lead to {_target.Shown} within {_patience.TotalSeconds:0.#} s";
        }
    }

    private IEnumerable<string> Arguments()
    {
        if (_target.Context is { } context) yield return "--context=" + context;
        yield return "--namespace=" + _target.Namespace;
        yield return "port-forward";
        yield return "--address=127.0.0.1";
        yield return _target.Resource;
        // Any free port here.
        yield return ":" + _target.Port.ToString(CultureInfo.InvariantCulture);
    }

    private void End()
    {
        if (_running is null) return;
        if (!_running.HasExited) _running.Kill(entireProcessTree: true);
        _running.Dispose();
        _running = null;
    }

    // kubectl, staging/src/k8s.io/client-go/tools/portforward: "Forwarding from 127.0.0.1:40123 -> 8080".
    [GeneratedRegex(@"^Forwarding from 127\.0\.0\.1:(?<port>[0-9]{1,5}) -> ", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Forwarding();
}
