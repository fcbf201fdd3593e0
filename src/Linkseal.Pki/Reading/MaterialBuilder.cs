using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Pki.Asn1;
using Linkseal.Pki.Chains;

namespace Linkseal.Pki.Reading;

/// <summary>Collects what one file holds; duplicates are dropped, problems are kept with their place.</summary>
internal sealed class MaterialBuilder(string file)
{
    private readonly List<Certificate> _certificates = [];
    private readonly List<(PrivateKey Key, bool Encrypted)> _keys = [];
    private readonly List<Diagnostic> _problems = [];

    public MaterialEncoding Encoding { get; set; }

    public bool IsEmpty => _certificates.Count == 0 && _keys.Count == 0 && _problems.Count == 0;

    public void Add(Diagnostic problem) => _problems.Add(problem);

    public void AddCertificate(ReadOnlyMemory<byte> der, Position? at)
    {
        if (Certificate.Read(der) is not { } certificate) Malformed(at, "certificate");
        else AddCertificate(certificate, at);
    }

    public void AddCertificate(Certificate certificate, Position? at)
    {
        if (_certificates.Contains(certificate)) return;
        _certificates.Add(certificate);
        var facts = certificate.Facts;
        // Said here, lest a good signature that cannot be verified be taken for a bad one.
        if (!PublicKeyReader.IsSupported(facts.KeyAlgorithm)) Add(MaterialDiagnostics.UnsupportedKey(file, at, facts.KeyAlgorithm));
        else if (!SignatureVerifier.CanVerify(certificate)) Add(MaterialDiagnostics.UnsupportedSignature(file, at, facts));
    }

    public void AddKey(KeyImport import, Position? at, bool encrypted, bool isPkcs12 = false)
    {
        switch (import.Problem)
        {
            case KeyProblem.None when _keys.Exists(k => k.Key.PublicKeySha256 == import.Key!.PublicKeySha256):
                import.Key!.Dispose();
                break;
            case KeyProblem.None:
                _keys.Add((import.Key!, encrypted));
                break;
            case KeyProblem.UnsupportedKind:
                Add(MaterialDiagnostics.UnsupportedKey(file, at, import.Kind!));
                break;
            case KeyProblem.UnsupportedEncryption:
                UnsupportedEncryption(at, isPkcs12);
                break;
            case KeyProblem.PassphraseNeeded or KeyProblem.WrongPassphrase:
                BadPassphrase(at, import.Problem == KeyProblem.WrongPassphrase);
                break;
            default:
                Malformed(at, "private key");
                break;
        }
    }

    public void Malformed(Position? at, string expected) => Add(MaterialDiagnostics.Malformed(file, at, expected));

    public void UnsupportedEncryption(Position? at, bool isPkcs12) => Add(MaterialDiagnostics.UnsupportedEncryption(file, at, isPkcs12));

    public void BadPassphrase(Position? at, bool given) =>
        Add(given ? MaterialDiagnostics.WrongPassphrase(file, at) : MaterialDiagnostics.PassphraseNeeded(file, at));

    public Material Build() => new([.. _certificates], [.. _keys.Select(static k => k.Key)], new()
    {
        Encoding = Encoding,
        Certificates = [.. _certificates.Select(static c => c.Facts)],
        Keys = [.. _keys.Select(static k => k.Key.Facts(k.Encrypted))],
        Problems = [.. _problems],
    });
}
