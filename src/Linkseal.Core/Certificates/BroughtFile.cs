using System.Collections.Immutable;

namespace Linkseal.Core.Certificates;

/// <summary>A file of the folder of brought certificates.</summary>
/// <param name="Path">As it is named in diagnostics and in what was matched.</param>
/// <param name="Material">What it holds.</param>
public sealed record BroughtFile(string Path, MaterialFacts Material)
{
    private static readonly ImmutableArray<string> CertificateEndings = [".crt", ".pem", ".cer", ".der", ".p7b", ".p7c", ".pfx", ".p12"];

    /// <summary>The file name without folder and ending, lower case.</summary>
    internal string Stem { get; } = System.IO.Path.GetFileNameWithoutExtension(Path).ToLowerInvariant();

    /// <summary>True for the endings that certificates come with.</summary>
    internal bool MayHoldCertificate { get; } = CertificateEndings.Contains(System.IO.Path.GetExtension(Path).ToLowerInvariant());

    /// <summary>True for <c>.key</c>.</summary>
    internal bool IsKeyFile { get; } = System.IO.Path.GetExtension(Path).Equals(".key", StringComparison.OrdinalIgnoreCase);

    /// <summary>A name with hyphens and underscores left out, for <c>trivy_adapter.crt</c> and <c>trivy-adapter</c>.</summary>
    internal static string Folded(string name) =>
        name.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
}
