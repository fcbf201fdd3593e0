using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Authority;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.State;

namespace Linkseal.Runtime.Tests.Authority;

public sealed class StateGuardTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData(".linkseal", true)]
    [InlineData(".linkseal/authority", false)]
    [InlineData(".linkseal/out", false)]
    [InlineData("tls", false)]
    public void A_folder_that_a_product_reads_whole_must_not_hold_the_state(string folder, bool refused)
    {
        using var ground = new Ground();
        var path = ground[folder].TrimEnd('/');

        var found = StateGuard.Check(ground.State, ground.Machine, new() { Folders = [new(path, "job", (UnixFileMode)0x1C0, null)] });

        Assert.Equal(refused, found.Any(static d => d.Code == "LS1457"));
        if (refused) Assert.Contains("component job", found[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Neither_the_folder_of_a_leaf_nor_a_mount_may_hold_it()
    {
        using var ground = new Ground();
        var leaf = ground.Desired(Ground.Generated(), Ground.Leaf("web"));
        var mounted = new ComponentEntry { Name = new("job", new(1, 1)), Mounts = [(ground.Path, "/app")] };

        Assert.Single(StateGuard.Check(ground.State, ground.Machine, leaf));
        Assert.Single(StateGuard.Check(ground.State, ground.Machine, new(), [mounted]));
    }

    [Theory]
    [InlineData("tls", "tls/.linkseal")]
    [InlineData("tls", "tls/1/.linkseal")]
    [InlineData("tls", "tls/current/.linkseal")]
    public void Nothing_of_a_switched_folder_may_hold_it(string folder, string path)
    {
        using var ground = new Ground();
        Directory.CreateDirectory(ground["tls/1"]);
        Directory.CreateSymbolicLink(ground["tls/current"], "1");
        var state = new StateFolder(ground.Disk, ground[path], null);

        Assert.Single(StateGuard.Check(state, ground.Machine, new() { Switched = [new(ground[folder], "job", (UnixFileMode)0x1C0)] }));
    }

    [Fact]
    public void A_product_s_folder_with_only_configuration_in_it_is_the_usual_place()
    {
        using var ground = new Ground();
        var desired = new Desired { Files = [ground.File("docker-compose.override.yml", new FileContent.Known("x"))] };

        Assert.Empty(StateGuard.Check(ground.State, ground.Machine, desired));
    }

    [Fact]
    public void A_symbolic_link_hides_nothing()
    {
        using var ground = new Ground();
        Directory.CreateDirectory(ground["real"]);
        Directory.CreateSymbolicLink(ground["link"], ground["real"]);
        var state = new StateFolder(ground.Disk, ground["real/.linkseal"], null);

        Assert.Single(StateGuard.Check(state, ground.Machine, new() { Folders = [new(ground["link"], "job", (UnixFileMode)0x1C0, null)] }));
    }

    [Fact]
    public void With_a_root_the_components_folders_lie_below_it()
    {
        using var ground = new Ground();
        var desired = new Desired { Folders = [new("/srv", "job", (UnixFileMode)0x1C0, null)] };
        var state = new StateFolder(ground.Disk, ground["image/srv/.linkseal"], null);

        Assert.Single(StateGuard.Check(state, new LocalPlace(ground.Disk, ground["image"]), desired));
        Assert.Empty(StateGuard.Check(ground.State, new LocalPlace(ground.Disk, ground["image"]), desired));
    }
}
