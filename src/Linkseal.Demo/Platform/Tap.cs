using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Linkseal.Demo.Platform;

/// <summary>Stands between api and store, passes every byte on and reads along, as any machine on the way could. No root is needed for it, as a packet capture would.</summary>
internal sealed class Tap : IDisposable
{
    private const int Most = 256 * 1024;
    private const int Shown = 44;

    private readonly Socket listening = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource ending = new();
    private readonly Lock gate = new();
    private readonly List<byte> heard = [];
    private Exchange last = new([], []);

    public Tap()
    {
        listening.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listening.Listen(512);
    }

    /// <summary>Where it is dialled.</summary>
    public int Port => ((IPEndPoint)listening.LocalEndPoint!).Port;

    /// <summary>Begins to pass on.</summary>
    public void Start(int target) => _ = Accept(target);

    /// <summary>Forgets what was heard.</summary>
    public void Forget()
    {
        lock (gate)
        {
            heard.Clear();
            last = new([], []);
        }
    }

    /// <summary>What passed last in both directions, and whether the secret was in anything that was heard.</summary>
    public ImmutableArray<string> Lines()
    {
        lock (gate)
        {
            var text = Encoding.Latin1.GetString([.. heard]);
            var found = text.Contains(DemoSecret.Value, StringComparison.Ordinal);
            return
            [
                "api → store   " + Visible(last.Asked),
                "store → api   " + Visible(last.Answered),
                found ? "the card number can be read" : $"the card number is nowhere in {text.Length} bytes",
            ];
        }
    }

    public void Dispose()
    {
        ending.Cancel();
        listening.Dispose();
        ending.Dispose();
    }

    private async Task Accept(int target)
    {
        try
        {
            while (true) _ = Pass(await listening.AcceptAsync(ending.Token), target, ending.Token);
        }
        catch (Exception e) when (Services.ServiceHost.IsOfTheWire(e))
        {
            // The demo ends.
        }
    }

    private async Task Pass(Socket caller, int target, CancellationToken cancellation)
    {
        using var from = caller;
        using var to = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            (from.NoDelay, to.NoDelay) = (true, true);
            await to.ConnectAsync(IPAddress.Loopback, target, cancellation);
            var exchange = new Exchange([], []);
            await Task.WhenAll(Copy(from, to, exchange, exchange.Asked, cancellation), Copy(to, from, exchange, exchange.Answered, cancellation));
        }
        catch (Exception e) when (Services.ServiceHost.IsOfTheWire(e))
        {
            // One of the two went.
        }
    }

    private async Task Copy(Socket from, Socket to, Exchange exchange, List<byte> part, CancellationToken cancellation)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReceiveAsync(buffer, cancellation) is > 0 and var count)
        {
            lock (gate)
            {
                // The last bytes of one direction: behind a handshake, what matters.
                part.Clear();
                part.AddRange(buffer.AsSpan(0, count));
                if (exchange.Asked.Count > 0 && exchange.Answered.Count > 0) last = exchange with { };
                if (heard.Count + count <= Most) heard.AddRange(buffer.AsSpan(0, count));
            }

            await to.SendAsync(buffer.AsMemory(0, count), cancellation);
        }

        to.Shutdown(SocketShutdown.Send);
    }

    private static string Visible(List<byte> bytes)
    {
        var text = string.Concat(bytes.Take(Shown).Select(static b => b is >= 0x20 and < 0x7f ? (char)b : b is (byte)'\r' or (byte)'\n' ? ' ' : '·'));
        return bytes.Count > Shown ? text + "…" : text.TrimEnd();
    }

    private sealed record Exchange(List<byte> Asked, List<byte> Answered);
}
