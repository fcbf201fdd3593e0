using Linkseal.Core.Checking;
using Linkseal.Core.Topology;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.State;
using Linkseal.Testing;

namespace Linkseal.Runtime.Tests.State;

public sealed class ProofsFileTests : IDisposable
{
    private static readonly LastProof Proof = new("web", "db", "sql", new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero), Holds: true) { Proven = Level.Mutual, Skipped = 2, Served = "aa", Shown = "bb" };

    private readonly TemporaryFolder folder = new();
    private readonly StateFolder state;

    public ProofsFileTests() => state = new(new LocalDisk(), folder[".linkseal"], owner: null);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_was_kept_is_read_again_and_only_its_owner_can()
    {
        state.Ensure();
        Assert.Null(ProofsFile.Write(state, [Proof, Proof with { Endpoint = null, Proven = null, Holds = false }]));
        Assert.Equal([Proof, Proof with { Endpoint = null, Proven = null, Holds = false }], ProofsFile.Read(state));
        Assert.Equal(DiskExtensions.OwnerOnly, File.GetUnixFileMode(state.At("proofs.json")));
        Assert.Equal([".gitignore", "proofs.json"], Directory.GetFiles(state.Path).Select(static p => Path.GetFileName(p)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Without_a_state_nothing_is_made_and_the_reason_is_said()
    {
        Assert.Contains("there is no state in", ProofsFile.Write(state, [Proof]), StringComparison.Ordinal);
        Assert.False(Directory.Exists(state.Path));
        Assert.Empty(ProofsFile.Read(state));
    }

    [Fact]
    public void A_disk_that_refuses_is_a_reason_and_no_failure()
    {
        state.Ensure();
        Directory.CreateDirectory(state.At("proofs.json"));
        Assert.NotNull(ProofsFile.Write(state, [Proof]));
        Assert.Empty(ProofsFile.Read(state));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"version":1}""")]
    [InlineData("""{"version":2,"links":[]}""")]
    [InlineData("""{"version":1,"links":[null,{"caller":"web"}]}""")]
    [InlineData("""{"version":1,"links":[{"caller":"web","callee":"db","at":"yesterday","holds":true}]}""")]
    [InlineData("""{"version":1,"links":[{"caller":"web","callee":"db","at":"2026-11-21T12:00:00Z","holds":true,"proven":"splendid"}]}""")]
    public void What_is_damaged_was_never_proven(string text)
    {
        state.Ensure();
        File.WriteAllText(state.At("proofs.json"), text);
        Assert.Empty(ProofsFile.Read(state));
        Assert.Null(ProofsFile.Write(state, [Proof]));
        Assert.Single(ProofsFile.Read(state));
    }
}
