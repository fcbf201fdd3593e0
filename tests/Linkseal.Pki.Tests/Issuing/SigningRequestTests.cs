using Linkseal.Core.Certificates;
using Linkseal.Pki.Issuing;

namespace Linkseal.Pki.Tests.Issuing;

public class SigningRequestTests
{
    [Theory]
    [InlineData(KeyAlgorithm.EcdsaP256)]
    [InlineData(KeyAlgorithm.EcdsaP521)]
    [InlineData(KeyAlgorithm.Rsa2048)]
    public void Openssl_verifies_a_request_and_finds_everything_the_leaf_needs(KeyAlgorithm algorithm)
    {
        using var openssl = new OpenSsl();
        using var key = PrivateKey.Generate(algorithm);
        openssl.Write("core.csr", SigningRequest.ToPem(Samples.Leaf("core", "core", "10.0.0.7") with { Key = algorithm }, key));
        var text = openssl.Line("req -in core.csr -verify -noout -text");
        Assert.Contains("self-signature verify OK", text, StringComparison.Ordinal);
        Assert.Contains("CN = core", text, StringComparison.Ordinal);
        Assert.Contains("DNS:core, IP Address:10.0.0.7", text, StringComparison.Ordinal);
        Assert.Contains("TLS Web Server Authentication, TLS Web Client Authentication", text, StringComparison.Ordinal);
        Assert.Contains(algorithm == KeyAlgorithm.Rsa2048 ? "Digital Signature, Key Encipherment" : "Digital Signature\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ca_that_copies_the_extensions_issues_a_leaf_that_fits()
    {
        using var openssl = new OpenSsl();
        using var key = PrivateKey.Generate(KeyAlgorithm.EcdsaP256);
        openssl.Write("core.csr", SigningRequest.ToPem(Samples.Leaf(), key));
        openssl.Line("req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -days 30 -subj /CN=outside");
        openssl.Line("x509 -req -in core.csr -CA ca.crt -CAkey ca.key -CAcreateserial -copy_extensions copy -days 10 -out core.crt");
        openssl.Line("verify -CAfile ca.crt -verify_hostname core -purpose sslserver core.crt");
    }
}
