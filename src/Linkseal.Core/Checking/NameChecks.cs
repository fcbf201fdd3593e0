using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Core.Checking;

/// <summary>The names in the certificates, held against the names that are dialled and described.</summary>
internal static class NameChecks
{
    public static void Run(CheckScope scope)
    {
        var reported = new HashSet<(string Leaf, string Name)>();
        foreach (var link in scope.Platform.Links.Where(static l => l.Required >= Level.Authenticated))
        {
            if (scope.Trust.Served(link) is not { Certificate: { HasAlternativeNames: true } certificate } leaf) continue;
            foreach (var name in link.Dialled.Where(n => !Covers(certificate, n)))
            {
                reported.Add((leaf.Spec.Name, name));
                scope.Add(NameFindings.NotCovered(leaf, certificate, link, name));
            }
        }

        foreach (var leaf in scope.Leaves)
        {
            if (leaf.Certificate is not { } certificate || leaf.Spec.Names.IsEmpty) continue;
            if (!certificate.HasAlternativeNames || certificate.Names.IsEmpty)
            {
                scope.Add(NameFindings.Lacking(leaf, certificate, [.. leaf.Spec.Names.Select(static n => n.Value)]));
                continue;
            }

            string[] lacking = [.. leaf.Spec.Names.Select(static n => n.Value).Where(n => !Covers(certificate, n) && !reported.Contains((leaf.Spec.Name, n)))];
            if (lacking.Length > 0) scope.Add(NameFindings.Lacking(leaf, certificate, lacking));
        }
    }

    private static bool Covers(CertificateFacts certificate, string name) =>
        AlternativeName.Parse(name) is { } dialled && certificate.Names.Any(n => n.Covers(dialled) || n == dialled);
}

/// <summary>What can be wrong with the names in a certificate.</summary>
internal static class NameFindings
{
    public static Finding NotCovered(LeafView leaf, CertificateFacts certificate, Link link, string name) =>
        new("LS2004", Severity.Error, $"{link.Caller} dials {link.Callee} as {name}, which its certificate {leaf.Path} does not cover: the connection is refused")
        {
            Component = leaf.Spec.Component,
            Link = link.Id,
            Path = leaf.Path,
            Expected = name,
            Observed = string.Join(", ", certificate.Names.Select(static n => n.Value)),
            Remedy = leaf.Remedy,
        };

    public static Finding Lacking(LeafView leaf, CertificateFacts certificate, string[] names) =>
        new("LS2013", leaf.Spec.Purposes.HasFlag(Purposes.Server) || !certificate.HasAlternativeNames ? Severity.Error : Severity.Warning,
            certificate.HasAlternativeNames && !certificate.Names.IsEmpty
                ? $"the SAN of {leaf.Path} lacks {PlannerWords.List(names)}"
                : $"{leaf.Path} has no subjectAltName: the common name counts for nobody any more")
        {
            Component = leaf.Spec.Component,
            Path = leaf.Path,
            Expected = string.Join(", ", names),
            Observed = certificate.Names.IsEmpty ? "no SAN" : string.Join(", ", certificate.Names.Select(static n => n.Value)),
            Remedy = leaf.Remedy,
        };
}
