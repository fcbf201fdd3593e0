using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Pki.Reading;

/// <summary>Reads one PEM block by its label (RFC 7468, and OpenSSL's older ones).</summary>
internal static class PemBlockReader
{
    /// <summary>False for a block of another kind, which is no fault as long as the file holds something else too.</summary>
    public static bool Read(string file, PemBlock block, string? passphrase, MaterialBuilder material)
    {
        if (block.Problem is { } problem)
        {
            material.Add(MaterialDiagnostics.BrokenBlock(file, block.ProblemAt, block.Label, problem));
            return true;
        }

        if (block.LegacyEncrypted)
        {
            material.Add(MaterialDiagnostics.LegacyEncryption(file, block.At));
            return true;
        }

        switch (block.Label)
        {
            case "OPENSSH PRIVATE KEY":
                material.Add(MaterialDiagnostics.UnsupportedKey(file, block.At, "OpenSSH", $"Convert it: ssh-keygen -p -m PEM -f {file}"));
                return true;
            case "DSA PRIVATE KEY":
                material.Add(MaterialDiagnostics.UnsupportedKey(file, block.At, "DSA"));
                return true;
            case "PKCS7" or "CMS":
                material.Encoding = MaterialEncoding.Pkcs7;
                break;
        }

        if (KindOf(block.Label) is not { } kind) return false;
        DerContentReader.Read(file, kind, block.Data, block.At, passphrase, material);
        return true;
    }

    /// <summary>What to say of a file in which nothing is a certificate or a private key.</summary>
    public static Diagnostic Instead(string file, IReadOnlyList<PemBlock> others)
    {
        if (others.FirstOrDefault(static b => b.Label.EndsWith("CERTIFICATE REQUEST", StringComparison.Ordinal)) is { } request)
            return MaterialDiagnostics.SigningRequest(file, request.At);
        if (others.FirstOrDefault(static b => b.Label.EndsWith("PUBLIC KEY", StringComparison.Ordinal)) is { } key)
            return MaterialDiagnostics.PublicKey(file, key.At);
        return MaterialDiagnostics.NothingUseful(file, "only " + string.Join(", ", others.Select(static b => Printable(b.Label)).Distinct()));
    }

    private static DerKind? KindOf(string label) => label switch
    {
        "CERTIFICATE" or "X509 CERTIFICATE" or "TRUSTED CERTIFICATE" => DerKind.Certificate,
        "PRIVATE KEY" => DerKind.Pkcs8,
        "ENCRYPTED PRIVATE KEY" => DerKind.EncryptedPkcs8,
        "RSA PRIVATE KEY" => DerKind.Pkcs1,
        "EC PRIVATE KEY" => DerKind.Sec1,
        "PKCS7" or "CMS" => DerKind.Pkcs7,
        _ => null,
    };

    private static string Printable(string label) => string.Concat(label.Where(static c => !char.IsControl(c)));
}
