using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>Docker on this machine: the folder for this registry by Docker's own rules, and daemon.json.</summary>
/// <remarks>Source: moby/moby, registry package: <c>*.crt</c> are CAs, <c>*.cert</c> needs a <c>*.key</c> of the same stem and the other way round.</remarks>
internal static class DockerChecks
{
    public static IEnumerable<Finding> Of(HarborSetup setup, Observed observed)
    {
        if (!setup.Https.IsOn) return [];
        var folder = setup.Https.DockerFolder;
        var names = observed.Listings.GetValueOrDefault(folder, []);
        return [.. Pairs(folder, names), .. ServerKey(setup, observed, folder, names), .. Folders(setup, observed, names), .. Trust(setup, observed, folder, names), .. Daemon(setup, observed)];
    }

    private static IEnumerable<Finding> Pairs(string folder, ImmutableArray<string> names)
    {
        foreach (var name in names)
        {
            if (Stem(name, ".key") is { } key && !names.Contains(key + ".cert")) yield return ClientFindings.KeyWithoutCertificate($"{folder}/{name}", key + ".cert");
            if (Stem(name, ".cert") is { } cert && !names.Contains(cert + ".key")) yield return ClientFindings.CertificateWithoutKey($"{folder}/{name}", cert + ".key");
        }
    }

    private static IEnumerable<Finding> ServerKey(HarborSetup setup, Observed observed, string folder, ImmutableArray<string> names)
    {
        if (HttpsChecks.Served(setup, observed) is not { } served) return [];
        return names.Select(n => $"{folder}/{n}")
            .Where(p => observed.Material.GetValueOrDefault(p)?.Keys.Any(k => k.PublicKeySha256 == served.Leaf.PublicKeySha256) ?? false)
            .Select(ClientFindings.ServerKeyAtClient);
    }

    private static IEnumerable<Finding> Folders(HarborSetup setup, Observed observed, ImmutableArray<string> names)
    {
        var address = setup.Https.ClientAddress;
        var wrong = setup.Https.ClientPort == 443 ? address + ":443" : address[..address.LastIndexOf(':')];
        return observed.Listings.GetValueOrDefault(HarborPaths.DockerFolders, []).Contains(wrong)
            ? [ClientFindings.WrongFolder($"{HarborPaths.DockerFolders}/{wrong}", setup.Https.DockerFolder, harmless: names.Any(static n => Stem(n, ".crt") is not null))]
            : [];
    }

    /// <summary>For a certificate of the user's own; what Linkseal writes itself is compared by the general checks.</summary>
    private static IEnumerable<Finding> Trust(HarborSetup setup, Observed observed, string folder, ImmutableArray<string> names)
    {
        if (setup.Https.Source is HttpsSource.Made || HttpsChecks.Served(setup, observed) is not { } served) return [];
        var roots = names.Where(static n => Stem(n, ".crt") is not null).Select(n => $"{folder}/{n}").ToArray();
        if (roots.Length == 0) return [];

        var chain = HarborChecks.Certificates(observed, served.Path);
        var signed = roots.SelectMany(r => HarborChecks.Certificates(observed, r))
            .Any(ca => ca.Sha256 == served.Leaf.Sha256 || observed.Signatures.Has(served.Leaf, ca) || chain.Any(c => c.Sha256 == ca.Sha256 || observed.Signatures.Has(c, ca)));
        return signed ? [] : [ClientFindings.StaleAuthority(roots[0])];
    }

    private static IEnumerable<Finding> Daemon(HarborSetup setup, Observed observed)
    {
        if (!observed.Documents.TryGetValue(HarborPaths.DaemonJson, out var text)) return [];
        var (entries, fault) = DaemonJson.InsecureRegistries(text);
        if (fault is not null) return [ClientFindings.BadDaemonJson(fault)];
        return entries.Where(e => DaemonJson.Covers(e, setup.Https)).Select(ClientFindings.InsecureRegistry);
    }

    private static string? Stem(string name, string extension) => name.EndsWith(extension, StringComparison.Ordinal) ? name[..^extension.Length] : null;
}
