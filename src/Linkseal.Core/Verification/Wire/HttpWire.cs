using System.Globalization;
using System.Text;

namespace Linkseal.Core.Verification.Wire;

/// <summary>HTTP/1.1 over direct TLS: one GET. Any answer but those that name the certificate as the reason lets the client in.</summary>
public sealed class HttpWire : WireProtocol
{
    private const int MostBytes = 16 * 1024;

    /// <inheritdoc/>
    public override string Name => "https";

    /// <inheritdoc/>
    public override int DefaultPort => 443;

    /// <inheritdoc/>
    public override WireStep Ask(WireState state, WireCaller caller)
    {
        if (state.Sends == 0) return new WireStep.Send(Request(caller));
        if (Read(state) is not { } answer) return state.Ended && !state.Received.IsEmpty ? new WireStep.Alien("the connection ended within the answer " + Answer.Shown(state.Received.Span)) : WireStep.Read.More;
        if (answer.Status < 0) return new WireStep.Alien("no HTTP: it answers " + Answer.Shown(state.Received.Span));
        var evidence = $"HTTP {answer.Status.ToString(CultureInfo.InvariantCulture)} to GET {caller.Path}";
        return answer switch
        {
            { Status: 400, Body: var body } when Refusal(body) is { } words => new WireStep.Refused($"HTTP 400 \"{words}\""),
            { Status: 403 } => new WireStep.Refused(evidence) { MayBeTheRequest = true },
            { Status: 401 } => new WireStep.Admitted(evidence) { Undecided = "it asks for a login besides" },
            _ => new WireStep.Admitted(evidence),
        };
    }

    /// <inheritdoc/>
    public override WireStep AskInPlaintext(WireState state, WireCaller caller)
    {
        var step = Ask(state, caller);
        if (step is not WireStep.Admitted || Read(state) is not { } answer) return step;
        if (answer.Status == 400 && (answer.Body.Contains("HTTPS", StringComparison.OrdinalIgnoreCase) || answer.Body.Contains("TLS", StringComparison.Ordinal)))
            return new WireStep.Refused("HTTP 400: it wants TLS here");
        // 421, 426 and a redirect to https tell the client to come back over TLS; nothing was served.
        return answer switch
        {
            { Status: 426 or 421 } => new WireStep.Refused($"HTTP {answer.Status.ToString(CultureInfo.InvariantCulture)}: it wants TLS"),
            { Status: 301 or 302 or 307 or 308, Location: var location } when location.StartsWith("https:", StringComparison.OrdinalIgnoreCase) =>
                new WireStep.Refused($"HTTP {answer.Status.ToString(CultureInfo.InvariantCulture)} to https"),
            _ => step,
        };
    }

    private static byte[] Request(WireCaller caller)
    {
        var host = caller.ServerName.Contains(':', StringComparison.Ordinal) ? $"[{caller.ServerName}]" : caller.ServerName;
        return Encoding.ASCII.GetBytes($"GET {caller.Path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: linkseal-probe\r\nAccept: */*\r\nConnection: close\r\n\r\n");
    }

    // nginx's words; others end the connection instead of answering.
    private static string? Refusal(string body) => body switch
    {
        _ when body.Contains("No required SSL certificate was sent", StringComparison.Ordinal) => "No required SSL certificate was sent",
        _ when body.Contains("The SSL certificate error", StringComparison.Ordinal) => "The SSL certificate error",
        _ => null,
    };

    /// <summary>The answer as far as it matters; null: it is not whole yet; a status below 0: no HTTP.</summary>
    private static Reply? Read(WireState state)
    {
        var bytes = state.Received.Span;
        var start = "HTTP/1."u8;
        if (!bytes[..Math.Min(bytes.Length, start.Length)].SequenceEqual(start[..Math.Min(bytes.Length, start.Length)])) return Reply.None;
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0) return bytes.Length > MostBytes ? Reply.None : null;
        var head = Encoding.Latin1.GetString(bytes[..end]).Split("\r\n");
        if (head[0].Length < 12 || !int.TryParse(head[0].AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status)) return Reply.None;
        var body = bytes[(end + 4)..];
        // Only of a 400 does the body matter. One in chunks ends with an empty one, whether or not the connection does.
        var sized = long.TryParse(Header(head, "Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length);
        var whole = status != 400 || body.Length > MostBytes || (sized ? body.Length >= length : state.Ended || body.EndsWith("0\r\n\r\n"u8));
        return whole ? new(status, Encoding.Latin1.GetString(body), Header(head, "Location")) : null;
    }

    private static string Header(string[] head, string name) =>
        head.Skip(1).Where(l => l.Length > name.Length && l[name.Length] == ':' && l.StartsWith(name, StringComparison.OrdinalIgnoreCase)).Select(l => l[(name.Length + 1)..].Trim()).FirstOrDefault() ?? "";

    private sealed record Reply(int Status, string Body, string Location)
    {
        public static Reply None { get; } = new(-1, "", "");
    }
}
