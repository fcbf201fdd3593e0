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
        var read = SetupReader.Read(description, documents);
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

    // A service that announces another scheme than it speaks is reached by nobody; what it listens with is still what the link would have.
    private static Link Reached(AnchoreSetup setup, Link link) => setup.Find(link.Callee) is { Tls: TlsMode.Off, Config.SslEnable: not null } service && link.Reason is { } reason
        ? link with { Reason = $"{reason}; ssl_enable of {service.Name} does not turn it on" }
        : link;

    private static Desired Desired(AnchoreSetup setup) => new()
    {
        Leaves = [.. ServiceFiles.Leaves(setup)],
        Documents = [setup.Paths.Config, .. setup.Compose is { } compose ? compose.OverridePaths.Insert(0, compose.Path) : []],
        Material = [.. AnchoreChecks.Material(setup), .. ServiceFiles.Native(setup).Select(static s => s.Standing?.Chain).OfType<string>()],
        Listings = [setup.Paths.Trust],
        Chains = [.. setup.Services.Select(static s => new ChainRule(s.Name, 1))],
        Notes = AnchoreNotes.Of(setup),
    };
}
