namespace Linkseal.Core.Verification.Wire;

/// <summary>
/// What a client says to a server of one product until it is clear whether it is let in, without a socket: bytes received go in, the next step comes out.
/// Nothing that it sends reads or changes data.
/// </summary>
/// <remarks>Answers come from servers that may be anything: every method takes any bytes, and what is not understood is <see cref="WireStep.Alien"/>.</remarks>
public abstract class WireProtocol
{
    /// <summary>The word in <c>Endpoint.Protocol</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The TCP port where nothing else is said.</summary>
    public abstract int DefaultPort { get; }

    /// <summary>The application protocols to offer in the handshake (ALPN, RFC 7301); empty: none.</summary>
    public virtual IReadOnlyList<string> ApplicationProtocols => [];

    /// <summary>True: the server speaks first, so that a client that connects and says nothing hears of it.</summary>
    public virtual bool ServerSpeaksFirst => false;

    /// <summary>True: silence after the handshake is all that can be asked for, as nothing is known of what the server understands.</summary>
    public virtual bool AsksNothing => false;

    /// <summary>True: who is let in is decided by the account and the database that are named, for each apart: what is refused at one of them may be let in at another.</summary>
    public virtual bool DecidesByAccount => false;

    /// <summary>Before TLS: how the client asks for it. Direct TLS begins at once.</summary>
    /// <param name="state">What has happened in this phase.</param>
    public virtual WireStep Open(WireState state) => new WireStep.StartTls();

    /// <summary>Inside TLS: the one exchange that shows whether the client is let in.</summary>
    /// <param name="state">What has happened in this phase.</param>
    /// <param name="caller">As whom it asks.</param>
    public abstract WireStep Ask(WireState state, WireCaller caller);

    /// <summary>The same exchange without TLS, from the first byte on.</summary>
    /// <param name="state">What has happened in this phase.</param>
    /// <param name="caller">As whom it asks.</param>
    public virtual WireStep AskInPlaintext(WireState state, WireCaller caller) => Ask(state, caller);

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>As whom a probe asks.</summary>
/// <param name="ServerName">The name that was dialled.</param>
/// <param name="User">The account to name where the protocol wants one: the caller's common name.</param>
public sealed record WireCaller(string ServerName, string User)
{
    /// <summary>The database to name where the protocol wants one; null: the one that every server of it has.</summary>
    public string? Database { get; init; }

    /// <summary>The path of an HTTP request.</summary>
    public string Path { get; init; } = "/";
}

/// <summary>What has happened in one phase of a conversation.</summary>
/// <param name="Received">All bytes received in it.</param>
/// <param name="Sends">How often something was sent in it.</param>
/// <param name="Ended">True: the server will send no more.</param>
public readonly record struct WireState(ReadOnlyMemory<byte> Received, int Sends, bool Ended = false);

/// <summary>What comes next.</summary>
public abstract record WireStep
{
    private WireStep()
    {
    }

    /// <summary>These bytes are sent, then it is asked again.</summary>
    /// <param name="Bytes">What to send.</param>
    public sealed record Send(ReadOnlyMemory<byte> Bytes) : WireStep;

    /// <summary>More has to be received first.</summary>
    public sealed record Read : WireStep
    {
        /// <summary>The one there is.</summary>
        public static Read More { get; } = new();
    }

    /// <summary>The TLS handshake begins now, after these bytes.</summary>
    public sealed record StartTls : WireStep
    {
        /// <summary>Sent in the clear just before it; empty: nothing.</summary>
        public ReadOnlyMemory<byte> First { get; init; }
    }

    /// <summary>The server speaks the protocol and offers no TLS.</summary>
    /// <param name="Evidence">What it said.</param>
    public sealed record NoTls(string Evidence) : WireStep;

    /// <summary>The client is let in.</summary>
    /// <param name="Evidence">What the server answered, in few words.</param>
    public sealed record Admitted(string Evidence) : WireStep
    {
        /// <summary>What this answer does not decide: a later step of the product's judges it; null: nothing is left open.</summary>
        public string? Undecided { get; init; }
    }

    /// <summary>The client is refused.</summary>
    /// <param name="Evidence">What the server answered, in few words.</param>
    public sealed record Refused(string Evidence) : WireStep
    {
        /// <summary>True: the answer is the same for a caller that may not and for a request that nobody may make (HTTP 403).</summary>
        public bool MayBeTheRequest { get; init; }

        /// <summary>True: the name was taken, and what is behind it is refused (an account that may not log in, a virtual host). Of a stranger that says nothing; the caller can't work.</summary>
        public bool AfterLogin { get; init; }
    }

    /// <summary>The answer does not tell whether the client is let in.</summary>
    /// <param name="Evidence">What the server answered, and why it does not tell.</param>
    public sealed record Unclear(string Evidence) : WireStep;

    /// <summary>This is not the protocol at all.</summary>
    /// <param name="Evidence">What came instead.</param>
    public sealed record Alien(string Evidence) : WireStep;
}
