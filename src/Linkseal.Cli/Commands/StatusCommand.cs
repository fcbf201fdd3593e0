using System.Collections.Immutable;
using Linkseal.Cli.Arguments;
using Linkseal.Cli.Views;
using Linkseal.Cli.Views.Json;
using Linkseal.Core.Planning;
using Linkseal.Runtime;

namespace Linkseal.Cli.Commands;

/// <summary><c>linkseal status [--expires-within 14d]</c>: certificates by expiry, and each link's level by files.</summary>
internal static class StatusCommand
{
    /// <summary>Ends with 1 where a certificate has expired, ends within the time asked about, or was applied and is gone.</summary>
    public static ExitCode Run(Session session, StatusArguments arguments)
    {
        using var workspace = Opening.Open(session);
        if (workspace is null || Opening.Observe(session, workspace, Depth.Full) is not { } observed) return ExitCode.BadInput;
        Opening.SayInterrupted(session, workspace);
        var (platform, desired) = workspace.Expansion;
        // What can't be planned (a hand edit of ours, a lost state) still has an inventory; check says what is wrong.
        var plan = workspace.Plan(observed).Value ?? Plan.Empty;
        var certificates = CertificateStatus.All(desired, observed, arguments.ExpiresWithin);
        session.Report.Show(new StatusView
        {
            Platform = platform,
            Now = observed.Now,
            Certificates = certificates,
            Links = LinkStatus.All(platform, plan, workspace.Check(observed)),
            PendingSteps = Pending(desired, observed.Inventory, plan),
        });
        return Exit(certificates);
    }

    /// <summary>What certificates mean for the shell.</summary>
    public static ExitCode Exit(ImmutableArray<CertificateStatus> certificates) =>
        certificates.Any(static c => c.Standing is Standing.Expired or Standing.Due || (c.Standing == Standing.Missing && c.Applied)) ? ExitCode.Differs : ExitCode.Ok;

    private static ImmutableArray<PendingStepItem> Pending(Desired desired, Inventory inventory, Plan plan) =>
    [
        .. inventory.PendingSteps.Where(p => !plan.StepsSeen.Contains(p.Key)).OrderBy(static p => p.Key, StringComparer.Ordinal).Select(p =>
            new PendingStepItem(p.Key, desired.Steps.FirstOrDefault(s => s.Id == p.Key) is { } step ? Words.CommandLine(step.Command) : null, p.Value)),
    ];
}
