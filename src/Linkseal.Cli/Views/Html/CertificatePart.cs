using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Verification;

namespace Linkseal.Cli.Views.Html;

/// <summary>What was served: the leaf in full, then its chain.</summary>
internal static class CertificatePart
{
    /// <summary>What is said of the description.</summary>
    public const string OfDescription = "SHA-256 of the description";

    private const int NamesShown = 60;

    // Compared letter by letter.
    private static readonly HashSet<string> Literal = ["Serial", "SHA-256", OfDescription];

    /// <summary>Writes it.</summary>
    public static void Write(Markup page, ServedTls served)
    {
        page.Put("h4", "Certificate that was served");
        if (served.Leaf is not { } leaf)
        {
            page.Put("p", "None.");
            return;
        }

        List(page, Facts(leaf));
        if (served.Complaint.Length > 0) List(page, [("TLS library", served.Complaint)]);
        if (served.Certificates.Length == 1)
        {
            page.Put("h4", "Chain as it was sent");
            page.Put("p", $"Only the certificate itself; its issuer is {leaf.Issuer}.");
            return;
        }

        page.Table(
            "Chain as it was sent", ["Certificate", "Signed by", "Serial", "SHA-256", "Valid"],
            served.Certificates.Select((c, i) => (ImmutableArray<Action<Markup>>)
            [
                Tables.Cell($"{i + 1}. {c.Subject}"), Tables.Cell(SignedBy(served, c)), Tables.Code(c.Serial), Tables.Code(c.Sha256), Tables.Cell($"{Times.Of(c.NotBefore)} to {Times.Of(c.NotAfter)}"),
            ]), "wide");
    }

    /// <summary>A list of terms.</summary>
    public static void List(Markup page, IEnumerable<(string Term, string Text)> entries, string kind = "facts")
    {
        using (page.In("dl", ("class", kind)))
        {
            foreach (var (term, text) in entries)
            {
                using (page.In("div"))
                {
                    page.Put("dt", term);
                    using (page.In("dd"))
                    {
                        if (Literal.Contains(term)) page.Put("code", text);
                        else page.Text(text);
                    }
                }
            }
        }
    }

    private static IEnumerable<(string, string)> Facts(CertificateFacts leaf)
    {
        yield return ("Subject", leaf.Subject.Length > 0 ? leaf.Subject : "empty");
        yield return ("Names", leaf.Names.IsEmpty ? "none" : Expectation.Listed([.. leaf.Names.Select(static n => n.Value)], NamesShown));
        yield return ("Issuer", leaf.Issuer);
        yield return ("Serial", leaf.Serial);
        yield return ("SHA-256", leaf.Sha256);
        yield return ("Valid from", Times.Of(leaf.NotBefore));
        yield return ("Valid until", Times.Of(leaf.NotAfter));
        yield return ("Key", $"{leaf.KeyAlgorithm}, signed with {leaf.SignatureAlgorithm}");
    }

    // Only what was verified is said to be signed; a name alone proves nothing.
    private static string SignedBy(ServedTls served, CertificateFacts certificate)
    {
        if (served.Certificates.FirstOrDefault(c => served.Signatures.Has(certificate, c)) is { } issuer) return issuer.Sha256 == certificate.Sha256 ? "itself" : issuer.Subject + " (verified)";
        return $"{certificate.Issuer} ({(served.Signatures.Pairs.Any(p => p.Child == certificate.Sha256) ? "verified with a root of the caller" : "not sent")})";
    }
}
