using System.Diagnostics;

namespace Linkseal.Pki;

/// <summary>A passphrase: its text form and its debugger view hide it.</summary>
[DebuggerDisplay("(passphrase)")]
public sealed class Passphrase
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _text;

    /// <summary>Wraps a passphrase as it was read; an empty one is allowed.</summary>
    public Passphrase(string text) => _text = text;

    /// <summary>The empty passphrase, which many PKCS#12 files have.</summary>
    public static Passphrase Empty { get; } = new("");

    /// <summary>True for the empty one.</summary>
    public bool IsEmpty => _text.Length == 0;

    internal string Reveal() => _text;

    /// <inheritdoc/>
    public override string ToString() => "(passphrase)";
}
