using System.Net;
using System.Net.Sockets;
using Linkseal.Core.Verification.Wire;

namespace Linkseal.Runtime.Verification;

/// <summary>Moves bytes between a stream and a <see cref="WireProtocol"/>, one phase at a time, and never more than the limit.</summary>
internal sealed class Conversation(Stream stream, int mostBytes)
{
    private readonly byte[] _buffer = new byte[4096];
    private byte[] _received = [];
    private int _sends;
    private bool _ended;

    public ReadOnlyMemory<byte> Received => _received;

    public bool Ended => _ended;

    /// <summary>Asks <paramref name="next"/> again and again until it is no longer about sending or receiving.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task<WireStep> Run(Func<WireState, WireStep> next, CancellationToken cancellation)
    {
        while (true)
        {
            switch (next(new(_received, _sends, _ended)))
            {
                case WireStep.Send send:
                    _sends++;
                    await stream.WriteAsync(send.Bytes, cancellation).ConfigureAwait(false);
                    await stream.FlushAsync(cancellation).ConfigureAwait(false);
                    break;
                case WireStep.Read when _ended && _received.Length == 0:
                    return new WireStep.Refused("the connection is closed without an answer");
                case WireStep.Read when _ended:
                    return new WireStep.Alien("the connection ended within the answer " + Answer.Shown(_received));
                case WireStep.Read when _received.Length >= mostBytes:
                    return new WireStep.Alien($"it does not stop sending: more than {mostBytes / 1024} KiB");
                case WireStep.Read:
                    await Receive(cancellation).ConfigureAwait(false);
                    break;
                case var step:
                    return step;
            }
        }
    }

    /// <summary>Receives once, if anything comes in time; a clean end is remembered.</summary>
    /// <exception cref="IOException">The connection broke, by an alert for instance.</exception>
    public async Task ReceiveWithin(TimeSpan quiet, CancellationToken cancellation)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(quiet);
        try
        {
            await Receive(limited.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Quiet: on Linux the stream can be used on (facts, dialects §0.1).
        }
    }

    private async Task Receive(CancellationToken cancellation)
    {
        var count = await stream.ReadAsync(_buffer, cancellation).ConfigureAwait(false);
        if (count == 0)
        {
            _ended = true;
            return;
        }

        var whole = new byte[_received.Length + count];
        _received.CopyTo(whole, 0);
        Array.Copy(_buffer, 0, whole, _received.Length, count);
        _received = whole;
    }

    /// <summary>Connects without Nagle's wait, which would cost 40 ms with each small write.</summary>
    /// <exception cref="SocketException">Nothing listens there, or the name is not known.</exception>
    public static async Task<Socket> Connect(string host, int port, CancellationToken cancellation)
    {
        var addresses = IPAddress.TryParse(host, out var address) ? [address] : await Find(host, cancellation).ConfigureAwait(false);
        SocketException? last = null;
        foreach (var one in addresses)
        {
            var socket = new Socket(one.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(one, port, cancellation).ConfigureAwait(false);
                return socket;
            }
            catch (SocketException error)
            {
                socket.Dispose();
                last = error;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }

    private static async Task<IPAddress[]> Find(string host, CancellationToken cancellation)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellation).ConfigureAwait(false);
        }
        catch (ArgumentException)
        {
            // Too long, or with signs in it that no name has.
            throw new SocketException((int)SocketError.HostNotFound);
        }
    }
}
