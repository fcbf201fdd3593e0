using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Tests.Compiling;

/// <summary>Whose a switched folder is.</summary>
public sealed class SwitchedFoldersTests
{
    [Theory]
    [InlineData("/srv/web/current")]
    [InlineData("/srv/web/current/deeper")]
    [InlineData("/srv/web/3")]
    [InlineData("/srv/web/3/deeper")]
    public void Nobody_else_writes_behind_the_link_or_into_a_generation_LS1468(string folder)
    {
        var diagnostic = Assert.Single(Compile($"files: {{ chain: job.crt }}, folder: {folder}"));
        Assert.Equal(("LS1468", 4), (diagnostic.Code, diagnostic.At!.Value.Line));
        Assert.Contains("job would write " + folder + "/job.crt", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_could_become_a_generation_is_refused_LS1468() =>
        Assert.Equal("LS1468", Assert.Single(Compile("files: { chain: \"12\" }, folder: /srv/web")).Code);

    [Theory]
    [InlineData("/srv/web")]
    [InlineData("/srv/web/deeper")]
    [InlineData("/srv/web/03")]
    [InlineData("/srv/web3")]
    public void Beside_them_there_is_room(string folder) => Assert.Empty(Compile($"files: {{ chain: job.crt }}, folder: {folder}"));

    [Theory]
    [InlineData("layout: switched, files: { chain: other.crt }, folder: /srv/web")]
    [InlineData("files: { chain: current }, folder: /srv/web")]
    public void One_link_serves_one_component(string job)
    {
        var read = Read(job);
        Assert.Equal("LS1023", Assert.Single(read.Diagnostics).Code);
    }

    [Fact]
    public void Joined_the_folder_is_part_of_the_whole() =>
        Assert.Equal(["/srv/web"], PlatformCompiler.Compile(Read("folder: /srv/job").Value!, null, Catalogue.Dialects, System.Collections.Immutable.ImmutableDictionary<string, string>.Empty).Value!.Desired.Switched.Select(static s => s.Path));

    private static IEnumerable<Diagnostic> Compile(string job) =>
        PlatformCompiler.Compile(Read(job).Value!, null, Catalogue.Dialects, System.Collections.Immutable.ImmutableDictionary<string, string>.Empty).Diagnostics.Where(static d => d.Severity is Severity.Error);

    private static Result<PlatformDescription> Read(string job) => DescriptionReader.Read(
        "linkseal.yaml", "/etc/here", $"platform: shop\ncomponents:\n  web: {{ dialect: files, folder: /srv/web, layout: switched }}\n  job: {{ dialect: files, {job} }}\nlinks: [job -> web]\n", Catalogue.Words);
}
