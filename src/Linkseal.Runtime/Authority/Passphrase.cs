namespace Linkseal.Runtime.Authority;

/// <summary>A passphrase in memory. Its text form is redacted, so that no message, log or debugger view can hold it by accident.</summary>
internal sealed class Passphrase(string value)
{
    /// <summary>The characters, for the one call that decrypts or encrypts.</summary>
    public ReadOnlySpan<char> Reveal() => value;

    /// <inheritdoc/>
    public override string ToString() => "(passphrase)";
}
