using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>Anchore Engine as config.yaml stands, whoever wrote it.</summary>
internal static class AnchoreAsItStands
{
    public static Result<Expansion> Of(PlatformDescription description, ImmutableDictionary<string, string> documents)
    {
        var read = SetupReader.Read(description, documents, looksOnly: true);
        if (read.Failed) return Result.With<Expansion>(null, read.Diagnostics);

        var wanted = read.Value!;
        var standing = wanted with
        {
            Settings = wanted.Settings with { Database = null },
            Verifies = wanted.Config.Verify is not { } verify || wanted.Services.SelectMany(static s => s.Environments).All(e => verify.IsTruthy(e) is true && !verify.IsQuotedTruth),
            Services = [.. wanted.Services.Select(s => Standing(wanted, s))],
        };
        return Result.With(new Expansion(Platform(standing), Desired(standing)), read.Diagnostics);
    }

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
        if (service is { Tls: TlsMode.Off, Config.SslEnable: not null }) return link with { Reason = $"{link.Reason}; ssl_enable of {service.Name} does not turn it on" };
        return service is { Tls: TlsMode.Native, Standing: not null } && AnchoreChecks.HostOf(setup, service, service.Config.SslCert) is null
            ? link with { NotSeen = $"{service.Standing.Certificate} lies inside the container: nothing of this host leads there" }
            : link;
    }

    private static Desired Desired(AnchoreSetup setup) => new()
    {
        Leaves = setup.Config.IsChart ? [] : [.. ServiceFiles.Leaves(setup)],
        Documents = [setup.Paths.Config, .. setup.Compose is { } compose ? [compose.Path, .. compose.OverridePaths, .. compose.EnvironmentFiles] : ImmutableArray<string>.Empty],
        Material = [.. AnchoreChecks.Material(setup), .. setup.Config.IsChart ? [] : ServiceFiles.Native(setup).Select(static s => s.Standing?.Chain).OfType<string>()],
        Listings = setup.Config.IsChart ? [] : [setup.Paths.Trust],
        Chains = setup.Config.IsChart ? [] : [.. setup.Services.Select(static s => new ChainRule(s.Name, 1))],
        Notes = AnchoreNotes.Of(setup),
    };
}
