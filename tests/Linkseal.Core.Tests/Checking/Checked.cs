using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Checking;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Tests.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Core.Tests.Checking;

/// <summary>A well applied shop of three (web calls db, db calls job), in which each test makes exactly one fault.</summary>
internal sealed record Checked(Desired Desired, Platform Platform, Observed Observed)
{
    public const string Certificate = "/srv/db/tls.crt";
    public const string Key = "/srv/db/tls.key";
    public const string Bundle = "/srv/web/ca.crt";

    public static Checked Good
    {
        get
        {
            var desired = Shop.Desired("web", "db", "job");
            return new(desired, Shop.Platform("web", "db", "job"), Shop.Applied(desired));
        }
    }

    public CertificateFacts Leaf => Observed.Material[Certificate].Certificates[0];

    public CertificateFacts Root => Observed.Authorities["internal"].Root;

    public ImmutableArray<Finding> Findings => Checker.Check(Desired, Platform, Observed);

    /// <summary>Other facts at a path, as the last apply wrote them (no drift).</summary>
    public Checked Holding(string path, MaterialFacts material) => this with { Observed = Observed with { Material = Observed.Material.SetItem(path, material) } };

    /// <summary>Another certificate in db's file, with the same key and a good signature.</summary>
    public Checked Serving(Func<CertificateFacts, CertificateFacts> change, params CertificateFacts[] more)
    {
        var leaf = change(Leaf);
        return Holding(Certificate, new() { Certificates = [leaf, .. more] }).Signed(leaf, Root);
    }

    public Checked Signed(CertificateFacts child, CertificateFacts issuer) =>
        this with { Observed = Observed with { Signatures = new(Observed.Signatures.Pairs.Add((child.Sha256, issuer.Sha256))) } };

    public Checked Standing(string path, Func<FileState, FileState> change) => this with { Observed = Observed.With(path, change(Observed.Files[path])) };

    public Checked Linked(Func<Link, Link> change) => this with { Platform = Platform with { Links = [.. Platform.Links.Select(l => l.Callee == "db" ? change(l) : l)] } };

    /// <summary>The only finding, of this code.</summary>
    public Finding Only(string code)
    {
        var finding = Assert.Single(Findings);
        Assert.Equal(code, finding.Code);
        Assert.False(string.IsNullOrWhiteSpace(finding.Remedy ?? (finding.Severity is Severity.Note ? "a note" : null)));
        return finding;
    }
}
