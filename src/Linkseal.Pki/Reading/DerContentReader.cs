using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Pki.Reading;

/// <summary>Reads one DER structure whose kind is known.</summary>
internal static class DerContentReader
{
    public static void Read(string file, DerKind kind, ReadOnlyMemory<byte> bytes, Position? at, string? passphrase, MaterialBuilder material)
    {
        switch (kind)
        {
            case DerKind.Certificate:
                material.AddCertificate(bytes, at);
                break;
            case DerKind.Pkcs7:
                Pkcs7(file, bytes, at, material);
                break;
            case DerKind.Pkcs12:
                Pkcs12Reader.Read(bytes, passphrase, material);
                break;
            case DerKind.Pkcs8:
                material.AddKey(KeyImport.Pkcs8(bytes), at, encrypted: false);
                break;
            case DerKind.Pkcs1:
                material.AddKey(KeyImport.Pkcs1(bytes), at, encrypted: false);
                break;
            case DerKind.Sec1:
                material.AddKey(KeyImport.Sec1(bytes), at, encrypted: false);
                break;
            case DerKind.EncryptedPkcs8:
                material.AddKey(KeyImport.EncryptedPkcs8(bytes, passphrase), at, encrypted: true);
                break;
            case DerKind.SigningRequest:
                material.Add(MaterialDiagnostics.SigningRequest(file, at));
                break;
            case DerKind.PublicKey:
                material.Add(MaterialDiagnostics.PublicKey(file, at));
                break;
            default:
                material.Add(MaterialDiagnostics.NotRecognised(file));
                break;
        }
    }

    private static void Pkcs7(string file, ReadOnlyMemory<byte> bytes, Position? at, MaterialBuilder material)
    {
        if (Pkcs7Reader.Read(bytes) is not { } certificates)
        {
            material.Malformed(at, "PKCS#7 bundle of certificates");
            return;
        }

        foreach (var certificate in certificates) material.AddCertificate(certificate, at);
        if (certificates.IsEmpty) material.Add(MaterialDiagnostics.NothingUseful(file, "a PKCS#7 container without certificates"));
    }
}
