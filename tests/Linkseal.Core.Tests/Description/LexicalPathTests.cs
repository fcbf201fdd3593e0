using FsCheck;
using FsCheck.Fluent;
using Linkseal.Core.Description;

namespace Linkseal.Core.Tests.Description;

public class LexicalPathTests
{
    [Theory]
    [InlineData("tls", "/home/ops/tls")]
    [InlineData("./tls/", "/home/ops/tls")]
    [InlineData("../tls", "/home/tls")]
    [InlineData("../../../../tls", "/tls")]
    [InlineData("/srv/a/../a//tls/.", "/srv/a/tls")]
    [InlineData("/", "/")]
    [InlineData(".", "/home/ops")]
    [InlineData("...", "/home/ops/...")]
    public void One_file_has_one_spelling(string path, string resolved) => Assert.Equal(resolved, LexicalPath.Resolve("/home/ops", path));

    [Fact]
    public void Resolving_twice_changes_nothing() =>
        Prop.ForAll<NonNull<string>>(static path =>
        {
            var once = LexicalPath.Resolve("/a/b", path.Get);
            return once == LexicalPath.Resolve("/", once) && !once.Split('/')[1..].Any(static p => p is "." or "..") && once.StartsWith('/');
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("/srv/tls", "/srv", true)]
    [InlineData("/srv", "/srv", true)]
    [InlineData("/srvtls", "/srv", false)]
    [InlineData("/srv", "/srv/tls", false)]
    [InlineData("/srv", "/", true)]
    public void A_folder_holds_itself_and_what_is_below_it(string path, string folder, bool within) => Assert.Equal(within, LexicalPath.IsWithin(path, folder));

    [Theory]
    [InlineData("/mnt/image/srv/shop", "/mnt/image", "/srv/shop")]
    [InlineData("/mnt/image", "/mnt/image", "/")]
    [InlineData("/home/ops", "/mnt/image", "/home/ops")]
    [InlineData("/home/ops", null, "/home/ops")]
    [InlineData("/home/ops", "/", "/home/ops")]
    public void The_place_sees_a_folder_without_its_root(string folder, string? root, string seen) => Assert.Equal(seen, LexicalPath.OnPlace(folder, root));

    [Theory]
    [InlineData("/opt/harbor", null, "/opt/harbor")]
    [InlineData("/opt/harbor", "/", "/opt/harbor")]
    [InlineData("/opt/harbor", "/mnt/image", "/mnt/image/opt/harbor")]
    [InlineData("/opt/harbor", "/mnt/image/", "/mnt/image/opt/harbor")]
    public void A_path_of_the_place_lies_below_its_root(string path, string? root, string machine) => Assert.Equal(machine, LexicalPath.OnMachine(path, root));

    [Theory]
    [InlineData(".", "/home/ann", null, "/home/ann")]
    [InlineData("../harbor/", "/opt/x", null, "/opt/harbor")]
    [InlineData(".", "/mnt/image/opt/harbor", "/mnt/image", "/opt/harbor")]
    [InlineData(".", "/mnt/image", "/mnt/image", "/")]
    [InlineData("/opt/harbor", "/home/ann", "/mnt/image", "/opt/harbor")]
    [InlineData("/mnt/imagery", "/home/ann", "/mnt/image", "/mnt/imagery")]
    public void A_folder_as_typed_is_the_places_own_where_it_lies_below_the_root(string typed, string folder, string? root, string place) =>
        Assert.Equal(place, LexicalPath.OnPlace(LexicalPath.Resolve(folder, typed), root));

    [Fact]
    public void A_file_of_the_root_folder_has_one_slash() => Assert.Equal(["/a", "/b/a"], new[] { LexicalPath.Join("/", "a"), LexicalPath.Join("/b", "a") });
}
