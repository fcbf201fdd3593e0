using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Linkseal.Core.Description;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>The commands that put the files into effect: sent to their hosts first, then each instance in the order in which a cluster starts.</summary>
internal static partial class TiDbSteps
{
    public static ImmutableArray<RunStep> Of(TiDbSetup setup)
    {
        ImmutableArray<RunStep> sent = [.. Send(setup)];
        // What starts by itself before all have stopped (after a crash, say) must not find the new configuration yet.
        static bool Configures(RunStep step) => step.Id.StartsWith(Configure + "-", StringComparison.Ordinal);
        if (!TiDbRunning.IsConverted(setup))
        {
            return [.. sent.Where(s => !Configures(s)), .. Once(TiDbRemoval.Before(setup)), .. sent.Where(Configures), .. Once(TiDbRemoval.After(setup)), .. Once(Restarts(setup)), .. setup.IsElsewhere ? TiDbRemoval.Clean(Sent(setup).Select(static s => (s.Host, s.Paths.Folders))) : []];
        }

        return [.. sent.Where(s => !Configures(s)), .. Once(TiDbRunning.Steps(setup, [.. sent.Where(Configures)]))];
    }

    private const string Configure = "configure";

    // Several instances may share a command: it is run once.
    private static IEnumerable<RunStep> Once(IEnumerable<RunStep> steps) => steps.GroupBy(static s => string.Join('\0', s.Command), StringComparer.Ordinal)
        .Select(static g => g.First() with { After = [.. g.SelectMany(static s => s.After).Distinct(StringComparer.Ordinal)] });

    /// <summary>Whether the command of a unit really reaches this instance, where that is in doubt.</summary>
    public static ImmutableArray<string> Doubts(TiDbSetup setup, TiDbMember member) => TiDbNotes.OneUnit(setup, member) is { } doubt ? [$"{doubt.Code}: {doubt.Message}"] : [];

    private static IEnumerable<RunStep> Send(TiDbSetup setup)
    {
        if (!setup.IsElsewhere) yield break;
        foreach (var (host, paths) in Sent(setup))
        {
            var root = LexicalPath.Join(setup.Description.Root!, host);
            var to = $"root@{TiDbUrl.Joined(host, null)}:/";
            // -R with /./ sends whole paths; folders above them keep the host's own modes.
            ImmutableArray<string> folders = ["-aR", "--no-implied-dirs", "--numeric-ids"];
            ImmutableArray<string> from = [.. paths.Folders.Select(p => $"{root}/.{p}"), to];
            ImmutableArray<string> after = [.. paths.Folders.Select(p => $"/{host}{p}/")];
            // Taken out, there is nothing here to send.
            yield return Sending("send", host, ["rsync", .. folders, "--exclude", SwitchedFolder.Link, .. from], "sends the certificates beside those that are in use", after) with { OnRemove = false };
            yield return Sending("switch", host, ["rsync", .. folders, .. from], "puts them in force: the link goes last, when what it leads to is there", after) with { OnRemove = false };
            if (paths.Files.IsEmpty) continue;
            // The file on the host keeps its owner and its mode.
            yield return Sending(Configure, host, ["rsync", "-R", "--no-implied-dirs", "--inplace", .. paths.Files.Select(p => $"{root}/.{p}"), to], "sends the configuration, which is read at the next start", [.. paths.Files.Select(p => $"/{host}{p}")]);
        }
    }

    private static RunStep Sending(string verb, string host, ImmutableArray<string> command, string reason, ImmutableArray<string> after) => new()
    {
        Id = $"{verb}-{host}",
        Component = host,
        Command = command,
        Reason = reason,
        After = after,
        Runs = false,
    };

    /// <summary>By host: the folders of certificates, and the files that are edited.</summary>
    private static IEnumerable<(string Host, (ImmutableArray<string> Folders, ImmutableArray<string> Files) Paths)> Sent(TiDbSetup setup)
    {
        var others = setup.Members.Where(static m => !m.Instance.IsLocal).ToLookup(static m => m.Instance.Host, StringComparer.Ordinal);
        var tools = TiDbInstance.IsLocalHost(setup.Settings.Tools.Host) ? [] : TiDbTools.Certificates(setup).Select(static t => t.Folder);
        foreach (var host in others.Select(static g => g.Key).Concat(tools.Any() ? [setup.Settings.Tools.Host] : []).Distinct(StringComparer.Ordinal))
        {
            var folders = others[host].Select(static m => m.Instance.Folder).Concat(host == setup.Settings.Tools.Host ? tools : []);
            yield return (host, ([.. folders.Distinct(StringComparer.Ordinal)], [.. others[host].SelectMany(static m => m.Files).Select(static f => f.OnHost).Distinct(StringComparer.Ordinal)]));
        }
    }

    private static IEnumerable<RunStep> Restarts(TiDbSetup setup) => setup.Members.Where(HasCommand).OrderBy(static m => m.Product.Start).Select(m => Restart(setup, m));

    private static RunStep Restart(TiDbSetup setup, TiDbMember member)
    {
        var instance = member.Instance;
        var local = Command(member);
        return new()
        {
            Id = "restart-" + instance.Leaf,
            Component = member.Product.Name,
            Command = instance.IsLocal ? local : ["ssh", "root@" + instance.Host, string.Join(' ', local)],
            Reason = Reason(member),
            Interrupts = member.Product.Interrupts,
            Warnings = Doubts(setup, member),
            Within = member.Product.Scrapes || TiDbRemoval.First(setup) is null ? null : TiDbRemoval.StartOf(member),
            After = After(member),
            Runs = instance.IsLocal && !setup.IsElsewhere,
        };
    }

    /// <summary>The command that makes an instance read its files anew, as typed on its host.</summary>
    public static ImmutableArray<string> Command(TiDbMember member) => member.Instance.Restart ?? ["systemctl", member.Product.Scrapes ? "reload" : Restarting, member.Product.Unit!];

    /// <summary>The same to stop or to start it: the word <c>restart</c> in it is another then; null: it has no such word.</summary>
    public static ImmutableArray<string>? Command(TiDbMember member, string verb)
    {
        var command = Command(member);
        return command.Any(static w => Restarts().IsMatch(w)) ? [.. command.Select(w => Restarts().Replace(w, verb))] : null;
    }

    /// <summary>True where there is a command at all.</summary>
    public static bool HasCommand(TiDbMember member) => member.Product.Unit is not null || member.Instance.Restart is not null;

    private const string Restarting = "restart";

    [GeneratedRegex(@"(?<![\w./-])restart(?![\w./-])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Restarts();

    /// <summary>Its configuration always; certificate and CA where the product does not take them while it runs.</summary>
    private static ImmutableArray<string> After(TiDbMember member)
    {
        var (instance, reload) = (member.Instance, member.Product.Reload);
        var after = ImmutableArray.CreateBuilder<string>();
        after.AddRange(member.Files.Select(static f => f.OnPlace));
        if (member.Product.Scrapes) return after.ToImmutable();
        if (!Takes(reload.Authority, member)) after.Add(instance.OnPlace(instance.Authority));
        if (!Takes(reload.Certificate, member)) after.AddRange(instance.OnPlace(instance.Certificate), instance.OnPlace(instance.Key));
        return after.ToImmutable();
    }

    private static string Reason(TiDbMember member) => (Takes(member.Product.Reload.Certificate, member), Takes(member.Product.Reload.Authority, member)) switch
    {
        (true, true) => "its configuration is read at start; certificate, key and CA it takes while it runs",
        (true, false) => "its configuration and the CA are read at start; certificate and key it takes while it runs",
        _ when member.Product.Scrapes => "its configuration is read again; certificate and key it takes while it runs",
        _ => "configuration, certificate, key and CA are read at start",
    };

    private static bool Takes(TiDbVersion? since, TiDbMember member) => since is not null && member.Version.IsWithin(since, null);
}
