using System.Net;
using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Nginx;

/// <summary>What Harbor's nginx says to what Linkseal writes, and to the faults that its check names.</summary>
public sealed class HarborProxyTests
{
    [Theory]
    [InlineData("")]
    [InlineData("authority: { generate: { intermediate: true } }\n")]
    [InlineData("authority: { generate: { key: rsa-2048, intermediate: true } }\nleaf: { key: rsa-2048 }\n")]
    public async Task Nginx_accepts_core_behind_it(string authority)
    {
        using var root = new TemporaryFolder();
        using var nginx = new NginxServer(Apply(root, authority));
        var (status, body) = await nginx.AskAsync(TestContext.Current.CancellationToken);
        Assert.True(status == HttpStatusCode.OK && body == "core says hello", $"{status}: {body}\n{nginx.Log}");
    }

    [Fact]
    public async Task Portals_pair_in_cores_place_is_a_502_that_check_names_beforehand()
    {
        using var root = new TemporaryFolder();
        var certificates = Apply(root, "");
        foreach (var extension in (string[])[".crt", ".key"])
            File.Copy(Path.Combine(certificates, "portal" + extension), Path.Combine(certificates, "core" + extension), overwrite: true);

        var check = Shell.Run(LinksealProgram.Itself, ["check", "--root", root.Path], root["opt/harbor"]);
        Assert.Equal(1, check.ExitCode);
        Assert.Contains("LS2004", check.Output, StringComparison.Ordinal);

        using var nginx = new NginxServer(certificates);
        Assert.Equal(HttpStatusCode.BadGateway, (await nginx.AskAsync(TestContext.Current.CancellationToken)).Status);
        Assert.Contains("upstream SSL certificate does not match \"core\"", nginx.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_authority_of_somebody_else_is_a_502_that_check_names_beforehand()
    {
        using var root = new TemporaryFolder();
        using var other = new TemporaryFolder();
        var certificates = Apply(root, "");
        File.Copy(Path.Combine(Apply(other, ""), "harbor_internal_ca.crt"), Path.Combine(certificates, "harbor_internal_ca.crt"), overwrite: true);

        var check = Shell.Run(LinksealProgram.Itself, ["check", "--root", root.Path], root["opt/harbor"]);
        Assert.Equal(1, check.ExitCode);
        Assert.Contains("LS2003", check.Output, StringComparison.Ordinal);

        using var nginx = new NginxServer(certificates);
        Assert.Equal(HttpStatusCode.BadGateway, (await nginx.AskAsync(TestContext.Current.CancellationToken)).Status);
        Assert.Contains("upstream SSL certificate verify error", nginx.Log, StringComparison.Ordinal);
    }

    private static string Apply(TemporaryFolder root, string authority)
    {
        var installer = LinksealProgram.LayOutHarbor(root, "platform: registry\nprofile: harbor\nsettings: { https: off }\n" + authority);
        LinksealProgram.Succeed(installer, ["apply", "--yes", "--root", root.Path]);
        return root["etc/harbor/tls/internal"];
    }
}
