using Linkseal.Core.Certificates;
using Linkseal.Pki.Chains;
using Linkseal.Pki.Reading;

namespace Linkseal.Pki.Tests.Brought;

/// <summary>Certificates as other people's openssl makes them: each with the extensions that are given, nothing else.</summary>
internal sealed class ForeignCa : IDisposable
{
    public const string Root = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash";
    public const string Leaf = "basicConstraints=CA:FALSE\nkeyUsage=digitalSignature\nextendedKeyUsage=serverAuth,clientAuth\nsubjectAltName=DNS:core,IP:10.0.0.7";

    private readonly Dictionary<string, Certificate> _all = [];

    public OpenSsl OpenSsl { get; } = new();

    public CertificateFacts this[string name] => _all[name].Facts;

    public Signatures Signatures => SignatureVerifier.Verify(_all.Values);

    public Certificate Certificate(string name) => _all[name];

    /// <summary>A self-signed certificate with its key.</summary>
    public CertificateFacts SelfSigned(string name, string extensions = Root, string? subject = null, string digest = "sha256", string key = "ec")
    {
        Key(name, key);
        return Sign(name, extensions, subject ?? "/CN=" + name, digest, "-signkey", name + ".key");
    }

    /// <summary>A certificate with its key, signed by another.</summary>
    public CertificateFacts Signed(string name, string issuer, string extensions = Leaf, string? subject = null, string digest = "sha256", string key = "ec")
    {
        Key(name, key);
        return Sign(name, extensions, subject ?? "/CN=" + name, digest, "-CA", issuer + ".crt", "-CAkey", issuer + ".key", "-CAcreateserial");
    }

    public KeyFacts KeyOf(string name)
    {
        using var material = MaterialReader.Read(name, OpenSsl.Bytes(name + ".key"));
        return Assert.Single(material.Facts.Keys);
    }

    public void Dispose() => OpenSsl.Dispose();

    private void Key(string name, string key)
    {
        if (key == "ec") OpenSsl.Line($"genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out {name}.key");
        else OpenSsl.Line($"genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:{key} -out {name}.key");
    }

    private CertificateFacts Sign(string name, string extensions, string subject, string digest, params string[] signer)
    {
        OpenSsl.Run("req", "-new", "-key", name + ".key", "-subj", subject, "-out", name + ".csr");
        OpenSsl.Write(name + ".ext", extensions + "\n");
        OpenSsl.Run(["x509", "-req", "-in", name + ".csr", "-days", "30", "-" + digest, "-extfile", name + ".ext", "-out", name + ".crt", .. signer]);
        using var material = MaterialReader.Read(name + ".crt", OpenSsl.Bytes(name + ".crt"));
        _all[name] = Assert.Single(material.Certificates);
        return _all[name].Facts;
    }
}
