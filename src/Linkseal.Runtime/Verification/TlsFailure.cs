using System.Globalization;
using System.Net.Sockets;
using Linkseal.Core.Verification.Wire;

namespace Linkseal.Runtime.Verification;

/// <summary>Why a connection broke, read out of what .NET and OpenSSL say of it.</summary>
/// <param name="Alert">The server's alert; null: none was seen.</param>
/// <param name="Closed">True: the server closed or reset the connection.</param>
/// <param name="Text">In few words.</param>
internal sealed record TlsFailure(TlsAlert? Alert, bool Closed, string Text)
{
    // OpenSSL's reason codes from 1000 on are alerts received; below, its own complaints (openssl/sslerr.h).
    private const int FirstAlert = 1000;
    private const int WrongVersionNumber = 267, HttpRequest = 156, PacketLengthTooLong = 198, UnexpectedEof = 294;

    private const string NoTls = "the answer is no TLS";

    /// <summary>Reads an exception of a connection or of a handshake.</summary>
    public static TlsFailure Of(Exception error)
    {
        for (var inner = error; inner is not null; inner = inner.InnerException)
        {
            if (inner is SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown })
                return new(null, true, "the connection is reset");
            if (Reason(inner.Message) is { } reason) return reason;
            // SslStream's own word (net_ssl_io_frame), before OpenSSL sees anything; by its name where a release keeps no texts.
            if (inner.Message.Contains("frame size", StringComparison.Ordinal) || inner.Message.Contains("net_ssl_io_frame", StringComparison.Ordinal)) return new(null, false, NoTls);
        }

        if (error is EndOfStreamException || error.Message.Contains("EOF", StringComparison.Ordinal)) return new(null, true, "the connection is closed during the handshake");
        return new(null, false, FirstLine(error.GetBaseException().Message));
    }

    // OpenSSL's line: error:0A00045C:SSL routines::tlsv13 alert certificate required
    private static TlsFailure? Reason(string message)
    {
        var start = message.IndexOf("error:", StringComparison.Ordinal);
        if (start < 0 || message[start..].Split(':', 5) is not [_, var code, _, _, var words]) return null;
        return int.TryParse(code, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? OfReason(number & 0x7fffff, words) : null;
    }

    private static TlsFailure OfReason(int reason, string words) => reason switch
    {
        >= FirstAlert and < FirstAlert + 256 when new TlsAlert(reason - FirstAlert) is var alert => new(alert, false, alert.ToString()),
        WrongVersionNumber or HttpRequest or PacketLengthTooLong => new(null, false, NoTls),
        UnexpectedEof => new(null, true, "the connection is closed during the handshake"),
        _ => new(null, false, FirstLine(words)),
    };

    private static string FirstLine(string text)
    {
        var line = text.Split('\n')[0].Trim();
        return line.Length > 160 ? line[..160] + "…" : line;
    }
}
