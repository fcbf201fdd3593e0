using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Linkseal.RealServers.Tests.Servers;

/// <summary>What can be wrong in the files of a server, or of its caller.</summary>
internal enum Fault
{
    /// <summary>A new pair is on disk, and nobody told the server.</summary>
    Old,

    /// <summary>Of the right authority and for the right name, out of date.</summary>
    Expired,

    /// <summary>Of the right authority, for another name.</summary>
    OtherName,

    /// <summary>The certificate stands beside another key.</summary>
    NoPair,

    /// <summary>The server's file of roots is gone.</summary>
    RootsGone,

    /// <summary>The server's file of roots holds nothing.</summary>
    RootsEmpty,

    /// <summary>The server's file of roots holds another authority's.</summary>
    RootsOther,

    /// <summary>The caller's file of roots is gone.</summary>
    CallersRootsGone,

    /// <summary>The caller's file of roots holds no certificate.</summary>
    CallersRootsGarbage,

    /// <summary>The caller's file of roots holds another authority's.</summary>
    CallersRootsOther,
}

/// <summary>The files by which a server speaks TLS. Faults are put into them one by one while it runs: the files keep their owners and modes, and are given back.</summary>
/// <param name="platform">Its platform.</param>
/// <param name="certificate">Its certificate; may hold the key too.</param>
/// <param name="key">Its key.</param>
/// <param name="roots">The roots by which it judges its callers.</param>
/// <param name="tell">Has it read its files again. A server may refuse.</param>
/// <param name="caller">Whoever calls it.</param>
internal sealed class OwnFiles(Sealed platform, string certificate, string key, string roots, Action tell, string caller = "web")
{
    private static readonly Dictionary<Fault, string> ByFiles = new()
    {
        [Fault.Old] = "", [Fault.Expired] = "LS2005", [Fault.OtherName] = "LS2004", [Fault.NoPair] = "LS2002",
        [Fault.RootsGone] = "LS2001", [Fault.RootsEmpty] = "LS2014", [Fault.RootsOther] = "LS2003",
        [Fault.CallersRootsGone] = "LS2001", [Fault.CallersRootsGarbage] = "LS2014", [Fault.CallersRootsOther] = "LS2003",
    };

    /// <summary>What a server gives that refuses bad files and goes on with those it has.</summary>
    public static (Fault Fault, string Codes)[] WhereTheOldStays { get; } = Table(noPair: "", noRoots: "");

    /// <summary>What a server gives that is restarted for its files, and does not start with bad ones.</summary>
    public static (Fault Fault, string Codes)[] WhereItDoesNotStart { get; } = Table(noPair: "LS2901", noRoots: "LS2901");

    private readonly Dictionary<string, byte[]> whole = [];

    /// <summary>Each fault, with exactly the error codes that verify then gives; <c>check</c>, which reads files only, gives its own whatever the server makes of them.</summary>
    public void Show(params (Fault Fault, string Codes)[] faults)
    {
        List<string> expected = [], found = [];
        foreach (var (fault, codes) in faults)
        {
            expected.Add($"{fault}: verify {codes}, check {ByFiles[fault]}");
            Make(fault);
            var isTold = fault is > Fault.Old and < Fault.CallersRootsGone;
            if (isTold) tell();
            found.Add($"{fault}: verify {string.Join(' ', platform.Verify().Errors)}, check {Check()}");
            GiveBack();
            if (isTold) tell();
        }

        Assert.True(found.SequenceEqual(expected), $"expected:\n{string.Join('\n', expected)}\nfound:\n{string.Join('\n', found)}");
    }

    private static (Fault Fault, string Codes)[] Table(string noPair, string noRoots) =>
    [
        (Fault.Expired, "LS2908"),
        (Fault.OtherName, "LS2907"),
        (Fault.NoPair, noPair),
        (Fault.RootsGone, noRoots),
        (Fault.RootsEmpty, noRoots),
        (Fault.RootsOther, "LS2912"),
        (Fault.CallersRootsGone, "LS2913"),
        (Fault.CallersRootsOther, "LS2905"),
    ];

    private string Caller => platform[caller + "/ca.crt"];

    private void Make(Fault fault)
    {
        foreach (var file in (string[])[certificate, key, roots, Caller]) whole[file] = File.ReadAllBytes(file);
        switch (fault)
        {
            case Fault.Old:
                Certify(DateTimeOffset.UtcNow.AddDays(1));
                break;
            case Fault.Expired:
                Certify(null);
                break;
            case Fault.OtherName:
                Certify(DateTimeOffset.UtcNow.AddDays(1), inPlaceOfLocalhost: "other.internal");
                break;
            case Fault.NoPair:
                using (var other = ECDsa.Create(ECCurve.NamedCurves.nistP256)) Put(key, "PRIVATE KEY", other.ExportPkcs8PrivateKeyPem());
                break;
            case Fault.RootsGone or Fault.CallersRootsGone:
                var gone = fault is Fault.RootsGone ? roots : Caller;
                File.Move(gone, Aside(gone), overwrite: true);
                break;
            case Fault.RootsEmpty:
                File.WriteAllText(roots, "");
                break;
            case Fault.CallersRootsGarbage:
                File.WriteAllText(Caller, "-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----\n");
                break;
            default:
                File.WriteAllText(fault is Fault.RootsOther ? roots : Caller, File.ReadAllText(platform.Foreign() + "crt"));
                break;
        }
    }

    private void GiveBack()
    {
        foreach (var (file, bytes) in whole)
        {
            if (File.Exists(Aside(file))) File.Move(Aside(file), file);
            else if (!File.ReadAllBytes(file).AsSpan().SequenceEqual(bytes)) File.WriteAllBytes(file, bytes);
        }
    }

    private static string Aside(string file) => file + ".aside";

    /// <summary>The same certificate, signed again by the platform's authority.</summary>
    /// <param name="until">Its end; null: it has ended, a minute after its authority began.</param>
    /// <param name="inPlaceOfLocalhost">For this name instead of <c>localhost</c>; null: for its own.</param>
    private void Certify(DateTimeOffset? until, string? inPlaceOfLocalhost = null)
    {
        using var root = X509CertificateLoader.LoadCertificateFromFile(platform[".linkseal/authority/internal/1/ca.crt"]);
        using var signer = ECDsa.Create();
        signer.ImportFromPem(File.ReadAllText(platform[".linkseal/authority/internal/1/ca.key"]));
        using var own = X509Certificate2.CreateFromPem(File.ReadAllText(certificate));
        var request = new CertificateRequest(own.SubjectName, own.PublicKey, HashAlgorithmName.SHA256);
        foreach (var extension in own.Extensions)
        {
            if (inPlaceOfLocalhost is null || extension is not X509SubjectAlternativeNameExtension named)
            {
                request.CertificateExtensions.Add(extension);
                continue;
            }

            var names = new SubjectAlternativeNameBuilder();
            foreach (var name in named.EnumerateDnsNames()) names.AddDnsName(name == "localhost" ? inPlaceOfLocalhost : name);
            foreach (var address in named.EnumerateIPAddresses()) names.AddIpAddress(address);
            request.CertificateExtensions.Add(names.Build());
        }

        using var made = request.Create(root.SubjectName, X509SignatureGenerator.CreateForECDsa(signer), root.NotBefore, until ?? root.NotBefore.AddMinutes(1), RandomNumberGenerator.GetBytes(8));
        Put(certificate, "CERTIFICATE", made.ExportCertificatePem());
    }

    // The first block of its kind: a file may hold both halves.
    private static void Put(string file, string label, string pem)
    {
        var text = File.ReadAllText(file);
        var end = $"-----END {label}-----";
        var (from, to) = (text.IndexOf($"-----BEGIN {label}-----", StringComparison.Ordinal), text.IndexOf(end, StringComparison.Ordinal) + end.Length);
        Assert.True(from >= 0, $"{file} holds no {label}");
        File.WriteAllText(file, text[..from] + pem + text[to..]);
    }

    private string Check()
    {
        using var json = JsonDocument.Parse(platform.Try("check", "--output", "json").Output);
        return string.Join(' ', json.RootElement.GetProperty("findings").EnumerateArray().Where(static f => f.GetProperty("severity").GetString() == "error")
            .Select(static f => f.GetProperty("code").GetString()!).Distinct().Order(StringComparer.Ordinal));
    }
}
