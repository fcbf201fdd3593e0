using Linkseal.Core.Editing.Toml;
using Linkseal.Runtime.Observing;
using Linkseal.Testing;

namespace Linkseal.Runtime.Tests.Observing;

/// <summary>The cases of toml-test that are wrong in their bytes: refused where bytes become text, or by the reader.</summary>
public class TomlEncodingTests
{
    [Fact]
    public void A_toml_file_that_is_not_utf8_is_refused()
    {
        var folder = Fixtures.Folder("toml-test");
        var cases = File.ReadLines(Path.Combine(folder, "files-toml-1.0.0")).Where(static f => f.StartsWith("invalid/encoding/", StringComparison.Ordinal)).ToArray();
        Assert.True(cases.Length >= 10, $"{cases.Length} cases");
        Assert.All(cases, name =>
        {
            var text = DocumentReader.Text(File.ReadAllBytes(Path.Combine(folder, name)));
            Assert.True(text is null || TomlReader.Read(name, text).Failed, name);
        });
    }
}
