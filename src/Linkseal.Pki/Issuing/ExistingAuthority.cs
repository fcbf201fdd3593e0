using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Pki.Chains;
using Linkseal.Pki.Reading;

namespace Linkseal.Pki.Issuing;

/// <summary>A CA of the user's, ready to issue with.</summary>
public static class ExistingAuthority
{
    /// <summary>Puts it together from its files and checks it; the value is null where an error was found. The authority has a copy of the key.</summary>
    /// <param name="name">As in <see cref="AuthoritySpec.Name"/>.</param>
    /// <param name="generation">Its number, from 1.</param>
    /// <param name="file">The certificate's file, for diagnostics.</param>
    /// <param name="certificates">What it holds: the CA, and the chain up to the root where it is an intermediate.</param>
    /// <param name="key">What the key's file holds (the same, where they are one file).</param>
    /// <param name="now">The time.</param>
    /// <param name="maximumIntermediates">How many certificates between leaf and root the products follow.</param>
    public static Result<Authority> Load(string name, int generation, string file, Material certificates, Material key, DateTimeOffset now, int maximumIntermediates)
    {
        var problems = certificates.Facts.Problems.AddRange(ReferenceEquals(certificates, key) ? [] : key.Facts.Problems);
        if (!problems.IsEmpty) return Result.With<Authority>(null, problems);

        var signatures = SignatureVerifier.Verify(certificates.Certificates);
        var facts = certificates.Facts.Certificates;
        var pair = key.Facts.Keys.FirstOrDefault(k => facts.Any(c => c.PublicKeySha256 == k.PublicKeySha256)) ?? key.Facts.Keys.FirstOrDefault();
        var diagnostics = AuthorityRules.CheckAuthority(file, facts, pair, signatures, now, maximumIntermediates);
        if (diagnostics.Any(static d => d.Severity == Severity.Error)) return Result.With<Authority>(null, diagnostics);

        var chain = Core.Certificates.Chains.Order(AuthorityRules.FindIssuer(facts, pair)!, facts, [.. facts.Where(static c => c.IsSelfIssued)], signatures);
        var below = chain.Certificates.Where(c => c.Sha256 != chain.Root!.Sha256).Select(Find);
        return Result.With(new Authority(name, generation, Find(chain.Root!), [.. below], key.KeyOf(chain.Certificates[0])!.Clone()), diagnostics);

        Certificate Find(CertificateFacts wanted) => certificates.Certificates.First(c => c.Facts.Sha256 == wanted.Sha256);
    }
}
