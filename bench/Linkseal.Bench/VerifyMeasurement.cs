using System.Collections.Immutable;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;
using Linkseal.Core.Verification;
using Linkseal.Core.Verification.Wire;
using Linkseal.Runtime;
using Linkseal.Runtime.Observing;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.Verification;

namespace Linkseal.Bench;

/// <summary>A thousand sealed endpoints asked all questions, against the same connections made bare: same client certificates, contexts made once, same number at once.</summary>
internal static class VerifyMeasurement
{
    private const int Endpoints = 1000;
    private const int Part = 250;
    private const int AtOnce = 32;

    // As the verifier asks them: the caller, four strangers, three hellos, plaintext.
    private static readonly ProbeKind[] Handshakes = [ProbeKind.Caller, ProbeKind.NoCertificate, ProbeKind.Foreign, ProbeKind.Expired, ProbeKind.WrongPurpose];
    private static readonly ClientHello[] Hellos = [ClientHello.Tls10, ClientHello.Tls11, ClientHello.Weak];
    private static readonly byte[] Request = "GET / HTTP/1.1\r\nHost: c1.internal\r\nConnection: close\r\n\r\n"u8.ToArray();

    public static void Run(Ground ground)
    {
        var site = Site.Make(ground.Folder(), 2);
        site.PlanAndApply();
        using var workspace = Workspace.Open(new() { File = site.File, Root = site.Root }).Value!;
        var desired = workspace.Expansion.Desired;
        var place = new LocalPlace(new LocalDisk(), site.Root);
        using var observation = Observer.Observe(
            new() { Place = place, Desired = desired, State = workspace.State, Inventory = Inventory.Empty, Depth = Depth.Quick, Now = DateTimeOffset.UtcNow }, CancellationToken.None);
        using var leaf = X509Certificate2.CreateFromPemFile(site.Root + "/srv/c1/tls/tls.crt", site.Root + "/srv/c1/tls/tls.key");
        using var root = X509CertificateLoader.LoadCertificateFromFile(site.Root + "/srv/c1/tls/ca.crt");
        using var servers = new LoopbackServers(Endpoints, leaf, root);
        var asked = new Asked(observation, place, [.. servers.Ports.Select(p => Question(desired, p))]);
        var bare = new Bare(asked, servers.Ports, leaf);

        asked.Verify(Part);
        bare.Connect(Part);
        var runs = Measure.Interleaved(
            5,
            new Subject("verify", () => () => asked.Verify(Endpoints)),
            new Subject("bare connections", () => () => bare.Connect(Endpoints)));
        var (verify, connections) = (runs[0], runs[1]);
        var questions = Endpoints * (Handshakes.Length + Hellos.Length + 1);
        Table.Print(
            $"verify: {Endpoints} endpoints, {questions} questions ({Endpoints * Handshakes.Length} of them whole handshakes with one exchange), {AtOnce} endpoints at once; both ends in this process; medians of 5 interleaved runs",
            ["", "time", "per question", "cores", "over bare"],
            runs.Select(r => new[] { r.Name, Table.Milliseconds(r.Median), Table.Milliseconds(r.Median / questions), Table.Ratio(r.Cores), Table.Ratio(r.Over(connections)) }));
        Console.WriteLine($"  verify over bare: {Table.Wanted(verify.Over(connections) <= 1.5, "at most 1.5")}");

        var (part, whole) = (Memory(() => asked.Verify(Part)), Memory(() => asked.Verify(Endpoints)));
        Table.Print(
            "verify: managed memory beyond what there was, at most while it runs (garbage included), and kept (the proofs)",
            ["endpoints", "most while it runs", "kept", "kept for each"],
            [[$"{Part}", Kilobytes(part.Most), Kilobytes(part.Kept), Kilobytes(part.Kept / Part)], [$"{Endpoints}", Kilobytes(whole.Most), Kilobytes(whole.Kept), Kilobytes(whole.Kept / Endpoints)]]);
    }

    private static LinkQuestion Question(Desired desired, int port) => new()
    {
        Link = new() { Caller = "c0", Callee = "c1", Endpoint = "https", Dialled = ["c1.internal"], Required = Level.Mutual, Reachable = Level.Mutual },
        Endpoint = new("https", port, "https", PeerPolicy.Require) { At = [new DialAddress.Host("127.0.0.1", port)] },
        ServerName = "c1.internal",
        Shown = desired.Leaves.First(static l => l.Component == "c0"),
        ShownFiles = ["/srv/c0/tls/tls.crt", "/srv/c0/tls/tls.key"],
        TrustFiles = ["/srv/c0/tls/ca.crt"],
        CallerAuthority = "internal",
    };

    // The heap is looked at 50 times a second, without collecting.
    private static (double Most, double Kept) Memory(Func<object> work)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        using (new Timer(_ => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false) - before), null, 0, 20))
        {
            var kept = work();
            var after = GC.GetTotalMemory(forceFullCollection: true) - before;
            GC.KeepAlive(kept);
            return (most, after);
        }
    }

    private static string Kilobytes(double bytes) => $"{bytes / 1024:0.0} KB";

    /// <summary>Our own way.</summary>
    private sealed record Asked(Observation Observation, LocalPlace Place, ImmutableArray<LinkQuestion> Questions) : IVerifyListener
    {
        public ImmutableArray<LinkProof> Verify(int count)
        {
            using var certificates = Certificates();
            using var trust = Trust();
            using var addresses = new AddressBook();
            var proofs = new Verifier(new() { AtOnce = AtOnce }, certificates, trust, addresses, TimeProvider.System).Verify([.. Questions.Take(count)], this, CancellationToken.None).GetAwaiter().GetResult();
            if (proofs.FirstOrDefault(static p => !p.Holds) is { } failed) throw new InvalidOperationException($"{failed.Address}: {failed.Skipped} {failed.Caller} {string.Join(' ', failed.Findings)}");
            return proofs;
        }

        public ProbeCertificates Certificates() => new(Observation.Authorities, Place, DateTimeOffset.UtcNow);

        public TrustOf Trust() => new(Place, Observation.Authorities.Known);

        public void Judged(LinkProof proof, int done, int all)
        {
        }
    }

    /// <summary>The same connections with nothing around them.</summary>
    private sealed class Bare(Asked asked, IReadOnlyList<int> ports, X509Certificate2 leaf)
    {
        public int Connect(int count)
        {
            using var certificates = asked.Certificates();
            using var trust = asked.Trust();
            var question = asked.Questions[0];
            var identities = Handshakes.Select(k => k is ProbeKind.Caller ? certificates.Caller(question) : certificates.Stranger(k, "internal")).Select(static m => m.Identity?.Context).ToArray();
            var policy = trust.Of(question).Policy;
            var expected = leaf.RawData;
            Parallel.ForEachAsync(ports.Take(count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (port, end) =>
            {
                foreach (var identity in identities) await Handshake(port, identity, policy, expected, end).ConfigureAwait(false);
                foreach (var hello in Hellos) await Once(port, hello.Encode("c1.internal", RandomNumberGenerator.GetBytes(32)), end).ConfigureAwait(false);
                await Once(port, Request, end).ConfigureAwait(false);
            }).GetAwaiter().GetResult();
            return count;
        }

        private static async Task Handshake(int port, SslStreamCertificateContext? shown, X509ChainPolicy policy, byte[] expected, CancellationToken end)
        {
            using var socket = await Open(port, end).ConfigureAwait(false);
            using var tls = new SslStream(new NetworkStream(socket));
            try
            {
                await tls.AuthenticateAsClientAsync(
                    new SslClientAuthenticationOptions
                    {
                        TargetHost = "c1.internal", ClientCertificateContext = shown, CertificateChainPolicy = policy, AllowTlsResume = false, EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                        RemoteCertificateValidationCallback = (_, certificate, _, errors) => errors == SslPolicyErrors.None && ((X509Certificate2)certificate!).RawDataMemory.Span.SequenceEqual(expected),
                    },
                    end).ConfigureAwait(false);
                await tls.WriteAsync(Request, end).ConfigureAwait(false);
                _ = await tls.ReadAsync(new byte[1024], end).ConfigureAwait(false);
            }
            catch (Exception error) when (error is IOException or AuthenticationException)
            {
                // A stranger is refused.
            }
        }

        private static async Task Once(int port, byte[] said, CancellationToken end)
        {
            using var socket = await Open(port, end).ConfigureAwait(false);
            try
            {
                await socket.SendAsync(said, end).ConfigureAwait(false);
                _ = await socket.ReceiveAsync(new byte[1024], end).ConfigureAwait(false);
            }
            catch (SocketException)
            {
                // A reset is a refusal too.
            }
        }

        private static async Task<Socket> Open(int port, CancellationToken end)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port, end).ConfigureAwait(false);
                return socket;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }
}
