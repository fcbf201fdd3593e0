using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;
using Linkseal.Core.Verification;
using Linkseal.Core.Verification.Wire;
using static Linkseal.Core.Tests.Verification.Served;

namespace Linkseal.Core.Tests.Verification;

/// <summary>What answers prove, as a table: the endpoint's policy, the answers, the level and the codes.</summary>
public sealed class LinkJudgeTests
{
    private const string Address = "10.0.0.7:5432";

    private static readonly Endpoint Sql = new("sql", 5432, "postgresql", PeerPolicy.Require) { PlaintextPort = 5433 };

    private static ProbeResult Admitted { get; } = new(ProbeKind.Caller, ProbeOutcome.Admitted, "AuthenticationOk") { Served = Tls(Leaf), Shown = "web's own" };

    public static TheoryData<PeerPolicy, Level, string, Level?, string> Strangers => new()
    {
        // Everything as described.
        { PeerPolicy.None, Level.Authenticated, "", Level.Authenticated, "" },
        { PeerPolicy.Request, Level.Authenticated, "", Level.Authenticated, "" },
        { PeerPolicy.Require, Level.Mutual, "", Level.Mutual, "" },
        { PeerPolicy.Named, Level.Named, "", Level.Named, "" },
        { PeerPolicy.Named, Level.Mutual, "", Level.Named, "" },

        // One stranger is let in.
        { PeerPolicy.Require, Level.Mutual, "NoCertificate Admitted", Level.Authenticated, "LS2921" },
        { PeerPolicy.Require, Level.Mutual, "Foreign Admitted", Level.Authenticated, "LS2922" },
        { PeerPolicy.Named, Level.Named, "NoLink Admitted", Level.Mutual, "LS2923" },
        { PeerPolicy.Named, Level.Named, "OtherAccount Admitted", Level.Named, "LS2938" },
        { PeerPolicy.Require, Level.Mutual, "Expired Admitted", Level.Mutual, "LS2924" },
        { PeerPolicy.Require, Level.Mutual, "WrongPurpose Admitted", Level.Mutual, "LS2925" },
        { PeerPolicy.Require, Level.Mutual, "Plaintext Admitted", Level.Mutual, "LS2926" },
        { PeerPolicy.Require, Level.Mutual, "PlaintextPort Admitted", Level.Mutual, "LS2927" },
        { PeerPolicy.None, Level.Authenticated, "Tls10 Admitted", Level.Authenticated, "LS2928" },
        { PeerPolicy.None, Level.Authenticated, "Tls11 Admitted", Level.Authenticated, "LS2928" },
        { PeerPolicy.None, Level.Authenticated, "WeakSuites Admitted", Level.Authenticated, "LS2929" },
        { PeerPolicy.None, Level.Authenticated, "Tls10 Admitted, Tls11 Admitted", Level.Authenticated, "LS2928 LS2928" },

        // Whom the policy lets in, nobody finds fault with.
        { PeerPolicy.None, Level.Authenticated, "NoCertificate Admitted, Foreign Admitted", Level.Authenticated, "" },

        // It can't be told.
        { PeerPolicy.Require, Level.Mutual, "NoCertificate Unclear", Level.Authenticated, "LS2934 LS2935" },
        { PeerPolicy.Require, Level.Mutual, "Foreign TimedOut", Level.Authenticated, "LS2934 LS2935" },
        { PeerPolicy.Require, Level.Mutual, "Expired Alien", Level.Mutual, "LS2934" },
        { PeerPolicy.Require, Level.Mutual, "Expired Unreachable", Level.Mutual, "LS2934" },
        { PeerPolicy.Require, Level.Mutual, "NoCertificate NoTls", Level.Authenticated, "LS2934 LS2935" },
        { PeerPolicy.None, Level.Authenticated, "Tls10 NoTls", Level.Authenticated, "LS2934" },
        { PeerPolicy.None, Level.Authenticated, "Tls10 TimedOut", Level.Authenticated, "LS2934" },
        { PeerPolicy.None, Level.Authenticated, "Plaintext Unclear", Level.Authenticated, "LS2934" },

        // A port on which nobody listens is closed.
        { PeerPolicy.None, Level.Authenticated, "PlaintextPort Unreachable", Level.Authenticated, "" },

        // It could not be asked.
        { PeerPolicy.Named, Level.Mutual, "NoLink Skipped, Expired Skipped, WrongPurpose Skipped", Level.Mutual, "LS2932 LS2932 LS2932" },
        { PeerPolicy.Named, Level.Named, "NoLink Skipped", Level.Mutual, "LS2932 LS2935" },
        { PeerPolicy.Require, Level.Mutual, "Foreign Skipped", Level.Authenticated, "LS2932 LS2935" },
    };

    [Theory]
    [MemberData(nameof(Strangers))]
    public void Strangers_decide_what_lies_above_authenticated(PeerPolicy peers, Level required, string answers, Level? proven, string codes)
    {
        var proof = Judge(Question(Sql with { Peers = peers }, required), Admitted, answers);
        Assert.Equal((proven, codes), (proof.Proven, Codes(proof)));
        Assert.Equal(proven >= required && !codes.Split(' ').Any(static c => c is "LS2935" or "LS2938" || c.StartsWith("LS292", StringComparison.Ordinal)), proof.Holds);
    }

    public static TheoryData<string, ProbeOutcome, bool, Level?, string> Callers => new()
    {
        { "admitted", ProbeOutcome.Admitted, true, Level.Authenticated, "" },
        { "unclear", ProbeOutcome.Unclear, true, Level.Authenticated, "LS2931" },
        { "nobody listens", ProbeOutcome.Unreachable, false, null, "LS2901" },
        { "plaintext", ProbeOutcome.NoTls, false, Level.Plaintext, "LS2902" },
        { "something else", ProbeOutcome.Alien, false, null, "LS2903" },
        { "breaks off after the handshake", ProbeOutcome.Alien, true, null, "LS2903" },
        { "unclear before TLS", ProbeOutcome.Unclear, false, null, "LS2903" },
        { "hangs", ProbeOutcome.TimedOut, false, null, "LS2904" },
        { "no certificate", ProbeOutcome.Distrusted, false, null, "LS2905" },
        { "refused", ProbeOutcome.Refused, true, null, "LS2912" },
    };

    [Theory]
    [MemberData(nameof(Callers))]
    public void The_callers_own_answer_decides_whether_the_link_works(string name, ProbeOutcome outcome, bool served, Level? proven, string codes)
    {
        var caller = new ProbeResult(ProbeKind.Caller, outcome, name) { Served = served ? Tls(Leaf) : null };
        var proof = LinkJudge.Judge(Question(Sql with { Peers = PeerPolicy.None }, Level.Authenticated), Address, caller, [], [Root], Now);
        Assert.Equal((proven, codes, codes is "" or "LS2931"), (proof.Proven, Codes(proof), proof.Holds));
    }

    [Theory]
    [InlineData("name", "LS2907")]
    [InlineData("chain", "LS2906")]
    [InlineData("issuer", "LS2905")]
    [InlineData("date", "LS2908")]
    [InlineData("purpose", "LS2909")]
    public void A_certificate_that_a_careful_caller_refuses_is_encryption_and_no_more(string fault, string code)
    {
        var leaf = fault switch
        {
            "name" => Leaf with { Names = [Core.Certificates.AlternativeName.Parse("web")!] },
            "chain" => Below,
            "issuer" => Leaf with { IssuerHash = Leaf.SubjectHash },
            "date" => Leaf with { NotAfter = Now.AddDays(-1) },
            _ => Leaf with { ExtendedKeyUsages = [] },
        };
        var proof = Judge(Question(Sql, Level.Mutual), Admitted with { Outcome = ProbeOutcome.Distrusted, Served = Tls(leaf) }, "");
        Assert.Equal((Level.Encrypted, code, false), (proof.Proven, Codes(proof), proof.Holds));
    }

    [Fact]
    public void A_weak_key_is_a_fault_and_lets_the_link_be_what_it_is()
    {
        var proof = Judge(Question(Sql, Level.Mutual), Admitted with { Served = Tls(Leaf with { KeyAlgorithm = "RSA 1024", KeyBits = 1024 }) }, "");
        Assert.Equal((Level.Mutual, "LS2910", false), (proof.Proven, Codes(proof), proof.Holds));
    }

    [Fact]
    public void Another_leaf_than_the_one_on_disk_was_not_reloaded()
    {
        Assert.Equal("LS2911", Codes(Judge(Question(Sql, Level.Mutual) with { Issued = "another" }, Admitted, "")));
        Assert.Equal("", Codes(Judge(Question(Sql, Level.Mutual) with { Issued = Leaf.Sha256 }, Admitted, "")));
    }

    [Fact]
    public void A_certificate_of_another_component_is_said_to_be_its_and_nothing_else_is_said_of_whoever_answers()
    {
        var owners = ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add(Leaf.Sha256, ["cache"]);
        var question = Question(Sql, Level.Mutual) with { Issued = "another", Owners = owners };
        var proof = Judge(question, Admitted, "NoCertificate Admitted");
        Assert.Equal((Level.Encrypted, "LS2914", false), (proof.Proven, Codes(proof), proof.Holds));
        Assert.Equal("db at 10.0.0.7:5432: what is served is the certificate of cache", proof.Findings[0].Message);
        // For another name too: that it is not for db is no second fault.
        Assert.Equal("LS2914", Codes(Judge(question, Admitted with { Outcome = ProbeOutcome.Distrusted, Served = Tls(Leaf with { Names = [] }) }, "")));
        // Its own, though another reads the same file; and one that nobody has.
        Assert.Equal("", Codes(Judge(question with { Issued = Leaf.Sha256 }, Admitted, "")));
        Assert.Equal("LS2911", Codes(Judge(question with { Owners = owners.SetItem(Leaf.Sha256, ["cache", "db"]) }, Admitted, "")));
        Assert.Equal("LS2911", Codes(Judge(question with { Owners = owners.Clear() }, Admitted, "")));
    }

    [Fact]
    public void A_caller_without_roots_can_not_know_who_answers()
    {
        var question = Question(Sql, Level.Mutual) with { NoRoots = "/srv/web/ca.crt is not there" };
        var proof = Judge(question, Admitted, "");
        Assert.Equal((Level.Encrypted, "LS2913", false), (proof.Proven, Codes(proof), proof.Holds));
        Assert.Equal(("web", "/srv/web/ca.crt is not there"), (proof.Findings[0].Component, proof.Findings[0].Observed));
        // What is wrong with the server is said as well, and that nobody is there alone.
        Assert.Equal("LS2911 LS2913", Codes(Judge(question with { Issued = "another" }, Admitted, "")));
        Assert.Equal("LS2901", Codes(Judge(question, new(ProbeKind.Caller, ProbeOutcome.Unreachable, "nothing listens there"), "")));
    }

    [Fact]
    public void Of_an_issuer_that_the_caller_does_not_believe_it_is_said_on_which_side_the_fault_lies()
    {
        var signer = new Core.Planning.AuthorityFacts("internal", 1, Root, Root, "", CanSign: true);
        var question = Question(Sql, Level.Mutual) with { Issued = Leaf.Sha256, Signer = signer, TrustFiles = ["/srv/web/ca.crt"] };
        var distrusted = Admitted with { Outcome = ProbeOutcome.Distrusted };
        LinkProof Believing(LinkQuestion asked, ProbeResult caller) => LinkJudge.Judge(asked, Address, caller, [], [Stranger], Now);
        // What the authority signs itself needs nothing between: the chain is whole.
        var callers = Assert.Single(Believing(question, distrusted).Findings);
        Assert.Equal(("LS2905", true), (callers.Code, callers.Remedy!.Contains("/srv/web/ca.crt", StringComparison.Ordinal)));
        // Another one than that on disk: the server's.
        Assert.DoesNotContain("/srv/web/ca.crt", Believing(question with { Issued = "another" }, distrusted).Findings[0].Remedy, StringComparison.Ordinal);
        // Of somebody else on disk too.
        var foreign = Leaf with { IssuerHash = "nobody", Issuer = "CN=nobody" };
        Assert.DoesNotContain("/srv/web/ca.crt", Assert.Single(Believing(question, distrusted with { Served = Tls(foreign) }).Findings).Remedy, StringComparison.Ordinal);
        // Where there is an intermediate it can be missing.
        Assert.Equal("LS2906", Codes(Believing(question with { Issued = null, Signer = signer with { Issuer = Intermediate } }, distrusted with { Served = Tls(Below) })));
        Assert.Equal("LS2905", Codes(Believing(question with { Signer = signer with { Issuer = Intermediate } }, distrusted with { Served = Tls(Leaf) })));
    }

    [Fact]
    public void Where_accounts_demand_certificates_the_statement_is_the_remedy()
    {
        var endpoint = Sql with { Peers = PeerPolicy.Named, AccountsDemand = "ALTER USER … REQUIRE" };
        var proof = Judge(Question(endpoint, Level.Named), Admitted, "NoCertificate Admitted, NoLink Admitted");
        Assert.Equal("LS2921 LS2923", Codes(proof));
        Assert.All(proof.Findings, static f => Assert.Equal("run the ALTER USER … REQUIRE of account web: linkseal show web prints it", f.Remedy));
    }

    [Fact]
    public void A_plaintext_port_is_named_by_its_number() =>
        Assert.Equal("db at 10.0.0.7:5432 accepts plaintext on port 5433", Judge(Question(Sql, Level.Mutual), Admitted, "PlaintextPort Admitted").Findings[0].Message);

    [Fact]
    public void Every_name_by_which_it_is_dialled_is_compared()
    {
        var question = Question(Sql, Level.Mutual);
        question = question with { Link = question.Link with { Dialled = ["db.internal", "db", "*.any", "10.0.0.7"] } };
        Assert.Equal("db is dialled too", Assert.Single(Judge(question, Admitted, "").Findings, static f => f.Code == "LS2907").Expected + " is dialled too");
    }

    [Fact]
    public void What_a_product_can_not_refuse_is_a_limit()
    {
        var endpoint = Sql with { NotRefused = [new(ProbeKind.WrongPurpose, "GnuTLS does not look at the purpose"), new(ProbeKind.Plaintext, "it answers both")] };
        var proof = Judge(Question(endpoint, Level.Mutual), Admitted, "WrongPurpose Admitted, Plaintext Admitted");
        Assert.Equal(("LS2933 LS2933", true, Level.Mutual), (Codes(proof), proof.Holds, proof.Proven));
        Assert.All(proof.Findings, static f => Assert.Equal(Severity.Note, f.Severity));
    }

    [Fact]
    public void Plaintext_that_is_kept_is_a_note()
    {
        var proof = Judge(Question(Sql with { KeepsPlaintext = true }, Level.Mutual), Admitted, "Plaintext Admitted, PlaintextPort Admitted");
        Assert.Equal(("LS2930 LS2930", true), (Codes(proof), proof.Holds));
    }

    [Fact]
    public void What_the_answer_leaves_open_is_said() => Assert.Equal("LS2931", Codes(Judge(Question(Sql, Level.Mutual), Admitted with { Undecided = "the name is compared after the password" }, "")));

    [Theory]
    [InlineData(ProbeOutcome.Admitted, Level.Plaintext, "LS2936", true)]
    [InlineData(ProbeOutcome.NoTls, Level.Plaintext, "LS2936", true)]
    [InlineData(ProbeOutcome.Refused, null, "LS2937", false)]
    [InlineData(ProbeOutcome.Unclear, Level.Plaintext, "LS2936", true)]
    [InlineData(ProbeOutcome.Unreachable, null, "LS2901", false)]
    [InlineData(ProbeOutcome.TimedOut, null, "LS2937", true)]
    public void A_link_that_is_described_as_plaintext_is_looked_at_and_not_judged(ProbeOutcome outcome, Level? proven, string codes, bool holds)
    {
        var proof = LinkJudge.Judge(Question(Sql, Level.Plaintext), Address, new(ProbeKind.Caller, outcome, "x"), [], [], Now);
        Assert.Equal((proven, codes, holds), (proof.Proven, Codes(proof), proof.Holds));
    }

    [Fact]
    public void An_answer_that_caller_and_strangers_get_alike_proves_nothing_of_the_strangers()
    {
        // HTTP 403 to everybody: the path, and not the certificate.
        var forbidden = Admitted with { Outcome = ProbeOutcome.Refused, MayBeTheRequest = true };
        var proof = LinkJudge.Judge(
            Question(Sql, Level.Mutual), Address, forbidden, [forbidden with { Kind = ProbeKind.NoCertificate }, forbidden with { Kind = ProbeKind.Foreign }], [Root], Now);
        Assert.Equal((Level.Authenticated, "LS2931 LS2934 LS2934 LS2935", false), (proof.Proven, Codes(proof), proof.Holds));
        // Refused behind its login, the caller can't work, and of the strangers that says nothing.
        var behind = Admitted with { Outcome = ProbeOutcome.Refused, AfterLogin = true };
        Assert.Equal("LS2912 LS2934 LS2934", Codes(LinkJudge.Judge(Question(Sql, Level.Mutual), Address, behind, [behind with { Kind = ProbeKind.NoCertificate }, behind with { Kind = ProbeKind.Foreign }], [Root], Now)));
        // To the strangers only: they are refused.
        Assert.Equal(Level.Mutual, LinkJudge.Judge(Question(Sql, Level.Mutual), Address, Admitted, [forbidden with { Kind = ProbeKind.NoCertificate }, forbidden with { Kind = ProbeKind.Foreign }], [Root], Now).Proven);
    }

    [Fact]
    public void That_only_the_account_is_missed_lets_strangers_in_and_to_be_asked_for_a_password_does_not()
    {
        var other = new ProbeResult(ProbeKind.OtherAccount, ProbeOutcome.Refused, "28000 role does not exist");
        string Found(ProbeResult answer) => Codes(LinkJudge.Judge(Question(Sql, Level.Mutual), Address, Admitted, [other with { Kind = ProbeKind.NoCertificate }, other with { Kind = ProbeKind.Foreign }, answer], [Root], Now));
        Assert.Equal("LS2938", Found(other with { AfterLogin = true }));
        Assert.Equal("", Found(other with { Outcome = ProbeOutcome.Admitted, Evidence = "it asks for a password", Undecided = "a password" }));
        Assert.Equal("", Found(other));
    }

    [Fact]
    public void Findings_of_the_endpoint_are_the_same_for_all_of_its_callers_and_are_said_once()
    {
        var one = Judge(Question(Sql, Level.Mutual), Admitted, "NoCertificate Admitted");
        var other = Judge(Question(Sql, Level.Mutual) with { Link = new() { Caller = "job", Callee = "db", Required = Level.Mutual, Reachable = Level.Mutual } }, Admitted, "NoCertificate Admitted");
        var report = new VerificationReport
        {
            Platform = new() { Name = "shop", Components = [], Links = [] }, Links = [one, other], Began = Now, Ended = Now, Description = "",
        };
        Assert.Equal("LS2921", Assert.Single(report.Findings).Code);
    }

    [Fact]
    public void Every_finding_says_what_was_seen_and_what_to_do()
    {
        foreach (var kind in Enum.GetValues<ProbeKind>().Where(static k => k is not ProbeKind.Caller))
        {
            var proof = Judge(Question(Sql with { Peers = PeerPolicy.Named }, Level.Mutual), Admitted, kind + " Admitted");
            var finding = Assert.Single(proof.Findings, static f => f.Severity is Severity.Error);
            Assert.All([finding.Message, finding.Remedy, finding.Observed, finding.Expected], static t => Assert.False(string.IsNullOrWhiteSpace(t)));
            Assert.StartsWith("db at 10.0.0.7:5432 accepts ", finding.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_alert_is_told_with_its_meaning()
    {
        var refused = Admitted with { Outcome = ProbeOutcome.Refused, Evidence = "alert 48 unknown_ca", Alert = new(48) };
        var finding = Assert.Single(Judge(Question(Sql, Level.Mutual), refused, "").Findings);
        Assert.Equal("alert 48 unknown_ca (the server does not know who issued the client's certificate, or an intermediate is missing), shown: web's own", finding.Observed);
    }

    [Fact]
    public void Alerts_by_which_servers_refuse_a_certificate_are_told_from_others()
    {
        Assert.All([40, 42, 43, 44, 45, 46, 48, 49, 116], static code => Assert.True(new TlsAlert(code).RefusesCertificate));
        Assert.All([0, 10, 47, 70, 80, 112, 120, 255], static code => Assert.False(new TlsAlert(code).RefusesCertificate));
        Assert.Equal(("alert", "", "alert 200 alert"), (new TlsAlert(200).Name, new TlsAlert(200).Meaning, new TlsAlert(200).ToString()));
    }

    [Fact]
    public void Every_question_has_its_words()
    {
        var all = Enum.GetValues<ProbeKind>();
        Assert.Equal(all.Length, all.Select(static k => k.Text()).Distinct().Count());
        Assert.Equal(all.Length, all.Select(static k => k.Word()).Distinct().Count());
    }

    private static LinkQuestion Question(Endpoint endpoint, Level required) => new()
    {
        Link = new() { Caller = "web", Callee = "db", Endpoint = "sql", Dialled = ["db.internal"], Required = required, Reachable = Level.Named },
        Endpoint = endpoint,
        ServerName = "db.internal",
    };

    // Every stranger that the policy knows is refused, but for those that are named.
    private static LinkProof Judge(LinkQuestion question, ProbeResult caller, string answers)
    {
        var named = answers.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(static a => a.Split(' ')).ToDictionary(static a => Enum.Parse<ProbeKind>(a[0]), static a => Enum.Parse<ProbeOutcome>(a[1]));
        ImmutableArray<ProbeKind> asked = [.. LinkJudge.Refuses(question.Peers), ProbeKind.Tls10, ProbeKind.Tls11, ProbeKind.WeakSuites, ProbeKind.Plaintext, ProbeKind.PlaintextPort];
        ImmutableArray<ProbeResult> strangers = [.. asked.Union(named.Keys).Select(k => new ProbeResult(k, named.GetValueOrDefault(k, ProbeOutcome.Refused), "seen"))];
        return LinkJudge.Judge(question, Address, caller, strangers, [Root], Now);
    }

    private static string Codes(LinkProof proof) => string.Join(' ', proof.Findings.Select(static f => f.Code).Order(StringComparer.Ordinal));
}
