using System.Collections.Immutable;
using Linkseal.Core.Certificates;

namespace Linkseal.Core.Planning;

/// <summary>What a file holds; resolved to bytes only while applying, so that no key ever enters a plan.</summary>
public abstract record FileContent
{
    private FileContent()
    {
    }

    /// <summary>The leaf that it holds something of; null: none.</summary>
    public virtual string? LeafName => null;

    /// <summary>True when a leaf's certificate is in it.</summary>
    public virtual bool HoldsCertificate => false;

    /// <summary>True when a leaf's private key is in it.</summary>
    public virtual bool HoldsKey => false;

    /// <summary>The authorities whose roots are in it.</summary>
    public virtual ImmutableArray<string> Trusts => [];

    /// <summary>Text that is known now and holds no secret.</summary>
    /// <param name="Text">The text.</param>
    public sealed record Known(string Text) : FileContent;

    /// <summary>Something of a leaf: its certificate, its key.</summary>
    /// <param name="Leaf">The <see cref="LeafSpec.Name"/>.</param>
    /// <param name="Form">Which part of it, how encoded.</param>
    public sealed record OfLeaf(string Leaf, MaterialForm Form) : FileContent
    {
        /// <summary>For PKCS#12: where its passphrase is read from; null: an empty passphrase.</summary>
        public PassphraseSource? Passphrase { get; init; }

        /// <summary>For PKCS#12 and combined forms that hold the roots too: the authority; null: no roots in it.</summary>
        public string? Trust { get; init; }

        /// <inheritdoc/>
        public override string LeafName => Leaf;

        /// <inheritdoc/>
        public override bool HoldsCertificate => Form is not (MaterialForm.Key or MaterialForm.Intermediates);

        /// <inheritdoc/>
        public override bool HoldsKey => Form is MaterialForm.Key or MaterialForm.ChainAndKey or MaterialForm.Pkcs12;

        /// <inheritdoc/>
        public override ImmutableArray<string> Trusts => Trust is null ? [] : [Trust];
    }

    /// <summary>The roots that the component believes, as PEM.</summary>
    /// <param name="Authority">The <see cref="AuthoritySpec.Name"/>.</param>
    public sealed record Bundle(string Authority) : FileContent
    {
        /// <inheritdoc/>
        public override ImmutableArray<string> Trusts => [Authority];
    }

    /// <summary>A Kubernetes Secret as a manifest (JSON), for <c>kubectl apply</c>. At most one leaf is in it, and the whole file is as secret as its key.</summary>
    public sealed record KubernetesSecret : FileContent
    {
        /// <summary><c>NAMESPACE/NAME</c>.</summary>
        public string FullName => Namespace + "/" + Name;

        /// <summary><c>metadata.name</c>.</summary>
        public required string Name { get; init; }

        /// <summary><c>metadata.namespace</c>.</summary>
        public required string Namespace { get; init; }

        /// <summary>The context of kubectl by whose cluster it is meant; null: not said. It does not stand in the manifest.</summary>
        public string? Context { get; init; }

        /// <summary><c>type</c>: <c>kubernetes.io/tls</c>, <c>Opaque</c>.</summary>
        public required string Type { get; init; }

        /// <summary><c>metadata.labels</c>, in order.</summary>
        public ImmutableArray<(string Key, string Value)> Labels { get; init; } = [];

        /// <summary><c>metadata.annotations</c>, in order.</summary>
        public ImmutableArray<(string Key, string Value)> Annotations { get; init; } = [];

        /// <summary><c>data</c>, in order.</summary>
        public required ImmutableArray<SecretEntry> Data { get; init; }

        /// <inheritdoc/>
        public override string? LeafName => Parts.Select(static p => p.LeafName).FirstOrDefault(static l => l is not null);

        /// <inheritdoc/>
        public override bool HoldsCertificate => Parts.Any(static p => p.HoldsCertificate);

        /// <inheritdoc/>
        public override bool HoldsKey => Parts.Any(static p => p.HoldsKey);

        /// <inheritdoc/>
        public override ImmutableArray<string> Trusts => [.. Parts.SelectMany(static p => p.Trusts).Distinct(StringComparer.Ordinal)];

        /// <summary>Everything that its entries are made of.</summary>
        public IEnumerable<FileContent> Parts => Data.SelectMany(static d => d.Parts);
    }
}

/// <summary>One entry of a Secret's <c>data</c>.</summary>
/// <param name="Key">Its key: the file's name where it is mounted.</param>
/// <param name="Parts">What it holds, one after the other.</param>
public sealed record SecretEntry(string Key, ImmutableArray<FileContent> Parts);

/// <summary>Which part of a leaf a file holds.</summary>
public enum MaterialForm
{
    /// <summary>Leaf and intermediates without the root, PEM.</summary>
    Chain,

    /// <summary>The leaf alone, PEM.</summary>
    Certificate,

    /// <summary>The private key, unencrypted PKCS#8 PEM.</summary>
    Key,

    /// <summary>Chain, then key, one PEM file.</summary>
    ChainAndKey,

    /// <summary>Key, leaf and chain as PKCS#12.</summary>
    Pkcs12,

    /// <summary>The intermediates without the leaf and without the root, PEM. A leaf that its root signed has none: the file is then not written (<see cref="Settlement"/>).</summary>
    Intermediates,
}
