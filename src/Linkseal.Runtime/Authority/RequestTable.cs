using System.Collections.Immutable;
using System.Text;
using Linkseal.Core.Certificates;

namespace Linkseal.Runtime.Authority;

/// <summary>The table to mail with the requests: what each certificate has to say, for a CA that sets names and usages itself. Holds nothing secret.</summary>
internal static class RequestTable
{
    /// <summary>Header, one row for each leaf, and what to send back.</summary>
    public static string Of(string platform, ImmutableArray<LeafSpec> leaves)
    {
        ImmutableArray<string[]> rows =
        [
            ["file", "key", "extended key usage", "subject", "subject alternative names"],
            .. leaves.Select(static l => new[] { l.Name + ".csr", l.Key.Text(), Usages(l.Purposes), Subject(l.Subject), Names(l.Names) }),
        ];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(r => r[column].Length)).ToArray();

        var text = new StringBuilder();
        text.Append($"Certificate requests of the platform {platform}: {leaves.Length}. Each certificate needs these names and usages.\n\n");
        foreach (var row in rows) text.Append(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()).Append('\n');
        text.Append("\nPlease send back each certificate with its intermediates, and the root of the CA.\n");
        text.Append("PEM, DER, PKCS#7 (.p7b) and PKCS#12 (.pfx) are all fine; the file's name does not matter.\n");
        return text.ToString();
    }

    // Nobody checks it: the product only asks that the pair is there.
    private static string Usages(Purposes purposes) => purposes is Purposes.None ? "any" : string.Join(", ", new[]
    {
        purposes.HasFlag(Purposes.Server) ? "serverAuth" : null,
        purposes.HasFlag(Purposes.Client) ? "clientAuth" : null,
    }.OfType<string>());

    private static string Names(ImmutableArray<AlternativeName> names) => string.Join(", ", names.Select(static n => (n.IsAddress ? "IP:" : "DNS:") + n.Value));

    private static string Subject(SubjectName name) => string.Join(", ", new[]
    {
        ("CN", name.CommonName), ("OU", name.Unit), ("O", name.Organization), ("L", name.Locality), ("ST", name.State), ("C", name.Country),
    }.Where(static p => p.Item2 is not null).Select(static p => $"{p.Item1}={p.Item2}"));
}
