using System.Collections.Immutable;
using Linkseal.Core.Certificates;

namespace Linkseal.Pki.Issuing;

/// <summary>A leaf that was issued, with its key.</summary>
/// <param name="Spec">What was asked for.</param>
/// <param name="Certificate">The leaf.</param>
/// <param name="Chain">Leaf first, then the intermediates, without the root: what it is served with.</param>
/// <param name="Key">Its private key.</param>
public sealed record IssuedLeaf(LeafSpec Spec, Certificate Certificate, ImmutableArray<Certificate> Chain, PrivateKey Key) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Key.Dispose();
}
