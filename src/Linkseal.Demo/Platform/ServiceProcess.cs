using System.Diagnostics;

namespace Linkseal.Demo.Platform;

/// <summary>One service, running as a process that ends with us however we end: its standard input is ours.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string name;
    private readonly Process process;
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile int reloads;

    /// <param name="program">The program that <see cref="DemoService"/> begins in.</param>
    /// <param name="name">Which service.</param>
    /// <param name="folder">Where its files lie.</param>
    public ServiceProcess(string program, string name, string folder)
    {
        this.name = name;
        var start = new ProcessStartInfo(program, [DemoService.Word, name, folder]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        // Its roots are in its folder: the system's need not be loaded (facts, dotnet-tls).
        (start.Environment["SSL_CERT_FILE"], start.Environment["SSL_CERT_DIR"]) = ("/dev/null", "/dev/null");
        process = Process.Start(start) ?? throw new IOException($"{program} can't be started");
        process.OutputDataReceived += (_, e) => Heard(e.Data);
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it said of its requests last.</summary>
    public Traffic Traffic { get; private set; } = new(0, 0, 0);

    /// <summary>Waits until it listens.</summary>
    /// <exception cref="IOException">It ended, or takes too long.</exception>
    public async Task Ready(CancellationToken cancellation)
    {
        try
        {
            await ready.Task.WaitAsync(Patience, cancellation);
        }
        catch (TimeoutException e)
        {
            throw new IOException($"the demo's {name} does not start", e);
        }
    }

    /// <summary>Has it read its files again, and waits until it has.</summary>
    /// <exception cref="IOException">It takes too long.</exception>
    public async Task Reload(CancellationToken cancellation)
    {
        var before = reloads;
        using var kill = Process.Start("sh", ["-c", $"kill -USR1 {process.Id}"]);
        await kill.WaitForExitAsync(cancellation);
        for (var since = TimeProvider.System.GetTimestamp(); reloads == before; await Task.Delay(20, cancellation))
        {
            if (TimeProvider.System.GetElapsedTime(since) > Patience) throw new IOException($"the demo's {name} does not read its files again");
        }
    }

    public void Dispose()
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already.
        }

        if (!process.WaitForExit(Patience)) process.Kill();
        process.Dispose();
    }

    private void Heard(string? line)
    {
        switch (line)
        {
            case null:
                ready.TrySetException(new IOException($"the demo's {name} ended at once"));
                break;
            case DemoService.Ready:
                ready.TrySetResult();
                break;
            case DemoService.Reloaded:
                Interlocked.Increment(ref reloads);
                break;
            default:
                Traffic = Traffic.Parse(line) ?? Traffic;
                break;
        }
    }
}
