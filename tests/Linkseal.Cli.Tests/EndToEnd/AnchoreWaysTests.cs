using Linkseal.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>The ways besides the plain one: certificates that were bought, intermediates, a proxy, the database, an override of one's own.</summary>
public sealed class AnchoreWaysTests
{
    private const string Head = "platform: anchore\nprofile: anchore-engine\n";

    [Fact]
    public void A_bought_certificate_is_split_as_Anchore_reads_it_and_announced()
    {
        using var machine = Machine();
        Buy(machine, "anchore.example.com");
        machine.Description = Head + "settings:\n  services:\n    apiext: { hostname: anchore.example.com, port: 443, certificate: corp.crt, key: corp.key, chain: corp-chain.crt }\n";
        Seals(machine);

        Assert.Equal(1, Blocks(machine, "tls/apiext.crt"));
        Assert.Equal(File.ReadAllText(machine["sub.crt"]).Trim(), File.ReadAllText(machine["tls/apiext.chain.crt"]).Trim());
        OpenSsl(machine, "verify -x509_strict -CAfile root.crt -untrusted tls/apiext.chain.crt -verify_hostname anchore.example.com tls/apiext.crt");
        Says(machine, "apiext", """dict(ssl_enable=True, ssl_cert="/config/tls/apiext.crt", ssl_key="/config/tls/apiext.key", ssl_chain="/config/tls/apiext.chain.crt", external_hostname="anchore.example.com", external_port=443)""");
        Assert.DoesNotContain("ssl_chain: /config/tls/catalog", machine.Config, StringComparison.Ordinal);
        Assert.Contains("curl -f --insecure https://localhost:8228/health", File.ReadAllText(machine["docker-compose.override.yaml"]), StringComparison.Ordinal);
        Gone(machine);
    }

    [Fact]
    public void A_private_root_above_a_bought_certificate_goes_to_the_authorities()
    {
        using var machine = Machine();
        Buy(machine, "catalog");
        machine.Description = Head + "settings:\n  services:\n    catalog: { certificate: corp.crt, key: corp.key, chain: sub.crt, authority: root.crt }\n";
        Seals(machine);
        // Another one beside it, of a CA that this root has nothing to do with.
        OpenSsl(machine, "req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=Public -addext keyUsage=critical,keyCertSign -keyout public.key -out public.crt");
        Sign(machine, "api", "public", "subjectAltName=DNS:api\nbasicConstraints=CA:FALSE\n");
        machine.Description += "    apiext: { certificate: api.crt, key: api.key, chain: public.crt }\n";
        Seals(machine);
        Assert.Equal(["catalog-ca.crt", "linkseal-ca.crt"], Directory.GetFiles(machine["certs"]).Select(static f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        OpenSsl(machine, "verify -x509_strict -CAfile certs/catalog-ca.crt -untrusted tls/catalog.chain.crt -verify_hostname catalog tls/catalog.crt");
    }

    [Theory]
    [InlineData("corp.crt", "other.key", "corp-chain.crt", "LS1320")]
    [InlineData("corp.crt", "corp.key", "two.crt", "LS1336")]
    [InlineData("other.crt", "other.key", null, "LS1331")]
    public void What_is_wrong_with_a_bought_certificate_is_said_before_anything_is_written(string certificate, string key, string? chain, string code)
    {
        using var machine = Machine();
        Buy(machine, "anchore.example.com");
        OpenSsl(machine, "req -x509 -newkey rsa:2048 -nodes -days 90 -subj /CN=other -addext subjectAltName=DNS:other -addext basicConstraints=CA:FALSE -keyout other.key -out other.crt");
        Deepen(machine);
        if (code == "LS1336") (certificate, key) = ("deep.crt", "deep.key");
        var above = chain is null ? "" : $", chain: {chain}";
        machine.Description = Head + $"settings:\n  services:\n    apiext: {{ hostname: anchore.example.com, certificate: {certificate}, key: {key}{above} }}\n";
        var before = machine.Snapshot();
        var (exit, text) = machine.Type("apply", "--yes");
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains(code, text, StringComparison.Ordinal);
        Assert.Equal(before, machine.Snapshot());
    }

    [Theory]
    [InlineData("authority: { generate: { intermediate: true } }\n")]
    [InlineData("authority: { existing: { certificate: both.crt, key: sub.key } }\n")]
    public void An_intermediate_stands_alone_in_ssl_chain(string authority)
    {
        using var machine = Machine();
        Buy(machine, "unused");
        File.WriteAllText(machine["both.crt"], File.ReadAllText(machine["sub.crt"]) + File.ReadAllText(machine["root.crt"]));
        machine.Description = Head + authority;
        Seals(machine);
        foreach (var service in (string[])["apiext", "catalog", "simplequeue", "policy_engine", "analyzer"])
        {
            Assert.Equal((1, 1), (Blocks(machine, $"tls/{service}.crt"), Blocks(machine, $"tls/{service}.chain.crt")));
            OpenSsl(machine, $"verify -x509_strict -CAfile certs/linkseal-ca.crt -untrusted tls/{service}.chain.crt -verify_hostname localhost tls/{service}.crt");
            Assert.Contains($"    ssl_key: /config/tls/{service}.key\n    ssl_chain: /config/tls/{service}.chain.crt\n", machine.Config, StringComparison.Ordinal);
        }

        Gone(machine);
    }

    [Fact]
    public void An_authority_of_ones_own_signs_without_a_chain()
    {
        using var machine = Machine();
        Buy(machine, "unused");
        machine.Description = Head + "authority: { existing: { certificate: root.crt, key: root.key } }\n";
        Seals(machine);
        Assert.Empty(Directory.GetFiles(machine["tls"], "*.chain.crt"));
        Assert.DoesNotContain("ssl_chain", machine.Config, StringComparison.Ordinal);
        OpenSsl(machine, "verify -CAfile root.crt -verify_hostname queue tls/simplequeue.crt");
    }

    [Fact]
    public void The_pages_own_example_is_put_right()
    {
        using var machine = Machine(static c => c.Replace("  catalog:\n    enabled: true\n", "  catalog:\n    enabled: true\n    ssl_enable: true\n    ssl_cert: /config/a.key\n    ssl_key: /config/a.crt\n    ssl_chain: /config/a.key\n", StringComparison.Ordinal));
        machine.Description = Head;
        Assert.Contains("LS2602", machine.Type("check").Text, StringComparison.Ordinal);
        Seals(machine);
        Says(machine, "catalog", """dict(ssl_enable=True, ssl_cert="/config/tls/catalog.crt", ssl_key="/config/tls/catalog.key", external_tls=True)""");
        Gone(machine);
    }

    [Fact]
    public void One_service_may_stay_as_it_is()
    {
        using var machine = Machine();
        machine.Description = Head + "settings: { services: { analyzer: { tls: off } } }\n";
        Seals(machine);
        Assert.False(File.Exists(machine["tls/analyzer.crt"]));
        Assert.Contains("external_tls: ${ANCHORE_EXTERNAL_TLS}", machine.Config, StringComparison.Ordinal);
        machine.Description = Head;
        Seals(machine);
        machine.Description = Head + "settings: { services: { analyzer: { tls: off } } }\n";
        Seals(machine);
        Says(machine, "analyzer", "dict(external_tls=False)");
    }

    [Fact]
    public void The_database_is_verified_and_ssl_goes()
    {
        using var machine = Machine();
        Buy(machine, "db");
        File.AppendAllText(machine["corp.crt"], File.ReadAllText(machine["sub.crt"]));
        machine.Description = Head + "settings: { database: { authority: root.crt, certificate: corp.crt, key: corp.key } }\n";
        Seals(machine);
        Assert.Contains("      timeout: 120\n      sslmode: verify-full\n      sslrootcert: /config/tls/database-ca.crt\n      sslcert: /config/tls/database.crt\n      sslkey: /config/tls/database.key\n    db_pool_size", machine.Config, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(machine["tls/database.key"]));
        Assert.Equal(File.ReadAllText(machine["root.crt"]).Trim(), File.ReadAllText(machine["tls/database-ca.crt"]).Trim());
        Assert.Contains("apiext:database            authenticated", machine.Succeed("show"), StringComparison.Ordinal);
        Gone(machine);
    }

    [Fact]
    public void A_proxy_stands_before_what_is_published_and_the_rest_is_plaintext()
    {
        using var machine = Machine();
        machine.Description = Head + "settings: { tls: proxy, services: { apiext: { hostname: anchore.example.com, port: 443 } } }\n";
        Seals(machine);
        Says(machine, "apiext", """dict(external_hostname="anchore.example.com", external_port=443, external_tls=True)""");
        var form = File.ReadAllText(machine["proxy/conf.d/anchore.conf"]);
        Assert.Contains("proxy_pass http://api:8228;", form, StringComparison.Ordinal);
        Assert.Contains("listen 443 ssl;", form, StringComparison.Ordinal);
        var over = File.ReadAllText(machine["docker-compose.override.yaml"]);
        Assert.Contains("  api:\n    ports: !reset []\n", over, StringComparison.Ordinal);
        Assert.Contains("      - \"443:443\"\n", over, StringComparison.Ordinal);
        OpenSsl(machine, "verify -CAfile certs/linkseal-ca.crt -verify_hostname anchore.example.com proxy/tls/apiext.crt");
        var show = machine.Succeed("show");
        Assert.Matches(@"clients:proxy +authenticated", show);
        Assert.Matches(@"proxy:apiext +plaintext", show);
        Assert.Matches(@"apiext:catalog +plaintext", show);
        var (_, audit) = machine.Type("audit");
        Assert.Matches(@"clients:proxy +authenticated", audit);
        Assert.Matches(@"proxy:apiext +plaintext", audit);
        Assert.DoesNotContain("clients:apiext", audit, StringComparison.Ordinal);
        Assert.DoesNotContain("LS2606", audit, StringComparison.Ordinal);
        Gone(machine);
    }

    [Fact]
    public void An_override_of_ones_own_keeps_its_lines_and_gets_ours()
    {
        using var machine = Machine();
        const string Own = "services:\n  api:\n    restart: always # mine\n  db:\n    restart: always\n";
        File.WriteAllText(machine["docker-compose.override.yaml"], Own);
        machine.Description = Head;
        Seals(machine);
        var judge = """
            import sys, yaml
            services = yaml.safe_load(open(sys.argv[1]))["services"]
            assert services["api"]["restart"] == services["db"]["restart"] == "always"
            for name in ["api", "catalog", "queue", "policy-engine", "analyzer"]:
                assert services[name]["volumes"] == ["./config.yaml:/config/config.yaml:ro", "./tls:/config/tls:ro", "./certs:/home/anchore/certs:ro"], name
                assert services[name]["healthcheck"]["test"][1].endswith("https://localhost:8228/health || exit 1"), name
            """;
        var result = Shell.Run(Missing.Program("python3"), ["-c", judge, machine["docker-compose.override.yaml"]]);
        Assert.True(result.ExitCode == 0, result.All);
        machine.Succeed("remove", "--yes");
        Assert.Equal(Own, File.ReadAllText(machine["docker-compose.override.yaml"]));
    }

    [Fact]
    public void Mounts_of_the_compose_file_decide_where_things_lie()
    {
        using var machine = Machine(compose: static c => c.Replace("    volumes:\n      - /analysis_scratch\n", "", StringComparison.Ordinal)
            .Replace("    image: anchore/anchore-engine:v1.0.0\n", "    image: anchore/anchore-engine:v1.0.0\n    volumes: [\"./conf:/config:z\", \"./ca:/home/anchore/certs\"]\n", StringComparison.Ordinal));
        Directory.CreateDirectory(machine["conf"]);
        File.Move(machine["config.yaml"], machine["conf/config.yaml"]);
        machine.Description = Head + "settings: { config: conf/config.yaml }\n";
        machine.Succeed("apply", "--yes");
        machine.Succeed("check");
        Assert.True(File.Exists(machine["conf/catalog.key"]));
        Assert.True(File.Exists(machine["ca/linkseal-ca.crt"]));
        Assert.Contains("ssl_cert: /config/catalog.crt", File.ReadAllText(machine["conf/config.yaml"]), StringComparison.Ordinal);
        Assert.DoesNotContain("volumes", File.ReadAllText(machine["docker-compose.override.yaml"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_bought_is_the_one_that_the_others_dial()
    {
        using var machine = Machine();
        machine.Description = Head + "settings: { services: { catalog: { hostname: catalog.internal } } }\n";
        Seals(machine);
        OpenSsl(machine, "verify -CAfile certs/linkseal-ca.crt -verify_hostname catalog.internal tls/catalog.crt");
        Says(machine, "catalog", """dict(ssl_enable=True, ssl_cert="/config/tls/catalog.crt", ssl_key="/config/tls/catalog.key", external_hostname="catalog.internal", external_tls=True)""");
    }

    [Fact]
    public void The_example_is_run_as_it_stands()
    {
        using var machine = Machine();
        Buy(machine, "anchore.example.com");
        File.Copy(machine["root.crt"], machine["db-root.crt"]);
        machine.Description = File.ReadAllText(Path.Combine(Repository.Root, "examples", "anchore-engine.yaml"));
        Seals(machine);
        Says(machine, "apiext", """dict(ssl_enable=True, ssl_cert="/config/tls/apiext.crt", ssl_key="/config/tls/apiext.key", ssl_chain="/config/tls/apiext.chain.crt", external_hostname="anchore.example.com", external_port=443)""");
        Assert.Contains("sslmode: verify-full", machine.Config, StringComparison.Ordinal);
        Gone(machine);
    }

    [Fact]
    public void A_compose_file_alone_is_audited_by_the_images_own_config()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(Fixtures.Folder("anchore-engine"), "docker-compose-1.1.0.yaml"), folder["docker-compose.yaml"]);
        var terminal = new Testing.MemoryTerminal { Folder = folder.Path };
        var exit = (ExitCode)new CommandLine(terminal, TestContext.Current.CancellationToken).Invoke(["audit"]);
        Assert.Equal(ExitCode.Differs, exit);
        Assert.Contains("15 links: 15 plaintext · ", terminal.Text, StringComparison.Ordinal);
        foreach (var code in (string[])["LS2600", "LS2620", "LS2647"]) Assert.Contains(code, terminal.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("LS1604", terminal.Text + terminal.ErrorText, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));

        // Nothing can be made of it: a file in an image can't be edited.
        terminal = new() { Folder = folder.Path };
        Assert.Equal(ExitCode.BadInput, (ExitCode)new CommandLine(terminal, TestContext.Current.CancellationToken).Invoke(["init"]));
        Assert.Contains("LS1604", terminal.Text + terminal.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public void Audit_names_the_level_of_each_link_before_and_after()
    {
        using var machine = Machine();
        var (exit, before) = machine.Type("audit", machine.Home[machine.Root.Length..]);
        Assert.Equal(ExitCode.Differs, exit);
        Assert.Contains("15 links: 15 plaintext", before, StringComparison.Ordinal);
        machine.Description = Head;
        machine.Succeed("apply", "--yes");
        Assert.Contains("15 links: 10 authenticated, 5 plaintext · no errors", machine.Succeed("audit", machine.Home[machine.Root.Length..]), StringComparison.Ordinal);
    }

    private static AnchoreMachine Machine(Func<string, string>? config = null, Func<string, string>? compose = null)
    {
        string Text(string name) => File.ReadAllText(Path.Combine(Fixtures.Folder("anchore-engine"), name));
        var (original, containers) = (Text("default_config-1.1.0.yaml"), Text("docker-compose-1.1.0.yaml"));
        return new(config is null ? original : config(original), compose is null ? containers : compose(containers));
    }

    /// <summary>In, clean, and silent afterwards.</summary>
    private static void Seals(AnchoreMachine machine)
    {
        machine.Succeed("apply", "--yes");
        var check = machine.Succeed("check");
        Assert.DoesNotContain("Warnings", check, StringComparison.Ordinal);
        Assert.Contains("No changes", machine.Succeed("plan", "--check"), StringComparison.Ordinal);
    }

    private static void Gone(AnchoreMachine machine)
    {
        machine.Succeed("remove", "--yes");
        Assert.Equal(machine.Original, machine.Config);
        Assert.False(Directory.Exists(machine["certs"]));
    }

    /// <summary>A root, an intermediate and a leaf of that name, as a company's CA gives them.</summary>
    private static void Buy(AnchoreMachine machine, string name)
    {
        OpenSsl(machine, "req -x509 -newkey rsa:2048 -nodes -sha256 -days 3650 -subj /O=Corp/CN=Corp-Root -addext keyUsage=critical,keyCertSign,cRLSign -keyout root.key -out root.crt");
        Sign(machine, "sub", "root", "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n");
        Sign(machine, "corp", "sub", $"subjectAltName=DNS:{name}\nbasicConstraints=CA:FALSE\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n");
        File.WriteAllText(machine["corp-chain.crt"], File.ReadAllText(machine["sub.crt"]) + File.ReadAllText(machine["root.crt"]));
    }

    /// <summary>One intermediate more.</summary>
    private static void Deepen(AnchoreMachine machine)
    {
        Sign(machine, "subsub", "sub", "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n");
        Sign(machine, "deep", "subsub", "subjectAltName=DNS:anchore.example.com\nbasicConstraints=CA:FALSE\n");
        File.WriteAllText(machine["two.crt"], File.ReadAllText(machine["subsub.crt"]) + File.ReadAllText(machine["sub.crt"]) + File.ReadAllText(machine["root.crt"]));
    }

    private static void Sign(AnchoreMachine machine, string name, string by, string extensions)
    {
        File.WriteAllText(machine[name + ".ext"], extensions);
        OpenSsl(machine, $"req -newkey rsa:2048 -nodes -subj /O=Corp/CN={name} -keyout {name}.key -out {name}.csr");
        OpenSsl(machine, $"x509 -req -in {name}.csr -CA {by}.crt -CAkey {by}.key -CAcreateserial -days 300 -sha256 -extfile {name}.ext -out {name}.crt");
    }

    private static void OpenSsl(AnchoreMachine machine, string line)
    {
        var result = Shell.Run("openssl", line.Split(' '), machine.Home);
        Assert.True(result.ExitCode == 0, $"openssl {line}: {result.All}");
    }

    /// <summary>PyYAML reads these TLS keys of a service and no others.</summary>
    private static void Says(AnchoreMachine machine, string service, string expected)
    {
        var judge = $$"""
            import re, sys, yaml
            text = re.sub(r"\$\{ANCHORE[A-Z0-9_]*\}", "null", open(sys.argv[1]).read())
            service = yaml.safe_load(text)["services"]["{{service}}"]
            met = {k: v for k, v in service.items() if (k.startswith("ssl_") or k.startswith("external_")) and v is not None}
            assert met == {{expected}}, met
            """;
        var result = Shell.Run(Missing.Program("python3"), ["-c", judge, machine["config.yaml"]]);
        Assert.True(result.ExitCode == 0, result.All);
    }

    private static int Blocks(AnchoreMachine machine, string name) => File.ReadAllText(machine[name]).Split("BEGIN CERTIFICATE").Length - 1;
}
