using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Yaml;
using Linkseal.Core.Planning;
using Linkseal.Dialects.Compose;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>
/// What the containers need besides: the folders, a health check that speaks TLS (the image's would turn red), and for <c>tls: proxy</c> the nginx in place of the
/// published ports. compose reads this file by itself beside its own.
/// </summary>
internal static class ComposeOverride
{
    private const string ProxyContainer = "linkseal-proxy";
    private const string Heading = "# Written by linkseal for Anchore Engine. A line of your own here: take this heading out, and Linkseal leaves the file to you.\n";

    public static IEnumerable<DesiredFile> Files(AnchoreSetup setup)
    {
        if (setup.Compose is null || IsTheirs(setup) || Text(setup) is not { } text) yield break;
        yield return new() { Path = setup.OverridePath, Component = AnchoreTopology.Whole, Content = new FileContent.Known(text), Mode = ServiceFiles.CertificateMode };
    }

    /// <summary>An override that is not Linkseal's: it is known by its heading, as an edited file of ours has other bytes.</summary>
    public static bool IsTheirs(AnchoreSetup setup) => setup.Override is { } text && !text.StartsWith(Heading[..30], StringComparison.Ordinal);

    /// <summary>The same in an override of the user's own: each list that is not there yet, or is ours already.</summary>
    public static IEnumerable<DesiredEdit> Edits(AnchoreSetup setup)
    {
        if (!IsTheirs(setup)) yield break;
        var root = YamlReader.Read(setup.OverridePath, setup.Override!).Value;
        var edits = setup.Compose!.Containers.SelectMany(c => Lists(setup, c)).Where(l => CanWrite(root, l)).Select(static l => (Edit)new Edit.Set(l.Key, new EditValue.List(l.Items))).ToImmutableArray();
        if (!edits.IsEmpty) yield return new(setup.OverridePath, AnchoreTopology.Whole, ConfigFormat.Yaml, edits);
    }

    /// <summary>What is wrong with an override for one who only looks; compose's own tags are not.</summary>
    public static ImmutableArray<Diagnostic> Unreadable(AnchoreSetup setup) => setup.Override is { } text ? YamlReader.ReadMerged(setup.OverridePath, text, keepsTags: true).Diagnostics : [];

    /// <summary>What the user's own override lacks and Linkseal can't write into it.</summary>
    public static IEnumerable<Diagnostic> Broken(AnchoreSetup setup)
    {
        if (!IsTheirs(setup)) yield break;
        var read = YamlReader.Read(setup.OverridePath, setup.Override!);
        foreach (var diagnostic in read.Diagnostics) yield return diagnostic;
        if (read.Failed) yield break;
        // A port is taken away by a tag that no other reader of YAML knows, so that is not written into a file of somebody else's.
        if (ProxyFiles.Proxied(setup).Any()) yield return AnchoreDiagnostics.OverrideTaken(setup.OverridePath, new(1, 1), ProxyContainer, Text(setup)!);
        foreach (var container in setup.Compose!.Containers)
        {
            var theirs = YamlScalars.Find(read.Value, "services", container.Name);
            var joined = Joined(setup, container, theirs);
            var isBlocked = Lists(setup, container).Any(l => !CanWrite(read.Value, l) && (l.Key[^1] == "test" ? HealthCheck(setup, joined) is not null : Lacking(setup, joined).Any()));
            var lacks = new StringBuilder();
            if (isBlocked) Container(lacks, setup, joined);
            if (lacks.Length > 0) yield return AnchoreDiagnostics.OverrideTaken(setup.OverridePath, theirs?.Start ?? new(1, 1), container.Name, lacks.ToString());
        }
    }

    /// <summary>The lists that a container needs, by their keys.</summary>
    private static IEnumerable<(ImmutableArray<string> Key, ImmutableArray<string> Items)> Lists(AnchoreSetup setup, ComposeContainer container)
    {
        ImmutableArray<string> volumes = [.. Lacking(setup, container).Select(m => Volume(setup, m))];
        if (!volumes.IsEmpty) yield return (["services", container.Name, "volumes"], volumes);
        if (HealthCheck(setup, container) is { } health) yield return (["services", container.Name, "healthcheck", "test"], ["CMD-SHELL", health]);
    }

    // The same before and after an apply: a list that is exactly the wanted one may be ours.
    private static bool CanWrite(YamlNode? root, (ImmutableArray<string> Key, ImmutableArray<string> Items) list) => YamlScalars.Find(root, list.Key.AsSpan()) switch
    {
        null => true,
        YamlNode.Sequence there => there.Items.Select(static i => (i as YamlNode.Scalar)?.Value).SequenceEqual(list.Items, StringComparer.Ordinal),
        var other => YamlScalars.IsNull(other),
    };

    /// <summary>A container with what the user's override gives it.</summary>
    public static ComposeContainer Joined(AnchoreSetup setup, ComposeContainer container, YamlNode? theirs)
    {
        ImmutableArray<Mount> more = YamlScalars.Find(theirs, "volumes") is YamlNode.Sequence volumes ? [.. volumes.Items.Select(v => Mount.Read(v, setup.Compose!.Folder)).OfType<Mount>()] : [];
        var test = YamlScalars.Find(theirs, "healthcheck", "test");
        return container with { Mounts = [.. more, .. container.Mounts], HealthCheck = test is null ? container.HealthCheck : ComposeContainer.CommandOf(test) };
    }

    /// <summary>The whole file; null: the containers have all they need.</summary>
    public static string? Text(AnchoreSetup setup)
    {
        if (setup.Compose is not { } compose) return null;
        var text = new StringBuilder();
        foreach (var container in compose.Containers) Container(text, setup, container);
        if (ProxyFiles.Proxied(setup).Any()) Proxy(text, setup);
        return text.Length == 0 ? null : Heading + "services:\n" + text;
    }

    /// <summary>The folders that a container lacks.</summary>
    public static IEnumerable<Mount> Lacking(AnchoreSetup setup, ComposeContainer container) => Needed(setup).Where(m => container.Volumes.Hides(container.Mounts, m.Inside) is not null || container.Mounts.HostOf(m.Inside) != m.Host);

    /// <summary>A health check that speaks TLS, where the container runs a service that does; null: none is needed.</summary>
    public static string? HealthCheck(AnchoreSetup setup, ComposeContainer container)
    {
        var native = ServiceFiles.Native(setup).Where(s => s.Containers.Any(c => c.Name == container.Name)).ToArray();
        var asked = Array.Find(native, static s => s.Name == "apiext") ?? native.FirstOrDefault();
        if (asked is null || (container.HealthCheck?.Contains("https://", StringComparison.Ordinal) ?? false)) return null;
        // A certificate that the user bought need not say localhost: whether the service lives is all that is asked.
        var trust = asked.Settings?.Certificate is null && ServiceFiles.TrustInside(setup, asked) is { } file ? "--cacert " + file : "--insecure";
        return string.Create(CultureInfo.InvariantCulture, $"curl -f {trust} https://localhost:{asked.Port}/health || exit 1");
    }

    private static IEnumerable<Mount> Needed(AnchoreSetup setup)
    {
        var paths = setup.Paths;
        yield return new(paths.Config, paths.Mounts.InsideOf(paths.Config) ?? AnchorePaths.ConfigInside);
        if (ServiceFiles.Native(setup).Any() || setup.Settings.Database is not null) yield return new(paths.Folder, paths.FolderInside);
        if (ServiceFiles.Folders(setup).Any(f => f.Path == paths.Trust)) yield return new(paths.Trust, paths.TrustInside);
    }

    private static void Container(StringBuilder text, AnchoreSetup setup, ComposeContainer container)
    {
        var lacking = Lacking(setup, container).ToArray();
        var health = HealthCheck(setup, container);
        var isProxied = ProxyFiles.Proxied(setup).Any(s => s.Containers.Any(c => c.Name == container.Name)) && !container.Published.IsEmpty;
        if (lacking.Length == 0 && health is null && !isProxied) return;

        text.Append("  ").Append(container.Name).Append(":\n");
        // Compose 2.24 and later; an override can't take a port away otherwise.
        if (isProxied) text.Append("    ports: !reset []\n");
        Volumes(text, setup, lacking);
        if (health is not null) text.Append("    healthcheck:\n      test: [\"CMD-SHELL\", \"").Append(health).Append("\"]\n");
    }

    private static void Proxy(StringBuilder text, AnchoreSetup setup)
    {
        var services = ProxyFiles.Proxied(setup).ToArray();
        text.Append("  " + ProxyContainer + ":\n    image: ").Append(setup.Settings.ProxyImage).Append("\n    restart: unless-stopped\n    depends_on:\n");
        foreach (var upstream in services.Select(ProxyFiles.Upstream).Distinct()) text.Append("      - ").Append(upstream).Append('\n');
        text.Append("    ports:\n");
        foreach (var port in services.Select(ProxyFiles.Port)) text.Append(CultureInfo.InvariantCulture, $"      - \"{port}:{port}\"\n");
        Volumes(text, setup, [new(setup.Paths.Proxy + "/conf.d", ProxyFiles.FormsInside), new(setup.Paths.Proxy + "/tls", ProxyFiles.TlsInside)]);
    }

    private static void Volumes(StringBuilder text, AnchoreSetup setup, Mount[] mounts)
    {
        if (mounts.Length == 0) return;
        text.Append("    volumes:\n");
        foreach (var mount in mounts) text.Append("      - \"").Append(Volume(setup, mount)).Append("\"\n");
    }

    private static string Volume(AnchoreSetup setup, Mount mount) => Source(setup, mount.Host) + ":" + mount.Inside + ":ro";

    // Relative to the compose file where it lies below: the folder may be moved as a whole.
    private static string Source(AnchoreSetup setup, string host)
    {
        var folder = setup.Compose!.Folder;
        return folder != "/" && host != folder && LexicalPath.IsWithin(host, folder) ? "." + host[folder.Length..] : host;
    }
}
