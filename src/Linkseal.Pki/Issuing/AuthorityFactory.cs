using System.Collections.Immutable;
using System.Globalization;
using Linkseal.Core.Certificates;
using Linkseal.Pki.Asn1;

namespace Linkseal.Pki.Issuing;

/// <summary>Makes authorities.</summary>
public static class AuthorityFactory
{
    // RFC 5280 Appendix A: ub-common-name.
    private const int LongestCommonName = 64;

    /// <summary>
    /// Makes a self-signed root and, where asked for, an intermediate under it. Each generation has a common name of its own
    /// (<c>shop authority 1</c>), so that two generations never differ by key alone.
    /// </summary>
    /// <param name="name">As in <see cref="AuthoritySpec.Name"/>.</param>
    /// <param name="source">Key, lifetime, subject.</param>
    /// <param name="generation">Its number, from 1.</param>
    /// <param name="now">When it is made.</param>
    public static Authority Make(string name, AuthoritySource.Generated source, int generation, DateTimeOffset now)
    {
        var commonName = source.Subject.CommonName is { Length: > 0 } given ? given : $"{name} authority";
        var rootKey = PrivateKey.Generate(source.Key);
        var subject = DistinguishedName.Encode(source.Subject with { CommonName = Numbered(commonName, "", generation) });
        var root = Sign(source, now, subject, subject, rootKey, rootKey, pathLength: source.Intermediate ? 1 : 0, above: []);
        if (!source.Intermediate) return new(name, generation, root, [], rootKey);

        var key = PrivateKey.Generate(source.Key);
        var below = DistinguishedName.Encode(source.Subject with { CommonName = Numbered(commonName, " intermediate", generation) });
        var intermediate = Sign(source, now, subject, below, key, rootKey, pathLength: 0, above: [root.Facts]);
        return new(name, generation, root, [intermediate], key, rootKey);
    }

    private static Certificate Sign(
        AuthoritySource.Generated source,
        DateTimeOffset now,
        byte[] issuer,
        byte[] subject,
        PrivateKey key,
        PrivateKey signer,
        int pathLength,
        ImmutableArray<CertificateFacts> above)
    {
        var (from, until) = Validity.Of(source.Lifetime, now, above);
        var content = new CertificateContent
        {
            Issuer = issuer,
            Subject = subject,
            NotBefore = from,
            NotAfter = until,
            PublicKeyInfo = key.PublicKeyInfo,
            Extensions = writer =>
            {
                ExtensionWriter.BasicConstraints(writer, authority: true, pathLength);
                ExtensionWriter.KeyUsage(writer, KeyUsageBits.KeyCertSign | KeyUsageBits.CrlSign);
                ExtensionWriter.SubjectKeyId(writer, ExtensionWriter.KeyIdOf(key.PublicKeyInfo));
                // A root needs none (RFC 5280 §4.2.1.1); its own would be the same as its subject key identifier.
                if (!above.IsEmpty) ExtensionWriter.AuthorityKeyId(writer, ExtensionWriter.KeyIdOf(signer.PublicKeyInfo));
            },
        };
        return content.Sign(signer);
    }

    // Cut to the longest common name that is allowed; the generation stays, and no surrogate pair is cut in two.
    private static string Numbered(string commonName, string middle, int generation)
    {
        var ending = string.Create(CultureInfo.InvariantCulture, $"{middle} {generation}");
        var room = LongestCommonName - ending.Length;
        if (commonName.Length <= room) return commonName + ending;
        if (char.IsHighSurrogate(commonName[room - 1])) room--;
        return commonName[..room].TrimEnd() + ending;
    }
}
