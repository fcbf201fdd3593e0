using Linkseal.Core.Topology;
using Linkseal.Core.Verification;
using Linkseal.Runtime.Tests.Authority;
using Linkseal.Runtime.Verification;
using Linkseal.Testing;

namespace Linkseal.Runtime.Tests.Verification;

/// <summary>Whole runs against servers of our own: what is asked, what is asked once, what is skipped and why.</summary>
public sealed class VerifierTests : VerifierGround
{
    [Fact]
    public async Task A_server_that_knows_its_callers_by_name_is_proven_named_with_the_callers_own_certificate()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        await using var server = Server(Callers("web"));
        var proof = Assert.Single(await Verify([Question(server.Port, PeerPolicy.Named, Level.Named)]));
        Assert.Equal((Level.Named, "", true), (proof.Proven, Codes(proof), proof.Holds));
        Assert.Equal("web's own", proof.Caller.Shown);
        Assert.Equal(
            [(ProbeKind.NoCertificate, null), (ProbeKind.Foreign, "linkseal-probe, of a foreign authority"), (ProbeKind.Expired, "linkseal-probe, an expired certificate"), (ProbeKind.WrongPurpose, "linkseal-probe, a certificate for servers only"), (ProbeKind.NoLink, "linkseal-probe, a certificate without a link")],
            proof.Strangers.Where(static s => s.Kind < ProbeKind.Plaintext).Select(static s => (s.Kind, s.Shown)));
        Assert.All(proof.Strangers, static s => Assert.Equal(ProbeOutcome.Refused, s.Outcome));
    }

    [Fact]
    public async Task Before_the_first_apply_it_is_seen_that_there_is_no_TLS_and_who_does_not_listen()
    {
        await using var plain = new LoopbackServer(LoopbackServer.Http);
        await using var tls = Server(Callers("web"), fresh: true);
        int gone;
        await using (var brief = new LoopbackServer(LoopbackServer.Hang)) gone = brief.Port;
        var proofs = await Verify([Question(plain.Port, PeerPolicy.Require, Level.Mutual, "redis"), Question(gone, PeerPolicy.Require, Level.Mutual), Question(tls.Port, PeerPolicy.Require, Level.Mutual), PlainPostgres(out var postgres)]);
        await using (postgres)
        {
            Assert.Equal("LS2901", Codes(proofs[1]));
            Assert.Equal("authority internal does not exist yet", proofs[2].Skipped);
            Assert.Equal(("LS2902", Level.Plaintext), (Codes(proofs[3]), proofs[3].Proven));
        }
    }

    [Fact]
    public async Task A_link_that_is_plaintext_as_described_is_looked_at_and_no_stranger_with_it()
    {
        await using var server = new LoopbackServer(LoopbackServer.Http);
        var proof = Assert.Single(await Verify([Question(server.Port, PeerPolicy.None, Level.Plaintext)]));
        Assert.Equal((Level.Plaintext, "LS2936", true), (proof.Proven, Codes(proof), proof.Holds));
        Assert.Empty(proof.Strangers);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Strangers_are_asked_once_for_all_callers_of_an_endpoint()
    {
        var job = Ground.Leaf("job");
        _ground.Make(Ground.Generated(), Web, Db, job);
        await using var server = Server(Callers("web", "job"));
        var web = Question(server.Port, PeerPolicy.Named, Level.Named);
        var proofs = await Verify([web, web with { Link = web.Link with { Caller = "job" }, Shown = job, ShownFiles = [_ground["job.crt"], _ground["job.key"]] }]);
        Assert.Equal([("web", true), ("job", true)], proofs.Select(static p => (p.Link.Caller, p.Holds)));
        // Two callers; five strangers, two old versions, weak suites, plaintext.
        Assert.Equal(2 + 5 + 3 + 1, server.Connections);
        Assert.Equal(proofs[0].Strangers, proofs[1].Strangers);
    }

    [Fact]
    public async Task Where_accounts_decide_strangers_try_each_of_them_once()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        var tried = new System.Collections.Concurrent.ConcurrentBag<string>();
        // A PostgreSQL without TLS that writes down whom it is asked for in plaintext.
        await using var server = new LoopbackServer(async (stream, end) =>
        {
            var heard = new byte[1024];
            var length = await stream.ReadAsync(heard, end);
            if (length > 8) tried.Add(string.Join('/', System.Text.Encoding.UTF8.GetString(heard, 8, length - 8).Split('\0') is [_, var user, _, var database, ..] ? [user, database] : (string[])[]));
            await stream.WriteAsync("N"u8.ToArray(), end);
        });
        var web = Question(server.Port, PeerPolicy.Named, Level.Named, "postgresql");
        await Verify([web, web with { Link = web.Link with { User = "web", Caller = "job" } }, web with { Link = web.Link with { User = "app", Database = "shop" } }, web with { Link = web.Link with { Database = "replication" } }]);
        Assert.Equal(["app/shop", "web/postgres", "web/true"], tried.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task One_question_at_a_time_is_put_to_an_endpoint()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        var (now, most) = (0, 0);
        var behave = LoopbackServer.Tls(Callers("web")(Load("db")), LoopbackServer.Http);
        await using var server = new LoopbackServer(async (stream, end) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            try
            {
                await behave(stream, end);
            }
            finally
            {
                Interlocked.Decrement(ref now);
            }
        });
        await Verify([Question(server.Port, PeerPolicy.Named, Level.Named)]);
        // The server may see the end of one only after the begin of the next.
        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public async Task The_port_that_it_had_before_is_asked_too()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        await using var server = Server(Callers("web"));
        await using var old = new LoopbackServer(LoopbackServer.Http);
        var question = Question(server.Port, PeerPolicy.Require, Level.Mutual);
        var proof = Assert.Single(await Verify([question with { Endpoint = question.Endpoint! with { PlaintextPort = old.Port } }]));
        Assert.Equal("LS2927", Codes(proof));
    }

    [Fact]
    public async Task A_leaf_that_was_renewed_and_not_reloaded_is_stale()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        await using var server = Server(Callers("web"));
        var proof = Assert.Single(await Verify([Question(server.Port, PeerPolicy.Require, Level.Mutual) with { Issued = new string('a', 64) }]));
        Assert.Equal("LS2911", Codes(proof));
    }

    [Fact]
    public async Task An_alert_before_any_certificate_of_the_server_s_is_no_refusal_of_the_caller_s()
    {
        // What a server says that has lost its pair: alert 40.
        await using var server = new LoopbackServer(LoopbackServer.Says([0x15, 3, 3, 0, 2, 2, 40]));
        _ground.Make(Ground.Generated(), Web, Db);
        Assert.Equal("LS2903", Codes(Assert.Single(await Verify([Question(server.Port, PeerPolicy.Require, Level.Mutual)]))));
    }

    [Fact]
    public async Task Servers_that_hang_do_not_keep_the_others_waiting()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        await using var hanging = new LoopbackServer(LoopbackServer.Hang);
        await using var server = Server(Callers("web"));
        var proofs = await Verify([Question(hanging.Port, PeerPolicy.Require, Level.Mutual), Question(server.Port, PeerPolicy.Require, Level.Mutual)], limits: new() { Probe = TimeSpan.FromSeconds(3), Plaintext = TimeSpan.FromMilliseconds(300) });
        Assert.Equal(["LS2904", ""], proofs.Select(Codes));
    }

    [Fact]
    public async Task Ctrl_C_ends_a_run_at_once()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        await using var hanging = new LoopbackServer(LoopbackServer.Hang);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Verify([.. Enumerable.Range(0, 40).Select(i => Question(hanging.Port, PeerPolicy.Require, Level.Mutual) with { ServerName = $"db{i}.internal" })], limits: new() { Probe = TimeSpan.FromMinutes(1) }, cancellation: cancel.Token));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(15), $"{clock.Elapsed}");
    }

    [Fact]
    public async Task Where_it_is_dialled_is_said_by_hand_or_found_or_a_reason_to_skip()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        await using var server = Server(Callers("web"));
        var question = Question(server.Port, PeerPolicy.Require, Level.Mutual);
        question = question with { Endpoint = question.Endpoint! with { At = [new DialAddress.Forwarded("prod", "service/db", 5432), new DialAddress.Host("127.0.0.1", server.Port), new DialAddress.Container("db-1", 5432)] } };
        var proofs = await Verify([question], new AddressBook("/nowhere/docker", "/nowhere/kubectl"));
        Assert.Equal(
            ["prod/service/db:5432 is in a cluster, and there is no kubectl here to lead to it", "container db-1 has no published port, and there is no docker here to ask for its address"],
            proofs.Where(static p => p.Skipped is not null).Select(static p => p.Skipped).Order(StringComparer.Ordinal).Reverse());
        Assert.Equal($"127.0.0.1:{server.Port}", Assert.Single(proofs, static p => p.Holds).Address);
        var byHand = await Verify([question], connect: new("127.0.0.1", server.Port));
        Assert.True(Assert.Single(byHand).Holds);
        Assert.Equal("nothing is known of where db listens: give it a port", Assert.Single(await Verify([question with { Endpoint = null }])).Skipped);
    }

    [Fact]
    public async Task Where_it_is_dialled_from_here_is_no_name_by_which_it_is_called()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        await using var server = Server(Callers("web"));
        var question = Question(server.Port, PeerPolicy.Require, Level.Mutual);
        question = question with { Link = question.Link with { Dialled = [] }, Endpoint = question.Endpoint! with { At = [] } };
        // By hand, and as docker says: the name stays the link's.
        var byHand = Assert.Single(await Verify([question], connect: new("127.0.0.1", server.Port)));
        Assert.Equal(("db", "", true), (byHand.Question.ServerName, Codes(byHand), byHand.Holds));
        var docker = _ground["docker"];
        Linkseal.Testing.Shell.Run("/bin/sh", ["-c", $"cat > {docker}; chmod 0700 {docker}"], input: "#!/bin/sh\necho 127.0.0.1\n");
        var contained = Assert.Single(await Verify([question with { Endpoint = question.Endpoint! with { At = [new DialAddress.Container("db", server.Port)] } }], new AddressBook(docker)));
        Assert.Equal(("db", "", true), (contained.Question.ServerName, Codes(contained), contained.Holds));
    }
}
