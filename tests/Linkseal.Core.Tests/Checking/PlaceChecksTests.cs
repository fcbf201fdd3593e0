using Linkseal.Core.Certificates;
using Linkseal.Core.Checking;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Tests.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Core.Tests.Checking;

public sealed class PlaceChecksTests
{
    [Fact]
    public void A_key_that_others_can_read_is_an_error_LS2008()
    {
        var finding = Checked.Good.Standing(Checked.Key, s => s with { Mode = Shop.PublicMode }).Only("LS2008");

        Assert.Equal((Severity.Error, "0600", "0644 0:0"), (finding.Severity, finding.Expected, finding.Observed));
    }

    [Fact]
    public void A_certificate_with_another_mode_is_a_warning_LS2008() =>
        Assert.Equal(Severity.Warning, Checked.Good.Standing(Checked.Certificate, s => s with { Mode = Shop.KeyMode }).Only("LS2008").Severity);

    [Fact]
    public void A_kept_key_that_others_can_read_is_a_warning_LS2008()
    {
        var kept = CertificateChecksTests.Kept(Checked.Good).Standing(Checked.Key, s => s with { Mode = Shop.PublicMode });

        Assert.Equal("chmod 600 /srv/db/tls.key", kept.Only("LS2008").Remedy);
    }

    [Fact]
    public void A_symbolic_link_is_found_with_where_it_leads_LS2009()
    {
        var finding = Checked.Good.Standing(Checked.Certificate, _ => new(FileKind.Symlink) { Target = "/etc/ssl/db.crt" }).Only("LS2009");

        Assert.Equal("a symbolic link to /etc/ssl/db.crt", finding.Observed);
    }

    [Fact]
    public void A_file_that_does_not_belong_there_is_found_LS2010() => Assert.Equal("/srv/db/notes.txt", Beside("notes.txt", null).Only("LS2010").Path);

    [Fact]
    public void A_file_that_the_folder_allows_is_no_finding()
    {
        var beside = Beside("notes.txt", null);

        Assert.Empty((beside with { Desired = beside.Desired with { Folders = [.. beside.Desired.Folders.Select(f => f with { Allowed = ["notes.txt"] })] } }).Findings);
    }

    [Fact]
    public void A_private_key_that_does_not_belong_there_is_found_LS2018() =>
        Assert.Equal("a private key", Beside("old.key", new() { Keys = [new("RSA 2048", 2048, "some", Encrypted: false)] }).Only("LS2018").Observed);

    [Fact]
    public void The_authoritys_key_beside_the_components_is_named_as_such_LS2018()
    {
        var key = new KeyFacts("ECDSA P-256", 256, Checked.Good.Root.PublicKeySha256, Encrypted: false);

        Assert.Contains("the authority's private key lies in /srv/db/ca.key", Beside("ca.key", new() { Keys = [key] }).Only("LS2018").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_private_key_in_a_certificate_file_is_found_LS2018()
    {
        var good = Checked.Good;

        Assert.Equal(Checked.Certificate, good.Holding(Checked.Certificate, new() { Certificates = [good.Leaf], Keys = good.Observed.Material[Checked.Key].Keys }).Only("LS2018").Path);
    }

    [Fact]
    public void A_file_that_somebody_replaced_is_found_LS2015() =>
        Assert.Equal(Severity.Warning, Checked.Good.Standing(Checked.Bundle, s => s with { Sha256 = "00" }).Only("LS2015").Severity);

    [Fact]
    public void What_is_no_longer_described_is_a_leftover_LS2020()
    {
        var good = Checked.Good;
        var findings = (good with { Desired = Shop.Desired("web", "db"), Platform = Shop.Platform("web", "db") }).Findings;

        Assert.Equal(3, findings.Length);
        Assert.All(findings, f => Assert.Equal(("LS2020", "job"), (f.Code, f.Component)));
    }

    [Fact]
    public void Staging_that_was_left_is_a_leftover_LS2020()
    {
        var good = Checked.Good;

        var finding = (good with { Observed = good.Observed with { Leftovers = ["/srv/.linkseal-0a1b2c3d"] } }).Only("LS2020");

        Assert.Equal(("/srv/.linkseal-0a1b2c3d", "rm -r /srv/.linkseal-0a1b2c3d, once no other linkseal applies to this place"), (finding.Path, finding.Remedy));
    }

    [Fact]
    public void Files_that_this_user_may_not_read_are_counted_and_never_green_LS2023()
    {
        var good = Checked.Good;
        var blind = good.Standing(Checked.Key, s => s with { Sha256 = null });
        blind = blind with { Observed = blind.Observed with { Material = blind.Observed.Material.Remove(Checked.Key) } };

        var finding = blind.Only("LS2023");

        Assert.Equal(Severity.Warning, finding.Severity);
        Assert.Contains("1 file (/srv/db/tls.key)", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_was_not_run_is_said_with_its_command_LS2101()
    {
        var good = Checked.Good;
        var step = new RunStep { Id = "prepare", Component = "web", Command = ["./prepare", "--with-trivy", "a b"], Folder = "/opt/shop", Reason = "renders", After = [], Interrupts = "web for a minute" };
        var waiting = good with
        {
            Desired = good.Desired with { Steps = [step] },
            Observed = good.Observed with { Inventory = good.Observed.Inventory with { PendingSteps = good.Observed.Inventory.PendingSteps.Add("prepare", "tls.crt changes") } },
        };

        var finding = waiting.Only("LS2101");

        Assert.Equal("written, not in effect: run ./prepare --with-trivy 'a b' in /opt/shop (interrupts web for a minute)", finding.Message);
        Assert.Equal("not run since: tls.crt changes", finding.Observed);
    }

    [Fact]
    public void A_copy_that_went_stale_is_not_in_effect_LS2101()
    {
        var good = Checked.Good;
        var step = new RunStep { Id = "copy", Component = "web", Command = ["cp"], Reason = "copies", After = [], Evidence = [new(Checked.Certificate, "/data/tls.crt")] };
        var stale = good with { Desired = good.Desired with { Steps = [step] }, Observed = good.Observed.With("/data/tls.crt", Shop.Regular("old", Shop.PublicMode)) };

        Assert.Equal("/data/tls.crt differs from /srv/db/tls.crt", stale.Only("LS2101").Observed);
    }

    [Fact]
    public void An_interrupted_apply_is_found_LS2102()
    {
        var good = Checked.Good;

        Assert.Equal("swapping 3 files", (good with { Observed = good.Observed with { Interrupted = "swapping 3 files" } }).Only("LS2102").Observed);
    }

    [Fact]
    public void A_platform_that_was_never_applied_is_one_finding_LS2103()
    {
        var finding = (Checked.Good with { Observed = Shop.Nothing }).Only("LS2103");

        Assert.Equal("nothing is applied yet: 9 described files are missing, 2 links are plaintext", finding.Message);
    }

    [Fact]
    public void A_component_that_was_never_applied_is_one_finding_LS2103()
    {
        var good = Checked.Good;
        var more = good with { Desired = Shop.Desired("web", "db", "job", "mail"), Platform = Shop.Platform("web", "db", "job") };

        Assert.Equal(("mail", "mail is described but not applied yet: linkseal apply writes 3 files"), (more.Only("LS2103").Component, more.Only("LS2103").Message));
    }

    [Fact]
    public void A_limit_is_a_note_LS2104()
    {
        var limited = Checked.Good.Linked(l => l with { Required = Level.Plaintext, Reachable = Level.Plaintext, Reason = "the bundled database has no TLS" });

        var finding = (limited with { Desired = limited.Desired with { Notes = [.. Limits.Of(limited.Platform.Links)] } }).Only("LS2104");

        Assert.Equal((Severity.Note, "web:db", "web:db stays plaintext: the bundled database has no TLS"), (finding.Severity, finding.Link, finding.Message));
    }

    [Fact]
    public void An_authority_that_ends_soon_is_a_warning_LS2105()
    {
        var finding = WithAuthority(a => a with { Root = a.Root with { NotAfter = Shop.Now.AddMonths(2) }, Issuer = a.Issuer with { NotAfter = Shop.Now.AddMonths(2) } }).Only("LS2105");

        Assert.Equal((Severity.Warning, "valid until 2026-05-01"), (finding.Severity, finding.Observed));
    }

    [Theory]
    [InlineData(UnixFileMode.OtherRead, Severity.Error)]
    [InlineData(UnixFileMode.GroupRead, Severity.Warning)]
    public void An_authoritys_key_that_others_can_read_is_found_LS2105(UnixFileMode more, Severity severity)
    {
        var finding = WithAuthority(a => a with { KeyPath = "/root/ca.key", Key = Shop.Regular("key", Shop.KeyMode | more) }).Only("LS2105");

        Assert.Equal((severity, "chmod 0600 /root/ca.key"), (finding.Severity, finding.Remedy));
    }

    [Fact]
    public void A_state_folder_that_is_open_is_found_LS2105() =>
        Assert.Equal("0755", WithAuthority(a => a with { Folder = new(FileKind.Folder) { Mode = (UnixFileMode)0b111_101_101 } }).Only("LS2105").Observed);

    private static Checked WithAuthority(Func<AuthorityFacts, AuthorityFacts> change)
    {
        var good = Checked.Good;
        return good with { Observed = good.Observed with { Authorities = good.Observed.Authorities.SetItem("internal", change(good.Observed.Authorities["internal"])) } };
    }

    private static Checked Beside(string name, MaterialFacts? material)
    {
        var good = Checked.Good;
        var path = "/srv/db/" + name;
        var observed = good.Observed.With(path, Shop.Regular(name, Shop.PublicMode)) with { Listings = good.Observed.Listings.SetItem("/srv/db", good.Observed.Listings["/srv/db"].Add(name)) };
        return good with { Observed = material is null ? observed : observed with { Material = observed.Material.SetItem(path, material) } };
    }
}
