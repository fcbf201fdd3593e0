using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Pki.Chains;
using Linkseal.Pki.Issuing;
using Linkseal.Pki.Reading;

namespace Linkseal.Pki.Tests.Brought;

/// <summary>What Harbor's own commands make must be accepted.</summary>
public sealed class HarborPageTests : IDisposable
{
    private readonly OpenSsl _openssl = new();

    public void Dispose() => _openssl.Dispose();

    [Theory]
    [InlineData(2048)]
    [InlineData(4096)]
    public void Ca_and_server_certificate_of_the_https_page_are_accepted(int bits)
    {
        // goharbor.io, "Configure HTTPS Access to Harbor", command by command.
        _openssl.Line($"genrsa -out ca.key {bits}");
        _openssl.Run("req", "-x509", "-new", "-nodes", "-sha512", "-days", "3650", "-subj", "/C=CN/ST=Beijing/L=Beijing/O=example/OU=Personal/CN=MyPersonal Root CA", "-key", "ca.key", "-out", "ca.crt");
        _openssl.Line($"genrsa -out yourdomain.com.key {bits}");
        _openssl.Run("req", "-sha512", "-new", "-subj", "/C=CN/ST=Beijing/L=Beijing/O=example/OU=Personal/CN=yourdomain.com", "-key", "yourdomain.com.key", "-out", "yourdomain.com.csr");
        _openssl.Write("v3.ext", """
            authorityKeyIdentifier=keyid,issuer
            basicConstraints=CA:FALSE
            keyUsage = digitalSignature, nonRepudiation, keyEncipherment, dataEncipherment
            extendedKeyUsage = serverAuth
            subjectAltName = @alt_names

            [alt_names]
            DNS.1=yourdomain.com
            DNS.2=yourdomain
            DNS.3=hostname
            """);
        _openssl.Line("x509 -req -sha512 -days 3650 -extfile v3.ext -CA ca.crt -CAkey ca.key -CAcreateserial -in yourdomain.com.csr -out yourdomain.com.crt");
        _openssl.Line("x509 -inform PEM -in yourdomain.com.crt -out yourdomain.com.cert");

        var spec = Samples.Leaf("https", "yourdomain.com", "yourdomain") with { Purposes = Purposes.Server };
        Assert.Empty(Check(spec, "yourdomain.com", "ca"));
        LoadsAndIssues("ca");
    }

    [Fact]
    public void What_gencert_makes_is_accepted()
    {
        // goharbor/harbor, make/photon/prepare/scripts/gencert.sh: a CA without common name, leaves with nothing but a SAN.
        const string subject = "/C=CN/ST=Beijing/L=Beijing/O=VMware";
        _openssl.Line($"req -newkey rsa:2048 -nodes -sha256 -keyout harbor_internal_ca.key -x509 -days 365 -out harbor_internal_ca.crt -subj {subject}");
        foreach (var (name, host) in new[] { ("core", "core"), ("job_service", "jobservice"), ("harbor_db", "harbor_db") })
        {
            _openssl.Line($"req -newkey rsa:2048 -nodes -sha256 -keyout {name}.key -out {name}.csr -subj {subject}/CN={host}");
            _openssl.Write("extfile.cnf", $"subjectAltName = DNS.1:{host}\n");
            _openssl.Line($"x509 -req -days 365 -sha256 -in {name}.csr -CA harbor_internal_ca.crt -CAkey harbor_internal_ca.key -CAcreateserial -extfile extfile.cnf -out {name}.crt");
            Assert.Empty(Check(Samples.Leaf(name, host), name, "harbor_internal_ca"));
        }

        LoadsAndIssues("harbor_internal_ca");
    }

    private ImmutableArray<Diagnostic> Check(LeafSpec spec, string leaf, string ca)
    {
        using var certificate = MaterialReader.Read(leaf + ".crt", _openssl.Bytes(leaf + ".crt"));
        using var key = MaterialReader.Read(leaf + ".key", _openssl.Bytes(leaf + ".key"));
        using var authority = MaterialReader.Read(ca + ".crt", _openssl.Bytes(ca + ".crt"));
        Assert.Empty(certificate.Facts.Problems.Concat(key.Facts.Problems).Concat(authority.Facts.Problems));
        Assert.Empty(AuthorityRules.CheckTrust(ca + ".crt", authority.Facts.Certificates, Samples.Later));
        var signatures = SignatureVerifier.Verify([.. certificate.Certificates, .. authority.Certificates]);
        Assert.Empty(BroughtRules.CheckInPlace(leaf + ".crt", certificate.Facts, certificate.Facts.Certificates[0], signatures));
        return BroughtRules.Check(
            spec, leaf + ".crt", certificate.Facts.Certificates[0], key.Facts.Keys[0], certificate.Facts.Certificates, authority.Facts.Certificates, signatures, Samples.Later, 2);
    }

    private void LoadsAndIssues(string ca)
    {
        using var certificate = MaterialReader.Read(ca + ".crt", _openssl.Bytes(ca + ".crt"));
        using var key = MaterialReader.Read(ca + ".key", _openssl.Bytes(ca + ".key"));
        var loaded = ExistingAuthority.Load("internal", 1, ca + ".crt", certificate, key, Samples.Later, 2);
        Assert.Empty(loaded.Diagnostics);
        using var leaf = loaded.Value!.Issue(Samples.Leaf(), Samples.Later);
        _openssl.Write("ours.crt", leaf.Certificate.ToPem());
        _openssl.Line($"verify -attime {Samples.Later.ToUnixTimeSeconds()} -CAfile {ca}.crt -verify_hostname core -purpose sslserver ours.crt");
        loaded.Value.Dispose();
    }
}
