using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Linkseal.RealServers.Tests.Etcd;

/// <summary>What the etcd in PD makes of Linkseal's files: a cluster of three, closed to plaintext and to strangers on both ports.</summary>
public sealed class PdClusterTests
{
    private const string Ok = "OK";
    private const string Refused = "refused";

    [Theory]
    [InlineData("", Ok)]
    [InlineData("  callers: { pd: [pd] }\n", Refused)]
    public async Task Three_members_form_a_cluster_that_refuses_plaintext_and_strangers(string settings, string tikvAmongPeers)
    {
        using var cluster = new PdCluster(settings);
        using var others = new PdCluster(settings);
        cluster.Start();

        Assert.Equal(3, Lines(cluster.Control(cluster.ClientPorts, "endpoint", "health").All).Count(static l => l.Contains("is healthy", StringComparison.Ordinal)));
        var members = Lines(cluster.Control(cluster.ClientPorts[..1], "member", "list").Output);
        Assert.Equal(3, members.Length);
        Assert.All(members, static m => Assert.Matches("started, pd-[123], https://127.0.0.1:[0-9]+, https://127.0.0.1:[0-9]+, false$", m));
        Assert.Equal(0, cluster.Control(cluster.ClientPorts[..1], "put", "sealed", "yes").ExitCode);
        Assert.Equal("sealed\nyes\n", cluster.Control(cluster.ClientPorts[2..], "get", "sealed").Output);

        foreach (var port in cluster.ClientPorts)
        {
            Assert.Equal(Ok, await AskAsync(cluster, $"https://127.0.0.1:{port}/health", cluster.Tools));
            Assert.Equal(Ok, await AskAsync(cluster, $"https://127.0.0.1:{port}/health", cluster.Material("tikv")));
            Assert.Equal(Refused, await AskAsync(cluster, $"https://127.0.0.1:{port}/health", null));
            Assert.Equal(Refused, await AskAsync(cluster, $"https://127.0.0.1:{port}/health", others.Tools));
            Assert.Equal(Refused, await AskAsync(cluster, $"http://127.0.0.1:{port}/health", null));
        }

        foreach (var port in cluster.PeerPorts)
        {
            Assert.Equal(Ok, await AskAsync(cluster, $"https://127.0.0.1:{port}/members", cluster.Material("pd-1")));
            Assert.Equal(tikvAmongPeers, await AskAsync(cluster, $"https://127.0.0.1:{port}/members", cluster.Material("tikv")));
            // Its name leads to no address, and this port holds the caller's address against it.
            Assert.Equal(Refused, await AskAsync(cluster, $"https://127.0.0.1:{port}/members", cluster.Tools));
            Assert.Equal(Refused, await AskAsync(cluster, $"https://127.0.0.1:{port}/members", null));
            Assert.Equal(Refused, await AskAsync(cluster, $"https://127.0.0.1:{port}/members", others.Material("pd-1")));
            Assert.Equal(Refused, await AskAsync(cluster, $"http://127.0.0.1:{port}/members", null));
        }
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What a caller gets who believes this cluster's authority and shows the certificate in a folder, or none.</summary>
    private static async Task<string> AskAsync(PdCluster cluster, string url, string? shown)
    {
        using var root = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(cluster.Tools, "ca.crt"));
        using var own = shown is null ? null : X509Certificate2.CreateFromPemFile(Path.Combine(shown, "tls.crt"), Path.Combine(shown, "tls.key"));
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, CustomTrustStore = { root } };
        using var handler = new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = policy, ClientCertificates = own is null ? [] : [own], LocalCertificateSelectionCallback = (_, _, _, _, _) => own! } };
        using var client = new HttpClient(handler);
        try
        {
            using var answer = await client.GetAsync(new Uri(url), TestContext.Current.CancellationToken);
            return answer.StatusCode.ToString();
        }
        // Without a cause of its own it is this caller who does not believe the server: that would be no refusal.
        catch (HttpRequestException failure) when (failure.InnerException is not AuthenticationException { InnerException: null })
        {
            return Refused;
        }
    }
}
