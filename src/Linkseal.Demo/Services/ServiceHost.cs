using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Authentication;
using System.Security.Cryptography;

namespace Linkseal.Demo.Services;

/// <summary>
/// One service as a process of its own: listens, answers, and reads its files again at SIGUSR1 (SIGHUP is ignored in whatever nohup starts). Files that can't be taken leave it as it was, with a line in its log.
/// It ends with whoever started it: when its standard input does.
/// </summary>
internal sealed class ServiceHost(IService service, string folder, Starter starter) : IDisposable
{
    // SIGUSR1 by its number on Linux (signal(7)).
    private const PosixSignal UserSignal = (PosixSignal)10;

    private readonly Dictionary<int, Socket> listening = [];
    private readonly CancellationTokenSource ending = new();
    private readonly Lock gate = new();
    private volatile ServiceSetup setup = new();

    /// <summary>What a connection can end with that is no fault of the program's.</summary>
    public static bool IsOfTheWire(Exception e) => e is IOException or SocketException or AuthenticationException or OperationCanceledException or ObjectDisposedException;

    /// <summary>Runs until standard input ends.</summary>
    public async Task Run()
    {
        setup = service.Read(folder);
        Listen();
        using var told = PosixSignalRegistration.Create(UserSignal, context => { context.Cancel = true; Reload(); });
        // Ctrl-C is its starter's to answer: what the starter still has to give back needs the services.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static context => context.Cancel = true);
        var pid = Path.Combine(folder, "pid");
        await File.WriteAllTextAsync(pid, $"{Environment.ProcessId}\n");
        starter.Say(DemoService.Ready);
        var work = service.Work(() => setup, starter, ending.Token);
        await Task.Run(UntilItGoes);
        await ending.CancelAsync();
        try
        {
            await work;
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }

        File.Delete(pid);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var socket in listening.Values) socket.Dispose();
        ending.Dispose();
    }

    // Nothing is said to a service: only the end counts.
    private void UntilItGoes()
    {
        while (starter.Hear() is not null)
        {
        }
    }

    private void Reload()
    {
        lock (gate)
        {
            try
            {
                setup = service.Read(folder);
                Listen();
                Say("read its files again");
            }
            catch (Exception e) when (e is IOException or InvalidDataException or CryptographicException or UnauthorizedAccessException or FormatException or SocketException)
            {
                Say("keeps what it had: " + e.Message);
            }
        }
    }

    private void Listen()
    {
        var wanted = setup.Doors.Select(static d => d.Port).ToHashSet();
        foreach (var port in listening.Keys.Except(wanted).ToList())
        {
            listening.Remove(port, out var closed);
            closed!.Dispose();
        }

        foreach (var port in wanted.Except(listening.Keys).ToList())
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(512);
            listening[port] = socket;
            _ = Accept(socket, port);
        }
    }

    private async Task Accept(Socket socket, int port)
    {
        try
        {
            while (true) _ = Serve(await socket.AcceptAsync(ending.Token), port);
        }
        catch (Exception e) when (IsOfTheWire(e))
        {
            // The door was closed.
        }
    }

    private async Task Serve(Socket socket, int port)
    {
        socket.NoDelay = true;
        await using var plain = new NetworkStream(socket, ownsSocket: true);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
        limited.CancelAfter(Wire.Patience);
        var told = setup;
        try
        {
            if (told.Doors.FirstOrDefault(d => d.Port == port) is not { } door) return;
            if (door.Tls is null)
            {
                await service.Answer(plain, told, limited.Token);
                return;
            }

            await using var tls = new SslStream(plain);
            await tls.AuthenticateAsServerAsync(door.Tls, limited.Token);
            await service.Answer(tls, told, limited.Token);
            await tls.ShutdownAsync();
        }
        catch (Exception e) when (IsOfTheWire(e))
        {
            // A caller that was refused, or went.
        }
    }

    // For people in the log, for its starter as a line.
    private void Say(string line)
    {
        File.AppendAllText(Path.Combine(folder, "log"), line + "\n");
        starter.Say(DemoService.Reloaded);
    }
}
