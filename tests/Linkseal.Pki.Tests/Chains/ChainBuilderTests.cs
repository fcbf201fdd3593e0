using Linkseal.Pki.Chains;
using Linkseal.Pki.Tests.Brought;

namespace Linkseal.Pki.Tests.Chains;

public sealed class ChainBuilderTests : IDisposable
{
    private readonly ForeignCa _ca = new();

    public ChainBuilderTests()
    {
        _ca.SelfSigned("root");
        _ca.Signed("one", "root", ForeignCa.Root);
        _ca.Signed("two", "one", ForeignCa.Root);
        _ca.Signed("leaf", "two");
    }

    public void Dispose() => _ca.Dispose();

    [Fact]
    public void Any_order_with_repeats_and_strangers_gives_the_chain_without_root()
    {
        _ca.SelfSigned("stranger");
        string[][] orders = [["leaf", "two", "one"], ["root", "one", "two", "leaf"], ["two", "leaf", "leaf", "stranger", "one", "two"]];
        foreach (var order in orders)
        {
            var chain = ChainBuilder.Order([.. order.Select(_ca.Certificate)], [_ca.Certificate("root")]);
            Assert.Equal(["CN=leaf", "CN=two", "CN=one"], chain.Certificates.Select(static c => c.Facts.Subject));
            Assert.Equal("CN=root", chain.Root!.Facts.Subject);
            Assert.Null(chain.Missing);
        }
    }

    [Fact]
    public void A_missing_intermediate_is_named()
    {
        var chain = ChainBuilder.Order([_ca.Certificate("leaf"), _ca.Certificate("one")], [_ca.Certificate("root")]);
        Assert.Equal(["CN=leaf"], chain.Certificates.Select(static c => c.Facts.Subject));
        Assert.Null(chain.Root);
        Assert.Equal("the certificate of CN=two that signed CN=leaf is not there", chain.Missing);
    }

    [Fact]
    public void Of_two_ways_up_the_one_to_the_given_root_is_taken()
    {
        // "one" again under another root, longer lived: the tempting way leads elsewhere.
        _ca.SelfSigned("elsewhere");
        var openssl = _ca.OpenSsl;
        openssl.Line("x509 -req -in one.csr -CA elsewhere.crt -CAkey elsewhere.key -CAcreateserial -days 300 -extfile one.ext -out cross.crt -outform DER");
        var cross = Certificate.Read(openssl.Bytes("cross.crt"))!;
        var chain = ChainBuilder.Order([_ca.Certificate("leaf"), cross, _ca.Certificate("two"), _ca.Certificate("one"), _ca.Certificate("elsewhere")], [_ca.Certificate("root")]);
        Assert.Equal(_ca["one"].Sha256, chain.Certificates[^1].Facts.Sha256);
        Assert.Equal(_ca["root"].Sha256, chain.Root!.Facts.Sha256);
    }

    [Fact]
    public void A_key_decides_which_one_is_the_leaf()
    {
        _ca.Signed("second", "two");
        var chain = ChainBuilder.Order([_ca.Certificate("leaf"), _ca.Certificate("second"), _ca.Certificate("two"), _ca.Certificate("one")], [_ca.Certificate("root")], _ca["second"].PublicKeySha256);
        Assert.Equal("CN=second", chain.Certificates[0].Facts.Subject);
    }
}
