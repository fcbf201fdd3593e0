using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Dialects;
using Linkseal.Runtime.Drafting;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.Tests.Applying;
using Linkseal.Testing;

namespace Linkseal.Runtime.Tests.Drafting;

public sealed class DraftingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_profile_that_recognises_the_folder_drafts()
    {
        File.WriteAllText(folder["sign.yml"], "a: 1\n");
        var recognised = Assert.Single(FolderLook.Look([new OneSign("other.yml"), new OneSign("sign.yml")], new(folder.Path, null) { HostName = "reg.example.com" }));
        Assert.Equal("a: 1\nreg.example.com", recognised.Draft!.Description);
        Assert.False(recognised.Failed);
    }

    [Fact]
    public void A_folder_that_nobody_recognises_is_no_draft() => Assert.Empty(FolderLook.Look([new OneSign("sign.yml")], new(folder.Path, null)));

    [Fact]
    public void Below_a_root_the_documents_are_read_from_there()
    {
        Directory.CreateDirectory(folder["opt/x"]);
        File.WriteAllText(folder["opt/x/sign.yml"], "b: 2\n");
        Assert.Equal("b: 2\n", FolderLook.Look([new OneSign("sign.yml")], new("/opt/x", folder.Path))[0].Draft!.Description);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_said_with_the_root_below_which_it_is_looked_for() =>
        Assert.Equal(
            $"there is no folder {folder["opt/x"]}: /opt/x is looked for below --root {folder.Path}",
            Assert.Throws<EnvironmentException>(() => FolderLook.Look([new OneSign("sign.yml")], new("/opt/x", folder.Path))).Message);

    [Fact]
    public void A_file_too_large_to_be_a_configuration_is_not_read()
    {
        using (var file = File.Create(folder["sign.yml"])) file.SetLength(5 * 1024 * 1024);
        Assert.Empty(FolderLook.Look([new OneSign("sign.yml")], new(folder.Path, null)));
    }

    [Fact]
    public void Every_profile_that_recognises_the_folder_is_named()
    {
        File.WriteAllText(folder["a.yml"], "a: 1\n");
        File.WriteAllText(folder["b.yml"], "b: 1\n");
        Assert.Equal(["a: 1\n", "b: 1\n"], FolderLook.Look([new OneSign("a.yml"), new OneSign("b.yml")], new(folder.Path, null)).Select(static r => r.Draft!.Description));
    }

    [Fact]
    public void A_sign_with_a_star_is_every_file_that_fits_and_two_stars_any_folder()
    {
        Directory.CreateDirectory(folder["host-1/etc"]);
        File.WriteAllText(folder["host-1/etc/x.toml"], "x: 1\n");
        File.WriteAllText(folder["y.toml"], "y: 1\n");
        File.WriteAllText(folder["y.yaml"], "z: 1\n");
        Assert.Equal("y: 1\n", FolderLook.Look([new OneSign("*.toml")], new(folder.Path, null))[0].Draft!.Description);
        var both = FolderLook.Look([new OneSign("**/*.toml")], new(folder.Path, null))[0].Draft!.Description;
        Assert.Equal(["x: 1", "y: 1"], both.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_that_is_named_counts_under_any_name_and_brings_what_lies_beside_it()
    {
        File.WriteAllText(folder["odd.conf"], "odd: 1\n");
        File.WriteAllText(folder["other.conf"], "nothing");
        File.WriteAllText(folder["sign.yml"], "a: 1\n");
        var draft = Assert.Single(FolderLook.Look([new OneSign("sign.yml")], new(folder.Path, null) { Files = ["odd.conf"] })).Draft!;
        Assert.Contains("odd: 1\n", draft.Description);
        Assert.Contains("a: 1\n", draft.Description);
        Assert.Empty(FolderLook.Look([new OneSign("sign.yml")], new(folder.Path, null) { Files = ["other.conf"] }));
    }

    [Fact]
    public void A_role_said_by_hand_reaches_the_profile_relative_to_its_folder()
    {
        File.WriteAllText(folder["sign.yml"], "a: 1\n");
        var roles = ImmutableDictionary<string, string>.Empty.Add(folder["h/x.toml"], "tikv").Add("/elsewhere/y.toml", "pd");
        var draft = FolderLook.Look([new OneSign("sign.yml")], new(folder.Path, null) { Roles = roles })[0].Draft!;
        Assert.Equal("a: 1\nh/x.toml is tikv\n", draft.Description);
    }

    [Fact]
    public void A_products_file_is_as_readable_as_its_template_and_the_owners_alone_without_one()
    {
        File.WriteAllText(folder["x.yml.tmpl"], "t");
        File.SetUnixFileMode(folder["x.yml.tmpl"], (UnixFileMode)0b110_100_000);
        var wrote = DraftWriter.Write(new LocalDisk(), Drafted(("x.yml", "x"), ("y.yml", "y")), folder["linkseal.yaml"], folder.Path, replace: false);
        Assert.Equal([folder["linkseal.yaml"], folder["x.yml"], folder["y.yml"]], wrote);
        Assert.Equal((UnixFileMode)0b110_100_000, File.GetUnixFileMode(folder["x.yml"]));
        Assert.Equal((UnixFileMode)0b110_000_000, File.GetUnixFileMode(folder["y.yml"]));
    }

    [Fact]
    public void Nothing_is_replaced_unless_asked_for_and_a_products_file_never()
    {
        File.WriteAllText(folder["linkseal.yaml"], "mine");
        Assert.Throws<DiskException>(() => DraftWriter.Write(new LocalDisk(), Drafted(), folder["linkseal.yaml"], folder.Path, replace: false));
        Assert.Equal("mine", File.ReadAllText(folder["linkseal.yaml"]));

        DraftWriter.Write(new LocalDisk(), Drafted(), folder["linkseal.yaml"], folder.Path, replace: true);
        Assert.Equal("drafted", File.ReadAllText(folder["linkseal.yaml"]));

        File.WriteAllText(folder["x.yml"], "theirs");
        Assert.Throws<DiskException>(() => DraftWriter.Write(new LocalDisk(), Drafted(("x.yml", "x")), folder["linkseal.yaml"], folder.Path, replace: true));
        Assert.Equal(("theirs", "drafted"), (File.ReadAllText(folder["x.yml"]), File.ReadAllText(folder["linkseal.yaml"])));
    }

    [Theory]
    [InlineData("x.yml")]
    [InlineData("linkseal.yaml")]
    public void A_disk_that_is_full_leaves_nothing_and_a_description_that_was_there_as_it_was(string full)
    {
        var said = Assert.Throws<DiskException>(() => DraftWriter.Write(new NoRoom(folder[full]), Drafted(("w.yml", "w"), ("x.yml", "x")), folder["linkseal.yaml"], folder.Path, replace: false));
        Assert.Equal($"cannot write {folder[full]}: no space left on device", said.Message);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));

        File.WriteAllText(folder["linkseal.yaml"], "mine");
        Assert.Throws<DiskException>(() => DraftWriter.Write(new NoRoom(folder["linkseal.yaml.new"]), Drafted(("x.yml", "x")), folder["linkseal.yaml"], folder.Path, replace: true));
        Assert.Equal("mine", File.ReadAllText(folder["linkseal.yaml"]));
        Assert.False(File.Exists(folder["x.yml"]));
    }

    [Fact]
    public void A_file_that_is_no_UTF8_is_refused_by_name_and_one_of_many_is_passed_over()
    {
        File.WriteAllBytes(folder["sign.yml"], [.. "a: M"u8, 0xFC, .. "ller\n"u8]);
        var refused = Assert.Single(FolderLook.Look([new OneSign("sign.yml")], new(folder.Path, null)));
        Assert.True(refused.Failed);
        Assert.Equal(("LS1461", "sign.yml"), (Assert.Single(refused.Diagnostics).Code, refused.Diagnostics[0].File));

        File.WriteAllText(folder["other.yml"], "b: 1\n");
        var passed = Assert.Single(FolderLook.Look([new OneSign("*.yml")], new(folder.Path, null)));
        Assert.False(passed.Failed);
        Assert.Equal("b: 1\n", passed.Draft!.Description);
        Assert.Equal(new NotLookedAt("sign.yml", "not UTF-8 text"), Assert.Single(passed.Draft.NotLookedAt));
    }

    [Fact]
    public void A_link_that_leads_nowhere_counts_as_there_and_is_not_followed()
    {
        File.CreateSymbolicLink(folder["linkseal.yaml"], folder["elsewhere"]);
        Assert.True(DraftWriter.Exists(folder["linkseal.yaml"]));
        DraftWriter.Write(new LocalDisk(), Drafted(), folder["linkseal.yaml"], folder.Path, replace: true);
        Assert.False(File.Exists(folder["elsewhere"]));
    }

    private static Draft Drafted(params (string Name, string Text)[] files) => new("drafted", files.ToImmutableDictionary(static f => f.Name, static f => f.Text), []);

    // Takes half of the content, and then has no space: for one file.
    private sealed class NoRoom(string full) : WrappedDisk
    {
        public override void Create(string path, ReadOnlySpan<byte> content, Access access)
        {
            base.Create(path, path == full ? content[..(content.Length / 2)] : content, access);
            if (path == full) throw new DiskException("write", path, 28);
        }

        protected override void Gate(string operation, string path)
        {
        }
    }

    private sealed class OneSign(string sign) : IProfile
    {
        public string Name => "one";

        public string Summary => "";

        public ImmutableArray<string> Limits => [];

        public ImmutableArray<string> Clients => [];

        public ImmutableArray<string> Signs => [sign];

        public ImmutableArray<string> Reads(PlatformDescription description) => [];

        public ImmutableArray<string> ReadsMore(PlatformDescription description, ImmutableDictionary<string, string> documents) => [];

        public Result<Expansion> Expand(PlatformDescription description, ImmutableDictionary<string, string> documents) => throw new NotSupportedException();

        public Result<Expansion> AsItStands(PlatformDescription description, ImmutableDictionary<string, string> documents) => throw new NotSupportedException();

        public ImmutableArray<Finding> Check(PlatformDescription description, Expansion expansion, Observed observed) => [];

        public Result<Draft>? Draft(DraftRequest request) =>
            request.Documents.Values.Where(static t => t.Contains(": ", StringComparison.Ordinal)).ToList() is { Count: > 0 } texts
                ? Result.Ok(new Draft(string.Concat(texts) + request.HostName + string.Concat(request.Roles.Select(static r => $"{r.Key} is {r.Value}\n")), ImmutableDictionary<string, string>.Empty, []))
                : null;
    }
}
