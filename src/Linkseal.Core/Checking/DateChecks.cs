using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Core.Checking;

/// <summary>Dates of leaves, of what is served with them, and of the roots in bundles.</summary>
internal static class DateChecks
{
    public static void Run(CheckScope scope)
    {
        foreach (var leaf in scope.Leaves) Leaf(scope, leaf);
        foreach (var (path, component) in scope.Trust.Files) Bundle(scope, path, component);
    }

    private static void Leaf(CheckScope scope, LeafView leaf)
    {
        foreach (var certificate in leaf.Served)
        {
            if (certificate.NotAfter <= scope.Now) scope.Add(DateFindings.Expired(leaf.Spec.Component, leaf.Path!, certificate, scope.Now, Severity.Error, leaf.Remedy));
            else if (certificate.NotBefore > scope.Now) scope.Add(DateFindings.NotYet(leaf.Spec.Component, leaf.Path!, certificate, scope.Now));
        }

        if (leaf.Certificate is not { } own || own.NotAfter <= scope.Now || own.NotBefore > scope.Now) return;
        var due = PlannerReasons.RenewalDue(own.NotBefore, own.NotAfter, leaf.Spec.RenewAt);
        if (scope.Now >= due) scope.Add(DateFindings.Due(leaf, own, due, scope.Now));
    }

    private static void Bundle(CheckScope scope, string path, string component)
    {
        var roots = scope.Material(path)?.Certificates ?? [];
        var alive = roots.Any(c => c.NotBefore <= scope.Now && scope.Now < c.NotAfter);
        foreach (var root in roots)
        {
            // Beside a root that is in force, an old one is only litter.
            if (root.NotAfter <= scope.Now) scope.Add(DateFindings.Expired(component, path, root, scope.Now, alive ? Severity.Warning : Severity.Error, "linkseal apply, after the authority was renewed"));
            else if (root.NotBefore > scope.Now && !alive) scope.Add(DateFindings.NotYet(component, path, root, scope.Now));
        }
    }
}

/// <summary>What can be wrong with dates.</summary>
internal static class DateFindings
{
    public static Finding Expired(string component, string path, CertificateFacts certificate, DateTimeOffset now, Severity severity, string remedy) =>
        new("LS2005", severity, $"{certificate.Subject} in {path} expired {PlannerWords.Span(now - certificate.NotAfter)} ago: connections that need it fail")
        {
            Component = component,
            Path = path,
            Expected = "valid on " + PlannerWords.Day(now),
            Observed = "valid until " + PlannerWords.Day(certificate.NotAfter),
            Remedy = remedy,
        };

    public static Finding NotYet(string component, string path, CertificateFacts certificate, DateTimeOffset now) =>
        new("LS2006", Severity.Error, $"{certificate.Subject} in {path} is not valid before {PlannerWords.Day(certificate.NotBefore)}, in {PlannerWords.Span(certificate.NotBefore - now)}")
        {
            Component = component,
            Path = path,
            Expected = "valid on " + PlannerWords.Day(now),
            Observed = "valid from " + PlannerWords.Day(certificate.NotBefore),
            Remedy = "check this machine's clock; else have the certificate issued again",
        };

    public static Finding Due(LeafView leaf, CertificateFacts certificate, DateTimeOffset due, DateTimeOffset now) =>
        new("LS2016", Severity.Warning, $"{leaf.Path} {PlannerWords.Expiry(certificate.NotAfter, now)}: its renewal has been due since {PlannerWords.Day(due)}")
        {
            Component = leaf.Spec.Component,
            Path = leaf.Path,
            Expected = "renewed by " + PlannerWords.Day(due),
            Observed = "valid until " + PlannerWords.Day(certificate.NotAfter),
            Remedy = leaf.Spec.Source is LeafSource.Made ? "linkseal apply" : leaf.Remedy,
        };
}
