using Linkseal.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>HTTPS towards people and Docker with a pair of one's own, made by the openssl commands of Harbor's second page (RSA 2048 for speed).</summary>
public sealed class HarborHttpsTests : IDisposable
{
    private const string Host = "registry.example.com";
    private readonly HarborMachine machine = HarborMachine.FromSample("2.12.0");

    public HarborHttpsTests() => Directory.CreateDirectory(machine.At("/data/cert"));

    public void Dispose() => machine.Dispose();

    [Fact]
    public void A_pair_that_harbor_yml_names_is_kept_validated_and_never_replaced()
    {
        Issue("/data/cert", $"DNS.1={Host}", days: 365);
        Named();
        machine.Succeed("init");
        var before = machine.Snapshot(withTimes: false);
        machine.Succeed("apply", "--yes");
        var check = machine.Succeed("check");
        Assert.DoesNotContain("Warnings", check, StringComparison.Ordinal);
        Assert.Contains("LS2233", check, StringComparison.Ordinal);
        Assert.Contains($"  certificate: /data/cert/{Host}.crt\n", machine.HarborYml, StringComparison.Ordinal);
        Assert.Equal(Of(before, "data/"), Of(machine.Snapshot(withTimes: false), "data/"));
        machine.Succeed("plan", "--check");
        machine.Succeed("remove", "--yes");
        Assert.Equal(before, machine.Snapshot(withTimes: false));
    }

    [Theory]
    [InlineData("DNS.1=other.example.com", 365, "LS2013")]
    [InlineData("DNS.1=registry.example.com\nDNS.2=hostname", 365, "LS2236")]
    [InlineData("DNS.1=registry.example.com", 3650, "LS2237")]
    public void What_is_wrong_with_it_is_found(string names, int days, string code)
    {
        Issue("/data/cert", names, days);
        Named();
        machine.Succeed("init");
        machine.Succeed("apply", "--yes");
        Assert.Contains(code, machine.Type("check").Text, StringComparison.Ordinal);
        // There it is a link from outside that is not covered.
        Assert.Contains(code == "LS2013" ? "LS2004" : code, machine.Type("audit").Text, StringComparison.Ordinal);
        Assert.NotEqual(ExitCode.Ok, machine.Type("check", "--strict").Exit);
    }

    [Fact]
    public void A_key_of_another_certificate_is_found()
    {
        Issue("/data/cert", $"DNS.1={Host}", days: 365);
        OpenSsl("/data/cert", $"genrsa -out {Host}.key 2048");
        Named();
        machine.Succeed("init");
        machine.Succeed("apply", "--yes");
        var (exit, text) = machine.Type("check");
        Assert.Equal(ExitCode.Differs, exit);
        Assert.Contains("LS2002", text, StringComparison.Ordinal);
        Assert.Contains("LS2002", machine.Type("audit").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pair_that_the_settings_name_is_copied_with_its_chain()
    {
        Directory.CreateDirectory(machine.At("/opt/harbor/mine"));
        Issue("/opt/harbor/mine", $"DNS.1={Host}", days: 365);
        machine.Succeed("init");
        machine.Description = Settings($"https: {{ certificate: mine/{Host}.crt, key: mine/{Host}.key }}");
        var before = machine.Snapshot(withTimes: false);
        machine.Succeed("apply", "--yes");
        var installed = machine.At($"/data/cert/{Host}.linkseal.crt");
        var verified = Shell.Run(Missing.Program("openssl"), ["verify", "-CAfile", machine.At("/opt/harbor/mine/ca.crt"), "-verify_hostname", Host, installed]);
        Assert.True(verified.ExitCode == 0, verified.All);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.ChangeExtension(installed, ".key")));
        Assert.DoesNotContain("Warnings", machine.Succeed("check"), StringComparison.Ordinal);
        machine.Succeed("plan", "--check");
        machine.Succeed("remove", "--yes");
        Assert.Equal(before, machine.Snapshot(withTimes: false));
    }

    [Fact]
    public void A_pair_for_another_host_in_the_settings_is_refused()
    {
        Directory.CreateDirectory(machine.At("/opt/harbor/mine"));
        Issue("/opt/harbor/mine", "DNS.1=other.example.com", days: 365);
        machine.Succeed("init");
        machine.Description = Settings($"https: {{ certificate: mine/{Host}.crt, key: mine/{Host}.key }}");
        var before = machine.Snapshot();
        var (exit, text) = machine.Type("apply", "--yes");
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains("LS1331", text, StringComparison.Ordinal);
        Assert.Equal(before, machine.Snapshot());
    }

    private static string Settings(string https) => $"platform: registry\nprofile: harbor\nsettings:\n  {https}\n";

    private static IEnumerable<KeyValuePair<string, string>> Of(SortedDictionary<string, string> snapshot, string folder) => snapshot.Where(f => f.Key.StartsWith(folder, StringComparison.Ordinal));

    private void Named() => machine.HarborYml = machine.HarborYml
        .Replace("/your/certificate/path", $"/data/cert/{Host}.crt", StringComparison.Ordinal)
        .Replace("/your/private/key/path", $"/data/cert/{Host}.key", StringComparison.Ordinal);

    // Harbor's page: a CA, a request, v3.ext with the names, the certificate.
    private void Issue(string folder, string names, int days)
    {
        OpenSsl(folder, "genrsa -out ca.key 2048");
        OpenSsl(folder, "req -x509 -new -nodes -sha512 -days 3650 -subj /C=CN/ST=Beijing/L=Beijing/O=example/OU=Personal/CN=MyPersonalRootCA -key ca.key -out ca.crt");
        OpenSsl(folder, $"genrsa -out {Host}.key 2048");
        OpenSsl(folder, $"req -sha512 -new -subj /C=CN/ST=Beijing/L=Beijing/O=example/OU=Personal/CN={Host} -key {Host}.key -out {Host}.csr");
        File.WriteAllText(machine.At(folder + "/v3.ext"), $"""
            authorityKeyIdentifier=keyid,issuer
            basicConstraints=CA:FALSE
            keyUsage = digitalSignature, nonRepudiation, keyEncipherment, dataEncipherment
            extendedKeyUsage = serverAuth
            subjectAltName = @alt_names

            [alt_names]
            {names}
            """);
        OpenSsl(folder, $"x509 -req -sha512 -days {days} -extfile v3.ext -CA ca.crt -CAkey ca.key -CAcreateserial -in {Host}.csr -out {Host}.crt");
    }

    private void OpenSsl(string folder, string line)
    {
        var result = Shell.Run(Missing.Program("openssl"), line.Split(' '), machine.At(folder));
        Assert.True(result.ExitCode == 0, $"openssl {line}: {result.All}");
    }
}
