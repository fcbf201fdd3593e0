using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Verification;
using static Linkseal.Core.Tests.Verification.Served;

namespace Linkseal.Core.Tests.Verification;

public sealed class ServedJudgeTests
{
    [Fact]
    public void A_chain_of_the_believed_root_for_the_dialled_name_has_no_fault()
    {
        Assert.Empty(Faults(Tls(Leaf)));
        Assert.Empty(Faults(Tls(Below, Intermediate)));
    }

    [Fact]
    public void A_server_that_sends_its_root_too_has_no_fault()
    {
        Assert.Empty(Faults(Tls(Leaf, Root)));
        Assert.Empty(Faults(Tls(Below, Intermediate, Root)));
        // The signature of a root proves nothing, whatever its hash; RSA 1024 or SHA-1 of what is sent for nothing does no harm either.
        Assert.Empty(Faults(Tls(Leaf, Root with { SignatureAlgorithm = "sha1WithRSAEncryption" })));
        Assert.Empty(Faults(Tls(Leaf, Stranger with { KeyBits = 1024, KeyAlgorithm = "RSA 1024" })));
    }

    [Fact]
    public void Order_and_repeats_do_not_matter() => Assert.Empty(Faults(Tls(Below, Root, Intermediate, Below)));

    [Fact]
    public void The_root_of_somebody_else_is_an_issuer_that_is_not_believed()
    {
        var leaf = Leaf with { IssuerHash = "other root", Issuer = "CN=other root" };
        Assert.Equal((ServedFaultKind.Issuer, "the chain ends at CN=other root, which the caller does not believe"), Only(Tls(leaf, Stranger)));
        Assert.Equal((ServedFaultKind.Incomplete, "the chain is not whole, or of an authority that the caller does not believe: who signed CN=db is not sent"), Only(Tls(leaf)));
    }

    [Fact]
    public void An_intermediate_that_is_not_sent_is_a_chain_that_is_not_whole() => Assert.Equal(ServedFaultKind.Incomplete, Only(Tls(Below)).Kind);

    [Fact]
    public void A_self_signed_certificate_is_called_so()
    {
        var self = Leaf with { IssuerHash = Leaf.SubjectHash, Issuer = Leaf.Subject };
        Assert.Equal((ServedFaultKind.Issuer, "the certificate is self-signed: CN=db"), Only(Tls(self)));
        Assert.Empty(ServedJudge.Judge(Tls(self), "db.internal", [self], Now));
    }

    [Fact]
    public void Another_key_of_the_same_name_is_not_the_issuer() =>
        Assert.Equal((ServedFaultKind.Issuer, "the certificate names CN=shop authority 1 as its issuer, but another key of that name signed it"), Only(Signed([Leaf], [])));

    [Theory]
    [InlineData("db.internal", true)]
    [InlineData("DB.Internal", true)]
    [InlineData("a.shop.internal", true)]
    [InlineData("a.b.shop.internal", false)]
    [InlineData("shop.internal", false)]
    [InlineData("10.0.0.7", true)]
    [InlineData("10.0.0.8", false)]
    [InlineData("web", false)]
    [InlineData("not a name", false)]
    [InlineData("", false)]
    public void The_dialled_name_is_compared_as_clients_do(string dialled, bool covered)
    {
        Assert.Equal(covered, ServedJudge.Covers(Leaf, dialled));
        Assert.Equal(covered ? [] : [ServedFaultKind.Name], Faults(Tls(Leaf), dialled).Select(static f => f.Fault));
    }

    [Fact]
    public void A_common_name_is_no_name() =>
        Assert.Equal("it is for no name at all; its common name db.internal is compared by no careful client", Assert.Single(Faults(Tls(Leaf with { Names = [], CommonName = "db.internal" }))).Observed);

    [Fact]
    public void No_name_to_compare_is_no_fault() => Assert.Empty(ServedJudge.Judge(Tls(Leaf), null, [Root], Now));

    [Fact]
    public void Dates_of_the_whole_chain_count_its_root_included()
    {
        Assert.Equal((ServedFaultKind.Date, "CN=db has expired"), Only(Tls(Leaf with { NotAfter = Now })));
        Assert.Equal((ServedFaultKind.Date, "CN=db is not valid yet"), Only(Tls(Leaf with { NotBefore = Now.AddSeconds(1) })));
        Assert.Equal((ServedFaultKind.Date, "CN=shop intermediate has expired"), Only(Tls(Below, Intermediate with { NotAfter = Now.AddDays(-1) })));
        Assert.Equal((ServedFaultKind.Date, "CN=shop authority 1 has expired"), Kind(Assert.Single(ServedJudge.Judge(Tls(Leaf), "db.internal", [Root with { NotAfter = Now.AddDays(-1) }], Now))));
    }

    [Fact]
    public void A_certificate_that_is_not_for_servers_is_one_of_purpose()
    {
        Assert.Equal(ServedFaultKind.Purpose, Only(Tls(Leaf with { ExtendedKeyUsages = ["1.3.6.1.5.5.7.3.2"] })).Kind);
        Assert.Empty(Faults(Tls(Leaf with { ExtendedKeyUsages = null })));
        Assert.Empty(Faults(Tls(Leaf with { ExtendedKeyUsages = ["2.5.29.37.0"] })));
    }

    [Theory]
    [InlineData("RSA 1024", 1024, "sha256WithRSAEncryption", "the key of CN=db is too short")]
    [InlineData("ECDSA P-192", 192, "ecdsa-with-SHA256", "the key of CN=db is too short")]
    [InlineData("RSA 2048", 2048, "sha1WithRSAEncryption", "CN=db is signed with a broken hash")]
    [InlineData("RSA 2048", 2048, "md5WithRSAEncryption", "CN=db is signed with a broken hash")]
    [InlineData("RSA 2048", 2048, "sha256WithRSAEncryption", null)]
    [InlineData("Ed25519", 256, "Ed25519", null)]
    public void Weak_keys_and_hashes_are_said(string algorithm, int bits, string signature, string? fault)
    {
        var faults = Faults(Tls(Leaf with { KeyAlgorithm = algorithm, KeyBits = bits, SignatureAlgorithm = signature }));
        Assert.Equal(fault is null ? [] : [(ServedFaultKind.Weak, fault)], faults.Select(Kind));
    }

    [Fact]
    public void Several_faults_are_all_said() =>
        Assert.Equal([ServedFaultKind.Incomplete, ServedFaultKind.Name, ServedFaultKind.Date], Faults(Tls(Below with { NotAfter = Now.AddDays(-1) }), "web").Select(static f => f.Fault));

    [Fact]
    public void The_librarys_own_complaint_counts_where_nothing_else_explains_it()
    {
        Assert.Equal(ServedFaultKind.Library, Only(Tls(Leaf) with { Complaint = "NotValidForUsage" }).Kind);
        Assert.Equal(ServedFaultKind.Date, Only(Tls(Leaf with { NotAfter = Now.AddDays(-1) }) with { Complaint = "NotTimeValid" }).Kind);
    }

    [Fact]
    public void By_the_systems_roots_only_the_library_can_judge_the_issuer()
    {
        Assert.Empty(ServedJudge.Judge(Tls(Leaf, Root), "db.internal", [], Now));
        Assert.Equal(ServedFaultKind.Library, Assert.Single(ServedJudge.Judge(Tls(Leaf) with { Complaint = "UntrustedRoot" }, "db.internal", [], Now)).Fault);
    }

    [Fact]
    public void No_certificate_is_the_only_fault() => Assert.Equal(ServedFaultKind.None, Only(Tls()).Kind);

    [Fact]
    public void Authorities_that_sign_each_other_in_a_ring_are_climbed_once_each()
    {
        // Twelve of one name and one key, each signed by all: ten million ways up, none of which ends at a root.
        ImmutableArray<CertificateFacts> ring = [.. Enumerable.Range(0, 30).Select(static i => Facts("ring", "ring") with { Sha256 = "ring " + i, IssuerHash = "ring", SubjectHash = "ring" })];
        ring = [.. ring.Select(static (c, i) => c with { SubjectHash = i % 2 == 0 ? "even" : "odd", IssuerHash = i % 2 == 0 ? "odd" : "even" })];
        var leaf = Leaf with { IssuerHash = "even" };
        Assert.Contains(ServedFaultKind.Incomplete, Faults(Tls([leaf, .. ring])).Select(static f => f.Fault));
    }

    private static ImmutableArray<ServedFault> Faults(ServedTls served, string dialled = "db.internal") => ServedJudge.Judge(served, dialled, [Root], Now);

    private static (ServedFaultKind Kind, string Text) Only(ServedTls served) => Kind(Assert.Single(Faults(served)));

    private static (ServedFaultKind Kind, string Text) Kind(ServedFault fault) => (fault.Fault, fault.Text);
}
