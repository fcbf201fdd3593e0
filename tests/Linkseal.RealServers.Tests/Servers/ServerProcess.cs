using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Servers;

/// <summary>One server, our own process, ended by its own pid.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ProcessStartInfo start;
    private readonly StringBuilder log = new();
    private readonly int port;
    private Process process;

    public ServerProcess(string program, IEnumerable<string> arguments, string folder, int port, IReadOnlyDictionary<string, string>? environment)
    {
        this.port = port;
        start = new(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        process = Process.Start(start)!;
        Wait();
        HasToListen();
    }

    /// <summary>What it printed.</summary>
    public string Log
    {
        get
        {
            lock (log) return log.ToString();
        }
    }

    public int Id => process.Id;

    public bool Runs => !process.HasExited;

    /// <summary>SIGHUP.</summary>
    public void Hup() => Signal("HUP");

    /// <summary>Ends it and starts it again.</summary>
    public void Restart()
    {
        TryRestart();
        HasToListen();
    }

    /// <summary>The same, though it may refuse to start.</summary>
    public void TryRestart()
    {
        End();
        process.Dispose();
        process = Process.Start(start)!;
        Wait();
    }

    /// <summary>Ends it, gently first.</summary>
    public void End()
    {
        if (process.HasExited) return;
        Signal("TERM");
        if (process.WaitForExit(TimeSpan.FromSeconds(10))) return;
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    public void Dispose()
    {
        End();
        process.Dispose();
    }

    // Until it listens, or has ended.
    private void Wait()
    {
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var clock = Stopwatch.StartNew();
        while (!Listens() && !process.HasExited)
        {
            if (clock.Elapsed > Patience)
            {
                End();
                Assert.Fail($"{start.FileName} does not listen at {port}:\n{Log}");
            }

            Thread.Sleep(50);
        }
    }

    private void HasToListen() => Assert.False(process.HasExited, $"{start.FileName} ended at once:\n{Log}");

    private void Add(string? line)
    {
        lock (log) log.AppendLine(line);
    }

    private bool Listens()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Signal(string name) => Shell.Run("/bin/kill", ["-" + name, process.Id.ToString(CultureInfo.InvariantCulture)]);
}
