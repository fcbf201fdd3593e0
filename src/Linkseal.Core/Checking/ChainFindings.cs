using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Core.Checking;

/// <summary>What can be wrong between a leaf and the roots by which it is judged.</summary>
internal static class ChainFindings
{
    public static Finding NotTrusted(LeafView leaf, CertificateFacts top, string bundle, string roots, List<Link> links) =>
        new("LS2003", Severity.Error, $"{leaf.Path} is not signed by an authority in {bundle}: {Who(leaf, links)}")
        {
            Component = leaf.Spec.Component,
            Link = links.Count == 1 ? links[0].Id : null,
            Path = leaf.Path,
            Expected = "signed by " + roots,
            Observed = "signed by " + top.Issuer,
            Remedy = leaf.Remedy,
        };

    public static Finding IntermediateMissing(LeafView leaf, CertificateFacts intermediate, string bundle) =>
        new("LS2012", Severity.Error, $"{leaf.Path} lacks the intermediate certificate {intermediate.Subject} between it and the root in {bundle}: callers can't complete the chain")
        {
            Component = leaf.Spec.Component,
            Path = leaf.Path,
            Expected = "the leaf, then " + intermediate.Subject,
            Observed = PlannerWords.Count(leaf.Served.Length, "certificate"),
            Remedy = $"append the intermediate's PEM block to the file behind the leaf; {leaf.Remedy}",
        };

    public static Finding NoRoot(string component, string path, string observed) =>
        new("LS2014", Severity.Error, $"there is no root certificate in {path}: nothing that {component} calls can be believed")
        {
            Component = component,
            Path = path,
            Expected = "the authority's root (self-signed, with the CA flag)",
            Observed = observed,
            Remedy = "linkseal apply writes the bundle again; with your own CA put its root into the described CA file",
        };

    public static Finding TooDeep(LeafView leaf, Link link, int intermediates, int allowed) =>
        new("LS2022", Severity.Error, $"{link.Caller} follows at most {PlannerWords.Count(allowed, "intermediate")}, the chain of {leaf.Path} has {intermediates}: it refuses {link.Callee}")
        {
            Component = leaf.Spec.Component,
            Link = link.Id,
            Path = leaf.Path,
            Expected = $"at most {PlannerWords.Count(allowed, "intermediate")}",
            Observed = PlannerWords.Count(intermediates, "intermediate"),
            Remedy = "have the certificate signed nearer to the root",
        };

    private static string Who(LeafView leaf, List<Link> links) => links.Count == 0
        ? $"whoever calls {leaf.Spec.Component} refuses it"
        : PlannerWords.List([.. links.Select(l => l.Caller == leaf.Spec.Component ? l.Callee : l.Caller).Distinct(StringComparer.Ordinal)]) + " refuse the connection";
}
