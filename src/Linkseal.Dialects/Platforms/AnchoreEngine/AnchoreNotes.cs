using System.Collections.Immutable;
using Linkseal.Core.Checking;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;
using Linkseal.Dialects.Compose;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>Limits and choices that are known from settings and files alone: said by plan and check alike.</summary>
internal static class AnchoreNotes
{
    public static ImmutableArray<Finding> Of(AnchoreSetup setup) => [.. Trust(setup), .. Names(setup), .. setup.Config.IsChart ? [] : Announced(setup), .. Compose(setup), .. Database(setup), .. Limited(setup)];

    private static IEnumerable<Finding> Trust(AnchoreSetup setup)
    {
        var native = ServiceFiles.Native(setup).ToArray();
        if (!setup.Settings.Verify && native.Length > 0) yield return VerifyFindings.OffByChoice(setup.Paths.Config);
        // A public CA is believed by every image. Who signed what stands there is not known.
        var stands = native.Any(static s => s.Standing is not null);
        if (!stands && !native.Any(s => ServiceFiles.Trust(setup, s) is not null)) yield break;
        if (setup.Version is null && !stands) yield return VerifyFindings.VersionUnknown(setup.Paths.TrustInside);
        else if (setup.Version is { HasTrustFolder: false } && setup.Verifies && !HasBundle(setup)) yield return VerifyFindings.NoTrustFolder(setup.Version, setup.Paths.TrustInside);
    }

    private static bool HasBundle(AnchoreSetup setup) => setup.Compose?.Containers.All(static c => c.Environment.Given.ContainsKey("REQUESTS_CA_BUNDLE")) ?? false;

    private static IEnumerable<Finding> Names(AnchoreSetup setup)
    {
        var assumed = ServiceFiles.Native(setup).Where(static s => s.IsAssumed).Select(static s => s.Name).ToArray();
        if (assumed.Length > 0) yield return SetupFindings.NameAssumed(setup.Paths.Config, assumed);
        foreach (var service in setup.Services.Where(static s => s.Row is null && s.Port is not null)) yield return SetupFindings.UnknownService(setup.Paths.Config, service.Name);
    }

    private static IEnumerable<Finding> Announced(AnchoreSetup setup)
    {
        // Once it is so, nobody has to be told any more.
        foreach (var service in setup.Services.Where(static s => s is { Row.Outside: not null, Tls: TlsMode.Native } && !ListenerChecks.Listens(s))) yield return SetupFindings.UrlChanges(service.Name, service.Row!.Outside!, service.Port!.Value);
    }

    private static IEnumerable<Finding> Compose(AnchoreSetup setup)
    {
        foreach (var file in setup.AbsentEnvironment) yield return SetupFindings.NoEnvironment(setup.Compose!.Path, file);
        foreach (var container in setup.Compose?.Containers.Where(static c => !c.NotSeen.IsEmpty) ?? []) yield return SetupFindings.VariableNotSeen(setup.Compose!, container);
        foreach (var (volume, path) in Hidden(setup)) yield return SetupFindings.InVolume(setup.Compose!.Path, volume, path);
        if (setup.IsImages) yield return SetupFindings.ConfigOfImage(setup.Compose!.Path);
        if (setup.Compose is not null || setup.Config.IsChart) yield break;
        if (ServiceFiles.Native(setup).Any()) yield return SetupFindings.NoCompose(setup.Paths);
        if (ProxyFiles.Proxied(setup).Any()) yield return SetupFindings.OwnProxy(setup.Paths.ProxyForm);
    }

    // The authorities that are believed, and the files that config.yaml names.
    private static IEnumerable<(NamedVolume Volume, string Path)> Hidden(AnchoreSetup setup)
    {
        var named = setup.Services.SelectMany(static s => new[] { s.Config.SslCert, s.Config.SslKey, s.Config.SslChain }.Select(v => AnchoreChecks.Inside(s, v)));
        foreach (var path in named.OfType<string>().Where(static p => p.StartsWith('/')).Prepend(setup.Paths.TrustInside).Distinct(StringComparer.Ordinal))
        {
            ImmutableArray<Mount> given = [.. setup.Compose?.Containers.SelectMany(static c => c.Mounts) ?? []];
            if (setup.Paths.Volumes.Hides(given, path) is { } volume) yield return (volume, path);
        }
    }

    private static IEnumerable<Finding> Database(AnchoreSetup setup)
    {
        if (setup.Config.Database is not { } database || setup.Settings.Database is not null) yield break;
        var plain = AnchoreTopology.Links(setup).Count(static l => l is { Callee: AnchoreTopology.Database, Required: Level.Plaintext });
        if (plain > 0) yield return DatabaseFindings.Plaintext(setup.Paths.Config, plain, database.IsPg8000 ? "driver pg8000" : "driver psycopg2");
    }

    private static IEnumerable<Finding> Limited(AnchoreSetup setup)
    {
        yield return Limits.Of("no service asks for a client certificate: callers say who they are by password or token", AnchoreTopology.Whole);
        foreach (var limit in Limits.Of(AnchoreTopology.Links(setup))) yield return limit;
    }
}

/// <summary>Findings about what is assumed and left to the user: one method for each code.</summary>
internal static class SetupFindings
{
    public static Finding NameAssumed(string path, string[] services) => new("LS2640", Severity.Warning,
        $"nothing says what ANCHORE_ENDPOINT_HOSTNAME is, so the image's default counts: {string.Join(", ", services)} {(services.Length == 1 ? "is" : "are")} dialled as localhost. Where each runs in a container of its own, that reaches nobody")
    {
        Component = AnchoreTopology.Whole, Path = path, Expected = "the name under which the others dial it", Observed = "localhost",
        Remedy = $"name the compose file (settings: {{ compose: FILE }}), or say it: settings: {{ services: {{ {services[0]}: {{ hostname: NAME }} }} }}",
    };

    public static Finding UnknownService(string path, string service) => new("LS2641", Severity.Note, $"{service} is no service of Anchore Engine that is known here: it gets TLS like the others, and who calls it is not known")
    {
        Component = service, Path = path,
    };

    public static Finding UrlChanges(string service, string callers, int port) => new("LS2642", Severity.Note,
        $"{callers} dial {service} by https:// from now on, on the same port {port}: tell those who call it, and give them the authority (linkseal authority export)")
    {
        Component = service,
    };

    public static Finding NoEnvironment(string compose, string file) => new("LS2645", Severity.Note,
        $"not looked at: env_file {file}, which is not here; where it gives variables of ANCHORE_…, the image's defaults are taken for them")
    {
        Component = AnchoreTopology.Whole, Path = compose, Expected = file, Observed = "nothing at that path", Remedy = "run it where the file lies, or lay a copy of its ANCHORE_… lines there",
    };

    public static Finding VariableNotSeen(ComposeFile compose, ComposeContainer container)
    {
        var names = string.Join(", ", container.NotSeen.Select(static n => $"${{{n.Variable}}}").Distinct(StringComparer.Ordinal));
        return new("LS2660", Severity.Note,
            $"not seen: {names} of {container.Name}, which neither {ComposeVariables.FileOf(compose.Folder)} nor a default gives: what {string.Join(", ", container.NotSeen.Select(static n => n.Where).Distinct(StringComparer.Ordinal))} says there is not known")
        {
            Component = AnchoreTopology.Whole, Path = compose.Path, Expected = $"a value in {ComposeVariables.FileOf(compose.Folder)}, or ${{NAME:-VALUE}}", Observed = names,
            Remedy = "write it into .env beside the compose file, where compose finds it too; what only a shell gives is not seen",
        };
    }

    public static Finding InVolume(string compose, NamedVolume volume, string path) => new("LS2646", Severity.Note,
        $"not looked at: {path} lies in {volume.Shown} at {volume.Inside}, which is on no path of this host")
    {
        Component = AnchoreTopology.Whole, Path = compose, Expected = $"a folder of the host at {volume.Inside}", Observed = volume.Shown,
        Remedy = "mount a folder of the host there; what Linkseal mounts itself lies over the volume, and what is in it is then not seen by the services",
    };

    public static Finding ConfigOfImage(string compose) => new("LS2647", Severity.Note,
        "no config.yaml is mounted: this is the image's own, as far as variables of ANCHORE_… do not change it; it has no place for TLS")
    {
        Component = AnchoreTopology.Whole, Path = compose, Remedy = "take it out of the image once, and mount it: linkseal explain LS1604",
    };

    public static Finding OwnProxy(string form) => new("LS2644", Severity.Note,
        $"no compose file is known, so three things are left to you: include {form} in an nginx on this host, keep the service's own port from the outside, and restart all services together")
    {
        Component = AnchoreTopology.Proxy, Path = form, Remedy = "name it: settings: { compose: docker-compose.yaml }; then the proxy runs beside the services",
    };

    public static Finding NoCompose(AnchorePaths paths) => new("LS2643", Severity.Note,
        $"no compose file is known, so three things are left to you: mount {paths.Folder} at {paths.FolderInside} and {paths.Trust} at {paths.TrustInside} in every container, let health checks ask by https://, and restart all services together")
    {
        Component = AnchoreTopology.Whole, Remedy = "name it: settings: { compose: docker-compose.yaml }",
    };
}
