using Linkseal.Cli.Commands;
using Linkseal.Cli.Views;
using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Applying;

namespace Linkseal.Cli.Tests.Testing;

/// <summary>Every view with something in it, under the name of its golden files.</summary>
internal static class SampleViews
{
    public static IReadOnlyDictionary<string, (string Command, IView View)> All { get; } = new Dictionary<string, (string, IView)>
    {
        ["plan"] = ("plan", new PlanView(Samples.Shop, Samples.Plan)),
        ["plan-empty"] = ("plan", new PlanView(Samples.Shop, Plan.Empty)),
        ["check"] = ("check", new FindingsView(Samples.Shop, Samples.Findings)),
        ["check-clean"] = ("check", new FindingsView(Samples.Shop, [])),
        ["audit"] = ("audit", new AuditView(
        [
            new("/srv/shop", ["shop 1.2"], [new("extra/odd.toml", "its keys are of no known file: --as ROLE=FILE")], Samples.Standing, Samples.Findings),
            new("/srv/other", [], [], Samples.Shop with { Name = "other", Title = null }, []),
        ])),
        ["show"] = ("show", new ShowView(Samples.Shop)),
        ["show-component"] = ("show", new ComponentView
        {
            Platform = Samples.Shop, Component = Samples.Shop.Components[0], Leaves = [Samples.Web], Files = Samples.WebFiles, Mounts = [("/srv/web", "/app")],
        }),
        ["show-tools"] = ("show", new ShowView(Samples.Shop with { Tools = [Samples.Tool] })),
        ["show-tool"] = ("show", new ToolView(Samples.Shop, Samples.Tool)),
        ["status"] = ("status", new StatusView(Samples.Shop, Samples.Now, Samples.Status)),
        ["verify"] = ("verify", new VerifyView(SampleProofs.Sealed, AllowSkipped: false)),
        ["verify-faults"] = ("verify", new VerifyView(SampleProofs.Faults, AllowSkipped: false)),
        ["verify-skipped"] = ("verify", new VerifyView(SampleProofs.Skipped, AllowSkipped: true)),
        ["probe"] = ("probe", new ProbeView("postgres://db.internal", SampleProofs.Look, SystemRoots: false, Samples.Now)),
        ["probe-nobody"] = ("probe", new ProbeView("rediss://cache", SampleProofs.Nobody, SystemRoots: true, Samples.Now)),
        ["demo"] = ("demo", new DemoView([new("The same tap, a moment later:", ["api → store   ····"], null, null), new("And now?", null, ["linkseal", "check"], System.Text.Json.JsonDocument.Parse("""{"schema":"linkseal/1","command":"check","exitCode":0,"diagnostics":[]}""").RootElement)], new(412, 3, 0))),
        ["apply-done"] = ("apply", Applied(ApplyEnd.Done) with { NewAuthority = true }),
        ["apply-rolled-back"] = ("apply", Applied(ApplyEnd.RolledBack, "systemctl restart 'shop web' ended with 1")),
        ["requests"] = ("requests", new RequestsView(
            [new("web", "/home/ann/csr/web.csr", "web", ["web.internal", "10.0.0.7"], Purposes.Server | Purposes.Client), new("db", "/home/ann/csr/db.csr", "db", ["db.internal"], Purposes.Server)],
            "/home/ann/csr",
            "/home/ann/certs")),
        ["authority-export"] = ("authority export", new AuthorityView([Samples.Authority], null)),
        ["authority-export-to"] = ("authority export", new AuthorityView([Samples.Authority], "/home/ann/ca.crt")),
        ["init"] = ("init", new InitView(["Harbor 2.12.0 in /opt/harbor", "trivy in docker-compose.yml"], ["linkseal.yaml", "/opt/harbor/harbor.yml"], "")),
        ["dialects"] = ("dialects", new DialectsView([new SampleProfile()], [new SampleDialect()])),
        ["dialects-one"] = ("dialects", new DialectsView([], [new SampleDialect()])),
        ["explain"] = ("explain", new CodesView([CodePage.Read("LS1484")!], Whole: true)),
    };

    private static AppliedView Applied(ApplyEnd end, string? failure = null) => new()
    {
        Report = new(end) { Failure = failure, Remarks = ["The originals are in /srv/.linkseal/journal until the next apply."] },
        Done = "Applied",
        Now = Samples.Now,
        First = new("web", Samples.Now.AddDays(90), Samples.Now.AddDays(60)),
        StateFolder = "/srv/.linkseal",
    };
}
