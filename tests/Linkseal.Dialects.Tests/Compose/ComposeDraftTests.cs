using System.Collections.Immutable;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;
using Linkseal.Dialects.Compose;
using Linkseal.Dialects.Tests.Compiling;
using Linkseal.Testing;

namespace Linkseal.Dialects.Tests.Compose;

/// <summary>What a compose file becomes: components, links, and a word at each guess.</summary>
public sealed class ComposeDraftTests
{
    // So that a product that gets a dialect changes no expectation here.
    private static readonly ImmutableArray<IDialect> Some = [.. Catalogue.Dialects.Where(static d => d.Name is "files" or "redis" or "postgresql" or "mariadb")];

    [Fact]
    public void A_shop_is_drafted_as_expected()
    {
        var folder = Golden.Folder("compose", "shop");
        var draft = Draft(File.ReadAllText(Path.Combine(folder, "compose.yaml")), Some);
        Golden.Verify(Path.Combine(folder, "linkseal.yaml"), draft.Description);
        Assert.Equal(7, Accepted(draft, Some).Components.Length);
        Assert.Contains("left out, as no link to or from them was seen: monitoring.agent", draft.Saw);
    }

    [Theory]
    [InlineData("redis:7", "redis")]
    [InlineData("docker.io/library/redis", "redis")]
    [InlineData("registry.local:5000/mirror/postgres:16@sha256:0", "postgresql")]
    [InlineData("mariadb:${TAG}", "mariadb")]
    [InlineData("nginx:1.27", "files")]
    [InlineData("redis-exporter", "files")]
    [InlineData("acme/redis/proxy", "files")]
    public void An_image_is_known_by_its_last_name_and_only_where_its_dialect_is(string image, string dialect) =>
        Assert.Equal(dialect, Accepted(Draft($"services:\n  web: {{ build: . , depends_on: [db] }}\n  db: {{ image: \"{image}\" }}\n", Some), Some).Components[1].Dialect!.Value);

    [Fact]
    public void A_product_is_known_as_soon_as_it_has_a_dialect()
    {
        var text = "services:\n  proxy:\n    image: nginx\n    volumes: [./nginx.conf:/etc/nginx/nginx.conf]\n    depends_on: [web]\n  web: { build: . }\n";
        ImmutableArray<IDialect> more = [.. Some, new FakeDialect("nginx", Level.Mutual, Level.Mutual)];
        var proxy = Accepted(Draft(text, more), more).Components[0];
        Assert.Equal(("nginx", "/srv/shop/nginx.conf"), (proxy.Dialect!.Value, proxy.Config));
        // Keys that it doesn't know are not written.
        Assert.Null(proxy.Restart);
        Assert.Empty(proxy.Mounts);
    }

    [Theory]
    [InlineData("redis:7", 999)]
    [InlineData("bitnami/redis:7", 1001)]
    [InlineData("docker.io/bitnamilegacy/postgresql:16", 1001)]
    [InlineData("postgres:16-alpine", 70)]
    [InlineData("postgres:16", 999)]
    public void Files_are_the_user_s_of_the_image(string image, int user) =>
        Assert.Equal(user, Accepted(Draft($"services:\n  db: {{ image: \"{image}\" }}\n", Some), Some).Components[0].Owner!.User);

    [Theory]
    [InlineData("configs: [r.conf], command: redis-server /r.conf")]
    [InlineData("configs: [{ source: r.conf, target: /etc/redis/redis.conf }]")]
    public void A_configuration_of_compose_is_one_that_is_mounted(string service) =>
        Assert.Equal("/srv/shop/conf/r.conf", Accepted(Draft($"services:\n  db: {{ image: redis, {service} }}\nconfigs: {{ r.conf: {{ file: ./conf/r.conf }} }}\n", Some), Some).Components[0].Config);

    [Theory]
    // Several files of one mounted folder: nothing in compose's file has to change.
    [InlineData("image: redis, volumes: [./r:/usr/local/etc/redis]", "/srv/shop/r/redis.conf", "/srv/shop/r/tls", "/srv/shop/r=/usr/local/etc/redis")]
    [InlineData("image: redis, command: [redis-server, /c/x.conf], volumes: [./r:/c]", "/srv/shop/r/x.conf", "/srv/shop/r/tls", "/srv/shop/r=/c")]
    [InlineData("image: redis", "/srv/shop/db/redis.conf", "/srv/shop/tls/db", "/srv/shop/tls/db=/run/tls")]
    [InlineData("image: postgres, volumes: [./data:/var/lib/postgresql/data]", "/srv/shop/data", "/srv/shop/data/tls", "/srv/shop/data=/var/lib/postgresql/data")]
    [InlineData("image: postgres, volumes: [./pg.conf:/etc/postgresql/postgresql.conf]", "/srv/shop", "/srv/shop/tls/db", "/srv/shop/pg.conf=/etc/postgresql/postgresql.conf;/srv/shop/tls/db=/run/tls")]
    [InlineData("image: mariadb, volumes: [./my.cnf:/etc/mysql/conf.d/my.cnf]", "/srv/shop/my.cnf", "/srv/shop/tls/db", "/srv/shop/my.cnf=/etc/mysql/conf.d/my.cnf;/srv/shop/tls/db=/run/tls")]
    public void Configuration_is_where_it_is_mounted(string service, string config, string folder, string mounts)
    {
        var db = Accepted(Draft($"services:\n  db: {{ {service} }}\n", Some), Some).Components[0];
        Assert.Equal((config, folder, mounts), (db.Config, db.Folder, string.Join(";", db.Mounts.Select(static m => $"{m.Host}={m.Inside}"))));
    }

    [Fact]
    public void Services_that_share_a_folder_write_into_folders_of_their_own() =>
        Assert.Equal(["/srv/shop/r/tls-a", "/srv/shop/r/tls-b"], Accepted(Draft("services:\n  a: &r { image: redis, command: x /c/a.conf, volumes: [./r:/c] }\n  b: { <<: *r, command: x /c/b.conf }\n", Some), Some).Components.Select(static c => c.Folder));

    [Theory]
    [InlineData("depends_on: [db]", true)]
    [InlineData("depends_on: { db: { condition: service_healthy } }", true)]
    [InlineData("depends_on: { db: { condition: service_completed_successfully } }", false)]
    [InlineData("links: [\"db:database\"]", true)]
    [InlineData("environment: { URL: \"postgres://u:p@db:5432/x\" }", true)]
    [InlineData("environment: [\"DB_HOST=db\"]", true)]
    [InlineData("environment: { DSN: \"host=x port=1,db:5432\" }", true)]
    [InlineData("environment: { BROKERS: \"other.db:9092\" }", false)]
    [InlineData("environment: { POSTGRES_DB: db, URL: \"postgres://db@elsewhere/db\" }", false)]
    [InlineData("environment: { URL: \"http://database:80\" }", true)]
    public void Links_are_what_services_wait_for_or_name(string service, bool isLink) =>
        Assert.Equal(isLink ? ["web -> db"] : [], Accepted(Draft($"services:\n  web: {{ image: redis, {service} }}\n  db: {{ image: postgres, hostname: database }}\n", Some), Some).Links.Select(static l => $"{l.Caller.Value} -> {l.Callee.Value}"));

    [Fact]
    public void Names_that_components_can_not_have_are_changed_and_stay_in_the_certificate()
    {
        var read = Accepted(Draft("name: 1\nservices:\n  my.db: { image: postgres }\n  My-Db: { image: redis }\n  \"5\": { build: ., depends_on: [my.db] }\n", Some), Some);
        Assert.Equal(["my-db", "My-Db-2", "s5"], read.Components.Select(static c => c.Name.Value));
        Assert.Equal("s1", read.Platform);
        Assert.Equal("my.db", Assert.Single(read.Components[0].Names).Value);
    }

    [Fact]
    public void An_override_beside_it_and_its_variables_count()
    {
        var draft = ComposeDraft.Of(Request(("docker-compose.yml", "services:\n  db: { image: \"${IMAGE}\", ports: ['6379'] }\n"),
            ("docker-compose.override.yml", "services:\n  db: { ports: !override ['7000:6379'], user: '5' }\n  web: { build: ., depends_on: [db] }\n"), (".env", "IMAGE=redis:7\n")), Some)!.Value!;
        var read = Accepted(draft, Some);
        Assert.Equal(("redis", "localhost:7000", 5), (read.Components[0].Dialect!.Value, read.Components[0].Address, read.Components[0].Owner!.User));
        Assert.Single(read.Links);
    }

    [Fact]
    public void Files_that_it_names_are_read_along()
    {
        const string Text = "services:\n  web: { build: ., env_file: [a.env, { path: gone.env, required: false }] }\n  front:\n    image: nginx\n    volumes: [./conf.d:/etc/nginx/conf.d]\n    depends_on: [web]\n  cache: { image: redis }\n";
        Assert.Equal(["a.env", "gone.env", "conf.d/*.conf"], ComposeDraft.Named("/srv/shop", Request(("compose.yaml", Text)).Documents, Catalogue.Dialects).Where(static n => n is not "*.conf").Distinct());
        var draft = ComposeDraft.Of(Request(("compose.yaml", Text), ("a.env", "CACHE=redis://:s3cret@cache:6379\n"), ("conf.d/site.conf", "server { listen 80; }\n")), Catalogue.Dialects)!.Value!;
        var read = Accepted(draft, Catalogue.Dialects);
        Assert.Equal(["web -> cache", "front -> web"], read.Links.Select(static l => $"{l.Caller.Value} -> {l.Callee.Value}"));
        Assert.Equal("/srv/shop/conf.d/site.conf", read.Components[1].Config);
        Assert.DoesNotContain("s3cret", draft.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void What_lies_beside_the_configuration_inside_is_mounted_too()
    {
        var draft = Draft("services:\n  front: { image: nginx, volumes: [./nginx.conf:/etc/nginx/nginx.conf, ./sites:/etc/nginx/conf.d, ./www:/srv/www] }\n", Catalogue.Dialects);
        Assert.Equal(["/run/tls", "/etc/nginx/nginx.conf", "/etc/nginx/conf.d"], Accepted(draft, Catalogue.Dialects).Components[0].Mounts.Select(static m => m.Inside).Order(StringComparer.Ordinal).Reverse());
    }

    [Fact]
    public void No_value_of_a_variable_is_written() =>
        Assert.DoesNotContain("s3cret", Draft("services:\n  web: { image: redis, environment: { URL: \"redis://:s3cret@db:1\" } }\n  db: { image: redis }\n", Some).Description, StringComparison.Ordinal);

    [Fact]
    public void Where_nothing_is_to_be_sealed_it_is_said()
    {
        var result = ComposeDraft.Of(Request(("compose.yaml", "services:\n  a: { image: x }\n  b: { image: y }\n")), Some)!;
        Assert.Equal(["LS1294"], result.Diagnostics.Select(static d => d.Code));
        Assert.Null(ComposeDraft.Of(Request(("compose.yaml", "version: '3'\n")), Some));
        Assert.Null(ComposeDraft.Of(Request((".env", "A=b\n")), Some));
    }

    [Fact]
    public void Every_image_that_is_known_gives_a_description_that_the_reader_takes()
    {
        foreach (var row in KnownImage.All)
        {
            ImmutableArray<IDialect> dialects = Catalogue.Dialect(row.Dialect) is null ? [.. Catalogue.Dialects, new FakeDialect(row.Dialect, Level.Mutual, Level.Mutual)] : Catalogue.Dialects;
            var read = Accepted(Draft($"services:\n  a: {{ image: \"{row.Name}:1-alpine\", ports: ['1:1'] }}\n  b: {{ image: {row.Name}, depends_on: [a], volumes: [./c:{row.Config[0]}] }}\n", dialects), dialects);
            Assert.All(read.Components, c => Assert.Equal(row.Dialect, c.Dialect!.Value));
        }
    }

    [Fact]
    public void Whatever_a_service_says_the_reader_takes_the_draft()
    {
        // JSON is YAML: what is generated is quoted by it.
        var word = Gen.Elements("a", "-", "7", ".", ":", "/", "\"", "'", " ", "#", "$", "{", "}", "é", "\\", "web", "redis", "..", "\t", "*", "[", "/etc/redis/redis.conf").ListOf().Select(static w => string.Concat(w.Take(5)));
        var service = from image in word from command in word from volume in word from inside in word from variable in word from port in word from host in word
                      select JsonSerializer.Serialize(new
                      {
                          image = "redis" + image, command, hostname = host, user = port, depends_on = new[] { "other", variable }, volumes = new[] { "./" + volume + ":/" + inside, volume }, ports = new[] { port, "1:6379" }, environment = new Dictionary<string, string> { ["X" + variable] = "//other:" + inside },
                      });
        var name = Gen.Elements("web", "1", "-", "a.b", "_", "Web", "x y", "ö");
        Prop.ForAll((from first in name from one in service from two in service select (first, one, two)).ToArbitrary(), static test =>
        {
            var text = $"services:\n  \"{test.first}\": {test.one}\n  other: {test.two}\n";
            if (ComposeDraft.Of(Request(("compose.yaml", text)), Some) is { Value: { } draft }) Accepted(draft, Some);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("0.6.0")]
    [InlineData("1.1.0")]
    public void A_real_file_is_drafted(string version)
    {
        var text = File.ReadAllText(Path.Combine(Fixtures.Folder("anchore-engine"), $"docker-compose-{version}.yaml"));
        Assert.NotEmpty(Accepted(Draft(text, Catalogue.Dialects), Catalogue.Dialects).Links);
    }

    private static Draft Draft(string text, ImmutableArray<IDialect> dialects)
    {
        var result = ComposeDraft.Of(Request(("compose.yaml", text)), dialects)!;
        Assert.Empty(result.Diagnostics);
        return result.Value!;
    }

    private static DraftRequest Request(params (string Name, string Text)[] documents) =>
        new() { Folder = "/srv/shop", Documents = documents.ToImmutableDictionary(static d => d.Name, static d => d.Text) };

    private static PlatformDescription Accepted(Draft draft, ImmutableArray<IDialect> dialects)
    {
        var read = DescriptionReader.Read("linkseal.yaml", "/srv/shop", draft.Description, new([], [.. dialects.Select(static d => d.Name)], []));
        Assert.True(read.Diagnostics.IsEmpty, draft.Description + string.Join("\n", read.Diagnostics));
        Assert.DoesNotContain(PlatformCompiler.Compile(read.Value!, null, dialects, ImmutableDictionary<string, string>.Empty).Diagnostics, static d => d.Code is "LS1425" or "LS1422");
        return read.Value!;
    }
}
