using System.Text;

namespace Linkseal.Pki.Writing;

/// <summary>Certificates as PEM.</summary>
public static class PemText
{
    /// <summary>One block after another, in the given order, each with a final newline; no text between them.</summary>
    public static string Of(IEnumerable<Certificate> certificates)
    {
        var text = new StringBuilder();
        foreach (var certificate in certificates) text.Append(certificate.ToPem());
        return text.ToString();
    }
}
