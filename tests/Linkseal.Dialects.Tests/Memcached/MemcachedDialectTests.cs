using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;
using Linkseal.Testing;

namespace Linkseal.Dialects.Tests.Memcached;

/// <summary>What memcached's dialect wants, held against its shipped configuration and against addresses of operators.</summary>
public sealed class MemcachedDialectTests
{
    private const string Links = "links:\n  - web -> cache\n";
    private const string Options = "-o ssl_chain_cert=/etc/memcached-tls/tls.crt,ssl_key=/etc/memcached-tls/tls.key,ssl_ca_cert=/etc/memcached-tls/ca.crt,ssl_verify_mode=";

    [Fact]
    public void The_shipped_configuration_is_sealed_by_these_lines()
    {
        var shipped = File.ReadAllText(Path.Combine(Fixtures.Folder("servers/memcached"), "memcached.conf"));
        var edited = Edited(Compile("", Links, shipped), shipped);
        Assert.Equal(shipped + $"-Z\n{Options}2\n", edited);
        Assert.Equal(edited, Edited(Compile("", Links, edited), edited));
    }

    [Theory]
    [InlineData("", "-p 11211\n-l 127.0.0.1\n", 11211, null, "-l 127.0.0.1")]
    [InlineData("", "-l 10.0.0.1:11300,notls:127.0.0.1:11301\n", 11300, 11301, "-l 10.0.0.1:11300,127.0.0.1:11301")]
    [InlineData("port: 11400", "-p 11211\n-l 127.0.0.1:11211,::1\n", 11400, null, "-l 127.0.0.1:11400,::1")]
    [InlineData("plaintext: keep", "-p 11211\n-l 127.0.0.1,::1\n", 11212, 11211, "-l notls:127.0.0.1:11211,notls:[::1]:11211,127.0.0.1:11212,[::1]:11212")]
    [InlineData("plaintext: keep", "-p 11300\n", 11212, 11300, "-l notls:0.0.0.0:11300,0.0.0.0:11212")]
    public void Addresses_are_sealed_where_they_are_or_kept_beside(string entry, string config, int port, int? plain, string line)
    {
        var compiled = Compile(entry, Links, config);
        var endpoint = Assert.Single(compiled.Value!.Platform.Components.Single(static c => c.Name == "cache").Endpoints);
        Assert.Equal((port, plain), (endpoint.Port, endpoint.PlaintextPort));
        var edited = Edited(compiled, config);
        Assert.Contains(line, edited.Split('\n'));
        var again = Compile(entry, Links, edited);
        Assert.Equal(edited, Edited(again, edited));
        // What somebody opened besides is closed with the rest.
        Assert.Equal((port, entry.Contains("keep", StringComparison.Ordinal) ? plain : null), (again.Value!.Platform.Components.Single(static c => c.Name == "cache").Endpoints[0].Port, again.Value!.Platform.Components.Single(static c => c.Name == "cache").Endpoints[0].PlaintextPort));
    }

    [Fact]
    public void Options_of_the_operator_s_come_before_ours_and_UDP_is_closed()
    {
        var edited = Edited(Compile("", "links:\n  - web -> cache: { level: authenticated }\n", "-o modern,ssl_verify_mode=3\n-U 11211\n"), "-o modern,ssl_verify_mode=3\n-U 11211\n");
        Assert.Equal($"-o modern,ssl_verify_mode=3\n-U 0\n-Z\n{Options}0\n", edited);
    }

    [Fact]
    public void Its_key_is_read_by_root_and_by_its_user_s_group()
    {
        var key = Compile("", Links, "-u memcache\n", "memcache:x:111:114::/nonexistent:/bin/false\n").Value!.Desired.Files.Single(static f => f.Component == "cache" && f.Content.HoldsKey);
        Assert.Equal((new Owner(0, 114), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead), (key.Owner, key.Mode));
        key = Compile("", Links, "-u memcache\n").Value!.Desired.Files.Single(static f => f.Component == "cache" && f.Content.HoldsKey);
        Assert.Equal((null, UnixFileMode.UserRead | UnixFileMode.UserWrite), (key.Owner, key.Mode));
    }

    [Fact]
    public void Certificates_alone_need_a_reload_roots_a_restart()
    {
        var steps = Compile("names: [cache.internal]", Links, "-l 10.0.0.1\n").Value!.Desired.Steps;
        Assert.Equal(["restart-cache", "reload-cache"], steps.Select(static s => s.Id));
        Assert.Equal(["/etc/memcached.conf", "/etc/memcached-tls/ca.crt"], steps[0].After);
        Assert.StartsWith("printf 'refresh_certs\\r\\nquit\\r\\n' | openssl s_client -quiet -connect 10.0.0.1:11211 -verify_return_error -CAfile ", steps[1].Command[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("version: '1.5.6'", "", "LS1432")]
    [InlineData("plaintext: keep, port: 11211", "-p 11211", "LS1433")]
    [InlineData("", "--port=11300", "LS1965")]
    [InlineData("", "-s /run/memcached.sock", "LS1966")]
    public void What_can_not_be_is_said(string entry, string config, string code) => Assert.Contains(code, Compile(entry, Links, config + "\n").Diagnostics.Select(static d => d.Code));

    [Fact]
    public void Its_clients_are_told_ready_to_paste()
    {
        var compiled = Compile("names: [cache.internal]", Links, "");
        var snippets = ClientSides.Of(compiled.Value!, Read("names: [cache.internal]", Links).Value!, compiled.Value!.Platform.Links[0]);
        Assert.EndsWith("client = Client((\"cache.internal\", 11211), tls_context=context)", snippets[0].Text, StringComparison.Ordinal);
        Assert.Equal(["pymemcache", "openssl"], snippets.Select(static s => s.Client));
    }

    private static string Edited(Result<Expansion> compiled, string text)
    {
        var edits = Assert.Single(compiled.Value!.Desired.Edits);
        var edited = ConfigEditor.Apply(edits.Format, edits.Path, text, edits.Edits, []);
        Assert.Empty(edited.Diagnostics);
        return edited.Value!.Text;
    }

    private static Result<PlatformDescription> Read(string entry, string links) => DescriptionReader.Read(
        "linkseal.yaml", "/srv", $"platform: shop\ncomponents:\n  web: {{ dialect: files, folder: /srv/web }}\n  cache: {{ dialect: memcached{(entry.Length > 0 ? ", " + entry : "")} }}\n{links}", Catalogue.Words);

    private static Result<Expansion> Compile(string entry, string links, string config, string? accounts = null)
    {
        var read = Read(entry, links);
        if (read.Failed) return new(null, read.Diagnostics);
        var documents = ImmutableDictionary<string, string>.Empty.Add("/etc/memcached.conf", config);
        if (accounts is not null) documents = documents.Add("/etc/passwd", accounts);
        return PlatformCompiler.Compile(read.Value!, null, Catalogue.Dialects, documents);
    }
}
