using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>Turning TLS on where there is data: a full stop, and PD's own record of its peer URL corrected after it.</summary>
/// <remarks>
/// PD's data holds the URLs of its members. One member alone starts with https all the same, and then corrects the record; several reach nobody, have no leader and
/// can correct nothing (tried with etcd 3.4). TiUP does the same (pingcap/tiup pkg/cluster/manager/tls.go and pkg/cluster/operation/pd_member.go).
/// </remarks>
internal static class TiDbRunning
{
    private const string Everything = "the whole cluster, from this first stop to the last start";

    /// <summary>True where the cluster has data and its PD speaks plaintext: what is to be written turns TLS on.</summary>
    public static bool IsConverted(TiDbSetup setup) => setup.Settings.State is TiDbState.Running && Plain(setup).Any();

    public static IEnumerable<Diagnostic> Broken(TiDbSetup setup)
    {
        var members = setup.Of("pd").Where(static p => !Joins(p)).ToArray();
        if (members.Length > 1 && IsConverted(setup)) yield return TiUpDiagnostics.SeveralPds(setup.Description.File, members[1].Instance.At, members.Length, Way(setup, members));
        if (IsConverted(setup)) foreach (var diagnostic in OnlyRestarts(setup)) yield return diagnostic;
    }

    // A command of the user's own that only restarts can neither stop nor start.
    private static IEnumerable<Diagnostic> OnlyRestarts(TiDbSetup setup) => Services(setup).Where(static m => TiDbSteps.Command(m, "stop") is null)
        .Select(m => TiDbDiagnostics.OnlyRestarts(setup.Description.File, m.Instance.At, m.Instance.Leaf, string.Join(' ', m.Instance.Restart!.Value)));

    /// <summary>What stops and starts: all but scrapers.</summary>
    public static IEnumerable<TiDbMember> Services(TiDbSetup setup) => setup.Members.Where(static m => !m.Product.Scrapes && TiDbSteps.HasCommand(m));

    /// <summary>Save, stop all, send the configuration, start all, correct PD's record, in this order. Every command is printed: no machine can do it alone.</summary>
    public static IEnumerable<RunStep> Steps(TiDbSetup setup, ImmutableArray<RunStep> configure)
    {
        var pd = Plain(setup).First();
        var services = Services(setup).OrderBy(static m => m.Product.Start).ToArray();
        yield return Step(setup, pd, "save-pd", ["env", "ETCDCTL_API=3", "etcdctl", "--endpoints", Now(setup, pd), "snapshot", "save", "/root/pd-before-tls.db"], "PD's data, as it is before TLS; the configuration is kept by Linkseal, and `remove` gives it back", null);
        foreach (var (i, member) in services.Reverse().Index()) yield return Step(setup, member, "stop-" + member.Instance.Leaf, TiDbSteps.Command(member, "stop") ?? [], "there is no mixed mode: everything stops before anything starts", i == 0 ? Everything : null);
        foreach (var step in configure) yield return step;
        foreach (var member in services) yield return Step(setup, member, "start-" + member.Instance.Leaf, TiDbSteps.Command(member, "start") ?? [], "in the order of a new cluster", null);
        yield return Step(setup, pd, "update-member", ["sh", "-c", MemberUpdate(setup, pd)], "PD's data still names its peer by http: no other PD could join", null);
        foreach (var member in setup.Members.Where(static m => m.Product.Scrapes && TiDbSteps.HasCommand(m))) yield return Step(setup, member, "restart-" + member.Instance.Leaf, TiDbSteps.Command(member), "its configuration is read again", null);
    }

    /// <summary>The note that belongs to it: how the other PDs come back.</summary>
    public static IEnumerable<Finding> Notes(TiDbSetup setup)
    {
        if (IsConverted(setup)) yield return GrowAgain(setup, Plain(setup).First());
    }

    public static Finding GrowAgain(TiDbSetup setup, TiDbMember pd) => new("LS2552", Severity.Note, "after this the cluster has one PD, and while that is away it stands still: grow PD again")
    {
        Component = "pd", Observed = "one PD", Expected = "three",
        Remedy = $"describe each further PD with a file that says join = \"{TiDbUrls.ClientUrl(setup, pd)}\", apply, and start it",
    };

    /// <summary>etcd's own command with PD's own certificate; the only member's number is looked up on the way.</summary>
    public static string MemberUpdate(TiDbSetup setup, TiDbMember pd)
    {
        var instance = pd.Instance;
        var etcdctl = $"etcdctl --endpoints {FirstUrl(setup, pd)} --cacert {instance.Authority} --cert {instance.Certificate} --key {instance.Key}";
        return $"export ETCDCTL_API=3; {etcdctl} member update $({etcdctl} member list | cut -d, -f1) --peer-urls={PeerUrls(setup, pd)}";
    }

    /// <summary>What its peers dial once it has TLS.</summary>
    public static string PeerUrls(TiDbSetup setup, TiDbMember pd) => TiDbUrls.ValueOf(setup, pd, pd.Product.Urls.First(static u => u.Key == "advertise-peer-urls")) ?? TiDbUrl.Https + "://" + TiDbUrl.Joined(pd.Instance.Host, 2380);

    /// <summary>A command as it is typed here: on another host, by ssh.</summary>
    public static ImmutableArray<string> On(TiDbMember member, ImmutableArray<string> command) =>
        member.Instance.IsLocal ? command : ["ssh", "root@" + member.Instance.Host, command is ["sh", "-c", var script] ? script : string.Join(' ', command)];

    // One that joins has no record of its own yet.
    private static IEnumerable<TiDbMember> Plain(TiDbSetup setup) => setup.Of("pd")
        .Where(static p => p.Files[0].Content is not null && !Joins(p) && p.Product.EndpointsOf(p.Version).FirstOrDefault(static e => e.Name == "peer") is { } peer && TiDbStandings.Plaintext(p, peer) is not null);

    /// <summary>It takes its members from another PD.</summary>
    public static bool Joins(TiDbMember pd) => pd.Text(["join"]) is not null;

    /// <summary>Its first client URL once it has TLS. What stands there may be no URL: that is a diagnostic of its own, and the commands name PD's usual port.</summary>
    public static string FirstUrl(TiDbSetup setup, TiDbMember pd) =>
        (TiDbUrls.ClientUrl(setup, pd) ?? TiDbUrl.Https + "://" + TiDbUrl.Joined(pd.Instance.Host, 2379)).Split(',')[0];

    /// <summary>The client URL by which PD is reached without TLS.</summary>
    public static string Now(TiDbSetup setup, TiDbMember pd) => "http" + FirstUrl(setup, pd)[TiDbUrl.Https.Length..];

    private static string Way(TiDbSetup setup, TiDbMember[] members) =>
        "as TiUP does it: shrink to one PD, turn TLS on, grow again. Now, over plaintext:\n"
        + string.Join('\n', members.Skip(1).Select(o => $"pd-ctl -u {Now(setup, members[0])} member delete name {o.MemberName ?? "NAME"}  # then stop the one on {o.Instance.Host}"))
        + "\nthen describe one PD, apply, and add the others with `join` in their files and empty data folders";

    private static RunStep Step(TiDbSetup setup, TiDbMember member, string id, ImmutableArray<string> command, string reason, string? interrupts) => new()
    {
        Id = "running-" + id, Component = member.Product.Name, Reason = reason, Interrupts = interrupts, Runs = false, OnRemove = false,
        Warnings = command is ["systemctl", ..] ? TiDbSteps.Doubts(setup, member) : [],
        Command = On(member, command),
        After = [Plain(setup).First().File(TiDbConfigFile.Main).OnPlace],
    };
}
