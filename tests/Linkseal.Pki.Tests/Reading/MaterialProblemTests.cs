using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Pki.Reading;

namespace Linkseal.Pki.Tests.Reading;

public sealed class MaterialProblemTests(BroughtFiles files) : IClassFixture<BroughtFiles>
{
    [Theory]
    [InlineData("leaf.csr", "LS1305", "signing request")]
    [InlineData("leaf.csr.der", "LS1305", "signing request")]
    [InlineData("ec.pub", "LS1306", "public key")]
    [InlineData("ec.pub.der", "LS1306", "public key")]
    [InlineData("ec.legacy.key", "LS1309", "Proc-Type")]
    [InlineData("ed25519.key", "LS1310", "Ed25519")]
    [InlineData("ed25519.crt", "LS1310", "Ed25519")]
    [InlineData("sha224.crt", "LS1312", "sha224WithRSAEncryption")]
    [InlineData("ec.scrypt.key", "LS1311", "not supported")]
    [InlineData("camellia.pfx", "LS1311", "not supported")]
    [InlineData("camellia-key.pfx", "LS1311", "not supported")]
    [InlineData("dh.pem", "LS1304", "DH PARAMETERS")]
    public void What_is_no_usable_certificate_or_key_has_its_own_diagnostic(string name, string code, string says)
    {
        var problem = Only(files.Read(name, BroughtFiles.Passphrase));
        Assert.Equal((code, Severity.Error, name), (problem.Code, problem.Severity, problem.File));
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
        Assert.NotNull(problem.Hint);
    }

    [Theory]
    [InlineData("ec.locked.key")]
    [InlineData("ec.locked.der")]
    [InlineData("all.pfx")]
    [InlineData("nomac.pfx")]
    public void A_missing_passphrase_and_a_wrong_one_are_told_apart(string name)
    {
        Assert.Equal("LS1307", Only(files.Read(name, null)).Code);
        Assert.Equal("LS1308", Only(files.Read(name, new Passphrase("wrong"))).Code);
    }

    [Fact]
    public void An_empty_file_is_said_to_be_empty()
    {
        foreach (var text in new[] { "", "\n", " \r\n\t", "\ufeff" }) Assert.Equal("LS1300", Only(Read(text)).Code);
    }

    [Fact]
    public void What_is_neither_pem_nor_der_is_said_to_be_neither()
    {
        Assert.Equal("LS1301", Only(Read("hello")).Code);
        Assert.Equal("LS1301", Only(MaterialReader.Read("x", new byte[] { 0x30, 0x03, 0x02, 0x01 })).Code);
        Assert.Equal("LS1301", Only(MaterialReader.Read("x", new byte[] { 0x30, 0x03, 0x02, 0x01, 0x07 })).Code);
    }

    [Fact]
    public void A_broken_block_is_named_with_its_line()
    {
        var certificate = files.Text("leaf.crt");
        var lines = certificate.Split('\n');
        Broken("\n\n" + string.Join('\n', lines[..^2]), 3, 1, "has no line -----END CERTIFICATE-----");
        Broken(certificate.Replace("END CERTIFICATE", "END PRIVATE KEY", StringComparison.Ordinal), lines.Length - 1, 1, "ends with another line");
        Broken(string.Join('\n', [.. lines[..2], "ab cd", .. lines[3..]]), 3, 3, "not base64");
        Broken(string.Join('\n', [.. lines[..2], "abc", .. lines[^2..]]), 1, 1, "cut short");
        Broken(certificate.Replace("CERTIFICATE-----\n", "CERTIFICATE-----\\n", StringComparison.Ordinal), 1, 1, "does not end in -----");
        Broken(certificate.Replace("\n-----END", "\n-----BEGIN X-----\n-----END", StringComparison.Ordinal), 1, 1, "has no line -----END CERTIFICATE-----", atLeast: 1);
    }

    [Fact]
    public void After_a_broken_block_the_rest_is_still_read()
    {
        using var material = Read("-----BEGIN CERTIFICATE-----\nMIIB\n" + files.Text("leaf.crt") + files.Text("ec.sec1.key"));
        Assert.Equal("LS1302", Assert.Single(material.Facts.Problems).Code);
        Assert.Equal((1, 1), (material.Certificates.Length, material.Keys.Length));
    }

    [Theory]
    [InlineData("CERTIFICATE", "certificate")]
    [InlineData("PRIVATE KEY", "private key")]
    [InlineData("RSA PRIVATE KEY", "private key")]
    [InlineData("EC PRIVATE KEY", "private key")]
    [InlineData("ENCRYPTED PRIVATE KEY", "private key")]
    [InlineData("PKCS7", "PKCS#7")]
    public void Bytes_that_are_not_what_their_label_says_are_named(string label, string expected)
    {
        var problem = Only(Read($"-----BEGIN {label}-----\nMAMCAQc=\n-----END {label}-----\n"));
        Assert.Equal("LS1303", problem.Code);
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
        Assert.Equal(new Position(1, 1), problem.At);
    }

    [Fact]
    public void A_cut_pkcs12_is_malformed()
    {
        var bytes = files.Bytes("all.pfx");
        var problem = Only(MaterialReader.Read("all.pfx", new byte[] { 0x30, 0x09, 0x02, 0x01, 0x03, 0x30, 0x04, 0x06, 0x02, 0x2a, 0x03 }));
        Assert.Equal("LS1303", problem.Code);
        Assert.Contains(MaterialReader.Read("all.pfx", bytes.AsMemory(0, bytes.Length / 2)).Facts.Problems, static p => p.Code is "LS1301" or "LS1303");
    }

    [Theory]
    [InlineData("OPENSSH PRIVATE KEY", "ssh-keygen")]
    [InlineData("DSA PRIVATE KEY", "DSA")]
    public void Keys_of_other_tools_are_refused_with_the_way_out(string label, string says)
    {
        var problem = Only(Read($"-----BEGIN {label}-----\nMAMCAQc=\n-----END {label}-----\n"));
        Assert.Equal("LS1310", problem.Code);
        Assert.Contains(says, problem.Message + problem.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_never_throws_and_no_message_shows_a_key()
    {
        string[] names = ["ec.sec1.key", "rsa.pkcs1.key", "ec.pkcs8.der", "ec.locked.der", "rsa.pkcs1.der", "leaf.crt", "leaf.der", "chain.der.p7b", "all.pfx", "nomac.pfx", "bags.pem"];
        var damage = from name in Gen.Elements(names)
                     from at in Gen.Choose(0, 100_000)
                     from value in Gen.Choose(0, 255)
                     from cut in Gen.Choose(0, 9)
                     select (name, at, (byte)value, cut);
        Prop.ForAll(damage.ToArbitrary(), d =>
        {
            var bytes = files.Bytes(d.name);
            bytes[d.at % bytes.Length] = d.Item3;
            using var material = MaterialReader.Read(d.name, d.cut == 0 ? bytes.AsMemory(0, d.at % bytes.Length) : bytes, BroughtFiles.Passphrase);
            var said = string.Join('\n', material.Facts.Problems) + material;
            foreach (var line in KeyLines()) Assert.DoesNotContain(line, said, StringComparison.Ordinal);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1500));
    }

    private IEnumerable<string> KeyLines() =>
        new[] { "ec.sec1.key", "rsa.pkcs1.key" }.SelectMany(n => files.Text(n).Split('\n')).Where(static l => l.Length > 20 && !l.StartsWith('-')).Select(static l => l[..20]);

    private static void Broken(string text, int line, int column, string says, int atLeast = 0)
    {
        using var material = Read(text);
        var problem = atLeast > 0 ? material.Facts.Problems[0] : Only(material);
        Assert.Equal("LS1302", problem.Code);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
        Assert.Equal(new Position(line, column), problem.At);
    }

    private static Material Read(string text) => MaterialReader.Read("some.pem", Encoding.UTF8.GetBytes(text));

    private static Diagnostic Only(Material material) => Assert.Single(material.Facts.Problems);
}
