using System.Collections.Immutable;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Yaml;
using Linkseal.Testing;

namespace Linkseal.Core.Tests.Editing.Yaml;

/// <summary>The kinds of edits that the other platforms need, on every sample that we have; PyYAML is the judge.</summary>
public class YamlPlatformSampleTests
{
    public static TheoryData<string, string, string> Samples()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var folder in new[] { "anchore-engine", "tidb", "harbor-helm" })
        {
            foreach (var file in Directory.EnumerateFiles(Fixtures.Folder(folder), "*.yaml").Select(Path.GetFileName).Order(StringComparer.Ordinal))
            {
                data.Add(folder, file!, "lf");
                data.Add(folder, file!, "crlf");
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Only_the_intended_lines_differ_and_the_bytes_come_back(string folder, string file, string variant)
    {
        var text = Sample(folder, file, variant);
        var root = YamlReader.Read(file, text).Value!;
        var wanted = Wanted(file, root);
        var edited = Edits.Apply(text, wanted);
        Assert.NotEqual(text, edited.Text);
        Assert.Equal(1, PythonJudge.Judged([(text, edited.Text, wanted)]));

        ImmutableArray<string> words = [.. wanted.SelectMany(static e => e.Key).Select(static k => k.StartsWith("[host=", StringComparison.Ordinal) ? "- host" : k)];
        foreach (var line in TextDiff.Hunks(text, edited.Text).SelectMany(static h => h).Where(static l => l.Kind != DiffKind.Kept))
        {
            // An item of the list over several lines that stands on one line now.
            if (line.Kind == DiffKind.Removed && file.StartsWith("docker", StringComparison.Ordinal) && line.Text.TrimStart(' ').StartsWith("- ", StringComparison.Ordinal)) continue;
            Assert.Contains(words, w => line.Text.TrimStart(' ', '#').StartsWith(w + ":", StringComparison.Ordinal));
        }

        Assert.Equal(text, Edits.Revert(edited.Text, edited.Applied));
        var again = Edits.Apply(edited.Text, wanted, edited.Applied);
        Assert.Equal(edited.Text, again.Text);
        Assert.Equal(edited.Applied, again.Applied);

        // What is already so, as the file itself says it, changes nothing.
        Assert.Equal(edited.Text, Edits.Apply(edited.Text, wanted).Text);
        Assert.Equal(Placeholders(text), Placeholders(edited.Text));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Other_edits_by_hand_survive_the_reversal(string folder, string file, string variant)
    {
        var text = Sample(folder, file, variant);
        var wanted = Wanted(file, YamlReader.Read(file, text).Value!);
        var edited = Edits.Apply(text, wanted);
        var end = variant == "crlf" ? "\r\n" : "\n";
        string ByHand(string t) => "# mine" + end + t + (t.EndsWith('\n') ? "" : end) + "mine:" + end + "- host: mine" + end;
        Assert.Equal(ByHand(text), Edits.Revert(ByHand(edited.Text), edited.Applied));
    }

    [Fact]
    public void Anchores_services_look_as_a_person_would_have_written_them()
    {
        Assert.Contains(
            """
              apiext:
                enabled: True
                require_auth: True
                endpoint_hostname: 'localhost'
                listen: '0.0.0.0'
                port: 8228
                ssl_enable: True
                ssl_cert: '/config/apiext.crt'
                ssl_key: '/config/apiext.key'
              kubernetes_webhook:
            """,
            Anchore("config-0.1.10.yaml"));
        Assert.Contains(
            """
              simplequeue:
                enabled: True
                require_auth: True
                endpoint_hostname: 'localhost'
                listen: '0.0.0.0'
                port: 8083
                ssl_enable: True
                ssl_cert: /config/simplequeue.crt
                ssl_key: /config/simplequeue.key
              analyzer:
            """,
            Anchore("config-0.1.10.yaml"));
        Assert.Contains(
            """
                listen: '0.0.0.0'
                port: ${ANCHORE_SERVICE_PORT}
                ssl_enable: true
                ssl_cert: /config/catalog.crt
                ssl_key: /config/catalog.key
            # NOTE: use the below external_* parameters to define the port/tls
            # setting that will allow other internal services to access this
            # service - if left unset services will use the above,
            # e.g. http://<endpoint_hostname>:<port>
                external_port: ${ANCHORE_EXTERNAL_PORT}
            """,
            Anchore("default_config-0.8.0.yaml"));
        Assert.Contains("\ninternal_ssl_verify: True\n", Anchore("config-0.6.0.yaml"));
        Assert.Contains("\ninternal_ssl_verify: true\n", Anchore("default_config-0.8.0.yaml"));
    }

    private static string Anchore(string file)
    {
        var text = Sample("anchore-engine", file, "lf");
        return Edits.Apply(text, Wanted(file, YamlReader.Read(file, text).Value!)).Text;
    }

    private static string Sample(string folder, string file, string variant)
    {
        var text = File.ReadAllText(Path.Combine(Fixtures.Folder(folder), file));
        return variant == "crlf" ? text.Replace("\n", "\r\n", StringComparison.Ordinal) : text;
    }

    private static string[] Placeholders(string text) =>
        [.. text.Split('\n').Where(static l => l.Contains("${", StringComparison.Ordinal) && !l.StartsWith("internal_ssl_verify", StringComparison.Ordinal))];

    private static ImmutableArray<Edit> Wanted(string file, YamlNode root) => file switch
    {
        ['c' or 'd', ..] when file.Contains("config-", StringComparison.Ordinal) =>
            [new Edit.Set(["internal_ssl_verify"], new EditValue.Flag(true)), .. ((YamlNode.Mapping)YamlScalars.Find(root, "services")!).Entries.SelectMany(static e => Service(e.Key.Value))],
        ['d', 'o', ..] => Edits.Of("services.catalog.healthcheck.test=[CMD,curl,-f,https://localhost:8228/health]", "services.catalog.command=[anchore-manager]", "services.catalog.expose=[8229]"),
        ['h', ..] => Edits.Of("anchoreGlobal.internalServicesSsl.enabled=!true", "anchoreGlobal.internalServicesSsl.certSecretKeyName=tls.key", "anchoreGlobal.certStoreSecretName=ca"),
        ['t', ..] => [new Edit.Set(["global", "enable_tls"], new EditValue.Flag(true)), .. ((YamlNode.Mapping)root).Entries.SelectMany(static e => Servers(e)), .. Edits.Of("pd_servers.[host=10.9.9.9].client_port=#2379")],
        _ => Edits.Of("internalTLS.enabled=!true", "internalTLS.certSource=secret", "internalTLS.core.secretName=core-tls", "expose.tls.auto.commonName=reg.example"),
    };

    private static IEnumerable<Edit> Service(string name) =>
    [
        new Edit.Set(["services", name, "ssl_enable"], new EditValue.Flag(true)) { After = "port" },
        new Edit.Set(["services", name, "ssl_cert"], new EditValue.Text($"/config/{name}.crt")) { After = "ssl_enable" },
        new Edit.Set(["services", name, "ssl_key"], new EditValue.Text($"/config/{name}.key")) { After = "ssl_cert" },
    ];

    private static IEnumerable<Edit> Servers(YamlEntry list) => list.Value is not YamlNode.Sequence servers
        ? []
        : servers.Items.Select((_, i) => (Edit)new Edit.Set([list.Key.Value, $"[{i}]", "config", "security.cluster-verify-cn"], new EditValue.List(["pd", "tikv-1.example"])));
}
