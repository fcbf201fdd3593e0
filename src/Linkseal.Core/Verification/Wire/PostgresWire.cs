using System.Buffers.Binary;
using System.Text;

namespace Linkseal.Core.Verification.Wire;

/// <summary>PostgreSQL: <c>SSLRequest</c>, one byte, TLS, then a startup message (PostgreSQL documentation, "Message Flow").</summary>
public sealed class PostgresWire : WireProtocol
{
    private const int LongestError = 30_000;
    private static readonly byte[] SslRequest = [0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f];

    private const string EveryServersDatabase = "postgres";

    /// <inheritdoc/>
    public override string Name => "postgresql";

    /// <inheritdoc/>
    public override int DefaultPort => 5432;

    /// <inheritdoc/>
    public override bool DecidesByAccount => true;

    /// <inheritdoc/>
    public override WireStep Open(WireState state) => state.Received.Span switch
    {
        [] => state.Sends == 0 ? new WireStep.Send(SslRequest) : WireStep.Read.More,
        // More than the one byte would be what somebody put into the stream before TLS (CVE-2021-23222).
        [(byte)'S'] => new WireStep.StartTls(),
        [(byte)'S', ..] => new WireStep.Alien("data before TLS began: " + Answer.Shown(state.Received.Span)),
        [(byte)'N', ..] => new WireStep.NoTls("N to SSLRequest"),
        [(byte)'E', ..] => Refusal(state),
        var bytes => Alien(bytes),
    };

    /// <inheritdoc/>
    public override WireStep Ask(WireState state, WireCaller caller)
    {
        if (state.Sends == 0) return new WireStep.Send(Startup(caller));
        return Reply(state, caller, state.Received.Span, afterOffer: false);
    }

    private static WireStep Reply(WireState state, WireCaller caller, ReadOnlySpan<byte> bytes, bool afterOffer)
    {
        if (bytes.IsEmpty) return WireStep.Read.More;
        if (bytes[0] is not ((byte)'R' or (byte)'E' or (byte)'v')) return Alien(bytes);
        if (bytes.Length < 5) return state.Ended ? Alien(bytes) : WireStep.Read.More;
        var length = BinaryPrimitives.ReadInt32BigEndian(bytes[1..]);
        if (length is < 4 or > LongestError) return Alien(bytes);
        if (bytes.Length < 1 + length) return state.Ended ? Alien(bytes) : WireStep.Read.More;
        var body = bytes[5..(1 + length)];
        return bytes[0] switch
        {
            (byte)'R' when body.Length >= 4 && BinaryPrimitives.ReadInt32BigEndian(body) == 0 => Session(state, caller, bytes[(1 + length)..]),
            (byte)'R' when body.Length >= 4 => Authentication(BinaryPrimitives.ReadInt32BigEndian(body)),
            (byte)'E' => Error(body),
            // An offer of an older protocol version, once, before the answer proper.
            (byte)'v' when !afterOffer => Reply(state, caller, bytes[(1 + length)..], afterOffer: true),
            _ => Alien(bytes),
        };
    }

    // AuthenticationOk is said before role and database are looked up: the session begins with ReadyForQuery, or an error.
    private static WireStep Session(WireState state, WireCaller caller, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= 5)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes[1..]);
            if (length is < 4 or > LongestError) return Alien(bytes);
            if (bytes[0] == (byte)'Z') return new WireStep.Admitted("ReadyForQuery");
            if (bytes.Length < 1 + length) break;
            if (bytes[0] == (byte)'E')
            {
                var (code, evidence) = Fields(bytes[5..(1 + length)]);
                // A database that nobody named says nothing of the caller; else it is the same for whoever asks for this account.
                return code == "3D000" && caller.Database is null ? new WireStep.Admitted(evidence) : new WireStep.Refused(evidence) { AfterLogin = true };
            }

            bytes = bytes[(1 + length)..];
        }

        return state.Ended ? new WireStep.Refused("the connection is closed after AuthenticationOk") { AfterLogin = true } : WireStep.Read.More;
    }

    // ErrorResponse, or what servers before 7.4 said: a text and NUL. Anybody's text may begin with an E.
    private static WireStep Refusal(WireState state)
    {
        var bytes = state.Received.Span;
        if (bytes.Length < 5) return state.Ended ? Alien(bytes) : WireStep.Read.More;
        if (BinaryPrimitives.ReadInt32BigEndian(bytes[1..]) is >= 4 and <= LongestError) return new WireStep.NoTls("an error to SSLRequest");
        if (bytes.IndexOf((byte)0) >= 0) return new WireStep.NoTls("an error to SSLRequest");
        return state.Ended || bytes.Length > LongestError ? Alien(bytes) : WireStep.Read.More;
    }

    private static byte[] Startup(WireCaller caller)
    {
        // Replication is no database: it is asked for in a parameter of its own, and has rows of its own in pg_hba.conf.
        var where = caller.Database == "replication" ? "replication\0true" : $"database\0{caller.Database ?? EveryServersDatabase}";
        byte[] body = [0, 3, 0, 0, .. Encoding.UTF8.GetBytes($"user\0{caller.User}\0{where}\0application_name\0linkseal-probe\0\0")];
        var message = new byte[4 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(message, message.Length);
        body.CopyTo(message, 4);
        return message;
    }

    private static WireStep.Admitted Authentication(int code) => code switch
    {
        10 or 5 or 3 => new("it asks for a password")
        {
            Undecided = "with a password the name in the certificate (clientcert=verify-full) is compared only after it",
        },
        _ => new($"it asks for authentication {code}") { Undecided = "another login comes after TLS" },
    };

    private static WireStep Error(ReadOnlySpan<byte> body) => Fields(body) switch
    {
        ("28000" or "28P01", var evidence) => new WireStep.Refused(evidence),
        // The database is looked up once the caller is let in.
        ("3D000", var evidence) => new WireStep.Admitted(evidence),
        var (_, evidence) => new WireStep.Unclear(evidence),
    };

    // Fields: a letter, text, NUL. C is the SQLSTATE, M the message.
    private static (string Code, string Evidence) Fields(ReadOnlySpan<byte> body)
    {
        var (state, message) = ("", "");
        while (body.Length > 1 && body.IndexOf((byte)0) is > 0 and var end)
        {
            if (body[0] == (byte)'C') state = Answer.Text(body[1..end]);
            if (body[0] == (byte)'M') message = Answer.Text(body[1..end]);
            body = body[(end + 1)..];
        }

        return (state, $"{state} {message}".Trim());
    }

    private static WireStep.Alien Alien(ReadOnlySpan<byte> bytes) => new("no PostgreSQL: it answers " + Answer.Shown(bytes));
}
