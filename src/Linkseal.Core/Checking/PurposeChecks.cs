using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Core.Checking;

/// <summary>What the certificates may be used for: an extension that is absent allows, one that is present can forbid.</summary>
internal static class PurposeChecks
{
    private static readonly string[] Handshake = ["digitalSignature", "keyEncipherment", "keyAgreement"];

    public static void Run(CheckScope scope)
    {
        var shown = scope.Platform.Links.Where(static l => l.Required >= Level.Mutual).Select(static l => l.Caller).ToHashSet(StringComparer.Ordinal);
        foreach (var leaf in scope.Leaves)
        {
            if (leaf.Certificate is not { } own) continue;
            if (leaf.Spec.Purposes.HasFlag(Purposes.Server) && !own.Allows(Purposes.Server))
                scope.Add(PurposeFindings.Forbidden(leaf, own, Severity.Error, "serverAuth", "extended key usage forbids it as a server's certificate"));
            if (leaf.Spec.Purposes.HasFlag(Purposes.Client) && !own.Allows(Purposes.Client))
                scope.Add(PurposeFindings.Forbidden(leaf, own, shown.Contains(leaf.Spec.Component) ? Severity.Error : Severity.Warning, "clientAuth", "extended key usage forbids it as a caller's certificate"));
            if (own.KeyUsages is { } usages && !usages.Any(Handshake.Contains))
                scope.Add(PurposeFindings.Forbidden(leaf, own, Severity.Error, "digitalSignature", "key usage forbids it in a handshake"));
            if (own.IsAuthority is true && !own.IsSelfIssued)
                scope.Add(PurposeFindings.Forbidden(leaf, own, Severity.Warning, "no CA flag", "it is a CA certificate, and its key could sign others"));
            foreach (var signer in leaf.Served.Skip(1).Where(static c => c.IsAuthority is false || c.KeyUsages is { } k && !k.Contains("keyCertSign")))
                scope.Add(PurposeFindings.Forbidden(leaf, signer, Severity.Error, "CA flag and keyCertSign", "it stands as an intermediate but may not sign"));
        }
    }
}

/// <summary>What a certificate is not allowed to do.</summary>
internal static class PurposeFindings
{
    public static Finding Forbidden(LeafView leaf, CertificateFacts certificate, Severity severity, string expected, string what) =>
        new("LS2007", severity, $"{certificate.Subject} in {leaf.Path}: {what}")
        {
            Component = leaf.Spec.Component,
            Path = leaf.Path,
            Expected = expected,
            Observed = Said(certificate),
            Remedy = leaf.Remedy,
        };

    private static string Said(CertificateFacts certificate) => string.Join("; ", new[]
    {
        certificate.KeyUsages is { } key ? "keyUsage " + string.Join(", ", key) : null,
        certificate.ExtendedKeyUsages is { } extended ? "extendedKeyUsage " + string.Join(", ", extended) : null,
        certificate.IsAuthority is { } flag ? $"CA {(flag ? "true" : "false")}" : null,
    }.OfType<string>().DefaultIfEmpty("no extension about it"));
}
