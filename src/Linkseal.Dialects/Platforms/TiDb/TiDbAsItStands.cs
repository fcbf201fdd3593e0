using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>The platform as the files of its instances stand now, whoever wrote them: the level of each link by all of its instances, the certificates that configuration names.</summary>
internal static class TiDbAsItStands
{
    public static Result<Expansion> Of(PlatformDescription description, ImmutableDictionary<string, string> documents)
    {
        var read = TiDbSetupReader.Read(description, documents);
        if (read.Value is not { } setup) return Result.With<Expansion>(null, read.Diagnostics);
        var named = setup with { Settings = setup.Settings with { Mysql = true, Callers = new() { Default = new(TiDbCallerKind.Named, [], null) } } };
        var lists = TiDbLists.Of(named);
        var platform = new Platform
        {
            Name = description.Platform,
            Profile = description.Profile!.Name.Value,
            Title = setup.Title,
            Components = [.. setup.Products.Select(p => new Component { Name = p.Name, Dialect = TiDbTopology.Dialect, Endpoints = [.. p.EndpointsOf(setup.VersionOf(p)).Select(e => Endpoint(setup, p, e))] })],
            Links = [.. TiDbCalls.Of(setup).Where(c => !c.ByHand && setup.Has(c.Caller)).Select(c => Link(setup, c, TiDbLevels.Of(named, lists, c).Reachable))],
        };
        return Result.With(read.Failed ? null : new Expansion(platform, Desired(setup)), read.Diagnostics);
    }

    private static Desired Desired(TiDbSetup setup)
    {
        var standings = setup.Members.SelectMany(TiDbStandings.Of).ToArray();
        return new()
        {
            Leaves = [.. standings.Where(static s => s.HasPair && IsAbsolute(s.Certificate) && IsAbsolute(s.Key)).DistinctBy(static s => s.Member.Instance.OnPlace(s.Certificate!)).Select(s => Leaf(setup, s))],
            Material = [.. standings.Select(static s => (s.Member.Instance, s.Authority)).Where(static a => IsAbsolute(a.Authority)).Select(static a => a.Instance.OnPlace(a.Authority!)).Distinct(StringComparer.Ordinal)],
            Documents = [.. setup.Members.SelectMany(static m => m.Files.Select(static f => f.OnPlace).Concat(m.Instance.StartFile is { } start ? [m.Instance.OnPlace(start)] : [])).Distinct(StringComparer.Ordinal)],
        };
    }

    private static bool IsAbsolute(string? path) => path is ['/', ..];

    private static LeafSpec Leaf(TiDbSetup setup, TiDbStanding standing)
    {
        var (member, first) = (standing.Member, standing.Keys.Name == TiDbKeys.Cluster);
        // localhost is a convenience for tools; what others dial is a need.
        IEnumerable<AlternativeName> names = TiDbNames.Of(member).Where(n => !TiDbInstance.IsLocalHost(n.Value) || n.Value == member.Instance.Host);
        if (TiDbLink.All.Any(l => l.Dials is not null && l.Callee == member.Product.Name && setup.Has(l.Caller))) names = names.Append(AlternativeName.Parse(TiDbLink.Loopback)!);
        return new()
        {
            Name = first ? member.Instance.Leaf : member.Instance.Leaf + "-" + standing.Keys.Name,
            Component = member.Product.Name,
            Source = new LeafSource.Kept(member.Instance.OnPlace(standing.Certificate!), member.Instance.OnPlace(standing.Key!)) { Authority = IsAbsolute(standing.Authority) ? member.Instance.OnPlace(standing.Authority!) : null },
            Subject = new() { CommonName = member.Product.CommonName },
            Names = [.. names.Distinct()],
            Purposes = member.Product.IsCaller ? Purposes.Client : Purposes.Server | Purposes.Client,
        };
    }

    private static Endpoint Endpoint(TiDbSetup setup, TiDbProduct product, TiDbEndpoint row)
    {
        var members = setup.Of(product.Name).Where(static m => m.File(TiDbConfigFile.Main).Content is not null).ToArray();
        var level = members.Length == 0 ? Level.Plaintext : members.Min(m => Served(m, new("", "", product, row, new("", "", ""))).Level);
        var peers = level switch { Level.Named => PeerPolicy.Named, Level.Mutual => PeerPolicy.Require, _ => PeerPolicy.None };
        return new(row.Name, TiDbNames.Address(setup, setup.Of(product.Name).First(), row).Port ?? row.Port, row.Protocol, peers);
    }

    private static Link Link(TiDbSetup setup, TiDbCall call, Level reachable)
    {
        var link = new Link
        {
            Caller = call.Caller,
            Callee = call.Callee.Name,
            Endpoint = call.Endpoint.Name,
            Dialled = call.Row.Dials is { } dials ? [dials] : [],
            Required = Level.Plaintext,
            Reachable = reachable,
        };
        var unseen = setup.Of(call.Callee.Name).Concat(setup.Of(call.Caller)).SelectMany(m => m.Files).Where(static f => f.Content is null).Select(static f => f.OnPlace).FirstOrDefault();
        if (unseen is not null) return link with { NotSeen = $"{unseen} is not here" };
        var (level, reason) = setup.Of(call.Callee.Name).Select(m => Served(m, call)).Concat(setup.Of(call.Caller).Select(m => Calls(setup, m, call))).MinBy(static l => l.Level);
        return link with { Required = level, Reachable = reachable < level ? level : reachable, Reason = level is Level.Named ? null : reason };
    }

    /// <summary>What an instance demands at the port of a call.</summary>
    private static (Level Level, string? Reason) Served(TiDbMember member, TiDbCall call)
    {
        if (TiDbStandings.Plaintext(member, call.Endpoint) is { } reason) return (Level.Plaintext, reason);
        var standing = TiDbStandings.Of(member, call.Endpoint.Served)!;
        if (standing.State is TiDbStandingState.AsksNobody || (standing.Authority is null && call.Endpoint.Asks is TiDbAsks.WithAuthority))
        {
            return (Level.Authenticated, $"{standing.File.OnPlace} has no {standing.Keys.Words(standing.Keys.Authority!)}: nobody is asked for a certificate");
        }

        return TiDbLevels.Asked(call, standing.List, IsSwitched(member));
    }

    private static bool IsSwitched(TiDbMember member) => member.Product.Forced.Where(static f => f.When is TiDbForced.WithoutList)
        .Any(f => member.Version.IsWithin(f.Since, null) && member.File(TiDbConfigFile.Main).Toml?.Flag(f.Key.AsSpan()) is true);

    /// <summary>What an instance can have when it calls.</summary>
    private static (Level Level, string? Reason) Calls(TiDbSetup setup, TiDbMember member, TiDbCall call)
    {
        if (member.Product.Scrapes) return Scraped(setup, member, call);
        var standing = TiDbStandings.Of(member, call.Row.With)!;
        if (!standing.IsOn) return (Level.Plaintext, $"{standing.File.OnPlace} has no {standing.Keys.Words(standing.Keys.Authority ?? standing.Keys.Certificate)}: {call.Caller} calls in plaintext");
        if (standing.SkipsVerification) return (Level.Encrypted, $"{standing.Keys.Words(standing.Keys.SkipVerify!)} is true in {standing.File.OnPlace}: {call.Caller} accepts any certificate");
        if (call.Row.IssuerOnly) return (Level.Encrypted, $"{call.Caller} checks who signed the certificate, not whose it is");
        return call.Row.NameWhenListed && standing.List.IsEmpty ? (Level.Encrypted, $"{call.Caller} checks names only when its own list is set") : (Level.Named, null);
    }

    private static (Level Level, string? Reason) Scraped(TiDbSetup setup, TiDbMember member, TiDbCall call)
    {
        var jobs = TiDbScrape.Jobs(setup, member).Where(j => j.Product == call.Callee).ToArray();
        var path = member.File(TiDbConfigFile.Main).OnPlace;
        if (jobs.Length == 0) return (Level.Plaintext, $"{path} has no job for {call.Callee.Name}");
        if (Array.Find(jobs, static j => j.Text("scheme") != TiDbUrl.Https) is { } plain) return (Level.Plaintext, $"job {plain.Job} in {path} scrapes by http");
        return Array.Find(jobs, static j => j.SkipsVerification) is { } blind ? (Level.Encrypted, $"job {blind.Job} in {path} verifies nothing") : (Level.Named, null);
    }
}
