using System.Collections.Immutable;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>The commands that put the files into effect. Harbor's services read key and certificate once, at start; there is no reload.</summary>
internal static class HarborSteps
{
    private const string Outage = "Harbor as a whole, for about a minute";

    public static ImmutableArray<RunStep> Of(HarborSetup setup)
    {
        var steps = ImmutableArray.CreateBuilder<RunStep>();
        var after = After(setup);
        steps.Add(Prepare(setup, after));
        // install.sh starts Harbor itself, but before the CA could be copied to where it is read.
        var copy = setup.InternalTls && setup.Paths.DataVolume != HarborPaths.DefaultDataVolume;
        if (copy) steps.Add(CopyAuthority(setup, after));
        // The override file is compose's own: prepare does not read it. The CA lies in what prepare wipes: with it a lone prepare is followed by the rest.
        if (copy || setup.Installation.IsInstalled) steps.AddRange(Restart(setup, [.. after, setup.Paths.TrustedAuthority, setup.Paths.OverrideFile]));
        if (ClientFiles.Anchor(setup) is { } anchor) steps.AddRange(TrustStore(setup, anchor));
        return steps.ToImmutable();
    }

    /// <summary>harbor.yml always: taking our lines out again asks for the same steps.</summary>
    private static ImmutableArray<string> After(HarborSetup setup)
    {
        var after = ImmutableArray.Create(setup.Paths.HarborYml);
        if (setup.InternalTls) after = after.Add(setup.Paths.InternalFolder + "/");
        return setup.Https.IsWritten ? after.AddRange(setup.Https.Certificate, setup.Https.Key) : after;
    }

    private static RunStep Prepare(HarborSetup setup, ImmutableArray<string> after)
    {
        var installed = setup.Installation.IsInstalled;
        return new()
        {
            Id = "prepare",
            Component = InternalFiles.Whole,
            Command = [installed ? "./prepare" : "./install.sh", .. setup.Options.Select(static o => o.Flag)],
            Folder = setup.Paths.Install,
            Reason = installed ? "Harbor's configuration and its copies of the certificates are made anew from harbor.yml" : "there is no docker-compose.yml yet: Harbor is installed and started",
            Interrupts = installed ? null : "nothing that runs; it takes some minutes",
            Warnings = [.. HarborNotes.Dropped(setup).Select(static f => $"{f.Code}: {f.Message}")],
            After = after,
            Rewrites = [setup.Paths.Config, setup.Paths.ComposeFile, setup.Paths.SecretTls, setup.Paths.SecretCert],
            Evidence = [.. InternalCopies(setup), .. HttpsCopies(setup)],
        };
    }

    private static IEnumerable<StepEvidence> InternalCopies(HarborSetup setup)
    {
        if (!setup.InternalTls) return [];
        IEnumerable<string> names = [HarborPaths.AuthorityCertificate, .. setup.Pairs.SelectMany(static c => new[] { c.Pair + ".crt", c.Pair + ".key" })];
        return names.Select(n => new StepEvidence(setup.Paths.InternalFolder + "/" + n, setup.Paths.SecretTls + "/" + n));
    }

    private static StepEvidence[] HttpsCopies(HarborSetup setup) => !setup.Https.IsOn ? [] :
    [
        new(setup.Https.Certificate, setup.Paths.SecretCert + "/server.crt"),
        new(setup.Https.Key, setup.Paths.SecretCert + "/server.key"),
    ];

    /// <summary>prepare looks for the CA below the host's literal /data and misses it below any other data_volume (goharbor/harbor#11934, #18733).</summary>
    private static RunStep CopyAuthority(HarborSetup setup, ImmutableArray<string> after)
    {
        var source = setup.Paths.SecretTls + "/" + HarborPaths.AuthorityCertificate;
        return new()
        {
            Id = "copy-authority",
            Component = InternalFiles.Whole,
            Command = ["install", "-D", "-m", "0644", "-o", "10000", "-g", "10000", source, setup.Paths.TrustedAuthority],
            Reason = $"prepare does not find the internal CA when data_volume is {setup.Paths.DataVolume}, not /data",
            After = [.. after, setup.Paths.TrustedAuthority],
            Rewrites = [setup.Paths.TrustedAuthority],
            Evidence = [new(setup.Paths.InternalAuthority, setup.Paths.TrustedAuthority)],
            OnRemove = false,
        };
    }

    private static IEnumerable<RunStep> Restart(HarborSetup setup, ImmutableArray<string> after) =>
    [
        new()
        {
            Id = "down",
            Component = InternalFiles.Whole,
            Command = ["docker", "compose", "down"],
            Folder = setup.Paths.Install,
            Reason = "containers read certificates once, at start",
            Interrupts = Outage,
            After = after,
        },
        new()
        {
            Id = "up",
            Component = InternalFiles.Whole,
            Command = ["docker", "compose", "up", "-d"],
            Folder = setup.Paths.Install,
            Reason = "Harbor starts with the new configuration",
            After = after,
        },
    ];

    private static IEnumerable<RunStep> TrustStore(HarborSetup setup, string anchor) =>
    [
        new()
        {
            Id = "trust-store",
            Component = HarborClients.System,
            Command = [setup.Anchors == HarborPaths.DebianAnchors ? "update-ca-certificates" : "update-ca-trust"],
            Reason = "the system's bundle is made anew from its anchors",
            After = [anchor],
        },
        new()
        {
            Id = "docker-restart",
            Component = HarborClients.System,
            Command = ["systemctl", "restart", "docker"],
            Reason = "Docker reads the system's bundle once, at start",
            Interrupts = "every container on this machine, for about a minute",
            After = [anchor],
        },
    ];
}
