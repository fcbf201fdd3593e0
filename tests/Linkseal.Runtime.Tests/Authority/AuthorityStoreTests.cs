using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Authority;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.State;
using Linkseal.Runtime.Tests.Applying;

namespace Linkseal.Runtime.Tests.Authority;

public sealed class AuthorityStoreTests
{
    [Theory]
    [InlineData(false, "ca.crt ca.key")]
    [InlineData(true, "ca.crt ca.key root.crt root.key")]
    public void An_authority_that_was_made_is_found_again_and_signs_what_openssl_verifies(bool intermediate, string files)
    {
        using var ground = new Ground();
        var spec = Ground.Generated(intermediate);

        ground.Make(spec, Ground.Leaf("web"));
        var again = ground.Observe(ground.Desired(spec, Ground.Leaf("web"), Ground.Leaf("db")));
        ground.Carry(ground.Issuing(Ground.Leaf("db")), again);

        var facts = again.Observed.Authorities["internal"];
        Assert.True(facts is { Generation: 1, CanSign: true, Folder.Kind: FileKind.Folder });
        Assert.Equal("CN=shop authority 1", facts.Root.Subject);
        Assert.Equal(files, string.Join(' ', Directory.GetFiles(ground[".linkseal/authority/internal/1"]).Select(Path.GetFileName).Order(StringComparer.Ordinal)));
        ground.Write("bundle.crt", facts.Bundle);
        ground.OpenSsl.Line("verify -x509_strict -CAfile bundle.crt -untrusted web.crt -verify_hostname web -purpose sslserver web.crt");
        ground.OpenSsl.Line("verify -x509_strict -CAfile bundle.crt -untrusted db.crt -verify_ip 10.0.0.1 -purpose sslclient db.crt");
        Assert.Equal(ground.OpenSsl.Line("pkey -in db.key -pubout"), ground.OpenSsl.Line("x509 -in db.crt -noout -pubkey"));
    }

    [Fact]
    public void Every_file_of_the_state_is_for_its_owner_alone_from_its_first_byte()
    {
        var disk = new WatchingDisk();
        using var ground = new Ground(disk);

        ground.Make(Ground.Generated(intermediate: true), Ground.Leaf("web"));

        Assert.Contains(disk.Created, static c => c.Path.EndsWith("/root.key", StringComparison.Ordinal));
        Assert.All(disk.Created.Where(static c => c.Path.Contains("/.linkseal/", StringComparison.Ordinal)), static c => Assert.Equal(Ground.Private, c.Mode));
        Assert.All(
            Directory.GetFiles(ground[".linkseal/authority"], "*", SearchOption.AllDirectories),
            static f => Assert.Equal(Ground.Private, File.GetUnixFileMode(f)));
    }

    [Fact]
    public void A_generation_is_durable_before_anything_is_issued_with_it()
    {
        var disk = new WatchingDisk();
        using var ground = new Ground(disk);

        ground.Make(Ground.Generated(), Ground.Leaf("web"));

        var synced = disk.Log.IndexOf("sync " + ground[".linkseal/authority/internal"]);
        Assert.InRange(synced, 0, disk.Log.IndexOf("create " + ground["web.crt"]));
    }

    [Fact]
    public void A_crash_at_any_point_leaves_a_generation_whole_or_not_at_all()
    {
        var died = true;
        for (var k = 1; died; k++)
        {
            using var ground = new Ground();
            ground.State.Ensure();
            var disk = new DyingDisk(k, tears: true);
            using var authority = Pki.Issuing.AuthorityFactory.Make("internal", (AuthoritySource.Generated)Ground.Generated(intermediate: true).Source, 1, Ground.Now);
            try
            {
                new AuthorityFolder(new StateFolder(disk, ground.State.Path, null), "internal").Write(authority, passphrase: null);
            }
            catch (DiskException)
            {
                // That is the crash.
            }

            died = disk.Died;
            var found = ground.Observe(ground.Desired(Ground.Generated()));
            Assert.Empty(found.Diagnostics);
            if (found.Observed.Authorities.TryGetValue("internal", out var facts)) Assert.True(facts.CanSign);
            else Assert.True(died);
            new AuthorityFolder(ground.State, "internal").Write(authority, passphrase: null);
            Assert.Single(ground.Observe(ground.Desired(Ground.Generated())).Observed.Authorities);
        }
    }

    [Fact]
    public void A_key_encrypted_at_rest_is_opened_by_openssl_and_by_us_with_the_passphrase_only()
    {
        using var ground = new Ground();
        var spec = Ground.Generated(intermediate: true, new(ground.Write("pass", "correct horse\nsecond line\n"), null));
        ground.Make(spec, Ground.Leaf("web"));

        Assert.StartsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----", ground.Read(".linkseal/authority/internal/1/root.key"), StringComparison.Ordinal);
        ground.Write("firstline", "correct horse");
        ground.OpenSsl.Line("pkey -noout -in .linkseal/authority/internal/1/ca.key -passin file:firstline");
        ground.Carry(ground.Issuing(Ground.Leaf("db")), ground.Observe(ground.Desired(spec)));
        ground.Write("pass", "battery staple");
        var prepared = Prepare(ground, spec);
        Assert.True(prepared.Failed);
        Assert.Equal("LS1308", Assert.Single(prepared.Diagnostics).Code);
        Assert.Equal("LS1307", Assert.Single(Prepare(ground, spec with { Passphrase = null }).Diagnostics).Code);
    }

    [Fact]
    public void A_plan_that_signs_nothing_needs_no_passphrase()
    {
        using var ground = new Ground();
        var spec = Ground.Generated(passphrase: new(ground.Write("pass", "secret"), null));
        ground.Make(spec, Ground.Leaf("web"));
        File.Delete(ground["pass"]);

        var observation = ground.Observe(ground.Desired(spec));

        Assert.Empty(observation.Diagnostics);
        using var contents = ContentSource.Prepare(Plan.Empty, observation.Authorities, observation.Brought, Ground.Now).Value;
        Assert.NotNull(contents);
    }

    [Fact]
    public void A_key_that_lies_unencrypted_although_a_passphrase_is_named_is_said()
    {
        using var ground = new Ground();
        ground.Make(Ground.Generated(), Ground.Leaf("web"));

        var prepared = Prepare(ground, Ground.Generated(passphrase: new(ground.Write("pass", "secret"), null)));

        Assert.Equal(("LS1455", Severity.Warning), (prepared.Diagnostics.Single().Code, prepared.Diagnostics.Single().Severity));
        Assert.False(prepared.Failed);
    }

    [Fact]
    public void A_lost_key_is_an_authority_that_cannot_sign()
    {
        using var ground = new Ground();
        ground.Make(Ground.Generated(), Ground.Leaf("web"));
        File.Delete(ground[".linkseal/authority/internal/1/ca.key"]);

        var observation = ground.Observe(ground.Desired(Ground.Generated()));

        Assert.False(observation.Observed.Authorities["internal"].CanSign);
        Assert.Empty(observation.Diagnostics);
    }

    [Theory]
    [InlineData("ca.crt", null)]
    [InlineData("ca.crt", "not a certificate")]
    [InlineData("root.crt", null)]
    public void A_damaged_authority_is_never_papered_over(string file, string? content)
    {
        using var ground = new Ground();
        var spec = Ground.Generated(intermediate: true);
        ground.Make(spec, Ground.Leaf("web"));
        var path = ground[".linkseal/authority/internal/1/" + file];
        File.Delete(path);
        if (content is not null) File.WriteAllText(path, content);

        var observation = ground.Observe(ground.Desired(spec));

        var damaged = Assert.Single(observation.Diagnostics);
        Assert.Equal(("LS1454", path), (damaged.Code, damaged.File));
        Assert.Empty(observation.Observed.Authorities);

        ground.Make(spec, Ground.Leaf("web"));
        Assert.Single(ground.Observe(ground.Desired(spec)).Observed.Authorities);
        Assert.True(Directory.Exists(ground[".linkseal/authority/internal/1.damaged-1"]));
    }

    [Fact]
    public void A_key_of_another_certificate_in_the_state_is_damage()
    {
        using var ground = new Ground();
        ground.Make(Ground.Generated(), Ground.Leaf("web"));
        File.Copy(ground["web.key"], ground[".linkseal/authority/internal/1/ca.key"], overwrite: true);

        Assert.Equal("LS1454", Assert.Single(Prepare(ground, Ground.Generated()).Diagnostics).Code);
    }

    private static Result<ContentSource> Prepare(Ground ground, AuthoritySpec spec)
    {
        var observation = ground.Observe(ground.Desired(spec));
        return ContentSource.Prepare(ground.Issuing(Ground.Leaf("web")), observation.Authorities, observation.Brought, Ground.Now);
    }
}

/// <summary>Writes down what is made, with which mode, and what is synced.</summary>
internal sealed class WatchingDisk : WrappedDisk
{
    public List<(string Path, UnixFileMode Mode)> Created { get; } = [];

    public List<string> Log { get; } = [];

    public override void Create(string path, ReadOnlySpan<byte> content, Access access)
    {
        Created.Add((path, access.Mode));
        base.Create(path, content, access);
    }

    protected override void Gate(string operation, string path) => Log.Add(operation + " " + path);
}
