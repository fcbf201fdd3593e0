using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Editing;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Tests.Platforms.Papyrus;

/// <summary>Holds CONTRIBUTING's worked example of a platform to what it says there: one class is a whole platform.</summary>
public sealed class PapyrusTests
{
    private const string Plain = "name = \"x\"\n\n[tls]\n# cert = \"\"\n";
    private static readonly PapyrusProfile Profile = new();
    private static readonly PlatformDescription Description = new() { File = "/opt/papyrus/linkseal.yaml", Folder = "/opt/papyrus", Platform = "papyrus" };

    [Fact]
    public void A_folder_is_recognised_by_its_file()
    {
        Assert.Null(Profile.Draft(new() { Folder = "/opt/x", Documents = ImmutableDictionary<string, string>.Empty }));
        Assert.EndsWith("platform: papyrus\nprofile: papyrus\n", Profile.Draft(new() { Folder = "/opt/papyrus", Documents = Documents("papyrus.toml", Plain) })!.Value!.Description);
    }

    [Fact]
    public void It_expands_to_all_that_should_be_on_disk()
    {
        var expansion = Profile.Expand(Description, Documents("/opt/papyrus/papyrus.toml", Plain)).Value!;
        Assert.Equal(
            ["/etc/papyrus/tls/ca.crt 644", "/etc/papyrus/tls/server.crt 644", "/etc/papyrus/tls/server.key 600", "/etc/papyrus/tls/worker.crt 644", "/etc/papyrus/tls/worker.key 600"],
            expansion.Desired.Files.Select(static f => $"{f.Path} {Convert.ToString((int)f.Mode, 8)}").Order());
        var edits = Assert.Single(expansion.Desired.Edits);
        Assert.Equal(
            "name = \"x\"\n\n[tls]\ncert = \"/etc/papyrus/tls/server.crt\"\nkey = \"/etc/papyrus/tls/server.key\"\nclient-ca = \"/etc/papyrus/tls/ca.crt\"\n",
            ConfigEditor.Apply(edits.Format, edits.Path, Plain, edits.Edits, []).Value!.Text);
    }

    [Theory]
    [InlineData(Plain, Level.Plaintext)]
    [InlineData("[tls]\nclient-ca = \"/x\"\n", Level.Mutual)]
    public void Audit_sees_the_level_that_its_file_gives_today(string text, Level level) =>
        Assert.Equal(level, Assert.Single(Profile.AsItStands(Description, Documents("/opt/papyrus/papyrus.toml", text)).Value!.Platform.Links).Required);

    private static ImmutableDictionary<string, string> Documents(string path, string text) => ImmutableDictionary<string, string>.Empty.Add(path, text);
}
