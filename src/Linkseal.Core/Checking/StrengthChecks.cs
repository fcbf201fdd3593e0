using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Core.Checking;

/// <summary>Signatures and keys that current libraries refuse. A root's own signature proves nothing, so only its key counts.</summary>
internal static class StrengthChecks
{
    public static void Run(CheckScope scope)
    {
        foreach (var leaf in scope.Leaves)
        {
            foreach (var certificate in leaf.Served)
            {
                if (Weakness(certificate, signature: !certificate.IsSelfIssued) is { } weakness) scope.Add(StrengthFindings.Weak(leaf.Spec.Component, leaf.Path!, certificate, weakness, leaf.Remedy));
            }
        }

        foreach (var (path, component) in scope.Trust.Files)
        {
            foreach (var root in scope.Material(path)?.Certificates ?? [])
            {
                if (Weakness(root, signature: false) is { } weakness) scope.Add(StrengthFindings.Weak(component, path, root, weakness, "sign with an authority that has a stronger key"));
            }
        }
    }

    private static string? Weakness(CertificateFacts certificate, bool signature)
    {
        var algorithm = certificate.SignatureAlgorithm;
        if (signature && (algorithm.Contains("sha1", StringComparison.OrdinalIgnoreCase) || algorithm.Contains("md5", StringComparison.OrdinalIgnoreCase))) return "signature " + algorithm;
        if (certificate.KeyAlgorithm.StartsWith("RSA", StringComparison.Ordinal) && certificate.KeyBits < 2048) return $"key {certificate.KeyAlgorithm}";
        return certificate.KeyAlgorithm.StartsWith("EC", StringComparison.Ordinal) && certificate.KeyBits is > 0 and < 224 ? $"key {certificate.KeyAlgorithm}" : null;
    }
}

/// <summary>What is too weak.</summary>
internal static class StrengthFindings
{
    public static Finding Weak(string component, string path, CertificateFacts certificate, string weakness, string remedy) =>
        new("LS2017", Severity.Error, $"{certificate.Subject} in {path} is weak ({weakness}): current TLS libraries refuse it")
        {
            Component = component,
            Path = path,
            Expected = "SHA-256 or better; RSA 2048, ECDSA P-256 or better",
            Observed = weakness,
            Remedy = remedy,
        };
}
