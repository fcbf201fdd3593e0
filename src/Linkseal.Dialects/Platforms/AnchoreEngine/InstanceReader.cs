using System.Collections.Immutable;
using System.Globalization;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>Decides for each service of config.yaml where it listens, under which name it is dialled, and where TLS ends.</summary>
internal static class InstanceReader
{
    private const string Loopback = "localhost";

    public static ImmutableArray<AnchoreInstance> Read(
        PlatformDescription description, AnchoreSettings settings, AnchoreConfig config, ComposeFile? compose, AnchoreVersion? version, List<Diagnostic> diagnostics, bool looksOnly = false)
    {
        var instances = ImmutableArray.CreateBuilder<AnchoreInstance>();
        foreach (var service in InOrder(config.Services))
        {
            var instance = new AnchoreInstance(service, compose?.Running(service.Name) ?? []) { Settings = settings.Service(service.Name) };
            // A service that is switched off neither listens nor calls.
            if (instance.Environments.All(e => service.Enabled?.IsTruthy(e) is false)) continue;
            // Neither does one that no container starts, unless the user speaks of it (it runs elsewhere).
            if (compose is not null && instance.Containers.IsEmpty && instance.Settings is null) continue;
            instances.Add(Decided(description, settings, instance, version, diagnostics, looksOnly));
        }

        return instances.ToImmutable();
    }

    private static IEnumerable<ConfigService> InOrder(ImmutableArray<ConfigService> services) =>
        services.OrderBy(static s => AnchoreService.Find(s.Name) is { } row ? AnchoreService.All.IndexOf(row) : int.MaxValue);

    private static AnchoreInstance Decided(PlatformDescription description, AnchoreSettings settings, AnchoreInstance instance, AnchoreVersion? version, List<Diagnostic> diagnostics, bool looksOnly)
    {
        if (instance.Config.Port is not { } written) return instance with { Tls = TlsMode.Off };
        if (Port(instance, written) is not { } port)
        {
            diagnostics.Add(AnchoreDiagnostics.NoPort(settings.Config, written.At, instance.Name, Met(instance, written) ?? $"`{UserWord.Shown(written.Written)}`"));
            return instance with { Tls = TlsMode.Off };
        }

        var mode = Mode(settings, instance);
        var own = Own(instance);
        var announced = instance.Settings?.HostName is { } name ? [name.Value] : External(instance) is { Length: > 0 } external && mode != TlsMode.Off ? external : own;
        var decided = instance with
        {
            Tls = mode,
            Port = port,
            Announced = announced,
            AnnouncedPort = instance.Settings?.Port ?? ExternalPort(instance) ?? port,
            IsAssumed = instance.Settings?.HostName is null && External(instance).IsEmpty &&
                instance.Config.EndpointHostName is { } host && instance.Environments.Any(e => e.IsAssumed(host.Written, AnchoreEnvironment.EndpointHostName)),
        };
        if (mode is TlsMode.Off) return decided;

        foreach (var wrong in announced.Where(static n => AlternativeName.Parse(n) is null))
        {
            diagnostics.Add(AnchoreDiagnostics.NoHostName(settings.Config, (instance.Config.EndpointHostName?.At ?? instance.Config.At), instance.Name, $"`{UserWord.Shown(wrong)}`"));
        }

        // One who only looks is told by a note what is not seen.
        var met = announced.IsEmpty && instance.Config.EndpointHostName is { } given ? Met(instance, given) : null;
        if (announced.IsEmpty && !(looksOnly && met is not null)) diagnostics.Add(AnchoreDiagnostics.NoHostName(settings.Config, instance.Config.EndpointHostName?.At ?? instance.Config.At, instance.Name, met ?? "not known"));
        if (version is { Announces: false } && decided.AnnouncedPort != port) diagnostics.Add(AnchoreDiagnostics.CannotAnnounce(description.File, instance.Settings!.At, instance.Name, version));
        return decided with { Names = Names(description, decided, own) };
    }

    private static TlsMode Mode(AnchoreSettings settings, AnchoreInstance instance)
    {
        if (instance.Settings?.Tls is { } said) return said;
        if (settings.Tls is not TlsMode.Proxy) return settings.Tls;
        // A proxy stands before what is reached from outside; the others stay as they are.
        var isPublished = instance.Containers.Any(static c => !c.Published.IsEmpty) || instance.Settings is { HostName: not null } or { Port: not null };
        return isPublished ? TlsMode.Proxy : TlsMode.Off;
    }

    private static int? Port(AnchoreInstance instance, ConfigValue written) =>
        Texts(instance, written) is [var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535 ? port : null;

    // A variable of compose's own decides it, which nothing here gives.
    private static string? Met(AnchoreInstance instance, ConfigValue written) =>
        instance.Environments.SelectMany(e => e.Open(written.Written)).FirstOrDefault() is { } variable ? $"not known: the compose file takes it from ${{{variable}}}, which neither .env nor a default gives" : null;

    private static int? ExternalPort(AnchoreInstance instance) => instance.Config.ExternalPort is { } written ? Port(instance, written) : null;

    private static ImmutableArray<string> Own(AnchoreInstance instance) => Texts(instance, instance.Config.EndpointHostName);

    private static ImmutableArray<string> External(AnchoreInstance instance) => Texts(instance, instance.Config.ExternalHostName);

    private static ImmutableArray<string> Texts(AnchoreInstance instance, ConfigValue? value) =>
        value is null ? [] : [.. instance.Environments.Select(value.In).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>
    /// A certificate of ours says every name that reaches the service: what is announced, its own name, its name in the compose network, and localhost for the health
    /// check. One that the user bought has to say only what is dialled.
    /// </summary>
    private static ImmutableArray<AlternativeName> Names(PlatformDescription description, AnchoreInstance instance, ImmutableArray<string> own)
    {
        var by = description.Components.FirstOrDefault(c => c.Name.Value == instance.Name && c.Dialect is null);
        IEnumerable<string> known = instance.Announced;
        if (instance.Settings?.Certificate is null && instance.Tls is TlsMode.Native) known = [.. known, .. own, .. instance.Containers.Select(static c => c.Name), Loopback];
        return [.. known.Select(AlternativeName.Parse).OfType<AlternativeName>().Concat(instance.Settings?.Names ?? []).Concat(by?.Names ?? []).Concat(by?.Hosts ?? []).Distinct()];
    }
}
