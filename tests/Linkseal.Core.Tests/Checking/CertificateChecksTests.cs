using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Tests.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Core.Tests.Checking;

public sealed class CertificateChecksTests
{
    [Fact]
    public void A_well_applied_platform_has_no_findings() => Assert.Empty(Checked.Good.Findings);

    [Fact]
    public void A_missing_file_is_found_LS2001()
    {
        var good = Checked.Good;

        var finding = (good with { Observed = good.Observed.Without(Checked.Key) }).Only("LS2001");

        Assert.Equal((Severity.Error, "db", Checked.Key), (finding.Severity, finding.Component, finding.Path));
    }

    [Fact]
    public void A_missing_kept_pair_is_found_LS2001()
    {
        var good = Kept(Checked.Good);

        Assert.Contains("put the pair there", (good with { Observed = good.Observed.Without(Checked.Key) }).Only("LS2001").Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_another_certificate_is_found_LS2002()
    {
        var finding = Checked.Good.Holding(Checked.Key, new() { Keys = [new("ECDSA P-256", 256, "another", Encrypted: false)] }).Only("LS2002");

        Assert.Equal(("db", Checked.Key), (finding.Component, finding.Path));
    }

    [Fact]
    public void A_certificate_of_another_authority_is_found_and_its_callers_are_named_LS2003()
    {
        var good = Checked.Good;

        var finding = good.Holding(Checked.Certificate, new() { Certificates = [good.Leaf with { Sha256 = "foreign", Issuer = "CN=elsewhere" }] }).Findings;

        Assert.All(finding, f => Assert.Equal("LS2003", f.Code));
        // web judges it as a server, job as a caller; each has a bundle of its own.
        Assert.Equal(["db:job", "web:db"], finding.Select(f => f.Link).Order());
        Assert.All(finding, f => Assert.Equal("signed by CN=elsewhere", f.Observed));
    }

    [Fact]
    public void A_certificate_that_nobody_calls_is_judged_by_its_own_bundle_LS2003()
    {
        var good = Checked.Good;
        var lonely = good with { Platform = good.Platform with { Links = [] } };

        var finding = lonely.Holding(Checked.Certificate, new() { Certificates = [good.Leaf with { Sha256 = "foreign" }] }).Only("LS2003");

        Assert.Contains("/srv/db/ca.crt", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_dialled_and_not_covered_is_found_per_link_LS2004()
    {
        var finding = Checked.Good.Linked(l => l with { Dialled = ["db", "db.internal"] }).Only("LS2004");

        Assert.Equal(("web:db", "db.internal", "db"), (finding.Link, finding.Expected, finding.Observed));
    }

    [Fact]
    public void A_wildcard_covers_one_label()
    {
        var wild = Checked.Good.Serving(c => c with { Sha256 = "wild", Names = [.. c.Names, AlternativeName.Parse("*.internal")!] });

        Assert.Empty(wild.Linked(l => l with { Dialled = ["db.internal"] }).Findings);
        wild.Linked(l => l with { Dialled = ["a.db.internal"] }).Only("LS2004");
    }

    [Fact]
    public void An_expired_certificate_is_found_LS2005()
    {
        var finding = Checked.Good.Serving(c => c with { Sha256 = "old", NotAfter = Shop.Now.AddDays(-3) }).Only("LS2005");

        Assert.Equal((Severity.Error, Checked.Certificate), (finding.Severity, finding.Path));
        Assert.Contains("expired 3 days ago", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expired_root_beside_a_good_one_is_a_warning_LS2005()
    {
        var good = Checked.Good;
        var old = Shop.Root("older") with { NotAfter = Shop.Now.AddDays(-1) };

        Assert.Equal(Severity.Warning, good.Holding(Checked.Bundle, new() { Certificates = [good.Root, old] }).Only("LS2005").Severity);
    }

    [Fact]
    public void A_certificate_of_the_future_is_found_LS2006() =>
        Assert.Contains("in 2 days", Checked.Good.Serving(c => c with { Sha256 = "new", NotBefore = Shop.Now.AddDays(2) }).Only("LS2006").Message, StringComparison.Ordinal);

    [Fact]
    public void An_extended_key_usage_that_forbids_servers_is_found_LS2007()
    {
        var finding = Checked.Good.Serving(c => c with { Sha256 = "client", ExtendedKeyUsages = ["1.3.6.1.5.5.7.3.2"] }).Only("LS2007");

        Assert.Equal((Severity.Error, "serverAuth"), (finding.Severity, finding.Expected));
    }

    [Fact]
    public void An_absent_usage_allows_everything() =>
        Assert.Empty(Checked.Good.Serving(c => c with { Sha256 = "plain", KeyUsages = null, ExtendedKeyUsages = null, IsAuthority = null }).Findings);

    [Fact]
    public void A_missing_client_usage_is_a_warning_where_nobody_asks_for_it_LS2007()
    {
        var good = Checked.Good;
        var asks = good.Serving(c => c with { Sha256 = "server", ExtendedKeyUsages = ["1.3.6.1.5.5.7.3.1"] });
        var asksNot = asks with { Platform = good.Platform with { Links = [.. good.Platform.Links.Select(l => l with { Required = Level.Authenticated })] } };

        Assert.Equal(Severity.Error, asks.Only("LS2007").Severity);
        Assert.Equal(Severity.Warning, asksNot.Only("LS2007").Severity);
    }

    [Fact]
    public void A_key_usage_without_handshakes_is_found_LS2007() =>
        Assert.Equal("digitalSignature", Checked.Good.Serving(c => c with { Sha256 = "ku", KeyUsages = ["cRLSign"] }).Only("LS2007").Expected);

    [Theory]
    [InlineData("", "there is no certificate in /srv/db/tls.crt")]
    [InlineData("no PEM block was found", "there is no certificate in /srv/db/tls.crt: no PEM block was found")]
    public void A_file_without_a_certificate_is_found_LS2011(string problem, string message)
    {
        ImmutableArray<Diagnostic> problems = problem.Length == 0 ? [] : [new("LS1300", Severity.Error, problem)];

        Assert.Equal(message, Checked.Good.Holding(Checked.Certificate, new() { Problems = problems }).Only("LS2011").Message);
    }

    [Fact]
    public void A_PKCS12_with_another_passphrase_is_found_LS2251() =>
        Assert.Equal("linkseal apply writes it anew with the passphrase that is described", Checked.Good.Holding(Checked.Key, new() { OtherPassphrase = true }).Only("LS2251").Remedy);

    [Fact]
    public void A_file_without_a_key_is_found_LS2011() =>
        Assert.Equal("there is no private key in " + Checked.Key, Checked.Good.Holding(Checked.Key, new()).Only("LS2011").Message);

    [Fact]
    public void An_intermediate_that_was_not_put_into_the_file_is_found_LS2012()
    {
        var good = Checked.Good;
        var intermediate = Shop.Root("middle", good.Root) with { IsAuthority = true };
        var leaf = good.Leaf with { Sha256 = "below", Issuer = intermediate.Subject, IssuerHash = intermediate.SubjectHash };
        var signed = good.Signed(leaf, intermediate).Signed(intermediate, good.Root);
        signed = signed with { Observed = signed.Observed with { Material = signed.Observed.Material.SetItem("/home/ca/middle.crt", new() { Certificates = [intermediate] }) } };

        Assert.Empty(signed.Holding(Checked.Certificate, new() { Certificates = [leaf, intermediate] }).Findings);
        Assert.All(signed.Holding(Checked.Certificate, new() { Certificates = [leaf] }).Findings, f => Assert.Equal("LS2012", f.Code));
        Assert.Contains("CN=middle", signed.Holding(Checked.Certificate, new() { Certificates = [leaf] }).Findings[0].Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_without_alternative_names_is_found_LS2013() =>
        Assert.Contains("no subjectAltName", Checked.Good.Serving(c => c with { Sha256 = "cn", Names = [], HasAlternativeNames = false }).Only("LS2013").Message, StringComparison.Ordinal);

    [Fact]
    public void A_described_name_that_the_certificate_lacks_is_found_LS2013()
    {
        var good = Checked.Good;
        var desired = good.Desired with { Leaves = good.Desired.Leaves.Replace(good.Desired.Leaves[1], Shop.Leaf("db", "db", "db2")) };

        Assert.Equal("the SAN of /srv/db/tls.crt lacks db2", (good with { Desired = desired }).Only("LS2013").Message);
    }

    [Fact]
    public void A_bundle_of_intermediates_only_is_found_LS2014()
    {
        var good = Checked.Good;
        var intermediate = Shop.Root("middle", good.Root);

        var finding = good.Holding(Checked.Bundle, new() { Certificates = [intermediate] }).Findings.Single(f => f.Code == "LS2014");

        Assert.Equal(("web", "CN=middle"), (finding.Component, finding.Observed));
    }

    [Fact]
    public void An_empty_bundle_is_found_LS2014() => Assert.Equal("no certificate", Checked.Good.Holding(Checked.Bundle, new()).Only("LS2014").Observed);

    [Fact]
    public void A_certificate_due_for_renewal_is_a_warning_LS2016()
    {
        var good = Checked.Good;

        var findings = (good with { Observed = good.Observed.At(Shop.Now.AddDays(80)) }).Findings;

        Assert.Equal(3, findings.Length);
        Assert.All(findings, f => Assert.Equal(("LS2016", Severity.Warning, "linkseal apply"), (f.Code, f.Severity, f.Remedy)));
    }

    [Theory]
    [InlineData("sha1WithRSAEncryption", "RSA 2048", 2048, "signature sha1WithRSAEncryption")]
    [InlineData("md5WithRSAEncryption", "RSA 2048", 2048, "signature md5WithRSAEncryption")]
    [InlineData("sha256WithRSAEncryption", "RSA 1024", 1024, "key RSA 1024")]
    [InlineData("ecdsa-with-SHA256", "ECDSA P-192", 192, "key ECDSA P-192")]
    public void A_weak_signature_or_key_is_found_LS2017(string signature, string key, int bits, string weakness) =>
        Assert.Equal(weakness, Checked.Good.Serving(c => c with { Sha256 = "weak", SignatureAlgorithm = signature, KeyAlgorithm = key, KeyBits = bits }).Only("LS2017").Observed);

    [Fact]
    public void A_roots_own_signature_does_not_count()
    {
        var good = Checked.Good;

        Assert.Empty(good.Holding(Checked.Bundle, new() { Certificates = [good.Root with { SignatureAlgorithm = "sha1WithRSAEncryption" }] }).Findings);
    }

    [Fact]
    public void An_encrypted_key_is_found_LS2021() =>
        Assert.Equal(Checked.Key, Checked.Good.Holding(Checked.Key, new() { Keys = [new("", 0, "", Encrypted: true)] }).Only("LS2021").Path);

    [Fact]
    public void A_chain_that_is_too_deep_for_a_caller_is_found_LS2022()
    {
        var good = Checked.Good;
        var upper = Shop.Root("upper", good.Root);
        var lower = Shop.Root("lower", upper);
        var leaf = good.Leaf with { Sha256 = "deep", Issuer = lower.Subject, IssuerHash = lower.SubjectHash };
        var deep = good.Signed(leaf, lower).Signed(lower, upper).Signed(upper, good.Root).Holding(Checked.Certificate, new() { Certificates = [leaf, lower, upper] });

        Assert.Empty((deep with { Desired = good.Desired with { Chains = [new("web", 2)] } }).Findings);
        Assert.Equal("web:db", (deep with { Desired = good.Desired with { Chains = [new("web", 1)] } }).Only("LS2022").Link);
    }

    [Fact]
    public void A_kept_pair_is_judged_by_the_CA_file_that_stands_beside_it()
    {
        var good = Kept(Checked.Good);
        var desired = good.Desired with
        {
            Authorities = [new() { Name = "internal", Source = new AuthoritySource.Brought("/srv/db", "/srv/db/ca.crt") { OnPlace = true } }],
            Files = [.. good.Desired.Files.Where(f => f.Content is not FileContent.Bundle)],
        };
        var inventory = good.Observed.Inventory with { Files = good.Observed.Inventory.Files.RemoveRange(["/srv/web/ca.crt", "/srv/db/ca.crt", "/srv/job/ca.crt"]) };
        var standing = good with { Desired = desired, Observed = good.Observed with { Inventory = inventory } };

        Assert.Empty(standing.Findings);
        var foreign = standing.Holding(Checked.Certificate, new() { Certificates = [good.Leaf with { Sha256 = "foreign" }] });

        Assert.Contains("is not signed by an authority in /srv/db/ca.crt", foreign.Only("LS2003").Message, StringComparison.Ordinal);
    }

    internal static Checked Kept(Checked good) => good with
    {
        Desired = good.Desired with
        {
            Leaves = [.. good.Desired.Leaves.Select(l => l.Name == "db" ? l with { Source = new LeafSource.Kept(Checked.Certificate, Checked.Key) } : l)],
            Files = [.. good.Desired.Files.Where(f => f.Path is not (Checked.Certificate or Checked.Key))],
            Folders = [],
        },
        Observed = good.Observed with { Inventory = good.Observed.Inventory with { Files = good.Observed.Inventory.Files.RemoveRange([Checked.Certificate, Checked.Key]) } },
    };
}
