namespace Linkseal.Runtime.Authority;

/// <summary>An authority's certificate, for browsers and people: what <c>linkseal authority export</c> shows. Holds no key.</summary>
/// <param name="Name">As in the description: <c>internal</c>, <c>https</c>.</param>
/// <param name="Generation">Its number, from 1.</param>
/// <param name="Subject">The root's subject as text.</param>
/// <param name="NotAfter">Until when it is valid.</param>
/// <param name="Certificate">The root as PEM, with a final newline.</param>
/// <param name="Fingerprint">SHA-256 of the root, upper-case hex with colons, as browsers and <c>openssl x509 -fingerprint</c> show it.</param>
public sealed record AuthorityExport(string Name, int Generation, string Subject, DateTimeOffset NotAfter, string Certificate, string Fingerprint)
{
    internal static AuthorityExport Of(LoadedAuthority authority) => new(
        authority.Spec.Name,
        authority.Generation,
        authority.Root.Facts.Subject,
        authority.Root.Facts.NotAfter,
        authority.Root.ToPem(),
        string.Join(':', authority.Root.Facts.Sha256.ToUpperInvariant().Chunk(2).Select(static p => new string(p))));
}
