using System.Collections.Immutable;
using System.Security.Cryptography;
using Linkseal.Cli.Arguments;
using Linkseal.Cli.Views;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Verification.Wire;
using Linkseal.Runtime.Verification;

namespace Linkseal.Cli.Commands;

/// <summary><c>linkseal probe URL</c>: one endpoint, all questions, no description.</summary>
internal static class ProbeCommand
{
    /// <summary>Ends with 0 when a careful caller with this certificate is served, and nothing weak is accepted.</summary>
    public static ExitCode Run(Session session, ProbeArguments arguments)
    {
        List<Diagnostic> wrong = [];
        var url = ProbeUrl.Read(arguments.Url);
        if (url is null) wrong.Add(VerifyDiagnostics.BadUrl(arguments.Url, WireProtocols.Words));
        var timeout = VerifyArguments.Seconds(arguments.Timeout ?? "5s");
        if (timeout is null) wrong.Add(VerifyDiagnostics.BadTimeout(arguments.Timeout!));
        string? Full(string? file) => file is null ? null : Path.GetFullPath(file, session.Terminal.Folder);
        var given = ProbeMaterial.Load(Full(arguments.Authority), Full(arguments.Certificate), Full(arguments.Key));
        wrong.AddRange(given.Diagnostics);
        session.Report.Show(wrong);
        if (wrong.Exists(static d => d.Severity is Severity.Error)) return ExitCode.BadInput;

        using var material = given.Value!;
        var name = arguments.Name ?? url!.Host.Name;
        var target = new ProbeTarget(url!.Host.Name, url.Host.Port, url.Protocol, new(name, url.User ?? material.CommonName ?? "linkseal-probe") { Path = url.Path ?? "/" });
        var look = EndpointProbe.Look(target, material.Identity, material.Roots, new() { Probe = timeout!.Value }, session.Terminal.Clock, session.Cancellation).GetAwaiter().GetResult();
        session.Report.Show(new ProbeView(arguments.Url, look, material.Roots.Certificates.IsEmpty, session.Terminal.Clock.GetUtcNow()));
        return look.Works && !look.Weaknesses.Any() ? ExitCode.Ok : ExitCode.Differs;
    }
}
