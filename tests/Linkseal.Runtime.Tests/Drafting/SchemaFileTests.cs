using Linkseal.Runtime.Drafting;
using Linkseal.Testing;

namespace Linkseal.Runtime.Tests.Drafting;

public sealed class SchemaFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("bin/linkseal", "share/doc/linkseal/linkseal.schema.json")]
    [InlineData("linkseal", "docs/linkseal.schema.json")]
    [InlineData("artifacts/cli/linkseal", "docs/linkseal.schema.json")]
    public void It_is_found_from_where_the_program_runs_by_a_link_too(string program, string schema)
    {
        Write(program);
        Assert.Null(SchemaFile.Of(folder[program]));
        Write(schema);
        Assert.Equal(folder[schema], SchemaFile.Of(folder[program]));
        Directory.CreateDirectory(folder["elsewhere"]);
        File.CreateSymbolicLink(folder["elsewhere/linkseal"], folder[program]);
        Assert.Equal(folder[schema], SchemaFile.Of(folder["elsewhere/linkseal"]));
    }

    [Fact]
    public void These_sources_have_theirs() => Assert.Equal(Path.Combine(Repository.Root, "docs", "linkseal.schema.json"), SchemaFile.Path);

    private void Write(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
        File.WriteAllText(folder[name], "");
    }
}
