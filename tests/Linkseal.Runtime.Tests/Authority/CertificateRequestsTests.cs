using Linkseal.Testing;

namespace Linkseal.Runtime.Tests.Authority;

public sealed class CertificateRequestsTests
{
    [Fact]
    public void A_platform_that_signs_for_itself_has_nothing_to_request()
    {
        using var folder = new TemporaryFolder();
        using var workspace = Open(folder, "authority: { generate: { key: ecdsa-p256 } }");

        var written = CertificateRequests.Write(workspace, folder["csr"], CancellationToken.None);

        Assert.Equal("LS1463", Assert.Single(written.Diagnostics).Code);
        Assert.False(Directory.Exists(folder["csr"]) || Directory.Exists(folder[".linkseal"]));
    }

    [Fact]
    public void A_platform_of_another_CA_asks_for_each_leaf()
    {
        using var folder = new TemporaryFolder();
        using var workspace = Open(folder, "authority: { certificates: ./certs }");

        var written = CertificateRequests.Write(workspace, folder["csr"], CancellationToken.None);

        Assert.Empty(written.Diagnostics);
        Assert.Equal(folder["certs"], written.Value!.Answers);
        Assert.Equal("web", Assert.Single(written.Value.Requests).Component);
        Assert.True(File.Exists(folder["csr/requests.txt"]));
    }

    private static Workspace Open(TemporaryFolder folder, string authority)
    {
        File.WriteAllText(folder["linkseal.yaml"], $"platform: shop\n{authority}\ncomponents:\n  web: {{ dialect: files, folder: {folder["tls"]}, port: 443 }}\n");
        var opened = Workspace.Open(new() { File = folder["linkseal.yaml"] });
        Assert.Empty(opened.Diagnostics);
        return opened.Value!;
    }
}
