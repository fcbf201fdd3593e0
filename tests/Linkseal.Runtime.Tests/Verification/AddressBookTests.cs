using System.Diagnostics;
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
    public async Task Hosts_are_dialled_as_they_are()
    {
        using var book = new AddressBook("/nowhere");
        Assert.Equal((new DialAddress.Host("db.internal", 5432), null), await book.Find(new DialAddress.Host("db.internal", 5432), Cancellation));
    }

    private string Docker(string script)
    {
        var path = _folder[Guid.NewGuid().ToString("N")];
        // Written by another process: a file that ours had open for writing can't be run while a child of another test has it too.
        Shell.Run("/bin/sh", ["-c", $"cat > {path}; chmod 0700 {path}"], input: $"#!/bin/sh\n{script}\n");
        return path;
    }
}
