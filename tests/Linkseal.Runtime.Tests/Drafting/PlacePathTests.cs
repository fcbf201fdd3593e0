using Linkseal.Runtime.Drafting;

namespace Linkseal.Runtime.Tests.Drafting;

public sealed class PlacePathTests
{
    [Theory]
    [InlineData("/opt/harbor", null, "/opt/harbor")]
    [InlineData("/opt/harbor", "/", "/opt/harbor")]
    [InlineData("/opt/harbor", "/mnt/image", "/mnt/image/opt/harbor")]
    [InlineData("/opt/harbor", "/mnt/image/", "/mnt/image/opt/harbor")]
    public void A_path_of_the_place_lies_below_its_root(string path, string? root, string machine) => Assert.Equal(machine, PlacePath.OnMachine(path, root));

    [Theory]
    [InlineData(".", "/home/ann", null, "/home/ann")]
    [InlineData("../harbor/", "/opt/x", null, "/opt/harbor")]
    [InlineData(".", "/mnt/image/opt/harbor", "/mnt/image", "/opt/harbor")]
    [InlineData(".", "/mnt/image", "/mnt/image", "/")]
    [InlineData("/opt/harbor", "/home/ann", "/mnt/image", "/opt/harbor")]
    [InlineData("/mnt/imagery", "/home/ann", "/mnt/image", "/mnt/imagery")]
    public void A_folder_as_typed_is_the_places_own_where_it_lies_below_the_root(string typed, string folder, string? root, string place) =>
        Assert.Equal(place, PlacePath.Typed(typed, folder, root));
}
