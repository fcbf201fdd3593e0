using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Core.Tests.Planning;

/// <summary>A small platform as records: every component has tls.crt, tls.key and ca.crt in a folder of its own, and calls the next one.</summary>
internal static class Shop
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    public const UnixFileMode KeyMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    public const UnixFileMode PublicMode = KeyMode | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public const UnixFileMode Mode755 = PublicMode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static readonly AuthoritySpec Internal = new()
    {
        Name = "internal",
        Source = new AuthoritySource.Generated { Subject = new() { CommonName = "shop authority" } },
    };

    public static Desired Desired(params string[] components) => new()
    {
        Authorities = [Internal],
        Leaves = [.. components.Select(c => Leaf(c, c))],
        Files = [.. components.SelectMany(Files)],
        Folders = [.. components.Select(c => new FolderRule($"/srv/{c}", c, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, []))],
    };

    public static Platform Platform(params string[] components) => new()
    {
        Name = "shop",
        Components = [.. components.Select(c => new Component { Name = c, Dialect = "files", Endpoints = [new("tls", 8443, "tls", PeerPolicy.Require)] })],
        Links = [.. components.Zip(components.Skip(1)).Select(p => new Link { Caller = p.First, Callee = p.Second, Dialled = [p.Second], Required = Level.Mutual, Reachable = Level.Mutual, Reason = "files" })],
    };

    public static LeafSpec Leaf(string component, params string[] names) => new()
    {
        Name = component,
        Component = component,
        Source = new LeafSource.Made("internal"),
        Subject = new() { CommonName = component },
        Names = [.. names.Select(n => AlternativeName.Parse(n)!)],
        Purposes = Purposes.Server | Purposes.Client,
    };

    public static DesiredFile[] Files(string component) =>
    [
        new() { Path = $"/srv/{component}/tls.key", Component = component, Mode = KeyMode, Content = new FileContent.OfLeaf(component, MaterialForm.Key) },
        new() { Path = $"/srv/{component}/tls.crt", Component = component, Mode = PublicMode, Content = new FileContent.OfLeaf(component, MaterialForm.Chain) },
        new() { Path = $"/srv/{component}/ca.crt", Component = component, Mode = PublicMode, Content = new FileContent.Bundle("internal") },
    ];

    public static Observed Nothing => new() { Now = Now, Files = ImmutableDictionary<string, FileState>.Empty };

    /// <summary>The platform as a done apply leaves it.</summary>
    public static Observed Applied(Desired desired) => SimulatedApply.Of(Plan(desired, Nothing), desired, Nothing);

    public static Plan Plan(Desired desired, Observed observed, PlanOptions? options = null)
    {
        var result = Planner.Compare(desired, observed, options ?? new());
        Assert.Empty(result.Diagnostics);
        return result.Value!;
    }

    public static Observed At(this Observed observed, DateTimeOffset now) => observed with { Now = now };

    public static Observed With(this Observed observed, string path, FileState state) => observed with { Files = observed.Files.SetItem(path, state) };

    /// <summary>Another content at a path, as somebody else would leave it.</summary>
    public static Observed Overwritten(this Observed observed, string path, MaterialFacts? material = null) =>
        observed.With(path, (observed.Files.GetValueOrDefault(path) ?? Regular("x", PublicMode)) with { Kind = FileKind.Regular, Sha256 = Hash("by hand " + path) }) with
        {
            Material = material is null ? observed.Material.Remove(path) : observed.Material.SetItem(path, material),
        };

    public static Observed Without(this Observed observed, string path) =>
        observed.With(path, FileState.Missing) with { Material = observed.Material.Remove(path) };

    public static FileState Regular(string content, UnixFileMode mode) => new(FileKind.Regular) { Mode = mode, Sha256 = Hash(content) };

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static CertificateFacts Certificate(LeafSpec leaf, CertificateFacts issuer, DateTimeOffset notBefore, DateTimeOffset notAfter, string serial = "01") => new()
    {
        Sha256 = Hash(leaf.Fingerprint() + issuer.Sha256 + notBefore.ToString("O") + serial),
        Subject = "CN=" + leaf.Subject.CommonName,
        Issuer = issuer.Subject,
        SubjectHash = Hash(leaf.Subject.CommonName!),
        IssuerHash = issuer.SubjectHash,
        CommonName = leaf.Subject.CommonName,
        Serial = serial,
        NotBefore = notBefore,
        NotAfter = notAfter,
        Names = leaf.Names,
        HasAlternativeNames = true,
        IsAuthority = false,
        KeyUsages = ["digitalSignature"],
        ExtendedKeyUsages = ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"],
        KeyAlgorithm = "ECDSA P-256",
        KeyBits = 256,
        PublicKeySha256 = Hash("key of " + leaf.Name + serial),
        SignatureAlgorithm = "ecdsa-with-SHA256",
    };

    public static CertificateFacts Root(string name, CertificateFacts? issuer = null) => new()
    {
        Sha256 = Hash("root " + name),
        Subject = "CN=" + name,
        Issuer = issuer?.Subject ?? "CN=" + name,
        SubjectHash = Hash("subject " + name),
        IssuerHash = issuer?.SubjectHash ?? Hash("subject " + name),
        CommonName = name,
        Serial = "0a",
        NotBefore = Now.AddYears(-1),
        NotAfter = Now.AddYears(9),
        Names = [],
        HasAlternativeNames = false,
        IsAuthority = true,
        KeyUsages = ["keyCertSign", "cRLSign"],
        KeyAlgorithm = "ECDSA P-256",
        KeyBits = 256,
        PublicKeySha256 = Hash("root key " + name),
        SignatureAlgorithm = "ecdsa-with-SHA256",
    };
}
