using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Tests.Files;

public sealed class FilesDialectTests
{
    private const UnixFileMode Open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Closed = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static Desired Describe(string component)
    {
        var read = DescriptionReader.Read("linkseal.yaml", "/srv", $"platform: shop\ncomponents:\n  web: {{ dialect: files, folder: /srv/web, {component} }}\n", Catalogue.Words);
        Assert.Empty(read.Diagnostics);
        var entry = read.Value!.Components[0];
        var result = Catalogue.Dialect("files")!.Describe(new()
        {
            File = "linkseal.yaml",
            Component = entry,
            Leaf = new() { Name = "web", Component = "web", Source = new LeafSource.Made("internal"), Subject = new(), Names = [AlternativeName.Parse("web")!], Purposes = Purposes.Server },
            Trust = "internal",
            Outgoing = [],
            Incoming = [],
            Documents = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty,
        });
        Assert.Empty(result.Diagnostics);
        return result.Value!;
    }

    [Fact]
    public void Left_alone_it_writes_certificate_key_and_roots() => Assert.Equal(
        [("/srv/web/ca.crt", Open), ("/srv/web/tls.crt", Open), ("/srv/web/tls.key", Closed)], Describe("").Files.Select(static f => (f.Path, f.Mode)));

    [Fact]
    public void Owner_and_mode_are_the_component_s()
    {
        var files = Describe("owner: \"1000:1001\", mode: \"0640\"").Files;
        Assert.All(files, static f => Assert.Equal(new Owner(1000, 1001), f.Owner));
        Assert.Equal(Closed | UnixFileMode.GroupRead, files.Single(static f => f.Path.EndsWith(".key", StringComparison.Ordinal)).Mode);
        Assert.Equal(Open, files.Single(static f => f.Path.EndsWith("tls.crt", StringComparison.Ordinal)).Mode);
    }

    [Fact]
    public void Names_and_forms_are_as_asked()
    {
        var files = Describe("files: { combined: server.pem, pkcs12: { file: keystore.p12, passphrase: { env: STORE } }, ca: roots.pem }").Files.ToDictionary(static f => Path.GetFileName(f.Path));
        Assert.Equal(new FileContent.OfLeaf("web", MaterialForm.ChainAndKey), files["server.pem"].Content);
        Assert.Equal(new FileContent.OfLeaf("web", MaterialForm.Pkcs12) { Passphrase = new(null, "STORE"), Trust = "internal" }, files["keystore.p12"].Content);
        Assert.Equal(new FileContent.Bundle("internal"), files["roots.pem"].Content);
        Assert.Equal([Closed, Closed, Open], [files["server.pem"].Mode, files["keystore.p12"].Mode, files["roots.pem"].Mode]);
    }

    [Fact]
    public void A_restart_is_a_step_after_the_folder_changes()
    {
        var step = Assert.Single(Describe("restart: systemctl restart web").Steps);
        Assert.Equal(["sh", "-c", "systemctl restart web"], step.Command);
        Assert.Equal(["/srv/web/"], step.After);
    }

    [Fact]
    public void Switched_they_lie_behind_one_link_and_the_folder_is_no_owners()
    {
        var desired = Describe("layout: switched, owner: \"1000\", restart: systemctl restart web");
        Assert.Equal(["/srv/web/current/ca.crt", "/srv/web/current/tls.crt", "/srv/web/current/tls.key"], desired.Files.Select(static f => f.Path));
        Assert.All(desired.Files, static f => Assert.Equal(new Owner(1000), f.Owner));
        Assert.Equal(("/srv/web", "web", null), Assert.Single(desired.Switched) is var s ? (s.Path, s.Component, s.Owner) : default);
        Assert.Null(Assert.Single(desired.Folders).Owner);
        Assert.Equal(["/srv/web/"], Assert.Single(desired.Steps).After);
    }

    [Fact]
    public void Flat_is_what_is_left_out()
    {
        Assert.Equal(Describe("").Files, Describe("layout: flat").Files);
        Assert.Empty(Describe("").Switched);
    }

    [Fact]
    public void Other_files_may_lie_in_the_folder() => Assert.Null(Assert.Single(Describe("").Folders).Allowed);
}
