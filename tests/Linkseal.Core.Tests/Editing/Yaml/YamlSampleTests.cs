using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Linkseal.Core.Editing;
using Linkseal.Testing;

namespace Linkseal.Core.Tests.Editing.Yaml;

/// <summary>The edits that Harbor gets, on the file of every release that we have; PyYAML, with which Harbor reads, is the judge.</summary>
public class YamlSampleTests
{
    private static readonly ImmutableArray<Edit> Internal =
    [
        new Edit.Set(["internal_tls", "enabled"], new EditValue.Flag(true)),
        new Edit.Set(["internal_tls", "dir"], new EditValue.Text("/srv/harbor/tls")),
    ];

    private static readonly ImmutableArray<Edit> Https =
    [
        new Edit.Set(["https", "port"], new EditValue.Number(8443)),
        new Edit.Set(["https", "certificate"], new EditValue.Text("/srv/tls/harbor.crt")),
        new Edit.Set(["https", "private_key"], new EditValue.Text("/srv/tls/harbor.key")),
    ];

    private static readonly (string, string)[] InternalLines =
    [
        ("# internal_tls:", "internal_tls:"),
        ("#   # set enabled to true means internal tls is enabled", "  # set enabled to true means internal tls is enabled"),
        ("#   enabled: true", "  enabled: true"),
        ("#   # put your cert and key files on dir", "  # put your cert and key files on dir"),
        ("#   dir: /etc/harbor/tls/internal", "  dir: /srv/harbor/tls"),
    ];

    private static readonly (string, string)[] HttpsLines =
    [
        ("  port: 443", "  port: 8443"),
        ("  certificate: /your/certificate/path", "  certificate: /srv/tls/harbor.crt"),
        ("  private_key: /your/private/key/path", "  private_key: /srv/tls/harbor.key"),
    ];

    public static TheoryData<string, string> Versions()
    {
        var data = new TheoryData<string, string>();
        foreach (var variant in new[] { "lf", "crlf", "bom" })
        {
            foreach (var (version, _) in Fixtures.HarborSamples()) data.Add(version, variant);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Internal_tls_is_uncommented_in_its_place_and_nothing_else_moves(string version, string variant)
    {
        var text = Sample(version, variant);
        var edited = Edits.Apply(text, Internal);
        Assert.Equal(InternalLines, Edits.ChangedLines(text, edited.Text));
        Assert.Equal(text, Edits.Revert(edited.Text, edited.Applied));
        Assert.Single(edited.Applied);
        AssertPython(text, edited.Text, "'internal_tls': {'enabled': True, 'dir': '/srv/harbor/tls'}");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Https_gets_its_values_in_place(string version, string variant)
    {
        var text = Sample(version, variant);
        var edited = Edits.Apply(text, Https);
        Assert.Equal(HttpsLines, Edits.ChangedLines(text, edited.Text));
        Assert.Equal(text, Edits.Revert(edited.Text, edited.Applied));
        AssertPython(text, edited.Text, "'https': {'port': 8443, 'certificate': '/srv/tls/harbor.crt', 'private_key': '/srv/tls/harbor.key'}");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_https_block_that_was_commented_out_is_uncommented(string version, string variant)
    {
        foreach (var mark in new[] { "# ", "#" })
        {
            var text = Regex.Replace(Sample(version, variant), @"(?m)^(https:\r?|  # https port for.*|  port: 443\r?|  # The path of cert.*|  certificate:.*|  private_key:.*)$", mark + "$1");
            var edited = Edits.Apply(text, Https);
            Assert.Equal(
                [
                    (mark + "https:", "https:"),
                    (mark + "  # https port for harbor, default is 443", "  # https port for harbor, default is 443"),
                    (mark + "  port: 443", "  port: 8443"),
                    (mark + "  # The path of cert and key files for nginx", "  # The path of cert and key files for nginx"),
                    (mark + "  certificate: /your/certificate/path", "  certificate: /srv/tls/harbor.crt"),
                    (mark + "  private_key: /your/private/key/path", "  private_key: /srv/tls/harbor.key"),
                ],
                Edits.ChangedLines(text, edited.Text));
            Assert.Equal(text, Edits.Revert(edited.Text, edited.Applied));
            AssertPython(text, edited.Text, "'https': {'port': 8443, 'certificate': '/srv/tls/harbor.crt', 'private_key': '/srv/tls/harbor.key'}");
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_second_apply_changes_nothing_and_later_hand_edits_survive_a_revert(string version, string variant)
    {
        var text = Sample(version, variant);
        var edited = Edits.Apply(text, [.. Internal, .. Https]);
        var again = Edits.Apply(edited.Text, [.. Internal, .. Https], edited.Applied);
        Assert.Equal(edited.Text, again.Text);
        Assert.Equal(edited.Applied, again.Applied);

        string ByHand(string t)
        {
            var end = variant == "crlf" ? "\r\n" : "\n";
            return (t.Insert(variant == "bom" ? 1 : 0, "# my own first line" + end)
                .Replace("hostname: reg.mydomain.com", "hostname: registry.example  # mine", StringComparison.Ordinal)
                .Replace("https:" + end, "https:" + end + "  # above the port, by hand" + end, StringComparison.Ordinal)
                .Replace("harbor_admin_password: Harbor12345", "harbor_admin_password: other", StringComparison.Ordinal)
                + end + "# my own last line").Replace("max_idle_conns: 50", "max_idle_conns: 51", StringComparison.Ordinal);
        }

        Assert.Equal(ByHand(text), Edits.Revert(ByHand(edited.Text), edited.Applied));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_setting_that_the_sample_does_not_have_is_added_at_the_end(string version, string variant)
    {
        var text = Sample(version, variant);
        var end = variant == "crlf" ? "\r\n" : "\n";
        var edited = Edits.Apply(text, [new Edit.Set(["linkseal_test", "deep", "value"], new EditValue.Number(1)), new Edit.Set(["linkseal_test", "name"], new EditValue.Text("yes"))]);
        var added = $"linkseal_test:{end}  deep:{end}    value: 1{end}  name: \"yes\"";
        Assert.Equal(text.EndsWith('\n') ? text + added + end : text + end + added, edited.Text);
        Assert.Equal(text, Edits.Revert(edited.Text, edited.Applied));
        AssertPython(text, edited.Text, "'linkseal_test': {'deep': {'value': 1}, 'name': 'yes'}");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_commented_key_of_a_present_block_is_found_there_and_only_there(string version, string variant)
    {
        var text = Sample(version, variant);
        var edited = Edits.Apply(text, [.. Internal, new Edit.Set(["internal_tls", "strong_ssl_ciphers"], new EditValue.Flag(true)), new Edit.Set(["https", "strong_ssl_ciphers"], new EditValue.Flag(true))]);
        AssertPython(text, edited.Text, "'internal_tls': {'enabled': True, 'dir': '/srv/harbor/tls', 'strong_ssl_ciphers': True}, 'https': dict(a['https'], strong_ssl_ciphers=True)");
        Assert.Equal(text, Edits.Revert(edited.Text, edited.Applied));
    }

    private static string Sample(string version, string variant)
    {
        var text = File.ReadAllText(Path.Combine(Fixtures.Folder("harbor"), version, "harbor.yml.tmpl"));
        return variant switch
        {
            "crlf" => text.Replace("\n", "\r\n", StringComparison.Ordinal),
            "bom" => "\uFEFF" + text,
            _ => text,
        };
    }

    /// <summary>PyYAML sees the old document with these keys on top, and the line that Harbor's shell greps is the same.</summary>
    private static void AssertPython(string before, string after, string changed)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["before"], before);
        File.WriteAllText(folder["after"], after);
        var result = Shell.Run(Missing.Program("python3"), ["-c", $"import yaml; a = yaml.safe_load(open('before', 'rb')); b = yaml.safe_load(open('after', 'rb')); a.update({{{changed}}}); assert a == b, (a, b)"], folder.Path);
        Assert.True(result.ExitCode == 0, result.All);
        var grep = Shell.Run(Missing.Program("grep"), ["-h", "^[^#]*data_volume:", "after"], folder.Path);
        Assert.Equal(Shell.Run(Missing.Program("grep"), ["-h", "^[^#]*data_volume:", "before"], folder.Path).Output, grep.Output);
        Assert.NotEmpty(grep.Output);
    }
}
