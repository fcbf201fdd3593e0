using System.Collections.Concurrent;
using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;
using Linkseal.Pki.Asn1;
using Linkseal.Pki.Writing;

namespace Linkseal.Pki.Issuing;

/// <summary>An authority with its key: issues leaves, from as many threads as one likes. Owns its keys.</summary>
public sealed class Authority : IDisposable
{
    // One copy of the key per thread that signs at the same time: the framework's key objects are not made for sharing.
    private readonly ConcurrentBag<PrivateKey> _signers = [];
    private readonly Lock _cloning = new();
    private readonly ReadOnlyMemory<byte> _issuerName;
    private readonly ReadOnlyMemory<byte> _issuerKeyId;

    /// <summary>Puts an authority together from its parts.</summary>
    /// <param name="name">As in <see cref="AuthoritySpec.Name"/>.</param>
    /// <param name="generation">Its number, from 1.</param>
    /// <param name="root">The root: what trust bundles hold.</param>
    /// <param name="intermediates">What leaves are served with: the one that signs them first, without the root; empty where the root signs.</param>
    /// <param name="key">The key of the one that signs leaves.</param>
    /// <param name="rootKey">The root's own key where an intermediate signs; null: it is kept elsewhere, or the root signs.</param>
    /// <exception cref="ArgumentException">The key is not the signing certificate's.</exception>
    public Authority(string name, int generation, Certificate root, ImmutableArray<Certificate> intermediates, PrivateKey key, PrivateKey? rootKey = null)
    {
        (Name, Generation, Root, Intermediates, Key, RootKey) = (name, generation, root, intermediates, key, rootKey);
        if (key.PublicKeySha256 != Issuer.Facts.PublicKeySha256) throw new ArgumentException($"authority {name}: the key is not that of {Issuer.Facts.Subject}", nameof(key));
        _issuerName = CertificateFields.Subject(Issuer.Der);
        _issuerKeyId = Issuer.Facts.SubjectKeyId is { } id ? Convert.FromHexString(id) : ExtensionWriter.KeyIdOf(key.PublicKeyInfo);
    }

    /// <summary>As in <see cref="AuthoritySpec.Name"/>.</summary>
    public string Name { get; }

    /// <summary>Its number, from 1.</summary>
    public int Generation { get; }

    /// <summary>The root: what trust bundles hold.</summary>
    public Certificate Root { get; }

    /// <summary>What leaves are served with, the one that signs them first, without the root; empty where the root signs.</summary>
    public ImmutableArray<Certificate> Intermediates { get; }

    /// <summary>The key that signs leaves: <see cref="Issuer"/>'s.</summary>
    public PrivateKey Key { get; }

    /// <summary>The root's own key where an intermediate signs and the root's key is here; null otherwise.</summary>
    public PrivateKey? RootKey { get; }

    /// <summary>What signs leaves: the root, or the first of <see cref="Intermediates"/>.</summary>
    public Certificate Issuer => Intermediates.IsEmpty ? Root : Intermediates[0];

    /// <summary>The authority as plain data.</summary>
    public AuthorityFacts Facts => new(Name, Generation, Root.Facts, Issuer.Facts, PemText.Of([Root]), CanSign: true);

    /// <summary>Makes a key and its leaf. It begins five minutes before <paramref name="now"/> and never outlives what signs it.</summary>
    /// <exception cref="InvalidOperationException">The authority has ended, or not begun, at <paramref name="now"/>.</exception>
    public IssuedLeaf Issue(LeafSpec spec, DateTimeOffset now)
    {
        var key = PrivateKey.Generate(spec.Key);
        try
        {
            return Issue(spec, key, now);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>Makes the leaf of a key that exists; the result owns the key. Otherwise as <see cref="Issue(LeafSpec, DateTimeOffset)"/>.</summary>
    public IssuedLeaf Issue(LeafSpec spec, PrivateKey key, DateTimeOffset now)
    {
        var above = Intermediates.Append(Root).Select(static c => c.Facts);
        if (above.FirstOrDefault(c => now > c.NotAfter || now < c.NotBefore) is { } outside)
            throw new InvalidOperationException($"authority {Name} cannot issue {spec.Name}: {outside.Subject} is valid from {outside.NotBefore:u} to {outside.NotAfter:u}");

        var (from, until) = Validity.Of(spec.Lifetime, now, above);
        return Sign(spec, key, from, until);
    }

    /// <summary>Makes a key and a leaf that is valid from one moment to another, however that lies to the present: what a probe shows as an expired one.</summary>
    /// <exception cref="InvalidOperationException">The authority does not live all of that time.</exception>
    public IssuedLeaf Issue(LeafSpec spec, DateTimeOffset from, DateTimeOffset until)
    {
        if (Intermediates.Append(Root).Any(c => from < c.Facts.NotBefore || until > c.Facts.NotAfter))
            throw new InvalidOperationException($"authority {Name} does not live from {from:u} to {until:u}");
        return Sign(spec, PrivateKey.Generate(spec.Key), from, until);
    }

    private IssuedLeaf Sign(LeafSpec spec, PrivateKey key, DateTimeOffset from, DateTimeOffset until)
    {
        var content = new CertificateContent
        {
            Issuer = _issuerName,
            Subject = DistinguishedName.Encode(spec.Subject),
            NotBefore = from,
            NotAfter = until,
            PublicKeyInfo = key.PublicKeyInfo,
            Extensions = writer => LeafExtensions.Write(writer, spec, key, _issuerKeyId),
        };
        var signer = _signers.TryTake(out var idle) ? idle : NewSigner();
        var leaf = content.Sign(signer);
        _signers.Add(signer);
        return new(spec, leaf, [leaf, .. Intermediates], key);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Key.Dispose();
        RootKey?.Dispose();
        while (_signers.TryTake(out var signer)) signer.Dispose();
    }

    private PrivateKey NewSigner()
    {
        lock (_cloning) return Key.Clone();
    }
}
