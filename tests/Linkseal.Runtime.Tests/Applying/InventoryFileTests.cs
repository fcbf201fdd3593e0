using System.Collections.Immutable;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.State;
using Linkseal.Testing;

namespace Linkseal.Runtime.Tests.Applying;

public sealed class InventoryFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private StateFolder State => new(new LocalDisk(), _folder[".linkseal"], null);

    [Fact]
    public void What_is_written_is_read_again()
    {
        var inventory = new Inventory
        {
            Files = ImmutableDictionary<string, InstalledFile>.Empty.Add("/a", new("web", "aa", "web", null)),
            Leaves = ImmutableDictionary<string, InstalledLeaf>.Empty.Add("web", new("web", "s", "bb", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1), "internal", "cc", 2, ["web", "10.0.0.1"])),
            Edits = ImmutableDictionary<string, InstalledEdits>.Empty.Add("/b", new("web", ConfigFormat.Yaml, "dd", [new(["https", "port"], "# x\n", "x: 1\n", AppliedEditKind.Lines)])),
            Switched = ImmutableDictionary<string, InstalledSwitch>.Empty.Add("/s", new("web", 3, new(1000)) { Previous = 2 }),
            Folders = ["/f"],
            PendingSteps = ImmutableDictionary<string, string>.Empty.Add("prepare", "files changed"),
        };
        State.Ensure();
        InventoryFile.Write(State, inventory);
        var read = InventoryFile.Read(State);
        Assert.Equal(inventory.Files, read.Files);
        Assert.Equal(inventory.Leaves["web"].Names, read.Leaves["web"].Names);
        Assert.Equal(inventory.Leaves["web"] with { Names = [] }, read.Leaves["web"] with { Names = [] });
        Assert.Equal(inventory.Edits["/b"].Applied[0].Key, read.Edits["/b"].Applied[0].Key);
        Assert.Equal(inventory.Switched, read.Switched);
        Assert.Equal((inventory.Folders[0], inventory.PendingSteps["prepare"]), (read.Folders[0], read.PendingSteps["prepare"]));
        Assert.Equal(DiskExtensions.OwnerOnly, File.GetUnixFileMode(State.Inventory));
    }

    [Fact]
    public void One_from_before_folders_were_switched_knows_none()
    {
        State.Ensure();
        File.WriteAllText(State.Inventory, """{"version":1,"inventory":{"files":{},"leaves":{},"edits":{},"folders":["/f"],"pendingSteps":{}}}""");
        Assert.Empty(InventoryFile.Read(State).Switched);
        Assert.Equal(["/f"], InventoryFile.Read(State).Folders);
    }

    [Fact]
    public void Without_a_state_it_is_empty() => Assert.True(InventoryFile.Read(State).IsEmpty);

    [Theory]
    [InlineData("", "cannot be read as the inventory")]
    [InlineData("{", "cannot be read as the inventory")]
    [InlineData("null", "holds no inventory")]
    [InlineData("{\"version\":1}", "holds no inventory")]
    [InlineData("{\"version\":99,\"inventory\":{\"files\":{},\"leaves\":{},\"edits\":{},\"folders\":[],\"pendingSteps\":{}}}", "newer Linkseal")]
    public void A_damaged_or_newer_one_is_refused_in_one_line(string text, string message)
    {
        State.Ensure();
        File.WriteAllText(State.Inventory, text);
        Assert.Contains(message, Assert.Throws<EnvironmentException>(() => InventoryFile.Read(State)).Message, StringComparison.Ordinal);
    }
}
