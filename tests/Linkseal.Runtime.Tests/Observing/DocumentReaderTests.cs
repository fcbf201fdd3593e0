using Linkseal.Core.Diagnostics;
using Linkseal.Runtime.Observing;
using Linkseal.Runtime.Places;
using Linkseal.Testing;

namespace Linkseal.Runtime.Tests.Observing;

public sealed class DocumentReaderTests
{
    [Fact]
    public void A_text_comes_back_with_every_byte_it_has()
    {
        using var folder = new TemporaryFolder();
        byte[] content = [0xEF, 0xBB, 0xBF, .. "größe: 1\r\nlast: line"u8];
        File.WriteAllBytes(folder["a.yml"], content);

        var documents = Read("/", folder["a.yml"], folder["missing.yml"]);

        Assert.Empty(documents.Diagnostics);
        Assert.Equal(content, System.Text.Encoding.UTF8.GetBytes(Assert.Single(documents.Texts).Value));
    }

    [Fact]
    public void A_file_that_is_no_text_is_said_and_never_guessed()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.yml"], [(byte)'a', 0xE4, (byte)'\n']);

        var documents = Read("/", folder["a.yml"]);

        Assert.Equal(("LS1461", folder["a.yml"]), (Assert.Single(documents.Diagnostics).Code, documents.Diagnostics[0].File));
        Assert.Equal(new Position(1, 2), documents.Diagnostics[0].At);
        // It has no text, and it is there.
        Assert.Equal("exists:" + folder["a.yml"], Assert.Single(documents.Texts).Key);
    }

    [Fact]
    public void Where_a_file_stops_being_text_is_counted_in_lines_and_characters()
    {
        using var folder = new TemporaryFolder();
        byte[] before = [0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(new string('ü', 2000) + "\nb: 1\n€ 😀x")];
        File.WriteAllBytes(folder["a.yml"], [.. before, 0xC3, (byte)'\n']);
        Assert.Equal(new Position(3, 6), Assert.Single(Read("/", folder["a.yml"]).Diagnostics).At);
        File.WriteAllBytes(folder["a.yml"], [0xEF, 0xBB, 0xBF, (byte)'a', 0xFF]);
        Assert.Equal(new Position(1, 2), Assert.Single(Read("/", folder["a.yml"]).Diagnostics).At);
    }

    [Fact]
    public void What_is_there_and_cannot_be_read_is_never_taken_for_missing()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["folder"]);
        File.CreateSymbolicLink(folder["dangling"], folder["nowhere"]);

        var documents = Read("/", folder["folder"], folder["dangling"]);

        Assert.Equal(["LS1462", "LS1462"], documents.Diagnostics.Select(static d => d.Code));
        Assert.Contains("is a folder", documents.Diagnostics[1].Message, StringComparison.Ordinal);
        Assert.Contains("symbolic link", documents.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_is_followed_within_the_root()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["image/etc/real"]);
        File.WriteAllText(folder["image/etc/real/a.yml"], "a: 1\n");
        File.CreateSymbolicLink(folder["image/etc/a.yml"], "/etc/real/a.yml");

        Assert.Equal("a: 1\n", Read(folder["image"], "/etc/a.yml").Texts["/etc/a.yml"]);
    }

    [Fact]
    public void Whether_something_exists_can_be_asked_of_files_and_folders()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["there"]);

        var texts = Read("/", "exists:" + folder["there"], "exists:" + folder["not"]).Texts;

        Assert.Equal(("exists:" + folder["there"], ""), (Assert.Single(texts).Key, texts.Values.Single()));
    }

    private static Documents Read(string root, params string[] paths) => DocumentReader.Read(new LocalPlace(new LocalDisk(), root), paths, CancellationToken.None);
}
