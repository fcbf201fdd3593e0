using Linkseal.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>The ways of Harbor's page beside "generate all", with keys and certificates made by the very openssl commands of that page (RSA 2048 for speed).</summary>
public sealed class HarborWaysTests : IDisposable
{
    private static readonly (string Pair, string Name)[] Pairs =
    [
        ("proxy", "proxy"), ("core", "core"), ("job_service", "jobservice"), ("registry", "registry"), ("registryctl", "registryctl"), ("portal", "portal"), ("harbor_db", "harbor_db"),
    ];

    private readonly HarborMachine machine = HarborMachine.FromSample("2.12.0");

    public HarborWaysTests() => machine.Succeed("init");

    public void Dispose() => machine.Dispose();

    [Fact]
    public void Own_CA()
    {
        var folder = Folder("/opt/harbor/mine");
        MakeAuthority(folder);
        machine.Description += "authority: { existing: { certificate: mine/harbor_internal_ca.crt, key: mine/harbor_internal_ca.key } }\n";
        var before = Whole();
        Assert.Equal(File.ReadAllText(Path.Combine(folder, "harbor_internal_ca.crt")), File.ReadAllText(Path.Combine(machine.InternalTls, "harbor_internal_ca.crt")));
        Assert.False(File.Exists(Path.Combine(machine.InternalTls, "harbor_internal_ca.key")));
        Out(before);
    }

    [Theory]
    [InlineData("opensesame")]
    [InlineData("wrong")]
    public void Own_CA_with_a_passphrase(string passphrase)
    {
        var folder = Folder("/opt/harbor/mine");
        MakeAuthority(folder);
        OpenSsl(folder, "pkcs8 -topk8 -v2 aes-256-cbc -passout pass:opensesame -in harbor_internal_ca.key -out locked.key");
        File.Delete(Path.Combine(folder, "harbor_internal_ca.key"));
        File.WriteAllText(machine.At("/opt/harbor/passphrase"), passphrase + "\n");
        File.SetUnixFileMode(machine.At("/opt/harbor/passphrase"), UnixFileMode.UserRead);
        machine.Description += "authority: { existing: { certificate: mine/harbor_internal_ca.crt, key: mine/locked.key, passphrase: { file: passphrase } } }\n";
        if (passphrase == "opensesame") Whole();
        else Refused("LS1308");
    }

    [Fact]
    public void Own_CA_pair_in_the_internal_folder_is_used_with_a_warning()
    {
        MakeAuthority(Folder("/etc/harbor/tls/internal"));
        var before = machine.Snapshot(withTimes: false);
        machine.Succeed("apply", "--yes");
        var check = machine.Succeed("check");
        Assert.Contains("LS2231", check, StringComparison.Ordinal);
        Assert.Contains("1 warning", check, StringComparison.Ordinal);
        Assert.Equal(before["etc/harbor/tls/internal/harbor_internal_ca.crt"], machine.Snapshot(withTimes: false)["etc/harbor/tls/internal/harbor_internal_ca.crt"]);
        VerifiedByOpenSsl();
        machine.Succeed("plan", "--check");
        Out(before);
    }

    [Fact]
    public void Own_certificates_in_a_folder_of_their_own()
    {
        var folder = Folder("/opt/harbor/certs");
        MakeAuthority(folder);
        MakeLeaves(folder);
        machine.Description += "authority: { certificates: certs, ca: certs/harbor_internal_ca.crt }\n";
        var before = Whole();
        foreach (var (pair, _) in Pairs)
        {
            Assert.Equal(Public("x509 -noout -pubkey", Path.Combine(folder, pair + ".crt")), Public("pkey -pubout", Path.Combine(machine.InternalTls, pair + ".key")));
        }

        Out(before);
    }

    [Fact]
    public void Own_certificates_in_the_internal_folder_itself_stay_as_they_are()
    {
        var folder = Folder("/etc/harbor/tls/internal");
        MakeAuthority(folder);
        MakeLeaves(folder);
        File.Delete(Path.Combine(folder, "harbor_internal_ca.key"));
        machine.Description += "authority: { certificates: /etc/harbor/tls/internal }\n";
        var before = machine.Snapshot();
        machine.Succeed("apply", "--yes");
        var check = machine.Succeed("check");
        Assert.DoesNotContain("Warnings", check, StringComparison.Ordinal);
        Assert.Equal(before.Where(static f => f.Key.StartsWith("etc/harbor", StringComparison.Ordinal)), machine.Snapshot().Where(static f => f.Key.StartsWith("etc/harbor", StringComparison.Ordinal)));
        machine.Succeed("plan", "--check");
        machine.Succeed("remove", "--yes");
        Assert.Equal(machine.Original, machine.HarborYml);
        Assert.Equal(before.Keys, machine.Snapshot().Keys);
    }

    [Fact]
    public void Answers_to_requests_in_every_form()
    {
        var folder = Folder("/opt/harbor/company");
        MakeAuthority(folder);
        OpenSsl(folder, "req -newkey rsa:2048 -nodes -sha256 -keyout sub.key -out sub.csr -subj /O=Company/CN=Sub");
        File.WriteAllText(Path.Combine(folder, "sub.ext"), "basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign,cRLSign\n");
        OpenSsl(folder, "x509 -req -days 300 -sha256 -in sub.csr -CA harbor_internal_ca.crt -CAkey harbor_internal_ca.key -CAcreateserial -extfile sub.ext -out sub.crt");

        machine.Description += "authority: { certificates: answers, ca: company/harbor_internal_ca.crt }\n";
        var answers = Folder("/opt/harbor/answers");
        var (early, text) = machine.Type("apply", "--yes");
        Assert.Equal(ExitCode.BadInput, early);
        Assert.Contains("LS1339", text, StringComparison.Ordinal);

        machine.Succeed("requests", "--to", machine.At("/opt/harbor/requests"));
        var requests = Directory.GetFiles(machine.At("/opt/harbor/requests"), "*.csr");
        Assert.Equal(Pairs.Length, requests.Length);
        // Of proxy's pair nobody asks anything but that it is there.
        Assert.Matches("proxy.csr +[^ ]+( [^ ]+)? +any +CN=proxy", File.ReadAllText(machine.At("/opt/harbor/requests/requests.txt")));
        Assert.Empty(Directory.GetFiles(machine.At("/opt/harbor/requests"), "*.key"));
        for (var i = 0; i < requests.Length; i++) Answer(folder, requests[i], answers, i % 4);

        var before = Whole(authority: "/opt/harbor/company/harbor_internal_ca.crt", untrusted: "/opt/harbor/company/sub.crt");
        Out(before);
    }

    [Fact]
    public void Wrong_certificates_are_refused_all_at_once_and_nothing_is_written()
    {
        using var authority = new TestAuthority();
        using var stranger = new TestAuthority("Stranger");
        var folder = Folder("/opt/harbor/certs");
        File.WriteAllText(Path.Combine(folder, "ca.crt"), authority.CertificatePem);
        foreach (var (pair, name) in Pairs)
        {
            var (certificate, key) = pair switch
            {
                "core" => authority.Issue(name, name, from: -90, to: -1),
                "registry" => authority.Issue(name, name: null),
                "portal" => stranger.Issue(name, name),
                "registryctl" => (authority.Issue(name, name).Certificate, authority.Issue(name, name).Key),
                "job_service" => authority.Issue(name, "job-service"),
                _ => authority.Issue(name, name),
            };
            File.WriteAllText(Path.Combine(folder, pair + ".crt"), certificate);
            File.WriteAllText(Path.Combine(folder, pair + ".key"), key);
        }

        machine.Description += "authority: { certificates: certs, ca: certs/ca.crt }\n";
        Refused("LS1320", "LS1326", "LS1330", "LS1331", "LS1335");
    }

    [Fact]
    public void A_leaf_given_as_CA_is_refused()
    {
        using var authority = new TestAuthority();
        var (certificate, key) = authority.Issue("not a CA", "ca");
        File.WriteAllText(machine.At("/opt/harbor/ca.crt"), certificate);
        File.WriteAllText(machine.At("/opt/harbor/ca.key"), key);
        machine.Description += "authority: { existing: { certificate: ca.crt, key: ca.key } }\n";
        Refused("LS1341");
    }

    [Fact]
    public void A_CA_without_the_CA_flag_is_refused()
    {
        var folder = Folder("/opt/harbor/mine");
        OpenSsl(folder, "req -newkey rsa:2048 -nodes -sha256 -keyout ca.key -x509 -days 365 -out ca.crt -subj /O=Mine -addext basicConstraints=critical,CA:FALSE");
        machine.Description += "authority: { existing: { certificate: mine/ca.crt, key: mine/ca.key } }\n";
        Refused("LS1323");
    }

    [Fact]
    public void A_CA_with_the_key_of_another_is_refused()
    {
        using var authority = new TestAuthority();
        using var other = new TestAuthority();
        File.WriteAllText(machine.At("/opt/harbor/ca.crt"), authority.CertificatePem);
        File.WriteAllText(machine.At("/opt/harbor/ca.key"), other.KeyPem);
        machine.Description += "authority: { existing: { certificate: ca.crt, key: ca.key } }\n";
        Refused("LS1320");
    }

    // In, judged by openssl, and a second time with nothing to do. What was there before is given back to hold it against the end.
    private SortedDictionary<string, string> Whole(string? authority = null, string? untrusted = null)
    {
        var before = machine.Snapshot(withTimes: false);
        machine.Succeed("apply", "--yes");
        var check = machine.Succeed("check");
        Assert.DoesNotContain("Warnings", check, StringComparison.Ordinal);
        VerifiedByOpenSsl(authority, untrusted);
        var after = machine.Snapshot();
        Assert.Contains("No changes", machine.Succeed("plan", "--check"), StringComparison.Ordinal);
        machine.Succeed("apply", "--yes");
        Assert.Equal(after, machine.Snapshot());
        return before;
    }

    private void Out(SortedDictionary<string, string> before)
    {
        machine.Succeed("remove", "--yes");
        Assert.Equal(before, machine.Snapshot(withTimes: false));
        Assert.Equal(machine.Original, machine.HarborYml);
    }

    private void Refused(params string[] codes)
    {
        var before = machine.Snapshot();
        var (exit, text) = machine.Type("apply", "--yes");
        Assert.True(exit == ExitCode.BadInput, text);
        Assert.All(codes, code => Assert.True(text.Contains(code, StringComparison.Ordinal), $"no {code} in:\n{text}"));
        Assert.Equal(before, machine.Snapshot());
    }

    private void VerifiedByOpenSsl(string? authority = null, string? untrusted = null)
    {
        string[] by = ["-CAfile", authority is null ? Path.Combine(machine.InternalTls, "harbor_internal_ca.crt") : machine.At(authority)];
        if (untrusted is not null) by = [.. by, "-untrusted", machine.At(untrusted)];
        foreach (var (pair, name) in Pairs)
        {
            var result = Shell.Run("openssl", ["verify", .. by, "-verify_hostname", name, Path.Combine(machine.InternalTls, pair + ".crt")]);
            Assert.True(result.ExitCode == 0, result.All);
        }
    }

    private string Folder(string path)
    {
        Directory.CreateDirectory(machine.At(path));
        return machine.At(path);
    }

    private static void MakeAuthority(string folder)
    {
        OpenSsl(folder, "req -newkey rsa:2048 -nodes -sha256 -keyout harbor_internal_ca.key -x509 -days 365 -out harbor_internal_ca.crt -subj /C=CN/ST=Beijing/L=Beijing/O=VMware");
        File.SetUnixFileMode(Path.Combine(folder, "harbor_internal_ca.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetUnixFileMode(Path.Combine(folder, "harbor_internal_ca.crt"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }

    // As gencert of Harbor does it: one SAN, no further extension.
    private static void MakeLeaves(string folder)
    {
        foreach (var (pair, name) in Pairs)
        {
            OpenSsl(folder, $"req -newkey rsa:2048 -nodes -sha256 -keyout {pair}.key -out {pair}.csr -subj /C=CN/ST=Beijing/L=Beijing/O=VMware/CN={name}");
            File.WriteAllText(Path.Combine(folder, "extfile.cnf"), $"subjectAltName = DNS:{name}\n");
            OpenSsl(folder, $"x509 -req -days 365 -sha256 -in {pair}.csr -CA harbor_internal_ca.crt -CAkey harbor_internal_ca.key -CAcreateserial -extfile extfile.cnf -out {pair}.crt");
            File.Delete(Path.Combine(folder, pair + ".csr"));
        }

        File.Delete(Path.Combine(folder, "extfile.cnf"));
        File.Delete(Path.Combine(folder, "harbor_internal_ca.srl"));
    }

    // A plain answer, one with its chain, PKCS#7, PKCS#12: the last under names that say nothing, so that only the public key tells.
    private static void Answer(string folder, string request, string answers, int form)
    {
        var name = Path.GetFileNameWithoutExtension(request);
        var plain = Path.Combine(folder, name + ".crt");
        OpenSsl(folder, $"x509 -req -days 200 -sha256 -in {request} -CA sub.crt -CAkey sub.key -CAcreateserial -copy_extensions copy -out {plain}");
        var chain = Path.Combine(folder, name + ".pem");
        File.WriteAllText(chain, File.ReadAllText(plain) + File.ReadAllText(Path.Combine(folder, "sub.crt")));
        switch (form)
        {
            case 0:
                File.Copy(plain, Path.Combine(answers, name + ".crt"));
                break;
            case 1:
                File.Copy(chain, Path.Combine(answers, name + ".pem"));
                break;
            case 2:
                OpenSsl(folder, $"crl2pkcs7 -nocrl -certfile {chain} -out {Path.Combine(answers, $"ticket-{name.Length}{name[0]}.p7b")}");
                break;
            default:
                OpenSsl(folder, $"pkcs12 -export -nokeys -passout pass: -in {chain} -out {Path.Combine(answers, name + ".pfx")}");
                break;
        }
    }

    private static string Public(string command, string file)
    {
        var result = Shell.Run(Missing.Program("openssl"), [.. command.Split(' '), "-in", file]);
        Assert.True(result.ExitCode == 0, result.All);
        return result.Output;
    }

    private static void OpenSsl(string folder, string line)
    {
        var result = Shell.Run(Missing.Program("openssl"), line.Split(' '), folder);
        Assert.True(result.ExitCode == 0, $"openssl {line}: {result.All}");
    }
}
