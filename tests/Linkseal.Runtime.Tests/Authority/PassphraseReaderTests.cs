using System.Text;
using Linkseal.Core.Diagnostics;
using Linkseal.Pki;
using Linkseal.Runtime.Authority;
using Linkseal.Testing;

namespace Linkseal.Runtime.Tests.Authority;

public sealed class PassphraseReaderTests
{
    [Theory]
    [InlineData("correct horse")]
    [InlineData("correct horse\n")]
    [InlineData("correct horse\r\nsecond\r\n")]
    [InlineData("\uFEFFcorrect horse\nsecond")]
    public void The_first_line_of_the_file_is_the_passphrase(string text)
    {
        using var ground = new Ground();
        ground.Make(Ground.Generated(passphrase: new(ground.Write("a", text), null)), Ground.Leaf("web"));
        ground.Write("plain", "correct horse\n");

        ground.OpenSsl.Line("pkey -noout -in .linkseal/authority/internal/1/ca.key -passin file:plain");
    }

    [Fact]
    public void An_environment_variable_holds_it_too()
    {
        Environment.SetEnvironmentVariable("LINKSEAL_TEST_PASS", "geheim-im-test");
        try
        {
            Assert.Empty(PassphraseReader.Read(new(null, "LINKSEAL_TEST_PASS"), "the key").Diagnostics);
        }
        finally
        {
            Environment.SetEnvironmentVariable("LINKSEAL_TEST_PASS", null);
        }
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_said_with_their_path()
    {
        using var folder = new TemporaryFolder();

        foreach (var path in (string[])[folder["nothing"], folder.Path]) Fails("LS1450", PassphraseReader.Read(new(path, null), "the key of authority internal"), path);
    }

    [Fact]
    public void An_unset_variable_is_said_by_name() => Fails("LS1451", PassphraseReader.Read(new(null, "LINKSEAL_TEST_UNSET"), "the key"), "LINKSEAL_TEST_UNSET");

    [Theory]
    [InlineData("")]
    [InlineData("\nsecond line is not it\n")]
    [InlineData("\r\n")]
    public void An_empty_passphrase_is_none(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["p"], text);

        Fails("LS1452", PassphraseReader.Read(new(folder["p"], null), "the key"), folder["p"]);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused_and_not_shown()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["p"], [.. Encoding.UTF8.GetBytes("geheim"), 0xFF, 0xFE, (byte)'\n']);

        var result = PassphraseReader.Read(new(folder["p"], null), "the key");

        Fails("LS1453", result, folder["p"]);
        Assert.DoesNotContain("geheim", result.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    private static void Fails(string code, Result<Passphrase> result, string names)
    {
        Assert.True(result.Failed);
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(code, diagnostic.Code);
        Assert.Contains(names, diagnostic.Message, StringComparison.Ordinal);
        Assert.NotNull(diagnostic.Hint);
    }
}
