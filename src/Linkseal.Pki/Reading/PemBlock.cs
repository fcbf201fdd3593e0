using System.Security.Cryptography;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Pki.Reading;

/// <summary>One PEM block (RFC 7468), decoded. It may hold a key: cleared when disposed.</summary>
/// <param name="Label">What stands after BEGIN.</param>
/// <param name="At">Where BEGIN stands.</param>
/// <param name="Data">The decoded bytes; empty where <see cref="Problem"/> is set.</param>
internal sealed record PemBlock(string Label, Position At, byte[] Data) : IDisposable
{
    /// <summary>What is wrong with the block, as the end of a sentence; null: nothing.</summary>
    public string? Problem { get; init; }

    /// <summary>Where the problem is; the block's beginning where it has no line of its own.</summary>
    public Position ProblemAt { get; init; } = At;

    /// <summary>True for <c>Proc-Type: 4,ENCRYPTED</c> (RFC 1421 §4.6.1.1).</summary>
    public bool LegacyEncrypted { get; init; }

    public override string ToString() => $"(PEM block {Label})";

    public void Dispose() => CryptographicOperations.ZeroMemory(Data);
}
