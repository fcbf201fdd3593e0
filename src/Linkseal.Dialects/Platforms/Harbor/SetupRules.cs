using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>What in settings, clients and overrides does not go together with this Harbor.</summary>
internal static class SetupRules
{
    private static readonly string[] OverrideKeys = ["names", "hosts", "address", "level", "owner", "mode"];

    public static IEnumerable<Diagnostic> Broken(HarborSetup setup) =>
        [.. Options(setup), .. HttpsPair(setup), .. Folder(setup), .. Clients(setup), .. ClientCertificate(setup), .. Overrides(setup), .. Links(setup)];

    /// <summary>
    /// A host name in harbor.yml that can be none: no HTTPS certificate can be made, and Harbor would be sealed by half. An audit goes on all the same.
    /// </summary>
    public static IEnumerable<Diagnostic> HostName(HarborSetup setup) =>
        setup is { HostName: null, Yaml.HostName: { } written } && HarborHostName.IsImpossible(written)
            ? [HarborDiagnostics.ImpossibleHostName(setup.Paths.HarborYml, setup.Yaml.HostNameAt, HarborHostName.Refusal(written)!)]
            : [];

    private static IEnumerable<Diagnostic> Options(HarborSetup setup) =>
        (setup.Settings.With ?? []).Where(w => !w.Option.IsIn(setup.Version))
            .Select(w => HarborDiagnostics.OptionNotInVersion(setup.Description.File, w.At, w.Option, setup.Version));

    // Taken for the user's own pair, it would send our half back to the sample's placeholder.
    private static IEnumerable<Diagnostic> HttpsPair(HarborSetup setup) =>
        setup.Yaml.Https is { IsHalfOurs: true } block ? [HarborDiagnostics.HalfOurPair(setup.Paths.HarborYml, block.CertificateAt, block.Certificate!, block.Key!)] : [];

    private static IEnumerable<Diagnostic> Folder(HarborSetup setup)
    {
        if (!setup.InternalTls) return [];
        string[] wiped = [setup.Paths.SecretTls, setup.Paths.SecretCert, setup.Paths.Config];
        return wiped.Where(w => LexicalPath.IsWithin(setup.Paths.InternalFolder, w))
            .Select(w => HarborDiagnostics.WipedFolder(setup.Description.File, setup.Settings.InternalFolderAt, setup.Paths.InternalFolder, w));
    }

    private static IEnumerable<Diagnostic> Clients(HarborSetup setup)
    {
        var off = setup.Https.Source is HttpsSource.Off or HttpsSource.LeftOff;
        foreach (var client in setup.Description.Clients)
        {
            if (off) yield return HarborDiagnostics.ClientWithoutHttps(setup.Description.File, client.At, client.Value);
            else if (client.Value == HarborClients.System && setup.Anchors is null) yield return HarborDiagnostics.NoTrustStore(setup.Description.File, client.At);
        }
    }

    private static IEnumerable<Diagnostic> ClientCertificate(HarborSetup setup)
    {
        if (!setup.Settings.DockerClientCertificate) yield break;
        var at = setup.Settings.DockerClientCertificateAt!.Value;
        if (!setup.Clients.Contains(HarborClients.Docker))
        {
            yield return HarborDiagnostics.NoClientCertificate(setup.Description.File, at, "`clients` has no `docker`");
        }
        else if (setup.Https.Source != HttpsSource.Made || setup.Settings.Https.OfInternalAuthority)
        {
            yield return HarborDiagnostics.NoClientCertificate(setup.Description.File, at, setup.Https.IsOn ? "the HTTPS certificate is not signed by an HTTPS authority of Linkseal's" : "HTTPS is off");
        }
    }

    private static IEnumerable<Diagnostic> Overrides(HarborSetup setup)
    {
        var known = HarborTopology.ComponentNames(setup);
        foreach (var entry in setup.Description.Components.Where(static c => c.Dialect is null))
        {
            if (!known.Contains(entry.Name.Value))
            {
                yield return HarborDiagnostics.UnknownOverride(setup.Description.File, entry.Name.At, entry.Name.Value, setup.Title, known);
                continue;
            }

            foreach (var (key, at) in entry.Keys.Where(k => !OverrideKeys.Contains(k.Key)).OrderBy(static k => k.Value.Line).ThenBy(static k => k.Value.Column))
            {
                yield return HarborDiagnostics.KeyWithoutEffect(setup.Description.File, at, entry.Name.Value, key);
            }
        }
    }

    private static IEnumerable<Diagnostic> Links(HarborSetup setup)
    {
        var links = HarborTopology.Links(setup);
        var known = HarborTopology.ComponentNames(setup);
        foreach (var entry in setup.Description.Links.Where(l => known.Contains(l.Caller.Value) && known.Contains(l.Callee.Value)))
        {
            var id = entry.Caller.Value + ":" + entry.Callee.Value;
            if (links.FirstOrDefault(l => l.Id == id) is not { } link) yield return HarborDiagnostics.NoSuchLink(setup.Description.File, entry.Caller.At, id);
            else if (entry.Level is { } asked && asked > link.Reachable) yield return OutOfReach(setup, entry.Caller.At, link, asked);
        }

        foreach (var entry in setup.Description.Components.Where(static c => c is { Dialect: null, Level: not null }))
        {
            var at = entry.Keys.GetValueOrDefault("level", entry.Name.At);
            var incoming = links.Where(l => l.Callee == entry.Name.Value).ToArray();
            // Callers that can do less keep what they can do; one that can is enough.
            if (incoming.Length > 0 && incoming.All(l => entry.Level > l.Reachable)) yield return OutOfReach(setup, at, incoming.MaxBy(static l => l.Reachable)!, entry.Level!.Value);
        }
    }

    private static Diagnostic OutOfReach(HarborSetup setup, Position at, Link link, Level asked) => HarborDiagnostics.LevelOutOfReach(
        setup.Description.File, at, link.Id, Levels.Text(asked), Levels.Text(link.Reachable), link.Reason ?? "Harbor has nothing higher");
}
