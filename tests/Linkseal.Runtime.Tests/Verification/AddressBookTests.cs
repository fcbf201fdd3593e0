using System.Diagnostics;
using System.Net.Sockets;
using Linkseal.Core.Topology;
using Linkseal.Runtime.Verification;
using Linkseal.Testing;

namespace Linkseal.Runtime.Tests.Verification;

/// <summary>Where containers are, asked of a docker of ours that says what the test says.</summary>
public sealed class AddressBookTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_containers_own_address_is_asked_once()
    {
        using var book = new AddressBook(Docker($"echo \"$@\" >> {_folder["asked"]}; echo '172.18.0.5 10.1.0.2 '"));
        for (var round = 0; round < 3; round++) Assert.Equal((new DialAddress.Host("172.18.0.5", 5432 + round), null), await book.Find(new DialAddress.Container("shop-db", 5432 + round), Cancellation));
        Assert.Equal(["inspect --format {{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}} -- shop-db"], File.ReadAllLines(_folder["asked"]));
    }

    [Theory]
    [InlineData("echo ' '", "docker knows no address of container db")]
    [InlineData("echo 'no-address'", "docker knows no address of container db")]
    [InlineData("echo 'Error: No such object: db' >&2; exit 1", "docker knows no address of container db: Error: No such object: db")]
    [InlineData("printf 'bad \\033[2J thing\\nmore' >&2; exit 1", "docker knows no address of container db: bad [2J thing")]
    [InlineData("yes x | head -c 300000 >&2; echo 172.18.0.9", null)]
    public async Task Whatever_docker_says_is_an_address_or_a_reason(string script, string? reason)
    {
        using var book = new AddressBook(Docker(script));
        var (address, skipped) = await book.Find(new DialAddress.Container("db", 1), Cancellation);
        Assert.Equal((reason, reason is null ? "172.18.0.9" : null), (skipped, address?.Name));
    }

    [Fact]
    public async Task A_docker_that_hangs_is_given_up_and_so_is_one_at_Ctrl_C()
    {
        var clock = Stopwatch.StartNew();
        using var book = new AddressBook(Docker("sleep 60")) { Patience = TimeSpan.FromMilliseconds(400) };
        Assert.Equal("docker does not say within 0.4 s where container db is", (await book.Find(new DialAddress.Container("db", 1), Cancellation)).Skipped);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        using var other = new AddressBook(Docker("sleep 60"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other.Find(new DialAddress.Container("db", 1), cancel.Token));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    }

    [Fact]
    public async Task A_port_in_a_cluster_is_reached_through_kubectl_which_is_started_again_when_it_has_ended()
    {
        await using var server = new LoopbackServer(LoopbackServer.Says("hello"u8.ToArray(), closes: true));
        // Ends a moment after each start, as kubectl does when the other side resets.
        var kubectl = Docker($"echo \"$@\" >> {_folder["asked"]}; echo 'Forwarding from 127.0.0.1:{server.Port} -> 9080'; echo 'Forwarding from [::1]:{server.Port} -> 9080'; sleep 0.3");
        DialAddress.Host found;
        using (var book = new AddressBook("/nowhere", kubectl))
        {
            var target = new DialAddress.Forwarded("prod", "service/lr-keycloak", 8080) { Context = "east" };
            var (address, skipped) = await book.Find(target, Cancellation);
            Assert.Null(skipped);
            found = address!;
            Assert.Equal("prod/service/lr-keycloak:8080", found.Shown);
            Assert.Equal(found, (await book.Find(target, Cancellation)).Address);
            Assert.Equal("hello", await Hear(found));
            await Task.Delay(600, Cancellation);
            Assert.Equal("hello", await Hear(found));
        }

        Assert.Equal(Enumerable.Repeat("--context=east --namespace=prod port-forward --address=127.0.0.1 service/lr-keycloak :8080", 2), File.ReadAllLines(_folder["asked"]));
        await Assert.ThrowsAsync<SocketException>(() => Hear(found));
    }

    [Theory]
    [InlineData("echo 'E1130 21:09:00.7 memcache.go:265] Unhandled' >&2; echo 'Error from server (NotFound): services \"db\" not found' >&2; exit 1", "kubectl does not lead to prod/service/db:1: Error from server (NotFound): services \"db\" not found")]
    [InlineData("exit 1", "kubectl does not lead to prod/service/db:1")]
    [InlineData("sleep 60", "kubectl does not lead to prod/service/db:1 within 0.4 s")]
    public async Task A_kubectl_that_leads_nowhere_is_a_reason(string script, string reason)
    {
        using var book = new AddressBook("/nowhere", Docker(script)) { Patience = TimeSpan.FromMilliseconds(script.StartsWith("sleep", StringComparison.Ordinal) ? 400 : 10_000) };
        Assert.Equal((null, reason), await book.Find(new DialAddress.Forwarded("prod", "service/db", 1), Cancellation));
    }

    [Fact]
    public async Task Without_kubectl_a_cluster_is_skipped()
    {
        using var book = new AddressBook("/nowhere", "/nowhere");
        Assert.Equal((null, "prod/service/db:1 is in a cluster, and there is no kubectl here to lead to it"), await book.Find(new DialAddress.Forwarded("prod", "service/db", 1), Cancellation));
    }

    private static async Task<string> Hear(DialAddress.Host address)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Name, address.Port, Cancellation);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync(Cancellation);
    }

    [Theory]
    [InlineData("127.0.0.9")]
    [InlineData("localhost")]
    [InlineData("nobody.invalid")]
    public async Task Hosts_are_dialled_as_they_are(string name)
    {
        using var book = new AddressBook("/nowhere");
        Assert.Equal((new DialAddress.Host(name, 5432), null), await book.Find(new DialAddress.Host(name, 5432), Cancellation));
    }

    [Fact]
    public async Task A_name_that_only_containers_know_is_asked_of_docker()
    {
        var docker = Docker($"echo \"$@\" >> {_folder["asked"]}; case $1 in ps) case $4 in *=catalog) echo 1f2e;; esac;; inspect) echo 172.18.0.7;; esac");
        using var book = new AddressBook(docker);
        for (var round = 0; round < 2; round++) Assert.Equal((new DialAddress.Host("172.18.0.7", 8228) { Shown = "catalog:8228 (172.18.0.7)" }, null), await book.Find(new DialAddress.Host("catalog", 8228), Cancellation));
        Assert.Equal(["ps --quiet --filter label=com.docker.compose.service=catalog", "inspect --format {{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}} -- 1f2e"], File.ReadAllLines(_folder["asked"]));
        Assert.Equal((new DialAddress.Host("nobody", 1), null), await book.Find(new DialAddress.Host("nobody", 1), Cancellation));
    }

    private string Docker(string script)
    {
        var path = _folder[Guid.NewGuid().ToString("N")];
        // Written by another process: a file that ours had open for writing can't be run while a child of another test has it too.
        Shell.Run("/bin/sh", ["-c", $"cat > {path}; chmod 0700 {path}"], input: $"#!/bin/sh\n{script}\n");
        return path;
    }
}
