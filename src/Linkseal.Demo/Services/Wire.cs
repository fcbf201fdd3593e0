using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Linkseal.Demo.Services;

/// <summary>What the services need of sockets: dialling, and lines.</summary>
internal static class Wire
{
    private const int LongestLine = 8 * 1024;

    /// <summary>How long a handshake, and how long an exchange may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Dials a server, over TLS where that is told.</summary>
    public static async Task<Stream> Dial(Callee callee, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Stream? stream = null;
        try
        {
            await socket.ConnectAsync(callee.Address, cancellation);
            stream = new NetworkStream(socket, ownsSocket: true);
            if (callee.Tls is null) return stream;
            var tls = new SslStream(stream);
            stream = tls;
            await tls.AuthenticateAsClientAsync(callee.Tls, cancellation);
            return stream;
        }
        catch
        {
            // Whichever of the two owns the socket.
            if (stream is not null) await stream.DisposeAsync();
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The next line without its end; null: the connection ended. Byte by byte: a demo's lines are short, and nothing behind them is lost.</summary>
    public static async Task<string?> Line(Stream stream, CancellationToken cancellation)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (line.Count < LongestLine)
        {
            if (await stream.ReadAsync(one, cancellation) == 0) return null;
            if (one[0] == (byte)'\n') return Encoding.ASCII.GetString([.. line]).TrimEnd('\r');
            line.Add(one[0]);
        }

        return null;
    }

    /// <summary>Sends a text.</summary>
    public static async Task Say(Stream stream, string text, CancellationToken cancellation)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), cancellation);
        await stream.FlushAsync(cancellation);
    }
}
