using System.Collections.Immutable;
using Linkseal.Core.Planning;
using Linkseal.Pki;

namespace Linkseal.Runtime.Authority;

/// <summary>A leaf with its key, issued or brought, ready to be written in any form. Owns the key.</summary>
/// <param name="Installed">What the inventory will say of it.</param>
/// <param name="Chain">Leaf first, then the intermediates, without the root.</param>
/// <param name="Key">Its private key; one thread at a time, by <see cref="Gate"/>.</param>
internal sealed record LeafMaterial(InstalledLeaf Installed, ImmutableArray<Certificate> Chain, PrivateKey Key) : IDisposable
{
    /// <summary>Held while <see cref="Key"/> is used: two files of one leaf may be asked for at once.</summary>
    public Lock Gate { get; } = new();

    /// <inheritdoc/>
    public void Dispose() => Key.Dispose();
}
