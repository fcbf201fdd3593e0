using System.Collections.Concurrent;
using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Authority;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Tests.Authority;

public sealed class ContentSourceTests
{
    [Fact]
    public void Every_form_holds_the_same_key_and_certificate()
    {
        using var ground = new Ground();
        ground.Write("pass", "geheim");
        var (spec, leaf) = (Ground.Generated(intermediate: true), Ground.Leaf("web"));
        DesiredFile[] files =
        [
            ground.File("chain.crt", new FileContent.OfLeaf("web", MaterialForm.Chain)),
            ground.File("leaf.crt", new FileContent.OfLeaf("web", MaterialForm.Certificate)),
            ground.File("web.key", new FileContent.OfLeaf("web", MaterialForm.Key)),
            ground.File("both.pem", new FileContent.OfLeaf("web", MaterialForm.ChainAndKey)),
            ground.File("web.pfx", new FileContent.OfLeaf("web", MaterialForm.Pkcs12) { Passphrase = new(ground["pass"], null), Trust = "internal" }),
            ground.File("open.pfx", new FileContent.OfLeaf("web", MaterialForm.Pkcs12)),
            ground.File("ca.crt", new FileContent.Bundle("internal")),
            ground.File("known.txt", new FileContent.Known("größe\n")),
        ];
        var plan = ground.Making(spec, leaf) with { Files = [.. files.Select(static f => new FileChange { Action = ChangeAction.Create, Path = f.Path, Component = "web", Reason = "new", File = f })] };

        var inventory = ground.Carry(plan, ground.Observe(new() { Authorities = [spec], Leaves = [leaf], Files = [.. files] }));

        var ssl = ground.OpenSsl;
        var key = ssl.Line("pkey -in web.key -pubout");
        foreach (var certificate in (string[])["chain.crt", "leaf.crt", "both.pem"]) Assert.Equal(key, ssl.Line($"x509 -in {certificate} -noout -pubkey"));
        Assert.Equal(key, ssl.Line("pkey -in both.pem -pubout"));
        ssl.Line("pkcs12 -in web.pfx -nodes -passin file:pass -out web.txt");
        ssl.Line("pkcs12 -in open.pfx -nodes -passin pass: -out open.txt");
        Assert.Equal(key, ssl.Line("pkey -in web.txt -pubout"));
        Assert.Equal(key, ssl.Line("pkey -in open.txt -pubout"));
        Assert.Equal((2, 1, 3, 2), (Count("chain.crt"), Count("leaf.crt"), Count("web.txt"), Count("open.txt")));
        ssl.Line("verify -CAfile ca.crt -untrusted chain.crt leaf.crt");
        Assert.Equal("größe\n", ground.Read("known.txt"));
        Assert.Contains(inventory.Leaves["web"].Sha256.ToUpperInvariant(), ssl.Line("x509 -in leaf.crt -noout -fingerprint -sha256").Replace(":", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(["web", "10.0.0.1"], inventory.Leaves["web"].Names);
        Assert.Equal((leaf.Fingerprint(), "internal", 1), (inventory.Leaves["web"].Spec, inventory.Leaves["web"].Authority, inventory.Leaves["web"].Generation));

        int Count(string file) => ground.Read(file).Split("BEGIN CERTIFICATE").Length - 1;
    }

    [Fact]
    public void Asked_from_many_threads_it_makes_one_authority_and_one_leaf_each()
    {
        using var ground = new Ground();
        ground.State.Ensure();
        var spec = Ground.Generated();
        LeafSpec[] leaves = [.. Enumerable.Range(0, 40).Select(static i => Ground.Leaf("web" + i, key: i % 8 == 0 ? KeyAlgorithm.Rsa2048 : KeyAlgorithm.EcdsaP256))];
        var plan = ground.Making(spec, leaves);
        var observation = ground.Observe(new() { Authorities = [spec] });
        using var contents = ContentSource.Prepare(plan, observation.Authorities, observation.Brought, Ground.Now).Value!;

        var bytes = new ConcurrentDictionary<string, byte[]>();
        Parallel.ForEach(plan.Files, new ParallelOptions { MaxDegreeOfParallelism = 8 }, f => bytes[Path.GetFileName(f.Path)] = contents.Resolve(f.File!).ToArray());

        Assert.Equal(["1"], Directory.GetDirectories(ground[".linkseal/authority/internal"]).Select(static d => Path.GetFileName(d)));
        foreach (var leaf in leaves)
        {
            var certificate = Pki.Reading.MaterialReader.Read("x", bytes[leaf.Name + ".crt"]).Certificates[0].Facts;
            using var key = Pki.Reading.MaterialReader.Read("x", bytes[leaf.Name + ".key"]);
            Assert.NotNull(key.KeyOf(certificate));
            Assert.Equal(certificate.Sha256, contents.Issued(leaf.Name).Sha256);
        }
    }

    [Fact]
    public void Keys_that_were_handed_out_are_cleared_at_the_end()
    {
        using var ground = new Ground();
        ground.State.Ensure();
        var spec = Ground.Generated();
        var plan = ground.Making(spec, Ground.Leaf("web"));
        var observation = ground.Observe(new() { Authorities = [spec] });
        var contents = ContentSource.Prepare(plan, observation.Authorities, observation.Brought, Ground.Now).Value!;
        var key = contents.Resolve(plan.Files[1].File!);
        Assert.True(key.Span.StartsWith("-----BEGIN PRIVATE KEY-----"u8));

        contents.Dispose();

        Assert.Equal(-1, key.Span.IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void A_missing_passphrase_of_a_container_is_said_before_anything_is_written()
    {
        using var ground = new Ground();
        var file = ground.File("web.pfx", new FileContent.OfLeaf("web", MaterialForm.Pkcs12) { Passphrase = new(null, "LINKSEAL_TEST_UNSET") });
        var plan = ground.Making(Ground.Generated(), Ground.Leaf("web")) with { Files = [new() { Action = ChangeAction.Create, Path = file.Path, Component = "web", Reason = "new", File = file }] };
        var observation = ground.Observe(new() { Authorities = [Ground.Generated()] });

        Assert.Equal("LS1451", Assert.Single(ContentSource.Prepare(plan, observation.Authorities, observation.Brought, Ground.Now).Diagnostics).Code);
        Assert.False(Directory.Exists(ground[".linkseal"]));
    }

    [Fact]
    public void A_leaf_outside_the_plan_and_an_authority_without_a_key_have_no_content()
    {
        using var ground = new Ground();
        var observation = ground.Observe(new() { Authorities = [Ground.Generated()] });
        using var contents = ContentSource.Prepare(ground.Issuing(Ground.Leaf("web")), observation.Authorities, observation.Brought, Ground.Now).Value!;

        Assert.Throws<EnvironmentException>(() => contents.Resolve(ground.File("db.key", new FileContent.OfLeaf("db", MaterialForm.Key))));
        Assert.Throws<EnvironmentException>(() => contents.Resolve(ground.File("web.key", new FileContent.OfLeaf("web", MaterialForm.Key))));
        Assert.Throws<EnvironmentException>(() => contents.Resolve(ground.File("ca.crt", new FileContent.Bundle("internal"))));
    }
}
