using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Yaml;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Core.Tests.Description;

public class DescriptionReaderTests
{
    private const UnixFileMode OwnerWritesGroupReads = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private static PlatformDescription Everything => Described.Good(File.ReadAllText(Path.Combine(Described.Golden, "good", "everything.yaml")));

    [Fact]
    public void The_smallest_description_has_the_documented_defaults()
    {
        var shop = Described.Good("platform: shop\ncomponents:\n  web: { dialect: files, folder: /srv/web }\n");
        Assert.Equal(("shop", "linkseal.yaml", Described.Folder, null), (shop.Platform, shop.File, shop.Folder, shop.Root));
        Assert.Equal((KeyAlgorithm.EcdsaP256, Lifetime.DefaultAuthority, false, null), (shop.Authority.Key, shop.Authority.Lifetime, shop.Authority.Intermediate, shop.Authority.At));
        Assert.Equal(new LeafEntry(), shop.Leaf);
        var web = Assert.Single(shop.Components);
        Assert.Equal((null, null, null, false, null), (web.Owner, web.Mode, web.Port, web.KeepPlaintext, web.Level));
        Assert.Empty(web.Files);
    }

    [Fact]
    public void An_authority_and_leaves_are_read_as_written()
    {
        var (authority, leaf) = (Everything.Authority, Everything.Leaf);
        Assert.Equal((KeyAlgorithm.Rsa4096, "20y", true), (authority.Key, authority.Lifetime.ToString(), authority.Intermediate));
        Assert.Equal(new PassphraseSource(null, "SHOP_CA_PASSPHRASE"), authority.Passphrase);
        Assert.Equal(
            new SubjectName { Country = "DE", State = "Bayern", Locality = "München", Organization = "Shop & Söhne", Unit = "Platform", CommonName = "shop root" },
            authority.Subject);
        Assert.Equal((KeyAlgorithm.EcdsaP384, "12h", 0.5, "Shop"), (leaf.Key, leaf.Lifetime?.ToString(), leaf.RenewAt, leaf.Subject.Organization));
        Assert.Equal(new Position(2, 1), authority.At);
    }

    [Fact]
    public void A_component_is_read_as_written()
    {
        var web = Everything.Components[0];
        Assert.Equal(("web", "files", new Position(11, 3)), (web.Name.Value, web.Dialect?.Value, web.Name.At));
        Assert.Equal(["web.internal", "*.shop.example", "10.0.0.7", "fd00::7"], web.Names.Select(static n => n.Value));
        Assert.Equal([false, false, true, true], web.Names.Select(static n => n.IsAddress));
        Assert.Equal(["web1", "web2", "192.168.1.2"], web.Hosts.Select(static n => n.Value));
        Assert.Equal(("[fd00::7]:8443", 8443, new Owner(0, 101)), (web.Address, web.Port, web.Owner));
        Assert.Equal((OwnerWritesGroupReads, "systemctl restart web", Level.Mutual), (web.Mode, web.Restart, web.Level));
        Assert.Equal(new Position(12, 5), web.Keys["dialect"]);
        Assert.Equal((new Owner(1000), UnixFileMode.UserRead | UnixFileMode.UserWrite, true), (Everything.Components[1].Owner, Everything.Components[1].Mode, Everything.Components[1].KeepPlaintext));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("layout: flat", false)]
    [InlineData("layout: switched", true)]
    public void A_layout_is_flat_unless_it_is_switched(string layout, bool switched) =>
        Assert.Equal(switched, Assert.Single(Described.Good($"platform: shop\ncomponents:\n  web: {{ dialect: files, folder: /srv/web, {layout} }}\n").Components).Switched);

    [Fact]
    public void Mounts_come_longest_host_side_first_and_in_one_spelling() =>
        Assert.Equal([("/srv/web", "/app"), ("/srv", "/data")], Everything.Components[0].Mounts);

    [Fact]
    public void Each_file_that_is_asked_for_is_read_with_its_form_in_a_fixed_order() => Assert.Equal(
        [
            new FileEntry("ca.crt", null, null),
            new("tls.crt", MaterialForm.Chain, null),
            new("leaf.pem", MaterialForm.Certificate, null),
            new("tls.key", MaterialForm.Key, null),
            new("all.pem", MaterialForm.ChainAndKey, null),
            new("keystore.p12", MaterialForm.Pkcs12, new("/run/secrets/p12", null)),
        ],
        Everything.Components[0].Files);

    [Fact]
    public void Links_are_read_in_every_form_with_the_place_of_each_name()
    {
        Assert.Equal(["web:job_2", "job_2:web", "trust-only:web", "trust-only:job_2"], Everything.Links.Select(static l => l.Caller.Value + ":" + l.Callee.Value));
        Assert.Equal([null, Level.Named, null, null], Everything.Links.Select(static l => l.Level));
        Assert.Equal([(29, 5), (30, 5), (31, 6), (32, 5)], Everything.Links.Select(static l => (l.Caller.At.Line, l.Caller.At.Column)));
        Assert.Equal([12, 12, 22, 19], Everything.Links.Select(static l => l.Callee.At.Column));
    }

    [Fact]
    public void Relative_paths_of_a_place_start_where_the_place_sees_the_folder()
    {
        const string Text = "platform: shop\nauthority: { existing: { certificate: ca.crt, key: ../ca.key } }\ncomponents:\n  web: { dialect: files, folder: tls, config: /etc/./web.conf }\n";
        var here = Described.Good(Text);
        Assert.Equal((Described.Folder + "/tls", "/etc/web.conf"), (here.Components[0].Folder, here.Components[0].Config));
        Assert.Equal(new AuthoritySource.Existing(Described.Folder + "/ca.crt", "/home/ops/ca.key"), here.Authority.Existing);

        var image = Described.Good(Text + "root: /home/ops/\n");
        Assert.Equal(("/home/ops", "/shop/tls"), (image.Root, image.Components[0].Folder));
        Assert.Equal(Described.Folder + "/ca.crt", image.Authority.Existing?.Certificate);
    }

    [Fact]
    public void With_a_profile_links_and_overrides_wait_for_its_components()
    {
        var registry = Described.Good("platform: registry\nprofile: harbor\nsettings: { anything: 1 }\ncomponents:\n  core: { names: [core.internal] }\nlinks: [robot -> core]\n");
        Assert.Equal(("harbor", new Position(2, 10)), (registry.Profile!.Name.Value, registry.Profile.Name.At));
        Assert.Equal("1", Assert.IsType<YamlNode.Scalar>(registry.Profile.Settings!["anything"]).Value);
        Assert.Null(registry.Components[0].Dialect);
        Assert.Equal("robot", registry.Links[0].Caller.Value);
    }

    [Fact]
    public void What_could_be_read_is_given_beside_what_is_wrong()
    {
        var read = Described.Read("platform: shop\nprofile: harbor\nsettings: { install: /opt/harbor }\nleaf: { key: dsa }\n");
        Assert.True(read.Failed);
        Assert.NotNull(read.Value?.Profile?.Settings);
    }

    [Fact]
    public void A_byte_order_mark_and_foreign_line_ends_move_no_position()
    {
        var wrong = Described.Wrong("\uFEFFplatform: shop\r\ncomponents:\r\n  wéb😀: &x { dialect: files, folder: /srv/web }\r\n");
        Assert.Equal(("LS1005", new Position(3, 3)), (wrong.Code, wrong.At!.Value));
    }

    [Theory]
    [InlineData("web")]
    [InlineData("web_1.internal:443")]
    [InlineData("10.0.0.7")]
    [InlineData("10.0.0.7:1")]
    [InlineData("[::1]")]
    [InlineData("[fd00::7]:65535")]
    [InlineData("fd00::7")]
    public void An_address_is_a_host_with_or_without_a_port(string address) =>
        Assert.Equal(address, Described.Good(Described.Component($"address: \"{address}\"")).Components[0].Address);

    [Theory]
    [InlineData("")]
    [InlineData(":443")]
    [InlineData("web:")]
    [InlineData("web:0")]
    [InlineData("web:65536")]
    [InlineData("web:443:1")]
    [InlineData("web:+1")]
    [InlineData("[web]:443")]
    [InlineData("[fd00::7")]
    [InlineData("[fd00::7]443")]
    [InlineData("[fe80::1%eth0]:443")]
    [InlineData("*.web:443")]
    [InlineData("256.1.1.1:443")]
    [InlineData("web/443")]
    public void Anything_else_is_no_address(string address) => Assert.Equal("LS1013", Described.Wrong(Described.Component($"address: \"{address}\"")).Code);

    [Theory]
    [InlineData("2/3", 2.0 / 3.0)]
    [InlineData("\"1/2\"", 0.5)]
    [InlineData("0.75", 0.75)]
    [InlineData(".9", 0.9)]
    public void Renewal_is_a_fraction_or_a_decimal(string text, double fraction) =>
        Assert.Equal(fraction, Described.Good($"platform: registry\nprofile: harbor\nleaf: {{ renewAt: {text} }}\n").Leaf.RenewAt);

    [Theory]
    [InlineData("0/3")]
    [InlineData("3/3")]
    [InlineData("1/0")]
    [InlineData("-1/2")]
    [InlineData("1/2/3")]
    [InlineData("1e400")]
    [InlineData("-0.5")]
    [InlineData(".nan")]
    [InlineData("99999999999/999999999999")]
    public void Renewal_is_never_at_once_and_never_too_late(string text) =>
        Assert.Equal("LS1016", Described.Wrong($"platform: registry\nprofile: harbor\nleaf: {{ renewAt: {text} }}\n").Code);

    [Fact]
    public void No_message_repeats_what_may_be_a_passphrase()
    {
        string[] shapes = ["hunter2secret", "{ hunter2secret: }", "{ env: hunter2 secret }", "{ file: a, hunter2secret: b }", "[hunter2secret]", "{ env: 'hunter2secret!' }"];
        Assert.All(shapes, static shape =>
        {
            var read = Described.Read($"platform: registry\nprofile: harbor\nauthority: {{ generate: {{ passphrase: {shape} }} }}\n");
            Assert.True(read.Failed);
            Assert.All(read.Diagnostics, static d => Assert.DoesNotContain("hunter2", Described.Line(d), StringComparison.Ordinal));
        });
    }

    [Fact]
    public void What_a_terminal_would_act_on_is_shown_escaped()
    {
        var wrong = Described.Wrong("platform: \"a\\e[31m\\u202e\"\nprofile: harbor\n");
        Assert.Contains("`a\\u001b[31m\\u202e`", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_platform_of_ten_thousand_components_is_read_whole()
    {
        static string Platform(int count) => "platform: big\ncomponents:\n" +
            string.Concat(Enumerable.Range(0, count).Select(static i => $"  c{i}: {{ dialect: files, folder: /srv/c{i} }}\n")) + "links:\n" +
            string.Concat(Enumerable.Range(1, count - 1).Select(static i => $"  - c{i} -> c{i - 1}\n"));
        var big = Described.Good(Platform(10_000));
        Assert.Equal((10_000, 9_999), (big.Components.Length, big.Links.Length));
    }
}
