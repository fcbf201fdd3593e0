using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Pki.Chains;
using Linkseal.Pki.Issuing;
using Linkseal.Pki.Reading;
using Linkseal.Pki.Writing;

namespace Linkseal.Pki.Tests.Brought;

/// <summary>A folder of brought files, written in the forms that people use, matched to leaves.</summary>
public sealed class BroughtMatchingTests : IDisposable
{
    private static readonly Passphrase Secret = new("correct horse");
    private readonly Authority _authority = Samples.Authority(intermediate: true);
    private readonly Dictionary<string, byte[]> _folder = [];
    private readonly Dictionary<string, string> _requested = [];
    private readonly List<LeafSpec> _leaves = [];

    public void Dispose() => _authority.Dispose();

    [Fact]
    public void A_certificate_is_found_by_its_name_in_every_ending()
    {
        foreach (var (name, ending) in new[] { ("a", "crt"), ("b", "pem"), ("c", "CER"), ("d", "der") })
        {
            var leaf = Need(name);
            _folder[$"{name}.{ending}"] = ending == "der" ? leaf.Certificate.Der.ToArray() : MaterialWriter.Write(Core.Planning.MaterialForm.Chain, name, leaf.Chain, null);
            _folder[$"{name}.key"] = leaf.Key.ToPem();
        }

        var both = Need("e");
        _folder["e.p12"] = MaterialWriter.Write(Core.Planning.MaterialForm.Pkcs12, "e", both.Chain, both.Key, passphrase: Secret);
        var one = Need("f");
        _folder["f.pem"] = MaterialWriter.Write(Core.Planning.MaterialForm.ChainAndKey, "f", one.Chain, one.Key);
        Put("intermediate.crt", _authority.Intermediates);

        var match = Match();
        Assert.Empty(match.Diagnostics);
        Assert.Equal(["a", "b", "c", "d", "e", "f"], match.Leaves.Keys.Order());
        Assert.Equal(("c.CER", "c.key"), (match.Leaves["c"].CertificateFile, match.Leaves["c"].KeyFile));
        Assert.Equal(("e.p12", null), (match.Leaves["e"].CertificateFile, match.Leaves["e"].KeyFile));
        Assert.Equal(("f.pem", "f.pem"), (match.Leaves["f"].CertificateFile, match.Leaves["f"].KeyFile));
        Assert.All(match.Leaves.Values, l => Assert.Equal([l.Certificate.Sha256, _authority.Issuer.Facts.Sha256], l.Chain.Select(static c => c.Sha256)));
    }

    [Fact]
    public void The_key_that_waits_since_requests_wins_over_the_name()
    {
        var leaf = Need("web");
        var old = _authority.Issue(leaf.Spec, Samples.Now);
        _requested["web"] = leaf.Key.PublicKeySha256;
        Put("web.crt", [old.Certificate]);
        _folder["web.key"] = old.Key.ToPem();
        Put("answer-4711.pem", leaf.Chain);

        var found = Assert.Single(Match().Leaves).Value;
        Assert.Equal(("answer-4711.pem", null, leaf.Certificate.Facts.Sha256), (found.CertificateFile, found.KeyFile, found.Certificate.Sha256));
    }

    [Fact]
    public void Harbors_file_names_and_host_names_are_recognised()
    {
        var trivy = Need("trivy-adapter");
        Put("trivy_adapter.crt", trivy.Chain);
        _folder["trivy_adapter.key"] = trivy.Key.ToPem();
        var https = Need("https", "yourdomain.com");
        Put("yourdomain.com.crt", https.Chain);
        _folder["yourdomain.com.key"] = https.Key.ToPem();

        var match = Match();
        Assert.Empty(match.Diagnostics);
        Assert.Equal("trivy_adapter.crt", match.Leaves["trivy-adapter"].CertificateFile);
        Assert.Equal("yourdomain.com.key", match.Leaves["https"].KeyFile);
    }

    [Fact]
    public void One_certificate_that_covers_the_names_serves_many()
    {
        var shared = _authority.Issue(Samples.Leaf("any", "*.shop.internal", "core"), Samples.Now);
        Need("web", "web.shop.internal");
        Need("core");
        Put("wildcard.crt", shared.Chain);
        _folder["wildcard.key"] = shared.Key.ToPem();
        Put("no-key.crt", [_authority.Issue(Samples.Leaf("any", "*.shop.internal", "core") with { Lifetime = new(5, LifetimeUnit.Years) }, Samples.Now).Certificate]);

        var match = Match();
        Assert.Empty(match.Diagnostics);
        Assert.All(match.Leaves.Values, static l => Assert.Equal(("wildcard.crt", "wildcard.key"), (l.CertificateFile, l.KeyFile)));
        Assert.Equal(2, match.Leaves.Count);
    }

    [Fact]
    public void What_is_missing_is_listed_together()
    {
        Need("core");
        Need("portal", "portal", "10.0.0.9");
        var web = Need("web");
        Put("web.crt", web.Chain);
        _folder["README.txt"] = "hello"u8.ToArray();
        _folder["broken.crt"] = "hello"u8.ToArray();

        var match = Match();
        Assert.Equal(["LS1301", "LS1339", "LS1340"], match.Diagnostics.Select(static d => d.Code));
        Assert.Contains("core (core), portal (portal, 10.0.0.9)", match.Diagnostics[1].Message, StringComparison.Ordinal);
        Assert.Contains("web (web.crt)", match.Diagnostics[2].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pair_that_does_not_belong_together_is_matched_so_that_the_rules_can_name_it()
    {
        var web = Need("web");
        using var stranger = PrivateKey.Generate(KeyAlgorithm.EcdsaP256);
        Put("web.crt", web.Chain);
        _folder["web.key"] = stranger.ToPem();
        Assert.Equal("web.key", Match().Leaves["web"].KeyFile);
    }

    [Fact]
    public void A_key_by_any_name_is_found_by_what_it_is()
    {
        var web = Need("web");
        Put("web.crt", web.Chain);
        _folder["private.pem"] = web.Key.ToPem();
        Assert.Equal("private.pem", Match().Leaves["web"].KeyFile);
    }

    [Fact]
    public void Of_two_that_fit_the_longer_lived_is_taken_whatever_the_order()
    {
        var old = Need("web");
        var renewed = _authority.Issue(old.Spec with { Lifetime = new(200, LifetimeUnit.Days) }, Samples.Now);
        Put("web.crt", old.Chain);
        Put("web.pem", renewed.Chain);
        _folder["old.key"] = old.Key.ToPem();
        _folder["new.key"] = renewed.Key.ToPem();
        Assert.Equal("web.pem", Match().Leaves["web"].CertificateFile);
        Assert.Equal("new.key", Match().Leaves["web"].KeyFile);
    }

    [Fact]
    public void The_roots_of_a_folder_are_those_that_signed_something()
    {
        var web = Need("web");
        Put("web.crt", [web.Certificate, .. _authority.Intermediates]);
        Put("unrelated.crt", [Samples.Authority(generation: 9).Root]);
        Put("harbor_internal_ca.crt", [_authority.Root]);
        var (roots, none) = BroughtMatching.FindRoots("/certs", Files(), Signatures());
        Assert.Empty(none);
        Assert.Equal(_authority.Root.Facts.Sha256, Assert.Single(roots).Sha256);

        _folder.Remove("harbor_internal_ca.crt");
        _folder.Remove("unrelated.crt");
        Assert.Equal("LS1342", Assert.Single(BroughtMatching.FindRoots("/certs", Files(), Signatures()).Diagnostics).Code);
    }

    [Fact]
    public void Nothing_that_matching_says_shows_a_key()
    {
        var web = Need("web");
        _folder["web.pem"] = MaterialWriter.Write(Core.Planning.MaterialForm.ChainAndKey, "web", web.Chain, web.Key);
        Need("absent");
        var match = Match();
        Assert.DoesNotContain(PrivateKeyTests.KeyText(web.Key), match + string.Join('\n', match.Diagnostics) + string.Join('\n', Files().Select(static f => f.ToString())), StringComparison.Ordinal);
    }

    private IssuedLeaf Need(string name, params string[] names)
    {
        var leaf = _authority.Issue(Samples.Leaf(name, names), Samples.Now);
        _leaves.Add(leaf.Spec);
        return leaf;
    }

    private void Put(string name, IEnumerable<Certificate> certificates) => _folder[name] = System.Text.Encoding.ASCII.GetBytes(PemText.Of(certificates));

    private BroughtMatch Match() => BroughtMatching.Match("/certs", _leaves, Files(), _requested, [_authority.Root.Facts], Signatures());

    private ImmutableArray<BroughtFile> Files() => [.. _folder.Select(static f => new BroughtFile(f.Key, MaterialReader.Read(f.Key, f.Value, Secret).Facts))];

    private Signatures Signatures() =>
        SignatureVerifier.Verify(_folder.SelectMany(static f => MaterialReader.Read(f.Key, f.Value, Secret).Certificates).Append(_authority.Root).Concat(_authority.Intermediates));
}
