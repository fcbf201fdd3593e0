using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Pki.Tests.Brought;

/// <summary>Every bad input has its own diagnostic, and only that one.</summary>
public sealed class BroughtRulesTests : IDisposable
{
    private readonly ForeignCa _ca = new();
    private readonly LeafSpec _spec = Samples.Leaf("core", "core", "10.0.0.7");

    public BroughtRulesTests() => _ca.SelfSigned("root");

    public void Dispose() => _ca.Dispose();

    [Fact]
    public void A_leaf_that_fits_is_accepted()
    {
        _ca.Signed("leaf", "root");
        Assert.Empty(Check("leaf"));
    }

    [Fact]
    public void A_leaf_without_key_usage_and_purposes_is_accepted()
    {
        _ca.Signed("leaf", "root", "subjectAltName=DNS:core,IP:10.0.0.7");
        Assert.Empty(Check("leaf"));
    }

    [Fact]
    public void The_key_of_another_certificate_is_LS1320()
    {
        _ca.Signed("leaf", "root");
        _ca.Signed("other", "root");
        Only("LS1320", Check("leaf", key: _ca.KeyOf("other")));
    }

    [Fact]
    public void A_leaf_without_its_key_is_LS1321()
    {
        var leaf = _ca.Signed("leaf", "root");
        Only("LS1321", BroughtRules.Check(_spec, "core.crt", leaf, null, [], [_ca["root"]], _ca.Signatures, Samples.Later, 2));
    }

    [Fact]
    public void A_ca_given_as_leaf_is_LS1322()
    {
        _ca.Signed("leaf", "root", "basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign,digitalSignature\nsubjectAltName=DNS:core,IP:10.0.0.7");
        Assert.Equal(Severity.Warning, Only("LS1322", Check("leaf")).Severity);
        _ca.Signed("bare", "root", "basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign");
        Assert.Equal(Severity.Error, Check("bare")[0].Severity);
    }

    [Theory]
    [InlineData("basicConstraints=critical,CA:FALSE", "LS1323")]
    [InlineData("keyUsage=keyCertSign", "LS1323")]
    [InlineData("basicConstraints=critical,CA:TRUE\nkeyUsage=digitalSignature", "LS1324")]
    public void An_intermediate_that_may_not_sign_is_named(string extensions, string code)
    {
        _ca.Signed("middle", "root", extensions);
        _ca.Signed("leaf", "middle");
        Only(code, Check("leaf", chain: ["middle"]));
    }

    [Fact]
    public void A_path_that_is_longer_than_a_ca_allows_is_LS1325()
    {
        _ca.SelfSigned("short", "basicConstraints=critical,CA:TRUE,pathlen:0");
        _ca.Signed("middle", "short", ForeignCa.Root);
        _ca.Signed("leaf", "middle");
        var only = Only("LS1325", Check("leaf", chain: ["middle"], root: "short"));
        Assert.Contains("CN=short", only.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Expired_is_LS1326_and_not_yet_valid_is_LS1327()
    {
        _ca.Signed("leaf", "root");
        Only("LS1326", Check("leaf", now: Samples.Now.AddDays(31)));
        Only("LS1327", Check("leaf", now: Samples.Now.AddDays(-1)));
    }

    [Fact]
    public void An_expired_intermediate_is_LS1326_with_its_own_name()
    {
        _ca.Signed("middle", "root", ForeignCa.Root);
        var leaf = _ca.Signed("leaf", "middle") with { NotAfter = Samples.Now.AddYears(1) };
        var found = BroughtRules.Check(_spec, "core.crt", leaf, _ca.KeyOf("leaf"), [_ca["middle"]], [_ca["root"]], _ca.Signatures, Samples.Now.AddDays(31), 2);
        Assert.Contains("CN=middle", Only("LS1326", found).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sha1_signature_is_LS1328()
    {
        _ca.Signed("leaf", "root", digest: "sha1");
        Assert.Contains("ecdsa-with-SHA1", Only("LS1328", Check("leaf")).Message, StringComparison.Ordinal);
        _ca.Signed("middle", "root", ForeignCa.Root, digest: "sha1");
        _ca.Signed("below", "middle");
        Only("LS1328", Check("below", chain: ["middle"]));
    }

    [Fact]
    public void An_rsa_key_below_2048_bits_is_LS1329()
    {
        _ca.Signed("leaf", "root", key: "1024");
        Assert.Contains("1024", Only("LS1329", Check("leaf")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_alternative_names_at_all_is_LS1330()
    {
        _ca.Signed("leaf", "root", "keyUsage=digitalSignature", "/CN=core");
        Only("LS1330", Check("leaf"));
    }

    [Fact]
    public void A_name_that_is_not_covered_is_LS1331_and_says_who_dials_it()
    {
        _ca.Signed("leaf", "root", "subjectAltName=DNS:portal,DNS:10.0.0.7");
        var only = Only("LS1331", Check("leaf", dialledBy: new Dictionary<string, string> { ["core"] = "proxy" }));
        Assert.Contains("lacks core (dialled by proxy), 10.0.0.7", only.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("clientAuth", "serverAuth")]
    [InlineData("serverAuth", "clientAuth")]
    [InlineData("emailProtection", "serverAuth and clientAuth")]
    public void A_purpose_that_is_forbidden_is_LS1332(string allowed, string forbidden)
    {
        _ca.Signed("leaf", "root", $"extendedKeyUsage={allowed}\nsubjectAltName=DNS:core,IP:10.0.0.7");
        Assert.Contains($"forbids {forbidden}:", Only("LS1332", Check("leaf")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_purpose_allows_all()
    {
        _ca.Signed("leaf", "root", "extendedKeyUsage=anyExtendedKeyUsage\nsubjectAltName=DNS:core,IP:10.0.0.7");
        Assert.Empty(Check("leaf"));
    }

    [Fact]
    public void A_key_usage_that_forbids_signing_is_LS1333()
    {
        _ca.Signed("leaf", "root", "keyUsage=keyEncipherment\nsubjectAltName=DNS:core,IP:10.0.0.7");
        Only("LS1333", Check("leaf"));
    }

    [Fact]
    public void A_leaf_of_another_ca_is_LS1334()
    {
        _ca.SelfSigned("foreign");
        _ca.Signed("leaf", "foreign");
        Assert.Contains("CN=foreign", Only("LS1334", Check("leaf", chain: ["foreign"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ca_of_the_same_name_with_another_key_is_LS1334()
    {
        _ca.SelfSigned("again", subject: "/CN=root");
        _ca.Signed("leaf", "again");
        Assert.Contains("another key", Only("LS1334", Check("leaf")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_self_signed_leaf_is_LS1334_unless_it_is_the_root_itself()
    {
        _ca.SelfSigned("leaf", ForeignCa.Leaf);
        Only("LS1334", Check("leaf"));
        Assert.Empty(Check("leaf", root: "leaf"));
    }

    [Fact]
    public void A_missing_intermediate_is_LS1335_by_name()
    {
        _ca.Signed("middle", "root", ForeignCa.Root);
        _ca.Signed("leaf", "middle");
        Assert.Contains("the certificate of CN=middle that signed CN=leaf", Only("LS1335", Check("leaf")).Message, StringComparison.Ordinal);
        Assert.Empty(Check("leaf", chain: ["middle"]));
    }

    [Fact]
    public void A_leaf_alone_of_a_public_ca_is_a_warning_LS1335()
    {
        _ca.Signed("middle", "root", ForeignCa.Root);
        var leaf = _ca.Signed("leaf", "middle");
        Assert.Equal(Severity.Warning, Only("LS1335", BroughtRules.Check(_spec, "core.crt", leaf, _ca.KeyOf("leaf"), [], [], _ca.Signatures, Samples.Later, 2)).Severity);
        Assert.Empty(BroughtRules.Check(_spec, "core.crt", leaf, _ca.KeyOf("leaf"), [_ca["middle"]], [], _ca.Signatures, Samples.Later, 2));
    }

    [Fact]
    public void A_chain_deeper_than_the_product_follows_is_LS1336()
    {
        _ca.Signed("one", "root", ForeignCa.Root);
        _ca.Signed("two", "one", ForeignCa.Root);
        _ca.Signed("three", "two", ForeignCa.Root);
        _ca.Signed("leaf", "three");
        Only("LS1336", Check("leaf", chain: ["three", "one", "two"]));
        _ca.Signed("higher", "two");
        Assert.Empty(Check("higher", chain: ["one", "two"]));
    }

    [Fact]
    public void A_file_that_stays_in_place_must_be_plain_pem_in_order_LS1338()
    {
        _ca.Signed("middle", "root", ForeignCa.Root);
        _ca.Signed("leaf", "middle");
        Assert.Empty(InPlace(MaterialEncoding.Pem, "leaf", "middle", "root"));
        Assert.Contains("is DER", Only("LS1338", InPlace(MaterialEncoding.Der, "leaf")).Message, StringComparison.Ordinal);
        Assert.Contains("byte order mark", Only("LS1338", InPlace(MaterialEncoding.LoosePem, "leaf")).Message, StringComparison.Ordinal);
        Assert.Contains("first certificate is CN=middle", Only("LS1338", InPlace(MaterialEncoding.Pem, "middle", "leaf")).Message, StringComparison.Ordinal);
        Assert.Contains("CN=root follows CN=leaf", Only("LS1338", InPlace(MaterialEncoding.Pem, "leaf", "root", "middle")).Message, StringComparison.Ordinal);
    }

    private ImmutableArray<Diagnostic> InPlace(MaterialEncoding encoding, params string[] certificates) => BroughtRules.CheckInPlace(
        "server.crt", new() { Encoding = encoding, Certificates = [.. certificates.Select(c => _ca[c])] }, _ca["leaf"], _ca.Signatures);

    private ImmutableArray<Diagnostic> Check(
        string leaf, string[]? chain = null, string root = "root", KeyFacts? key = null, DateTimeOffset? now = null, IReadOnlyDictionary<string, string>? dialledBy = null) =>
        BroughtRules.Check(
            _spec, "core.crt", _ca[leaf], key ?? _ca.KeyOf(leaf), [.. (chain ?? []).Select(c => _ca[c])], [_ca[root]], _ca.Signatures, now ?? Samples.Later, 2, dialledBy);

    private static Diagnostic Only(string code, ImmutableArray<Diagnostic> found)
    {
        var only = Assert.Single(found);
        Assert.Equal(code, only.Code);
        Assert.NotNull(only.Hint);
        return only;
    }
}
