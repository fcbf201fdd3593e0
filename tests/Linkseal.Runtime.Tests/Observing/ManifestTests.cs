using System.Text;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.Observing;
using Linkseal.Runtime.Tests.Authority;

namespace Linkseal.Runtime.Tests.Observing;

/// <summary>What is in a Secret's manifest, and in a document, is found by a full look.</summary>
public sealed class ManifestTests
{
    private static FileContent.KubernetesSecret Pair => new()
    {
        Name = "web-tls",
        Namespace = "prod",
        Type = "kubernetes.io/tls",
        Data =
        [
            new("tls.crt", [new FileContent.OfLeaf("web", MaterialForm.Chain)]),
            new("tls.key", [new FileContent.OfLeaf("web", MaterialForm.Key)]),
            new("ca.crt", [new FileContent.Bundle("internal")]),
        ],
    };

    [Fact]
    public void Chain_and_key_in_a_manifest_are_a_pair_of_the_issued_leaf()
    {
        using var ground = new Ground();
        var (spec, leaf) = (Ground.Generated(intermediate: true), Ground.Leaf("web"));
        var file = ground.File("web.json", Pair);
        var desired = new Desired { Authorities = [spec], Leaves = [leaf], Files = [file] };
        var plan = ground.Making(spec, leaf) with { Files = [new() { Action = ChangeAction.Create, Path = file.Path, Component = "web", Reason = "new", File = file }] };
        var inventory = ground.Carry(plan, ground.Observe(desired));

        var observed = ground.Observe(desired, inventory, Depth.Full).Observed;

        var material = observed.Material[file.Path];
        Assert.Equal(inventory.Leaves["web"].Sha256, material.Certificates[0].Sha256);
        Assert.Equal(2, material.Certificates.Length);
        Assert.Equal(material.Certificates[0].PublicKeySha256, Assert.Single(material.Keys).PublicKeySha256);
        Assert.DoesNotContain("BEGIN", ground.Read("web.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"data\":[]}")]
    [InlineData("{\"data\":{\"tls.crt\":7}}")]
    [InlineData("{\"data\":{\"tls.crt\":\"not base64\"}}")]
    [InlineData("-----BEGIN CERTIFICATE-----")]
    public void What_is_no_manifest_is_a_problem_and_never_a_failure(string text)
    {
        Assert.Null(ManifestReader.Pem(Encoding.UTF8.GetBytes(text)));
        using var ground = new Ground();
        ground.Write("web.json", text);

        var observed = ground.Observe(new() { Files = [ground.File("web.json", Pair)] }, Inventory.Empty, Depth.Full).Observed;

        Assert.NotEmpty(observed.Material[ground["web.json"]].Problems);
    }

    [Fact]
    public void Without_a_pair_everything_in_the_secret_counts() =>
        Assert.Equal("a\nb\n", Encoding.ASCII.GetString(ManifestReader.Pem("{\"kind\":\"Secret\",\"metadata\":{\"name\":\"x\"},\"data\":{\"ca.crt\":\"YQ==\",\"more.crt\":\"Yg==\"}}"u8)!));

    [Fact]
    public void A_certificate_within_a_document_is_found_by_its_key()
    {
        using var ground = new Ground();
        ground.OpenSsl.Root("public");
        var base64 = Convert.ToBase64String(File.ReadAllBytes(ground["public.crt"]));
        ground.Write("values.yaml", $"certificate:\n  tls:\n    crt: {base64}\n    key: not base64!\n");
        var embedded = new EmbeddedMaterial(ground["values.yaml"], ["certificate", "tls", "crt"]);

        var full = ground.Observe(new() { Embedded = [embedded, embedded with { Key = ["certificate", "tls", "key"] }, embedded with { Key = ["nothing"] }] }, Inventory.Empty, Depth.Full).Observed;

        Assert.Equal([embedded.Id], full.Material.Keys);
        Assert.Single(full.Material[embedded.Id].Certificates);
        Assert.Empty(ground.Observe(new() { Embedded = [embedded] }).Observed.Material);
    }
}
