using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;
using Linkseal.Dialects.Nginx;
using Linkseal.Dialects.Compose;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>Anchore Engine as config.yaml stands, whoever wrote it.</summary>
internal static class AnchoreAsItStands
{
    public static Result<Expansion> Of(PlatformDescription description, ImmutableDictionary<string, string> documents)
    {
        var read = SetupReader.Read(description, documents, looksOnly: true);
        if (read.Failed) return Result.With<Expansion>(null, read.Diagnostics);

        var wanted = read.Value!;
        var fronts = wanted.Compose is null ? null : ComposeFronts.Read(wanted.Compose, documents);
        var standing = wanted with
        {
            Settings = wanted.Settings with { Database = null },
            Verifies = wanted.Config.Verify is not { } verify || wanted.Services.SelectMany(static s => s.Environments).All(e => verify.IsTruthy(e) is true && !verify.IsQuotedTruth),
            Services = [.. wanted.Services.Select(s => Fronted(Standing(wanted, s), s => fronts?.Of(s) ?? OnHost(s, SetupReader.FormBeside(wanted.Paths.Config), documents)))],
        };
        return Result.With(new Expansion(Platform(standing), Desired(standing, fronts)), read.Diagnostics);
    }

    // The others are told to dial the nginx where config.yaml announces it.
    private static AnchoreInstance Fronted(AnchoreInstance service, Func<AnchoreInstance, Reach?> reach)
    {
        if (service.Port is null || service.Row?.Outside is null) return service;
        if (reach(service) is not { } way) return service;
        var fronted = service with { Reach = way };
        var announces = service.Config.ExternalTls is { } external && service.Environments.All(e => external.IsTruthy(e) is true);
        return service.Tls is TlsMode.Off && announces && fronted.Reach.Fronts is [{ IsTls: true, NotSeen: null } first, ..] && first.Port == service.AnnouncedPort
            ? fronted with { Tls = TlsMode.Proxy, Standing = Kept(first), Names = NamesOf(fronted, first) }
            : fronted;
    }

    // The form is written for an nginx of the host; whether one takes it in is in that one's own configuration.
    private static Reach? OnHost(AnchoreInstance service, string path, ImmutableDictionary<string, string> documents)
    {
        if (ConfigText.Read(documents, ConfigFormat.Nginx, path) is not { } form) return null;
        var fronts = from server in NginxForm.Servers(form)
                     where server.Targets.Any(t => ComposeFronts.IsTarget(t, service))
                     from listen in server.Listens
                     select new Front("nginx of this host", listen.Port, listen.IsTls)
                     {
                         Certificate = listen.IsTls ? server.Certificate : null, Key = listen.IsTls ? server.Key : null, Names = server.Names,
                         NotSeen = $"{path} is for an nginx of this host, and whether that takes it in is not looked at",
                     };
        return fronts.ToImmutableArray() is { IsEmpty: false } found ? new(found, IsOpen: false) : null;
    }

    private static LeafSource.Kept Kept(Front front) => new(front.Certificate!, front.Key ?? front.Certificate!);

    private static ImmutableArray<AlternativeName> NamesOf(AnchoreInstance service, Front front) =>
        [.. (service.Config.ExternalHostName is null ? front.Names : service.Announced).Select(AlternativeName.Parse).OfType<AlternativeName>().Distinct()];

    private static IEnumerable<LeafSpec> ProxyLeaves(AnchoreSetup setup) =>
        from service in setup.Services
        from front in service.Reach?.Fronts ?? []
        where front is { IsTls: true, Certificate: not null }
        let end = AnchoreTopology.EndpointOf(service, front)[service.Name.Length..]
        select ServiceFiles.Leaf(setup, service with { Standing = Kept(front), Names = NamesOf(service, front) }, ProxyFiles.Leaf(service) + end, AnchoreTopology.Proxy);

    private static AnchoreInstance Standing(AnchoreSetup setup, AnchoreInstance service)
    {
        var config = service.Config;
        if (service.Port is null || !ListenerChecks.Listens(service) || config.SslCert is null || config.SslKey is null) return service with { Tls = TlsMode.Off, Standing = null };
        var names = service.Announced.Select(AlternativeName.Parse).OfType<AlternativeName>();
        return service with { Tls = TlsMode.Native, Names = [.. names.Distinct()], Standing = Pair(setup, service) };
    }

    /// <summary>Where the files lie on the host; the path inside where no mount leads to it, which is then not to be seen.</summary>
    private static LeafSource.Kept Pair(AnchoreSetup setup, AnchoreInstance service)
    {
        string On(ConfigValue value) => AnchoreChecks.HostOf(setup, service, value) ?? AnchoreChecks.Inside(service, value) ?? value.Written;
        return new(On(service.Config.SslCert!), On(service.Config.SslKey!)) { Chain = service.Config.SslChain is { } chain ? On(chain) : null };
    }

    private static Platform Platform(AnchoreSetup setup)
    {
        var platform = AnchoreTopology.Expand(setup);
        return platform with { Links = [.. platform.Links.Select(l => Reached(setup, l))] };
    }

    // What a service listens with is in config.yaml; whether its certificate can be judged is in a file that may lie inside a container only.
    private static Link Reached(AnchoreSetup setup, Link link)
    {
        if (setup.Find(link.Callee) is not { } service) return link;
        if (service is { Tls: TlsMode.Off, Config.SslEnable: { } enable } && link.NotSeen is null && service.Environments.SelectMany(e => e.Open(enable.Written)).FirstOrDefault() is { } variable)
        {
            return link with { NotSeen = $"ssl_enable of {service.Name} is the variable {variable} of the compose file, which nothing here gives" };
        }

        if (service is { Tls: TlsMode.Off, Config.SslEnable: not null }) return link with { Reason = $"{link.Reason}; ssl_enable of {service.Name} does not turn it on" };
        return service is { Tls: TlsMode.Native, Standing: not null } && AnchoreChecks.HostOf(setup, service, service.Config.SslCert) is null
            ? link with { NotSeen = $"{service.Standing.Certificate} lies inside the container: nothing of this host leads there" }
            : link;
    }

    private static Desired Desired(AnchoreSetup setup, ComposeFronts? fronts) => new()
    {
        Leaves = setup.Config.IsChart ? [] : [.. ServiceFiles.Leaves(setup), .. ProxyLeaves(setup)],
        Documents = [setup.Paths.Config, .. fronts?.Read() ?? [], .. setup.Compose is { } compose ? [compose.Path, .. compose.OverridePaths, .. compose.EnvironmentFiles, .. compose.VariablesFile is { } variables ? [variables] : ImmutableArray<string>.Empty] : ImmutableArray<string>.Empty],
        Material = [.. AnchoreChecks.Material(setup), .. setup.Config.IsChart ? [] : ServiceFiles.Native(setup).Select(static s => s.Standing?.Chain).OfType<string>()],
        Listings = setup.Config.IsChart ? [] : [setup.Paths.Trust],
        Chains = setup.Config.IsChart ? [] : [.. setup.Services.Select(static s => new ChainRule(s.Name, 1))],
        Notes = AnchoreNotes.Of(setup),
    };
}
