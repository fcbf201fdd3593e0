using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Linkseal.RealServers.Tests.Servers;

/// <summary>Fifty callers that ask and ask again while something is done to the server.</summary>
internal sealed class FiftyCallers
{
    private const int Many = 50;

    private volatile bool stopping;
    private readonly ConcurrentQueue<string> faults = new();
    private readonly Task[] callers;
    private int answered;

    private FiftyCallers(IEnumerable<Func<CancellationToken, Task>> questions) => callers = [.. questions.Select(Ask)];

    /// <summary>Each has asked once when this ends, and goes on.</summary>
    /// <param name="open">Makes one caller's question; a connection that it holds is its own.</param>
    /// <param name="cancellation">Ends the beginning.</param>
    public static async Task<FiftyCallers> Begin(Func<CancellationToken, Task<Func<CancellationToken, Task>>> open, CancellationToken cancellation)
    {
        List<Func<CancellationToken, Task>> questions = [];
        for (var i = 0; i < Many; i++)
        {
            var question = await open(cancellation);
            await question(cancellation);
            questions.Add(question);
        }

        return new(questions);
    }

    /// <summary>Callers over HTTPS, a connection for each request: idle ones a proxy closes at a reload.</summary>
    /// <param name="folder">The caller's files.</param>
    /// <param name="url">What is asked for.</param>
    /// <param name="answer">What has to be answered.</param>
    /// <param name="cancellation">Ends the beginning.</param>
    public static Task<FiftyCallers> OverHttps(string folder, string url, string answer, CancellationToken cancellation)
    {
        var client = new HttpClient(new SocketsHttpHandler { SslOptions = Options(folder), PooledConnectionLifetime = TimeSpan.Zero });
        return Begin(_ => Task.FromResult<Func<CancellationToken, Task>>(async end => Assert.Equal(answer, await client.GetStringAsync(url, end))), cancellation);
    }

    /// <summary>Does it while they ask, then has each ask once more: every question of each was answered.</summary>
    public async Task NoneIsDroppedBy(Action action)
    {
        // Whatever it does to the server, it does while questions are under way; how many, is a matter of the machine's other work.
        await Answered(Many);
        await Task.Run(action);
        // All of them have met the server as it is now.
        var soFar = answered;
        await Answered(soFar + (3 * Many));
        stopping = true;
        await Task.WhenAll(callers);
        Assert.Empty(faults);
        Assert.True(answered >= soFar + Many, $"{answered - soFar} questions were answered afterwards");
    }

    private async Task Answered(int enough)
    {
        for (var since = TimeProvider.System.GetTimestamp(); answered < enough && faults.IsEmpty && TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(60);) await Task.Delay(20);
    }

    /// <summary>A connection of TLS that a caller holds, by its files.</summary>
    /// <param name="folder">Its <c>tls.crt</c>, <c>tls.key</c> and <c>ca.crt</c>.</param>
    /// <param name="port">On this machine.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<SslStream> Dial(string folder, int port, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
        var tls = new SslStream(new NetworkStream(socket, ownsSocket: true));
        await tls.AuthenticateAsClientAsync(Options(folder), cancellation);
        return tls;
    }

    /// <summary>How it says TLS.</summary>
    public static SslClientAuthenticationOptions Options(string folder)
    {
        X509ChainPolicy trust = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.ImportFromPemFile(Path.Combine(folder, "ca.crt"));
        return new()
        {
            TargetHost = "localhost",
            CertificateChainPolicy = trust,
            ClientCertificateContext = SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(Path.Combine(folder, "tls.crt"), Path.Combine(folder, "tls.key")), [], offline: true),
        };
    }

    private async Task Ask(Func<CancellationToken, Task> question)
    {
        try
        {
            while (!stopping)
            {
                await question(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
                Interlocked.Increment(ref answered);
                await Task.Delay(20);
            }
        }
        catch (Exception e)
        {
            faults.Enqueue(e.ToString());
        }
    }
}
