using Linkseal.Core.Topology;
using Linkseal.Core.Verification;
using Linkseal.Runtime.Observing;
using Linkseal.Runtime.Tests.Authority;
using Linkseal.Runtime.Verification;

namespace Linkseal.Runtime.Tests.Verification;

/// <summary>Which certificates a run shows and by which roots it judges: the caller's own, a twin's, strangers', and none that is left behind.</summary>
public sealed class VerifierMaterialTests : VerifierGround
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_caller_whose_key_can_not_be_read_has_a_twin_its_chain_with_it(bool intermediate)
    {
        _ground.Make(Ground.Generated(intermediate), Web, Db);
        await using var server = Server(Callers("web"));
        Assert.Equal("web's own", Assert.Single(await Verify([Question(server.Port, PeerPolicy.Require, Level.Mutual)])).Caller.Shown);
        File.Delete(_ground["web.key"]);
        var proof = Assert.Single(await Verify([Question(server.Port, PeerPolicy.Named, Level.Named)]));
        Assert.Equal(("twin of web", Level.Named, ""), (proof.Caller.Shown, proof.Proven, Codes(proof)));
    }

    [Fact]
    public async Task A_pair_that_is_none_has_no_twin_that_would_hide_it()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        File.Copy(_ground["db.key"], _ground["web.key"], overwrite: true);
        await using var server = Server(Callers("web"));
        Assert.Equal("certificate and key of web are no pair", Assert.Single(await Verify([Question(server.Port, PeerPolicy.Require, Level.Mutual)])).Skipped);
    }

    [Theory]
    [InlineData(PeerPolicy.Named, Level.Mutual, "LS2932 LS2932 LS2932", true)]
    [InlineData(PeerPolicy.Named, Level.Named, "LS2932 LS2932 LS2932 LS2935", false)]
    public async Task Without_the_authoritys_key_its_strangers_are_not_asked_and_mutual_is_proven_all_the_same(PeerPolicy peers, Level required, string codes, bool holds)
    {
        _ground.Make(Ground.Generated(), Web, Db);
        LoseTheKey();
        await using var server = Server(Callers("web"));
        var proof = Assert.Single(await Verify([Question(server.Port, peers, required)]));
        Assert.Equal((Level.Mutual, codes, holds), (proof.Proven, Codes(proof), proof.Holds));
        Assert.Equal([ProbeKind.Expired, ProbeKind.WrongPurpose, ProbeKind.NoLink], proof.Strangers.Where(static s => s.Outcome is ProbeOutcome.Skipped).Select(static s => s.Kind));
        Assert.All(proof.Strangers.Where(static s => s.Outcome is ProbeOutcome.Skipped), static s => Assert.Contains("authority internal", s.Evidence, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Callers_whose_certificates_are_of_nobody_of_ours_have_strangers_that_are_not_asked()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        await using var server = Server(Callers("web"));
        var proof = Assert.Single(await Verify([Question(server.Port, PeerPolicy.Require, Level.Mutual) with { CallerAuthority = null }]));
        Assert.Equal((Level.Mutual, "LS2932 LS2932"), (proof.Proven, Codes(proof)));
    }

    [Fact]
    public async Task A_caller_with_neither_key_nor_authority_is_skipped_with_the_reason()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        LoseTheKey();
        File.Delete(_ground["web.key"]);
        await using var server = Server(Callers("web"));
        var proof = Assert.Single(await Verify([Question(server.Port, PeerPolicy.Require, Level.Mutual)]));
        Assert.Contains("authority internal", proof.Skipped, StringComparison.Ordinal);
        Assert.Equal((null, "", false), (proof.Proven, Codes(proof), proof.Holds));
    }

    [Fact]
    public async Task Roots_that_can_not_be_read_here_are_those_of_the_authority()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        await using var server = Server(Callers("web"));
        var question = Question(server.Port, PeerPolicy.Require, Level.Mutual) with { TrustFiles = [_ground["no.crt"]] };
        Assert.True(Assert.Single(await Verify([question])).Holds);
        // That there are none is known from the look at the files.
        var without = Assert.Single(await Verify([question with { NoRoots = "no.crt is not there" }]));
        Assert.Equal((Level.Encrypted, "LS2913", false), (without.Proven, Codes(without), without.Holds));
    }

    [Fact]
    public async Task Other_roots_are_the_caller_s_own_fault_in_a_manifest_too()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        await using var server = Server(Callers("web"));
        using var other = new Issuer("Other Root");
        static string Manifest(string pem) => $$$"""{"apiVersion":"v1","kind":"Secret","data":{"ca.crt":"{{{Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(pem))}}}"}}""";
        var question = Question(server.Port, PeerPolicy.Require, Level.Mutual) with { Signer = Observation.Authorities.Known["internal"] };
        foreach (var (name, text, codes) in ((string, string, string)[])
            [
                ("other.crt", other.Certificate.ExportCertificatePem(), "LS2905"),
                ("other.json", Manifest(other.Certificate.ExportCertificatePem()), "LS2905"),
                ("own.json", Manifest(Observation.Authorities.Known["internal"].Bundle), ""),
            ])
        {
            _ground.Write(name, text);
            Assert.Equal(codes, Codes(Assert.Single(await Verify([question with { TrustFiles = [_ground[name]] }]))));
        }
    }

    [Fact]
    public async Task A_caller_s_own_pair_may_stand_in_a_manifest()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        await using var server = Server(Callers("web"));
        string Of(string name) => Convert.ToBase64String(File.ReadAllBytes(_ground[name]));
        _ground.Write("web.json", $$$"""{"apiVersion":"v1","kind":"Secret","data":{"tls.crt":"{{{Of("web.crt")}}}","tls.key":"{{{Of("web.key")}}}"}}""");
        var proof = Assert.Single(await Verify([Question(server.Port, PeerPolicy.Require, Level.Mutual) with { ShownFiles = [_ground["web.json"]] }]));
        Assert.Equal(("web's own", true), (proof.Caller.Shown, proof.Holds));
    }

    [Fact]
    public async Task Nothing_is_written_and_no_key_is_said()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        var before = Tree();
        await using var server = Server(Callers("web"));
        var proofs = await Verify([Question(server.Port, PeerPolicy.Named, Level.Named)]);
        Assert.Equal(before, Tree());
        var said = string.Join('\n', proofs.Select(static p => p.ToString() + string.Join('\n', p.Strangers) + p.Caller + string.Join('\n', p.Findings)));
        foreach (var key in (string[])["web.key", "db.key"])
        {
            Assert.DoesNotContain(_ground.Read(key).Split('\n')[1], said, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("PRIVATE KEY", said, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expired_stranger_of_an_authority_that_is_minutes_old_has_expired()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        using var certificates = Certificates();
        var expired = certificates.Stranger(ProbeKind.Expired, "internal");
        Assert.Equal("", expired.Reason);
        Assert.True(expired.Identity!.Context.TargetCertificate.NotAfter < DateTime.Now.AddMinutes(-1));
        Assert.Equal("CN=linkseal-probe", expired.Identity.Context.TargetCertificate.Subject);
        // None lives longer than five minutes.
        foreach (var kind in (ProbeKind[])[ProbeKind.NoLink, ProbeKind.WrongPurpose])
        {
            var leaf = certificates.Stranger(kind, "internal").Identity!.Context.TargetCertificate;
            Assert.True(leaf.NotAfter <= DateTime.Now.AddMinutes(5.1), $"{kind}: {leaf.NotAfter}");
        }
    }

    [Fact]
    public void An_authority_that_was_made_a_moment_ago_has_signed_nothing_that_has_expired()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        // Four minutes before now, it began a minute ago.
        using var certificates = Certificates(DateTimeOffset.UtcNow.AddMinutes(-4));
        var expired = certificates.Stranger(ProbeKind.Expired, "internal");
        Assert.Equal((null, "authority internal is too young to have signed anything that has expired"), (expired.Identity, expired.Reason));
    }
}
