using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>What in settings, overrides and links does not go together with this Anchore Engine.</summary>
internal static class SetupRules
{
    private static readonly string[] OverrideKeys = ["names", "hosts", "level", "owner", "mode"];

    public static IEnumerable<Diagnostic> Broken(AnchoreSetup setup) =>
        [.. BrokenSettings(setup), .. ComposeOverride.Broken(setup)];

    /// <summary>The same for one who only looks: nothing has to be written into an override.</summary>
    public static IEnumerable<Diagnostic> BrokenSettings(AnchoreSetup setup) => [.. Services(setup), .. Proxies(setup), .. Database(setup), .. Overrides(setup), .. Links(setup)];

    private static IEnumerable<Diagnostic> Services(AnchoreSetup setup)
    {
        var known = setup.Config.Services.Select(static s => s.Name).ToArray();
        return setup.Settings.Services.Where(s => !known.Contains(s.Name))
            .Select(s => AnchoreDiagnostics.NoSuchService(setup.Description.File, s.At, s.Name, setup.Paths.Config, known));
    }

    private static IEnumerable<Diagnostic> Proxies(AnchoreSetup setup)
    {
        var proxied = setup.Services.Where(static s => s.Tls is TlsMode.Proxy).ToArray();
        if (setup.Settings.Tls is TlsMode.Proxy && proxied.Length == 0)
        {
            yield return AnchoreDiagnostics.NothingPublished(setup.Description.File, setup.Description.Profile?.Name.At, setup.Compose?.Path ?? setup.Paths.Config);
        }

        foreach (var service in proxied.Where(static s => s.Settings?.HostName is null))
        {
            yield return AnchoreDiagnostics.ProxyNeedsName(setup.Description.File, service.Settings?.At ?? setup.Description.Profile?.Name.At, service.Name);
        }

        for (var i = 1; i < proxied.Length; i++)
        {
            var port = ProxyFiles.Port(proxied[i]);
            if (Array.Find(proxied[..i], p => ProxyFiles.Port(p) == port) is { } other)
            {
                yield return AnchoreDiagnostics.TwoAtOnePort(setup.Description.File, proxied[i].Settings?.At ?? setup.Description.Profile!.Name.At, proxied[i].Name, other.Name, port);
            }
        }
    }

    private static IEnumerable<Diagnostic> Database(AnchoreSetup setup)
    {
        if (setup.Settings.Database is not { } database) yield break;
        if (setup.Config.Database is not { } found) yield return AnchoreDiagnostics.NoDatabase(setup.Description.File, database.At, setup.Paths.Config);
        else if (found.IsPg8000) yield return AnchoreDiagnostics.DriverWithoutMode(setup.Paths.Config, found.Connect!.At);
    }

    private static IEnumerable<Diagnostic> Overrides(AnchoreSetup setup)
    {
        var known = AnchoreTopology.ComponentNames(setup);
        foreach (var entry in setup.Description.Components.Where(static c => c.Dialect is null))
        {
            if (!known.Contains(entry.Name.Value))
            {
                yield return AnchoreDiagnostics.UnknownOverride(setup.Description.File, entry.Name.At, entry.Name.Value, known);
                continue;
            }

            foreach (var (key, at) in entry.Keys.Where(k => !OverrideKeys.Contains(k.Key)).OrderBy(static k => k.Value.Line).ThenBy(static k => k.Value.Column))
            {
                yield return AnchoreDiagnostics.KeyWithoutEffect(setup.Description.File, at, entry.Name.Value, key);
            }
        }
    }

    private static IEnumerable<Diagnostic> Links(AnchoreSetup setup)
    {
        var links = AnchoreTopology.Links(setup);
        var known = AnchoreTopology.ComponentNames(setup);
        foreach (var entry in setup.Description.Links.Where(l => known.Contains(l.Caller.Value) && known.Contains(l.Callee.Value)))
        {
            var id = entry.Caller.Value + ":" + entry.Callee.Value;
            if (links.FirstOrDefault(l => l.Id == id) is not { } link) yield return AnchoreDiagnostics.NoSuchLink(setup.Description.File, entry.Caller.At, id);
            else if (entry.Level is { } asked && asked > link.Reachable) yield return OutOfReach(setup, entry.Caller.At, link, asked);
            else if (link.Callee == AnchoreTopology.Database && (entry.Level ?? link.Reachable) > link.Required) yield return AnchoreDiagnostics.DatabaseIsASetting(setup.Description.File, entry.Caller.At, id, Levels.Text(link.Required));
        }

        // A PostgreSQL that is described as a component of its own is the same database.
        foreach (var entry in setup.Description.Links.Where(l => setup.Find(l.Caller.Value) is not null && IsDatabase(setup, l.Callee.Value)))
        {
            var level = DatabaseLevel.Link(setup, setup.Find(entry.Caller.Value)!).Required;
            if ((entry.Level ?? Level.Authenticated) > level) yield return AnchoreDiagnostics.DatabaseIsASetting(setup.Description.File, entry.Caller.At, entry.Caller.Value + ":" + entry.Callee.Value, Levels.Text(level));
        }

        foreach (var entry in setup.Description.Components.Where(static c => c is { Dialect: null, Level: not null }))
        {
            var incoming = links.Where(l => l.Callee == entry.Name.Value).ToArray();
            if (entry.Name.Value == AnchoreTopology.Database && incoming.FirstOrDefault(l => entry.Level <= l.Reachable && entry.Level > l.Required) is { } open)
            {
                yield return AnchoreDiagnostics.DatabaseIsASetting(setup.Description.File, entry.Keys.GetValueOrDefault("level", entry.Name.At), open.Id, Levels.Text(open.Required));
            }
            else if (incoming.Length > 0 && incoming.All(l => entry.Level > l.Reachable))
            {
                yield return OutOfReach(setup, entry.Keys.GetValueOrDefault("level", entry.Name.At), incoming.MaxBy(static l => l.Reachable)!, entry.Level!.Value);
            }
        }
    }

    /// <summary>The component by hand that db_connect dials: by its name, or by one of its names and hosts.</summary>
    private static bool IsDatabase(AnchoreSetup setup, string component) =>
        setup.Config.Database is { } database && setup.Description.Components.FirstOrDefault(c => c.Name.Value == component && c.Dialect is not null) is { } own
        && setup.Services.SelectMany(static s => s.Environments).Select(database.Host).OfType<string>()
            .Any(host => host == component || own.Names.Concat(own.Hosts).Any(n => n.Value.Equals(host, StringComparison.OrdinalIgnoreCase)));

    private static Diagnostic OutOfReach(AnchoreSetup setup, Position at, Link link, Level asked) => AnchoreDiagnostics.LevelOutOfReach(
        setup.Description.File, at, link.Id, Levels.Text(asked), Levels.Text(link.Reachable), link.Reason ?? "Anchore Engine has nothing higher");
}
