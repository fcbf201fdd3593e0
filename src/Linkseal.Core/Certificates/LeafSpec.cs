using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Linkseal.Core.Certificates;

/// <summary>What one leaf has to say, before it exists.</summary>
public sealed record LeafSpec
{
    /// <summary>Unique within the platform: the component's name, or <c>component-purpose</c> where a component has two.</summary>
    public required string Name { get; init; }

    /// <summary>The component that presents it.</summary>
    public required string Component { get; init; }

    /// <summary>Where it comes from.</summary>
    public required LeafSource Source { get; init; }

    /// <summary>The subject; its common name is the identity, at most 64 characters.</summary>
    public required SubjectName Subject { get; init; }

    /// <summary>The subjectAltName, without repeats, in the order of the description; empty only for a brought leaf of which no name is asked.</summary>
    public required ImmutableArray<AlternativeName> Names { get; init; }

    /// <summary>serverAuth, clientAuth or both, by the component's links.</summary>
    public required Purposes Purposes { get; init; }

    /// <summary>The key to make.</summary>
    public KeyAlgorithm Key { get; init; } = KeyAlgorithm.EcdsaP256;

    /// <summary>How long it lives; cut to its issuer's end.</summary>
    public Lifetime Lifetime { get; init; } = Lifetime.DefaultLeaf;

    /// <summary>The fraction of its life after which it is renewed, above 0 and below 1.</summary>
    public double RenewAt { get; init; } = 2.0 / 3.0;

    /// <summary>
    /// Everything that, when changed, asks for a new leaf, as one line of text. Lifetime is not in it: a new lifetime takes effect at the next renewal.
    /// </summary>
    public string Fingerprint()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"source={Source.Text()};key={Key.Text()};purposes={(int)Purposes};");
        text.Append(CultureInfo.InvariantCulture, $"subject={Subject.Country}|{Subject.State}|{Subject.Locality}|{Subject.Organization}|{Subject.Unit}|{Subject.CommonName};names=");
        text.AppendJoin(',', Names.Select(static n => n.Value).Order(StringComparer.Ordinal));
        return text.ToString();
    }
}

/// <summary>Where a leaf comes from.</summary>
public abstract record LeafSource
{
    private LeafSource()
    {
    }

    /// <summary>Issued by Linkseal under an authority whose key it has.</summary>
    /// <param name="Authority">The <see cref="AuthoritySpec.Name"/>.</param>
    public sealed record Made(string Authority) : LeafSource;

    /// <summary>Brought by the user as files that are named; placed where the product reads them.</summary>
    /// <param name="Certificate">Leaf and chain: PEM, DER, PKCS#7 or PKCS#12.</param>
    /// <param name="Key">The private key; null where <paramref name="Certificate"/> is a PKCS#12 that holds it.</param>
    public sealed record Brought(string Certificate, string? Key) : LeafSource
    {
        /// <summary>A file with what stands between leaf and root, the root too where it is a private one; null: all is in <see cref="Certificate"/>.</summary>
        public string? Chain { get; init; }
    }

    /// <summary>Found in a folder of brought certificates, by public key first, by name second.</summary>
    /// <param name="Folder">The folder of <c>authority.certificates</c>.</param>
    public sealed record Found(string Folder) : LeafSource;

    /// <summary>Stands already where the product reads it, and stays as it is: validated, never replaced.</summary>
    /// <param name="Certificate">The product's certificate file.</param>
    /// <param name="Key">The product's key file.</param>
    public sealed record Kept(string Certificate, string Key) : LeafSource
    {
        /// <summary>The product's file of intermediates; null: they are in <see cref="Certificate"/>, or there are none.</summary>
        public string? Chain { get; init; }

        /// <summary>The file of the authority that the same configuration names beside the pair; null: it names none.</summary>
        public string? Authority { get; init; }
    }

    /// <summary>A one-line form for <see cref="LeafSpec.Fingerprint"/>.</summary>
    public string Text() => this switch
    {
        Made made => "made:" + made.Authority,
        Brought brought => "brought:" + brought.Certificate + "|" + brought.Key + (brought.Chain is null ? "" : "|" + brought.Chain),
        Found found => "found:" + found.Folder,
        Kept kept => "kept:" + kept.Certificate,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
