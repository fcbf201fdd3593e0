using System.Text;
using System.Text.Json;
using Linkseal.Core.Planning;

namespace Linkseal.Core.Tests.Planning;

/// <summary>A Secret's manifest is what kubectl reads, and its shape moves with everything but certificates and keys.</summary>
public sealed class SecretManifestTests
{
    private static readonly FileContent.KubernetesSecret Secret = new()
    {
        Name = "web-tls",
        Namespace = "prod",
        Type = "kubernetes.io/tls",
        Labels = [("app.kubernetes.io/managed-by", "linkseal")],
        Annotations = [("note", "quotes \" and\nlines")],
        Data =
        [
            new("tls.crt", [new FileContent.OfLeaf("web", MaterialForm.Chain)]),
            new("tls.key", [new FileContent.OfLeaf("web", MaterialForm.Key)]),
            new("ca.crt", [new FileContent.Bundle("internal"), new FileContent.Known("public")]),
        ],
    };

    [Fact]
    public void Data_is_base64_and_there_is_no_string_data()
    {
        using var manifest = JsonDocument.Parse(SecretManifest.Write(Secret, static part => Encoding.UTF8.GetBytes(part is FileContent.Known known ? known.Text : part.ToString())));
        var root = manifest.RootElement;
        Assert.Equal(["apiVersion", "kind", "metadata", "type", "data"], root.EnumerateObject().Select(static p => p.Name));
        Assert.Equal("quotes \" and\nlines", root.GetProperty("metadata").GetProperty("annotations").GetProperty("note").GetString());
        Assert.EndsWith("public", Encoding.UTF8.GetString(root.GetProperty("data").GetProperty("ca.crt").GetBytesFromBase64()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_with_a_leaf_holds_its_certificate_and_key_and_the_roots()
    {
        Assert.Equal(("web", true, true), (Secret.LeafName, Secret.HoldsCertificate, Secret.HoldsKey));
        Assert.Equal(["internal"], Secret.Trusts);
    }

    [Fact]
    public void The_shape_moves_with_what_is_described()
    {
        var shape = SecretManifest.Shape(Secret);
        Assert.Equal(shape, SecretManifest.Shape(Secret with { Name = "web-tls" }));
        Assert.NotEqual(shape, SecretManifest.Shape(Secret with { Labels = [] }));
        Assert.NotEqual(shape, SecretManifest.Shape(Secret with { Namespace = "test" }));
        Assert.NotEqual(shape, SecretManifest.Shape(Secret with { Data = Secret.Data.RemoveAt(2) }));
        Assert.NotEqual(shape, SecretManifest.Shape(Secret with { Data = Secret.Data.SetItem(2, new("ca.crt", [new FileContent.Known("other")])) }));
    }
}
