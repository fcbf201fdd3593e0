using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Linkseal.Core.Certificates;
using Linkseal.Pki.Issuing;
using Linkseal.Pki.Writing;

namespace Linkseal.Pki.Tests.Issuing;

public class LeafPropertyTests
{
    private static readonly Gen<string> Label =
        from start in Gen.Elements("abcxyz".ToCharArray())
        from rest in Gen.ArrayOf(Gen.Elements("abc019-_".ToCharArray()))
        select start + new string(rest)[..Math.Min(rest.Length, 40)] + "z";

    private static readonly Gen<AlternativeName> Name = Gen.OneOf(
        Label.Select(static l => l),
        from wild in Gen.Elements("", "*.") from a in Label from b in Label select $"{wild}{a}.{b}",
        Gen.ArrayOf(Gen.Choose(0, 255), 4).Select(static b => string.Join('.', b)),
        Gen.ArrayOf(Gen.Choose(0, 65535), 8).Select(static b => string.Join(':', b.Select(static w => w.ToString("x"))))).Select(static text => AlternativeName.Parse(text)!);

    private static readonly Gen<string?> Text = Gen.Elements<string?>(null, "a", "Zürich", "O'Neill, Sons + Co", "<x> \"y\" \\z;", "日本", "=#");

    private static readonly Gen<LeafSpec> Spec =
        from names in Gen.NonEmptyListOf(Name)
        from purposes in Gen.Elements(Purposes.Server, Purposes.Client, Purposes.Server | Purposes.Client)
        from key in Gen.Elements(KeyAlgorithm.EcdsaP256, KeyAlgorithm.EcdsaP384, KeyAlgorithm.EcdsaP521)
        from organization in Text
        from unit in Text
        from common in Text
        from country in Gen.Elements<string?>(null, "CH", "DE")
        from days in Gen.Choose(1, 4000)
        select new LeafSpec
        {
            Name = "any",
            Component = "any",
            Source = new LeafSource.Made("internal"),
            Subject = new() { Country = country, Organization = organization, Unit = unit, CommonName = common },
            Names = [.. names.Distinct()],
            Purposes = purposes,
            Key = key,
            Lifetime = new(days, LifetimeUnit.Days),
        };

    [Fact]
    public void Any_leaf_says_what_its_specification_says()
    {
        using var authority = Samples.Authority();
        Prop.ForAll(Spec.ToArbitrary(), spec =>
        {
            using var leaf = authority.Issue(spec, Samples.Now);
            var facts = leaf.Certificate.Facts;
            Assert.Equal(spec.Names, facts.Names);
            Assert.Equal(spec.Subject.CommonName, facts.CommonName);
            Assert.Equal(authority.Root.Facts.SubjectHash, facts.IssuerHash);
            Assert.Equal(authority.Root.Facts.Subject, facts.Issuer);
            Assert.Equal(leaf.Key.PublicKeySha256, facts.PublicKeySha256);
            Assert.Equal(leaf.Key.Algorithm, facts.KeyAlgorithm);
            Assert.Equal(false, facts.IsAuthority);
            Assert.Equal(Expected(spec.Purposes), facts.ExtendedKeyUsages!.Value);
            Assert.Equal(Earlier(spec.Lifetime.After(Samples.Now), authority.Root.Facts.NotAfter), facts.NotAfter);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Openssl_reads_any_leaf_the_same_way()
    {
        using var openssl = new OpenSsl();
        using var authority = Samples.Authority();
        openssl.Write("root.pem", PemText.Of([authority.Root]));
        Prop.ForAll(Spec.ToArbitrary(), spec =>
        {
            using var leaf = authority.Issue(spec, Samples.Now);
            openssl.Write("leaf.pem", leaf.Certificate.ToPem());
            openssl.Line("verify -x509_strict -CAfile root.pem leaf.pem");
            var text = openssl.Line("x509 -in leaf.pem -noout -fingerprint -sha256 -ext subjectAltName -checkend 0");
            Assert.Contains(leaf.Certificate.Facts.Sha256, text.Replace(":", "", StringComparison.Ordinal).ToLowerInvariant(), StringComparison.Ordinal);
            Assert.Equal(spec.Names.Length, text.Split("DNS:").Length + text.Split("IP Address:").Length - 2);
            foreach (var name in spec.Names.Where(static n => !n.IsAddress)) Assert.Contains("DNS:" + name.Value, text, StringComparison.Ordinal);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static ImmutableArray<string> Expected(Purposes purposes) =>
        [.. purposes.HasFlag(Purposes.Server) ? new[] { "1.3.6.1.5.5.7.3.1" } : [], .. purposes.HasFlag(Purposes.Client) ? new[] { "1.3.6.1.5.5.7.3.2" } : []];
}
