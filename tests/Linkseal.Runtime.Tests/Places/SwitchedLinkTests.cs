using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;
using Linkseal.Testing;

namespace Linkseal.Runtime.Tests.Places;

/// <summary>Which links a place follows because Linkseal made them.</summary>
public sealed class SwitchedLinkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalDisk _disk = new();

    public SwitchedLinkTests()
    {
        Directory.CreateDirectory(_folder["tls/1"]);
        Directory.CreateDirectory(_folder["other"]);
        File.WriteAllText(_folder["tls/1/ca.crt"], "one");
        File.WriteAllText(_folder["other/ca.crt"], "secret");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_behind_it_is_looked_at_read_and_listed()
    {
        Link("1");
        Assert.Equal((FileKind.Regular, DiskExtensions.Sha256("one"u8)), (State().Kind, State().Sha256));
        Assert.Equal("one"u8.ToArray(), Place().Read([Path], TestContext.Current.CancellationToken)[Path].ToArray());
        Assert.Equal(["ca.crt"], Place().List([_folder["tls/current"]], TestContext.Current.CancellationToken)[_folder["tls/current"]]);
    }

    [Fact]
    public void Without_a_link_or_where_it_leads_to_nothing_what_lies_behind_is_missing()
    {
        Assert.Equal(FileKind.Missing, State().Kind);
        Link("7");
        Assert.Equal(FileKind.Missing, State().Kind);
    }

    [Theory]
    [InlineData("../other")]
    [InlineData("./1")]
    [InlineData("01")]
    [InlineData("old")]
    [InlineData("absolute")]
    public void Any_other_link_there_is_not_followed(string target)
    {
        Directory.CreateSymbolicLink(_folder["tls/old"], _folder["other"]);
        Directory.CreateSymbolicLink(_folder["tls/01"], _folder["other"]);
        Link(target == "absolute" ? _folder["other"] : target);
        Assert.Equal((FileKind.Forbidden, null), (State().Kind, State().Sha256));
        Assert.Empty(Place().Read([Path], TestContext.Current.CancellationToken));
        Assert.Contains("tls/current is a symbolic link to ", Assert.Throws<EnvironmentException>(() => Place().Resolver().File(Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_generation_that_is_a_link_itself_is_not_followed()
    {
        Directory.CreateSymbolicLink(_folder["tls/2"], _folder["other"]);
        Link("2");
        Assert.Equal(FileKind.Forbidden, State().Kind);
    }

    [Fact]
    public void A_folder_in_its_place_is_not_taken_for_it()
    {
        Directory.CreateDirectory(_folder["tls/current"]);
        File.WriteAllText(Path, "theirs");
        Assert.Equal(FileKind.Forbidden, State().Kind);
    }

    [Fact]
    public void A_link_of_the_owners_is_followed_and_a_strangers_is_not()
    {
        if (_disk.User != 0) Missing.Skip("not root: a stranger's link cannot be made");
        _disk.CreateLink(_folder["tls/current"], "1", new Owner(1000));
        Assert.Equal(FileKind.Forbidden, State().Kind);
        Assert.Equal(FileKind.Regular, State(new Owner(1000)).Kind);
        Assert.Equal(FileKind.Forbidden, State(new Owner(1001)).Kind);
    }

    [Fact]
    public void What_only_the_inventory_knows_is_followed_too()
    {
        Link("1");
        var inventory = Inventory.Empty with { Switched = Inventory.Empty.Switched.Add(_folder["tls"], new("web", 1, null)) };
        Assert.Equal(FileKind.Regular, new LocalPlace(_disk).Following([], inventory).Observe([Path], TestContext.Current.CancellationToken)[Path].Kind);
    }

    [Fact]
    public void Below_a_root_it_is_followed_there()
    {
        Link("1");
        var place = new LocalPlace(_disk, _folder.Path).Following([new("/tls", "web", UnixFileMode.None)], Inventory.Empty);
        Assert.Equal(FileKind.Regular, place.Observe(["/tls/current/ca.crt"], TestContext.Current.CancellationToken)["/tls/current/ca.crt"].Kind);
    }

    private string Path => _folder["tls/current/ca.crt"];

    private void Link(string target)
    {
        File.Delete(_folder["tls/current"]);
        File.CreateSymbolicLink(_folder["tls/current"], target);
    }

    private LocalPlace Place(Owner? owner = null) => new LocalPlace(_disk).Following([new(_folder["tls"], "web", UnixFileMode.None) { Owner = owner }], Inventory.Empty);

    private FileState State(Owner? owner = null) => Place(owner).Observe([Path], TestContext.Current.CancellationToken)[Path];
}
