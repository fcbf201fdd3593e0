using Linkseal.Core.Certificates;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.Tests.Applying;
using Linkseal.Runtime.Tests.Authority;
using Linkseal.Testing;

namespace Linkseal.Runtime.Tests.Observing;

public sealed class ObserverTests
{
    [Fact]
    public void What_the_last_apply_wrote_is_recognised_by_its_hash_and_not_parsed()
    {
        using var ground = new Ground();
        var desired = ground.Desired(Ground.Generated(), Ground.Leaf("web"), Ground.Leaf("db"));
        var inventory = ground.Make(Ground.Generated(), Ground.Leaf("web"), Ground.Leaf("db"));
        File.AppendAllText(ground["db.crt"], "changed");

        var quick = ground.Observe(desired, inventory).Observed;
        var full = ground.Observe(desired, inventory, Depth.Full).Observed;

        Assert.Equal([ground["db.crt"]], quick.Material.Keys);
        Assert.Equal(4, full.Material.Count);
        Assert.All(quick.Files, f => Assert.Equal(ground.Disk.HashOf(f.Key), f.Value.Sha256));
        var leaf = full.Material[ground["web.crt"]].Certificates[0];
        Assert.True(full.Signatures.Has(leaf, full.Authorities["internal"].Issuer));
        Assert.Equal(leaf.PublicKeySha256, Assert.Single(full.Material[ground["web.key"]].Keys).PublicKeySha256);
    }

    [Fact]
    public void Each_kind_of_thing_is_an_answer_and_never_a_failure()
    {
        using var ground = new Ground();
        Directory.CreateDirectory(ground["folder"]);
        File.CreateSymbolicLink(ground["link"], "target");
        Shell.Run(Missing.Program("mkfifo"), [ground["pipe"]]);
        ground.Write("file", "x");
        File.SetUnixFileMode(ground["file"], Ground.Private);
        var desired = new Desired { Files = [.. "folder link pipe file nothing".Split(' ').Select(n => ground.File(n, new FileContent.Known("x")))] };

        var files = ground.Observe(desired).Observed.Files;

        Assert.Equal(FileKind.Folder, files[ground["folder"]].Kind);
        Assert.Equal((FileKind.Symlink, "target"), (files[ground["link"]].Kind, files[ground["link"]].Target));
        Assert.Equal(FileKind.Other, files[ground["pipe"]].Kind);
        Assert.Equal((FileKind.Regular, Ground.Private), (files[ground["file"]].Kind, files[ground["file"]].Mode));
        Assert.Equal(FileKind.Missing, files[ground["nothing"]].Kind);
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_forbidden_with_its_mode()
    {
        using var ground = new Ground(new ClosedDisk());
        ground.Write("closed.key", "x");
        File.SetUnixFileMode(ground["closed.key"], Ground.Private);

        var observed = ground.Observe(new() { Files = [ground.File("closed.key", new FileContent.OfLeaf("web", MaterialForm.Key))] }).Observed;

        Assert.Equal((FileKind.Forbidden, Ground.Private, null), (observed.Files[ground["closed.key"]].Kind, observed.Files[ground["closed.key"]].Mode, observed.Files[ground["closed.key"]].Sha256));
        Assert.Empty(observed.Material);
    }

    [Fact]
    public void Everything_that_is_named_is_looked_at()
    {
        using var ground = new Ground();
        ground.OpenSsl.Root("kept");
        ground.Write("harbor.yml", "a: 1\n");
        ground.Write("checked.yml", "b: 1\n");
        ground.Write("tls/b", "");
        ground.Write("tls/a", "");
        var desired = new Desired
        {
            Leaves = [Ground.Leaf("https", new LeafSource.Kept(ground["kept.crt"], ground["kept.key"]))],
            Edits = [new(ground["harbor.yml"], "harbor", ConfigFormat.Yaml, [])],
            Documents = [ground["checked.yml"]],
            Folders = [new(ground["tls"], "harbor", (UnixFileMode)0x1C0, []), new(ground["gone"], "harbor", (UnixFileMode)0x1C0, [])],
            Steps = [new() { Id = "prepare", Component = "harbor", Command = ["./prepare"], Reason = "", After = [], Evidence = [new(ground["kept.crt"], ground["copy.crt"])] }],
        };
        var inventory = Inventory.Empty with { Files = Inventory.Empty.Files.Add(ground["leftover"], new("old", "", null, null)) };

        var observed = ground.Observe(desired, inventory).Observed;

        Assert.Equal("a: 1\n", observed.Documents[ground["harbor.yml"]]);
        Assert.Equal("b: 1\n", observed.Documents[ground["checked.yml"]]);
        Assert.Equal([ground["tls"]], observed.Listings.Keys);
        Assert.Empty(observed.Listings[ground["tls"]]);
        Assert.Equal(["a", "b"], ground.Observe(desired, inventory, Depth.Full).Observed.Listings[ground["tls"]]);
        Assert.Single(observed.Material[ground["kept.crt"]].Certificates);
        Assert.Single(observed.Material[ground["kept.key"]].Keys);
        Assert.All((string[])["copy.crt", "leftover"], n => Assert.Equal(FileKind.Missing, observed.Files[ground[n]].Kind));
    }

    [Fact]
    public void A_kept_certificate_behind_a_link_is_read_at_its_target()
    {
        using var ground = new Ground();
        ground.OpenSsl.Root("real");
        File.CreateSymbolicLink(ground["fullchain.pem"], "real.crt");
        var desired = new Desired { Leaves = [Ground.Leaf("https", new LeafSource.Kept(ground["fullchain.pem"], ground["real.key"]))] };

        var observed = ground.Observe(desired).Observed;

        Assert.Equal(FileKind.Symlink, observed.Files[ground["fullchain.pem"]].Kind);
        Assert.Single(observed.Material[ground["fullchain.pem"]].Certificates);
    }

    [Fact]
    public void A_container_is_opened_with_the_passphrase_of_its_file()
    {
        using var ground = new Ground();
        ground.OpenSsl.Root("a");
        ground.Write("pass", "geheim");
        ground.OpenSsl.Line("pkcs12 -export -in a.crt -inkey a.key -passout file:pass -out a.pfx");
        var content = new FileContent.OfLeaf("web", MaterialForm.Pkcs12) { Passphrase = new(ground["pass"], null) };

        var good = ground.Observe(new() { Files = [ground.File("a.pfx", content)] }).Observed.Material[ground["a.pfx"]];
        var bad = ground.Observe(new() { Files = [ground.File("a.pfx", content with { Passphrase = new(null, "LINKSEAL_TEST_UNSET") })] }).Observed.Material[ground["a.pfx"]];

        Assert.Equal((1, 1, 0), (good.Certificates.Length, good.Keys.Length, good.Problems.Length));
        Assert.Equal("LS1451", bad.Problems[0].Code);
    }

    [Fact]
    public void Looking_writes_nothing()
    {
        using var ground = new Ground();
        ground.Observe(ground.Desired(Ground.Generated(), Ground.Leaf("web")), depth: Depth.Full);

        Assert.Empty(Directory.GetFileSystemEntries(ground.Path));
    }

    /// <summary>Refuses to read keys, as for a user who is not root; this test may run as root.</summary>
    private sealed class ClosedDisk : WrappedDisk
    {
        protected override void Gate(string operation, string path)
        {
            if (operation == "read" && path.EndsWith(".key", StringComparison.Ordinal)) throw new DiskException(operation, path, 13);
        }
    }

    [Fact]
    public void Certificates_and_keys_of_a_listed_folder_are_parsed_whatever_their_stem()
    {
        using var ground = new Ground();
        Directory.CreateDirectory(ground["certs.d"]);
        ground.OpenSsl.Root("certs.d/any");
        ground.Write("certs.d/notes.txt", "x");

        var observed = ground.Observe(new() { Listings = [ground["certs.d"], ground["nowhere"]] }, depth: Depth.Full).Observed;

        Assert.Contains("notes.txt", observed.Listings[ground["certs.d"]]);
        Assert.False(observed.Listings.ContainsKey(ground["nowhere"]));
        var certificate = Assert.Single(observed.Material[ground["certs.d/any.crt"]].Certificates);
        Assert.Equal(certificate.PublicKeySha256, Assert.Single(observed.Material[ground["certs.d/any.key"]].Keys).PublicKeySha256);
        Assert.DoesNotContain(ground["certs.d/notes.txt"], observed.Material.Keys);
    }
}
