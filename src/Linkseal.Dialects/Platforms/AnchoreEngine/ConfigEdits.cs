using System.Collections.Immutable;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>What is to be true in config.yaml. The same before and after an apply, so that a second plan is empty.</summary>
internal static class ConfigEdits
{
    public static IEnumerable<DesiredEdit> Of(AnchoreSetup setup)
    {
        yield return Edits(setup, AnchoreTopology.Whole, [Flag(setup.Verifies, "internal_ssl_verify")]);
        foreach (var service in setup.Services.Where(static s => s.Port is not null))
        {
            yield return Edits(setup, service.Name, service.Tls is TlsMode.Native ? Native(setup, service) : Plain(service));
            if (service.Tls is not TlsMode.Native) continue;
            var chain = setup.Paths.File(service.Name + ServiceFiles.ChainEnding);
            var set = Text(setup.Paths.FileInside(service.Name + ServiceFiles.ChainEnding), service, "ssl_chain", "ssl_key");
            yield return Edits(setup, service.Name, [set]) with { IfWritten = chain };
            yield return Edits(setup, service.Name, [Gone(service, "ssl_chain")]) with { UnlessWritten = chain };
        }

        foreach (var service in setup.Services.Where(static s => s.Port is not null)) yield return Edits(setup, service.Name, [.. Announced(setup, service)]);
        yield return Edits(setup, AnchoreTopology.Whole, DatabaseFiles.Edits(setup));
    }

    private const string Port = "port";

    private static ImmutableArray<Edit> Native(AnchoreSetup setup, AnchoreInstance service) =>
    [
        new Edit.Set(Key(service, "ssl_enable"), new EditValue.Flag(true)) { After = Port },
        Text(setup.Paths.FileInside(service.Name + ".crt"), service, "ssl_cert", "ssl_enable"),
        Text(setup.Paths.FileInside(service.Name + ".key"), service, "ssl_key", "ssl_cert"),
    ];

    // All three or none, else the service refuses to start.
    private static ImmutableArray<Edit> Plain(AnchoreInstance service) =>
        [Gone(service, "ssl_enable"), Gone(service, "ssl_cert"), Gone(service, "ssl_key"), Gone(service, "ssl_chain")];

    /// <summary>What the other services are told to dial.</summary>
    private static IEnumerable<Edit> Announced(AnchoreSetup setup, AnchoreInstance service)
    {
        var announces = setup.Version is null or { Announces: true };
        if (service.Tls is TlsMode.Proxy)
        {
            if (!announces) yield break;
            yield return Text(service.Announced[0], service, "external_hostname", Port);
            yield return new Edit.Set(Key(service, "external_port"), new EditValue.Number(ProxyFiles.Port(service))) { After = "external_hostname" };
            yield return new Edit.Set(Key(service, "external_tls"), new EditValue.Flag(true)) { After = "external_port" };
            yield break;
        }

        var isSealed = service.Tls is TlsMode.Native;
        if (isSealed && service.Settings?.HostName is { } name) yield return Text(name.Value, service, announces ? "external_hostname" : "endpoint_hostname", Port);
        if (isSealed && service.Settings?.Port is { } port && announces) yield return new Edit.Set(Key(service, "external_port"), new EditValue.Number(port)) { After = service.Settings.HostName is null ? Port : "external_hostname" };
        if (service.Config.ExternalTls is { } written && NeedsWord(service, written, isSealed)) yield return new Edit.Set(Key(service, "external_tls"), new EditValue.Flag(isSealed));
    }

    /// <summary>
    /// The key beats ssl_enable wherever it is present. One that stands there as a variable stays one where its value is right already;
    /// a word is always wanted, so that it stays once it is ours.
    /// </summary>
    private static bool NeedsWord(AnchoreInstance service, ConfigValue written, bool wanted) =>
        !written.Written.Contains("${", StringComparison.Ordinal) || service.Environments.Any(e => written.IsTruthy(e) != wanted);

    private static DesiredEdit Edits(AnchoreSetup setup, string component, ImmutableArray<Edit> edits) => new(setup.Paths.Config, component, ConfigFormat.Yaml, edits);

    private static Edit.Set Flag(bool value, params ImmutableArray<string> key) => new(key, new EditValue.Flag(value));

    private static Edit.Set Text(string value, AnchoreInstance service, string key, string after) => new(Key(service, key), new EditValue.Text(value)) { After = after };

    private static Edit.Remove Gone(AnchoreInstance service, string key) => new(Key(service, key));

    private static ImmutableArray<string> Key(AnchoreInstance service, string key) => ["services", service.Name, key];
}
