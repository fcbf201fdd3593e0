using System.Collections.Immutable;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>Turning TLS off again: as turning it on, in reverse. All stops, the configuration is sent, one PD starts with its data and corrects its record.</summary>
/// <remarks>Sources: as <see cref="TiDbRunning"/>. A cluster that has run with TLS has data, whatever it was described as when TLS was turned on.</remarks>
internal static class TiDbRemoval
{
    private const string Everything = "the whole cluster, from this first stop to the last start";

    /// <summary>The step beside which the restart of an instance has nothing left to do.</summary>
    public static string StartOf(TiDbMember member) => "off-start-" + member.Instance.Leaf;

    /// <summary>The PD that starts with its data; null: there is none, and nothing has to stop.</summary>
    public static TiDbMember? First(TiDbSetup setup) => setup.Of("pd").OrderBy(TiDbRunning.Joins).FirstOrDefault();

    /// <summary>Before the configuration is sent.</summary>
    public static IEnumerable<RunStep> Before(TiDbSetup setup)
    {
        if (First(setup) is not { } pd) yield break;
        foreach (var other in Others(setup, pd)) yield return Step(setup, pd, pd, "off-shrink-" + other.Instance.Leaf, ["sh", "-c", Shrink(setup, pd, other)], "several PDs that start by http together reach nobody: one stays, and takes the others in again", null) with
        {
            Warnings = [$"LS1554: {other.Instance.Words} comes back as a new member: join = \"{TiDbRunning.Now(setup, pd)}\" in its file, and an empty data folder"],
        };
        foreach (var (i, member) in TiDbRunning.Services(setup).OrderByDescending(static m => m.Product.Start).Index())
            yield return Step(setup, pd, member, "off-stop-" + member.Instance.Leaf, Verb(member, "stop"), "there is no mixed mode: everything stops before anything starts", i == 0 ? Everything : null);
    }

    /// <summary>After it.</summary>
    public static IEnumerable<RunStep> After(TiDbSetup setup)
    {
        if (First(setup) is not { } pd) yield break;
        foreach (var member in TiDbRunning.Services(setup).OrderBy(static m => m.Product.Start).Where(m => !Others(setup, pd).Contains(m)))
            yield return Step(setup, pd, member, StartOf(member), Verb(member, "start"), "in the order of a new cluster", null);
        yield return Step(setup, pd, pd, "off-update-member", ["sh", "-c", MemberUpdate(setup, pd)], "PD's data still names its peer by https, and no other PD could join; where the file that came back has https of its own, nothing is done", null);
    }

    /// <summary>What was sent goes, once nothing names it.</summary>
    public static IEnumerable<RunStep> Clean(IEnumerable<(string Host, ImmutableArray<string> Folders)> sent) => sent.Select(static s => new RunStep
    {
        Id = "clean-" + s.Host,
        Component = s.Host,
        Command = ["ssh", "root@" + s.Host, string.Join("; ", s.Folders.Select(static f => $"rm -rf {f}/{SwitchedFolder.Link} {f}/[0-9]*; rmdir --ignore-fail-on-non-empty {f}"))],
        Reason = "takes the certificates away: no configuration names them any more",
        After = [.. s.Folders.Select(f => $"/{s.Host}{f}/")],
        Runs = false,
        OnApply = false,
    });

    private static TiDbMember[] Others(TiDbSetup setup, TiDbMember first) => [.. setup.Of("pd").Where(p => p != first)];

    private static string Shrink(TiDbSetup setup, TiDbMember pd, TiDbMember other) =>
        $"pd-ctl -u {TiDbRunning.FirstUrl(setup, pd)} --cacert {pd.Instance.Authority} --cert {pd.Instance.Certificate} --key {pd.Instance.Key} member delete name {other.MemberName ?? "NAME"}";

    private static string MemberUpdate(TiDbSetup setup, TiDbMember pd)
    {
        var etcdctl = "etcdctl --endpoints " + TiDbRunning.Now(setup, pd);
        // The file that came back may have had TLS of its own.
        return $"grep -q '^ *client-urls.*https' {pd.Instance.Config} || {{ export ETCDCTL_API=3; {etcdctl} member update $({etcdctl} member list | cut -d, -f1) --peer-urls={TiDbRunning.PeerUrls(setup, pd).Replace("https://", "http://", StringComparison.Ordinal)}; }}";
    }

    // A command that can only restart is said where TLS is turned on; here it is the best there is.
    private static ImmutableArray<string> Verb(TiDbMember member, string verb) => TiDbSteps.Command(member, verb) ?? TiDbSteps.Command(member);

    private static RunStep Step(TiDbSetup setup, TiDbMember pd, TiDbMember member, string id, ImmutableArray<string> command, string reason, string? interrupts) => new()
    {
        Id = id, Component = member.Product.Name, Reason = reason, Interrupts = interrupts, Runs = false, OnApply = false,
        Warnings = command is ["systemctl", ..] ? TiDbSteps.Doubts(setup, member) : [],
        Command = TiDbRunning.On(member, command),
        After = [pd.File(TiDbConfigFile.Main).OnPlace],
    };
}
