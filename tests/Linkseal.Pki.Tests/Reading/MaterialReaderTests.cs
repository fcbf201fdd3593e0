using System.Text;
using Linkseal.Core.Certificates;
using Linkseal.Pki.Reading;

namespace Linkseal.Pki.Tests.Reading;

/// <summary>What people bring and what must be read; what is made by openssl is made once for all tests.</summary>
public sealed class MaterialReaderTests(BroughtFiles files) : IClassFixture<BroughtFiles>
{
    [Theory]
    [InlineData("ec.pkcs8.key", "ECDSA P-256", false)]
    [InlineData("ec.sec1.key", "ECDSA P-256", false)]
    [InlineData("ec.params.key", "ECDSA P-256", false)]
    [InlineData("rsa.pkcs8.key", "RSA 2048", false)]
    [InlineData("rsa.pkcs1.key", "RSA 2048", false)]
    [InlineData("ec.locked.key", "ECDSA P-256", true)]
    [InlineData("ec.locked3des.key", "ECDSA P-256", true)]
    [InlineData("rsa.lockedpkcs12pbe.key", "RSA 2048", true)]
    [InlineData("ec.pkcs8.der", "ECDSA P-256", false)]
    [InlineData("ec.sec1.der", "ECDSA P-256", false)]
    [InlineData("rsa.pkcs1.der", "RSA 2048", false)]
    [InlineData("ec.locked.der", "ECDSA P-256", true)]
    public void A_key_is_read_in_every_form(string name, string algorithm, bool encrypted)
    {
        using var material = files.Read(name, BroughtFiles.Passphrase);
        Assert.Empty(material.Facts.Problems);
        var key = Assert.Single(material.Facts.Keys);
        Assert.Equal((algorithm, encrypted), (key.Algorithm, key.Encrypted));
        Assert.Equal(files.PublicKeyOf(name[..name.IndexOf('.', StringComparison.Ordinal)]), key.PublicKeySha256);
        Assert.Equal(name.EndsWith(".der", StringComparison.Ordinal) ? MaterialEncoding.Der : MaterialEncoding.Pem, material.Facts.Encoding);
    }

    [Theory]
    [InlineData("leaf.crt", MaterialEncoding.Pem, 1, 0)]
    [InlineData("leaf.trusted.crt", MaterialEncoding.Pem, 1, 0)]
    [InlineData("leaf.der", MaterialEncoding.Der, 1, 0)]
    [InlineData("chain.p7b", MaterialEncoding.Pkcs7, 2, 0)]
    [InlineData("chain.der.p7b", MaterialEncoding.Pkcs7, 2, 0)]
    [InlineData("all.pfx", MaterialEncoding.Pkcs12, 2, 1)]
    [InlineData("nomac.pfx", MaterialEncoding.Pkcs12, 2, 1)]
    [InlineData("open.pfx", MaterialEncoding.Pkcs12, 2, 1)]
    [InlineData("empty-passphrase.pfx", MaterialEncoding.Pkcs12, 2, 1)]
    [InlineData("rc2.pfx", MaterialEncoding.Pkcs12, 2, 1)]
    [InlineData("bags.pem", MaterialEncoding.Pem, 2, 1)]
    public void A_certificate_is_read_in_every_form(string name, MaterialEncoding encoding, int certificates, int keys)
    {
        using var material = files.Read(name, BroughtFiles.Passphrase);
        Assert.Empty(material.Facts.Problems);
        Assert.Equal((encoding, certificates, keys), (material.Facts.Encoding, material.Certificates.Length, material.Keys.Length));
        Assert.Contains(material.Certificates, c => c.Facts.Sha256 == files.Leaf.Facts.Sha256);
        if (keys > 0) Assert.NotNull(material.KeyOf(files.Leaf.Facts));
    }

    [Fact]
    public void Pkcs12_without_a_passphrase_needs_none()
    {
        using var empty = files.Read("empty-passphrase.pfx", null);
        using var open = files.Read("open.pfx", null);
        Assert.Empty(empty.Facts.Problems);
        Assert.Empty(open.Facts.Problems);
        Assert.Equal(empty.Keys[0].PublicKeySha256, open.Keys[0].PublicKeySha256);
    }

    [Fact]
    public void Blocks_come_in_any_order_with_text_around_them_and_any_line_ends()
    {
        var text = $"exported for you by the CA team: see below\nKey: value\n\n{files.Text("ec.sec1.key")}\n# then\n{files.Text("ca.crt")}Bag Attributes: none\n{files.Text("leaf.crt")}";
        string[] variants =
        [
            text,
            text.TrimEnd('\n'),
            text.Replace("\n", "\r\n", StringComparison.Ordinal),
            text.Replace("\n", "\r", StringComparison.Ordinal),
            text.Replace("\n", "  \n", StringComparison.Ordinal),
            text + text,
        ];
        foreach (var variant in variants)
        {
            using var material = MaterialReader.Read("all.pem", Encoding.UTF8.GetBytes(variant));
            Assert.Empty(material.Facts.Problems);
            Assert.Equal(MaterialEncoding.Pem, material.Facts.Encoding);
            Assert.Equal([files.Authority.Facts.Sha256, files.Leaf.Facts.Sha256], material.Facts.Certificates.Select(static c => c.Sha256));
            Assert.Equal(files.Leaf.Facts.PublicKeySha256, Assert.Single(material.Keys).PublicKeySha256);
        }
    }

    [Fact]
    public void Byte_order_marks_and_indented_blocks_are_read_and_said_to_be_loose()
    {
        var text = files.Text("leaf.crt");
        byte[][] variants =
        [
            [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)],
            [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)],
            [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(text)],
            Encoding.UTF8.GetBytes("    " + text.Replace("\n", "\n    ", StringComparison.Ordinal)),
        ];
        foreach (var variant in variants)
        {
            using var material = MaterialReader.Read("leaf.crt", variant);
            Assert.Empty(material.Facts.Problems);
            Assert.Equal(MaterialEncoding.LoosePem, material.Facts.Encoding);
            Assert.Equal(files.Leaf.Facts.Sha256, Assert.Single(material.Certificates).Facts.Sha256);
        }
    }

    [Fact]
    public void What_was_read_outlives_the_bytes_it_was_read_from()
    {
        var bytes = Encoding.UTF8.GetBytes(files.Text("leaf.crt") + files.Text("ec.sec1.key"));
        using var material = MaterialReader.Read("all.pem", bytes);
        Array.Clear(bytes);
        Assert.Equal(files.Text("leaf.crt"), material.Certificates[0].ToPem());
        Assert.NotEmpty(material.Keys[0].Sign("signed"u8));
    }

    [Fact]
    public void A_name_with_a_string_of_the_wrong_type_or_with_control_characters_is_read_and_escaped()
    {
        using var openssl = new OpenSsl();
        openssl.Run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "k.pem", "-outform", "DER", "-out", "c.der", "-days", "5",
            "-subj", "/C=CN/ST=Beijing/O=VMware, Inc.+OU=x/CN=a_b*\u001b[31m");
        var der = openssl.Bytes("c.der");
        var country = der.AsSpan().IndexOf("\u0013\u0002CN"u8);
        der[country + 3] = (byte)'_';
        var facts = Assert.Single(MaterialReader.Read("c.der", der).Facts.Certificates);
        Assert.Equal("CN=a_b*\\1B[31m, OU=x+O=VMware\\, Inc., ST=Beijing, C=C_", facts.Issuer);
        Assert.Equal("CN=a_b*\\1B[31m, OU=x+O=VMware\\, Inc., ST=Beijing, C=CN", facts.Subject);
    }
}
