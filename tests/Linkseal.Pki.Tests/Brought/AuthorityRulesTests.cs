using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Pki.Issuing;
using Linkseal.Pki.Reading;
using Linkseal.Pki.Writing;

namespace Linkseal.Pki.Tests.Brought;

public sealed class AuthorityRulesTests : IDisposable
{
    private readonly ForeignCa _ca = new();

    public AuthorityRulesTests() => _ca.SelfSigned("root");

    public void Dispose() => _ca.Dispose();

    [Fact]
    public void A_root_and_an_intermediate_with_its_root_are_accepted()
    {
        Assert.Empty(Check("root", "root"));
        _ca.Signed("middle", "root", ForeignCa.Root);
        Assert.Empty(Check("middle", "root", "middle"));
        Assert.Empty(AuthorityRules.CheckTrust("ca.crt", [_ca["middle"], _ca["root"]], Samples.Later));
    }

    [Fact]
    public void A_ca_without_the_ca_flag_is_LS1323()
    {
        _ca.SelfSigned("flagless", "keyUsage=keyCertSign");
        Only("LS1323", Check("flagless", "flagless"));
        Only("LS1323", AuthorityRules.CheckTrust("ca.crt", [_ca["flagless"]], Samples.Later));
    }

    [Fact]
    public void A_ca_whose_key_usage_forbids_signing_is_LS1324()
    {
        _ca.SelfSigned("usage", "basicConstraints=critical,CA:TRUE\nkeyUsage=digitalSignature");
        Only("LS1324", Check("usage", "usage"));
    }

    [Fact]
    public void A_path_length_that_forbids_the_intermediate_is_LS1325()
    {
        _ca.SelfSigned("short", "basicConstraints=critical,CA:TRUE,pathlen:0");
        _ca.Signed("middle", "short", ForeignCa.Root);
        Only("LS1325", Check("middle", "middle", "short"));
    }

    [Fact]
    public void Dates_strength_and_keys_of_a_ca_are_checked_with_the_same_codes()
    {
        Only("LS1326", Check("root", Samples.Now.AddDays(31), "root"));
        Only("LS1327", Check("root", Samples.Now.AddDays(-1), "root"));
        _ca.SelfSigned("sha1", digest: "sha1");
        Assert.Equal(Severity.Warning, Only("LS1328", Check("sha1", "sha1")).Severity);
        _ca.SelfSigned("small", key: "1024");
        Only("LS1329", Check("small", "small"));
        _ca.SelfSigned("other");
        Only("LS1320", Check("other", "root"));
        Only("LS1321", AuthorityRules.CheckAuthority("ca.crt", [_ca["root"]], null, _ca.Signatures, Samples.Later, 2));
    }

    [Fact]
    public void A_bundle_that_ends_in_an_intermediate_is_LS1337()
    {
        _ca.Signed("middle", "root", ForeignCa.Root);
        Assert.Contains("CN=root", Only("LS1337", Check("middle", "middle")).Message, StringComparison.Ordinal);
        Only("LS1337", AuthorityRules.CheckTrust("ca.crt", [_ca["middle"]], Samples.Later));
    }

    [Fact]
    public void A_leaf_given_as_ca_is_LS1341()
    {
        _ca.Signed("leaf", "root");
        Only("LS1341", Check("leaf", "leaf"));
        Only("LS1341", AuthorityRules.CheckTrust("ca.crt", [_ca["leaf"]], Samples.Later));
    }

    [Fact]
    public void A_ca_file_without_certificate_is_LS1343()
    {
        Only("LS1343", AuthorityRules.CheckAuthority("ca.crt", [], _ca.KeyOf("root"), Signatures.None, Samples.Now, 2));
        Only("LS1343", AuthorityRules.CheckTrust("ca.crt", [], Samples.Now));
    }

    [Fact]
    public void An_intermediate_too_deep_for_the_product_is_LS1336()
    {
        _ca.Signed("one", "root", ForeignCa.Root);
        _ca.Signed("two", "one", ForeignCa.Root);
        Only("LS1336", AuthorityRules.CheckAuthority("ca.crt", [_ca["two"], _ca["one"], _ca["root"]], _ca.KeyOf("two"), _ca.Signatures, Samples.Later, 1));
    }

    [Fact]
    public void An_existing_intermediate_issues_leaves_that_openssl_verifies()
    {
        _ca.Signed("middle", "root", ForeignCa.Root);
        _ca.OpenSsl.Write("bundle.crt", File.ReadAllText(_ca.OpenSsl["root.crt"]) + File.ReadAllText(_ca.OpenSsl["middle.crt"]));
        using var certificates = MaterialReader.Read("bundle.crt", _ca.OpenSsl.Bytes("bundle.crt"));
        using var key = MaterialReader.Read("middle.key", _ca.OpenSsl.Bytes("middle.key"));
        var loaded = ExistingAuthority.Load("internal", 1, "bundle.crt", certificates, key, Samples.Later, 2);
        Assert.Empty(loaded.Diagnostics);
        using var authority = loaded.Value!;
        Assert.Equal(_ca["root"].Sha256, authority.Facts.Root.Sha256);
        using var leaf = authority.Issue(Samples.Leaf(), Samples.Later);
        _ca.OpenSsl.Write("chain.pem", PemText.Of(leaf.Chain));
        _ca.OpenSsl.Line($"verify -attime {Samples.Later.ToUnixTimeSeconds()} -x509_strict -CAfile root.crt -untrusted chain.pem -verify_hostname core chain.pem");
    }

    [Fact]
    public void An_existing_ca_that_is_wrong_is_not_loaded()
    {
        _ca.SelfSigned("other");
        using var certificates = MaterialReader.Read("root.crt", _ca.OpenSsl.Bytes("root.crt"));
        using var key = MaterialReader.Read("other.key", _ca.OpenSsl.Bytes("other.key"));
        var loaded = ExistingAuthority.Load("internal", 1, "root.crt", certificates, key, Samples.Later, 2);
        Assert.Null(loaded.Value);
        Only("LS1320", loaded.Diagnostics);
        using var empty = MaterialReader.Read("empty.crt", Array.Empty<byte>());
        Only("LS1300", ExistingAuthority.Load("internal", 1, "empty.crt", empty, key, Samples.Now, 2).Diagnostics);
    }

    private ImmutableArray<Diagnostic> Check(string key, params string[] certificates) => Check(key, Samples.Later, certificates);

    private ImmutableArray<Diagnostic> Check(string key, DateTimeOffset now, params string[] certificates) =>
        AuthorityRules.CheckAuthority("ca.crt", [.. certificates.Select(c => _ca[c])], _ca.KeyOf(key), _ca.Signatures, now, 2);

    private static Diagnostic Only(string code, ImmutableArray<Diagnostic> found)
    {
        var only = Assert.Single(found);
        Assert.Equal(code, only.Code);
        return only;
    }
}
