using System.Text;
using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;
using Linkseal.Pki.Reading;
using Linkseal.Pki.Writing;

namespace Linkseal.Pki.Tests.Writing;

public sealed class MaterialWriterTests : IDisposable
{
    private readonly OpenSsl _openssl = new();

    public void Dispose() => _openssl.Dispose();

    [Theory]
    [InlineData(KeyAlgorithm.EcdsaP256, "correct horse")]
    [InlineData(KeyAlgorithm.Rsa2048, "größe")]
    [InlineData(KeyAlgorithm.EcdsaP384, "")]
    public void Openssl_and_our_own_reader_open_pkcs12(KeyAlgorithm key, string passphrase)
    {
        using var authority = Samples.Authority(intermediate: true);
        using var leaf = authority.Issue(Samples.Leaf() with { Key = key }, Samples.Now);
        var bytes = MaterialWriter.Write(MaterialForm.Pkcs12, "core", leaf.Chain, leaf.Key, [authority.Root], new(passphrase));
        _openssl.Write("core.p12", bytes);
        var text = _openssl.Run("pkcs12", "-in", "core.p12", "-passin", "pass:" + passphrase, "-info", "-nodes", "-out", "all.pem");
        Assert.Contains("MAC: sha256", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("PBES2, PBKDF2, AES-256-CBC").Length - 1);
        var all = File.ReadAllText(_openssl["all.pem"]);
        Assert.Equal(3, all.Split("BEGIN CERTIFICATE").Length - 1);
        Assert.Contains("friendlyName: core", all, StringComparison.Ordinal);
        using var seen = MaterialReader.Read("all.pem", Encoding.UTF8.GetBytes(all));
        Assert.Equal(leaf.Key.ToPem(), seen.Keys[0].ToPem());

        using var own = MaterialReader.Read("core.p12", bytes, new(passphrase));
        Assert.Empty(own.Facts.Problems);
        Assert.Equal((3, leaf.Key.PublicKeySha256), (own.Certificates.Length, own.Keys[0].PublicKeySha256));
        if (passphrase.Length > 0) Assert.NotEqual(0, _openssl.Try("pkcs12", "-in", "core.p12", "-passin", "pass:wrong", "-noout").ExitCode);
    }

    [Fact]
    public void Pem_forms_hold_what_their_name_says_in_the_order_that_servers_read()
    {
        using var authority = Samples.Authority(intermediate: true);
        using var leaf = authority.Issue(Samples.Leaf(), Samples.Now);
        string Text(MaterialForm form) => Encoding.ASCII.GetString(MaterialWriter.Write(form, "core", leaf.Chain, leaf.Key, [authority.Root]));

        Assert.Equal(leaf.Certificate.ToPem(), Text(MaterialForm.Certificate));
        Assert.Equal(leaf.Certificate.ToPem() + authority.Issuer.ToPem(), Text(MaterialForm.Chain));
        Assert.Equal(authority.Issuer.ToPem(), Text(MaterialForm.Intermediates));
        Assert.Equal(Encoding.ASCII.GetString(leaf.Key.ToPem()), Text(MaterialForm.Key));
        Assert.Equal(Text(MaterialForm.Chain) + authority.Root.ToPem() + Text(MaterialForm.Key), Text(MaterialForm.ChainAndKey));
        Assert.StartsWith("-----BEGIN PRIVATE KEY-----\n", Text(MaterialForm.Key), StringComparison.Ordinal);
        Assert.EndsWith("-----END PRIVATE KEY-----\n", Text(MaterialForm.Key), StringComparison.Ordinal);
        var refused = Assert.Throws<ArgumentNullException>(() => MaterialWriter.Write(MaterialForm.Key, "core", leaf.Chain, null));
        Assert.Contains("holds a key", refused.Message, StringComparison.Ordinal);
    }
}
