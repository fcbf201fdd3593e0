namespace Linkseal.Runtime.Verification;

/// <summary>How long a probe waits, and how much it reads.</summary>
public sealed record ProbeLimits
{
    /// <summary>One whole question, connecting included.</summary>
    public TimeSpan Probe { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a stranger listens for a refusal before it says anything: in TLS 1.3 the refusal comes after the handshake, and writing first may lose its reason.
    /// </summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>
    /// How long the connection has to stay open where that is all that can be asked for: a busy server's refusal may come late, and what comes later still is taken for none.
    /// </summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How long a client without TLS waits for an answer: a TLS server has none for it.</summary>
    public TimeSpan Plaintext { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The most bytes of one answer.</summary>
    public int Bytes { get; init; } = 256 * 1024;
}
