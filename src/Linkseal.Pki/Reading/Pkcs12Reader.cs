using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace Linkseal.Pki.Reading;

/// <summary>Certificates and keys of a PKCS#12 file (RFC 7292), with or without MAC, encrypted or not.</summary>
internal sealed class Pkcs12Reader
{
    private readonly MaterialBuilder _material;
    private readonly string? _passphrase;
    private readonly string?[] _candidates;

    private Pkcs12Reader(MaterialBuilder material, string? passphrase)
    {
        (_material, _passphrase) = (material, passphrase);
        // "No passphrase" is written in two ways: an empty one and none at all (RFC 7292 §B.1 leaves it open).
        _candidates = passphrase is null ? ["", null] : [passphrase, "", null];
    }

    public static void Read(ReadOnlyMemory<byte> bytes, string? passphrase, MaterialBuilder material)
    {
        try
        {
            new Pkcs12Reader(material, passphrase).Read(Pkcs12Info.Decode(bytes, out _, skipCopy: true));
        }
        catch (Exception exception) when (exception is CryptographicException or AsnContentException or ArgumentException or InvalidOperationException)
        {
            material.Malformed(null, "PKCS#12 file");
        }
    }

    private void Read(Pkcs12Info file)
    {
        if (file.IntegrityMode == Pkcs12IntegrityMode.PublicKey)
        {
            _material.UnsupportedEncryption(null, isPkcs12: true);
            return;
        }

        var candidates = _candidates;
        if (file.IntegrityMode == Pkcs12IntegrityMode.Password)
        {
            candidates = Array.FindAll(_candidates, file.VerifyMac);
            if (candidates.Length == 0)
            {
                _material.BadPassphrase(null, _passphrase is not null);
                return;
            }
        }

        foreach (var contents in file.AuthenticatedSafe)
        {
            if (!Contents(contents, candidates, hasMac: file.IntegrityMode == Pkcs12IntegrityMode.Password)) return;
        }
    }

    private bool Contents(Pkcs12SafeContents contents, string?[] candidates, bool hasMac)
    {
        if (contents.ConfidentialityMode == Pkcs12ConfidentialityMode.Password && !Array.Exists(candidates, c => Opens(contents, c)))
        {
            // The MAC has shown that the passphrase is right; then it is the algorithm that is not to be had.
            if (hasMac) _material.UnsupportedEncryption(null, isPkcs12: true);
            else _material.BadPassphrase(null, _passphrase is not null);
            return false;
        }

        if (contents.ConfidentialityMode == Pkcs12ConfidentialityMode.PublicKey)
        {
            _material.UnsupportedEncryption(null, isPkcs12: true);
            return false;
        }

        foreach (var bag in contents.GetBags())
        {
            if (!Bag(bag, candidates, hasMac)) return false;
        }

        return true;
    }

    private bool Bag(Pkcs12SafeBag bag, string?[] candidates, bool hasMac)
    {
        switch (bag)
        {
            case Pkcs12CertBag { IsX509Certificate: true } certificate:
                // The bag holds the certificate inside an OCTET STRING.
                _material.AddCertificate(new AsnReader(certificate.EncodedCertificate, AsnEncodingRules.BER).ReadOctetString(), null);
                return true;
            case Pkcs12KeyBag key:
                _material.AddKey(KeyImport.Pkcs8(key.Pkcs8PrivateKey), null, encrypted: false, isPkcs12: true);
                return true;
            case Pkcs12ShroudedKeyBag shrouded:
                return Shrouded(shrouded, candidates);
            case Pkcs12SafeContentsBag nested when nested.SafeContents is { } inner:
                return Contents(inner, candidates, hasMac);
            default:
                return true;
        }
    }

    private bool Shrouded(Pkcs12ShroudedKeyBag bag, string?[] candidates)
    {
        KeyImport? last = null;
        foreach (var candidate in candidates)
        {
            last = KeyImport.EncryptedPkcs8(bag.EncryptedPkcs8PrivateKey, candidate ?? "");
            if (last.Problem != KeyProblem.WrongPassphrase) break;
        }

        if (last is { Problem: KeyProblem.WrongPassphrase }) _material.BadPassphrase(null, _passphrase is not null);
        else if (last is not null) _material.AddKey(last, null, encrypted: true, isPkcs12: true);
        return last is { Key: not null };
    }

    private static bool Opens(Pkcs12SafeContents contents, string? passphrase)
    {
        try
        {
            contents.Decrypt(passphrase);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
