using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Dialects.Compose;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>Decides where certificates lie: where a mount leads already, else in folders beside config.yaml that are mounted besides.</summary>
internal static class PathsReader
{
    public static AnchorePaths Read(AnchoreSettings settings, ComposeFile? compose, bool isChart)
    {
        // In a cluster nothing of this host is mounted.
        if (isChart) return new(settings.Config, "", "", "", settings.Trust, []);
        // What the containers differ in is the container's own matter (a scratch folder): only what all have counts.
        ImmutableArray<Mount> common = compose is null ? [] : [.. compose.Containers[0].Mounts.Where(m => compose.Containers.All(c => c.Mounts.Contains(m)))];
        List<Mount> mounts = [.. settings.Mounts, .. common.Where(m => !settings.Mounts.Any(s => s.Inside == m.Inside))];
        var beside = LexicalPath.Resolve(settings.Config, "..");

        var inside = settings.Folder ?? (mounts.Exists(m => m.Inside == AnchorePaths.ConfigFolderInside) ? AnchorePaths.ConfigFolderInside : AnchorePaths.ConfigFolderInside + "/tls");
        if (!mounts.Exists(m => LexicalPath.IsWithin(settings.Config, m.Host))) mounts.Add(new(settings.Config, AnchorePaths.ConfigInside));
        ImmutableArray<NamedVolume> volumes = compose is null ? [] : [.. compose.Containers.SelectMany(static c => c.Volumes).Distinct()];
        var folder = Place(mounts, volumes, inside, LexicalPath.Join(beside, "tls"));
        var trust = Place(mounts, volumes, settings.Trust, LexicalPath.Join(beside, "certs"));
        return new(settings.Config, folder, inside, trust, settings.Trust, [.. mounts]) { Volumes = volumes };
    }

    // Into a volume nothing is written: a folder of the host is mounted over that place in it.
    private static string Place(List<Mount> mounts, ImmutableArray<NamedVolume> volumes, string inside, string host)
    {
        if (volumes.Hides([.. mounts], inside) is null && mounts.ToImmutableArray().HostOf(inside) is { } there) return there;
        mounts.Add(new(host, inside));
        return host;
    }
}
