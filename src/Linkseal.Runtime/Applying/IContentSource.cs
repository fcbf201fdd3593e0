using Linkseal.Core.Planning;

namespace Linkseal.Runtime.Applying;

/// <summary>Turns what a plan promises into bytes: makes the authorities and issues the leaves. Asked from several threads at once.</summary>
public interface IContentSource
{
    /// <summary>
    /// The bytes of a file. Every file of one leaf gets material of the same key and certificate. What it needs to sign (a new authority)
    /// is durable in the state before this returns.
    /// </summary>
    /// <exception cref="Places.EnvironmentException">It cannot be made: one line that says why.</exception>
    ReadOnlyMemory<byte> Resolve(DesiredFile file);

    /// <summary>What the inventory will say of a leaf of the plan, by <see cref="Core.Certificates.LeafSpec.Name"/>; makes it where no file has asked for it yet.</summary>
    InstalledLeaf Issued(string leaf);

    /// <summary>Takes back what was made for content that is not used after all: a new authority whose apply failed. Durable.</summary>
    /// <exception cref="Places.EnvironmentException">It stays.</exception>
    void TakeBack()
    {
    }
}
