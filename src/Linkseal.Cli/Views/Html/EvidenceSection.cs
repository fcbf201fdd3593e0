using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;
using Linkseal.Core.Verification;

namespace Linkseal.Cli.Views.Html;

/// <summary>Each link's evidence, to be opened; that of links that are not as required lies open.</summary>
internal static class EvidenceSection
{
    private const int OpenAtMost = 5;

    /// <summary>The section.</summary>
    public static void Write(Markup page, ImmutableArray<LinkLook> links, DateTimeOffset at, IReadOnlyDictionary<Finding, string> anchors)
    {
        var failing = links.Where(static l => l.Verdict is Verdict.Fails).Take(OpenAtMost).ToHashSet();
        using (page.In("section", ("aria-labelledby", "evidence")))
        {
            page.Put("h2", "Evidence", ("id", "evidence"));
            foreach (var link in links) Link(page, link, at, anchors, failing.Contains(link));
        }
    }

    private static void Link(Markup page, LinkLook link, DateTimeOffset at, IReadOnlyDictionary<Finding, string> anchors, bool open)
    {
        using (page.In("details", ("id", link.Anchor), ("class", "evidence " + Marks.Of(link.Verdict).Class()), ("open", open ? "open" : null)))
        {
            using (page.In("summary"))
            {
                page.Put("span", link.Name, ("class", "name"));
                if (link.Proof.Address is { } address) page.Put("span", " at " + address, ("class", "at"));
                page.Text(" ");
                page.PutLevel(link.Level);
                page.Text(" ");
                page.Put(Marks.Of(link.Verdict), link.Verdict is Verdict.Skipped ? "– skipped" : null);
            }

            using (page.In("div", ("class", "body"))) Body(page, link.Proof, at, anchors);
        }
    }

    private static void Body(Markup page, LinkProof proof, DateTimeOffset at, IReadOnlyDictionary<Finding, string> anchors)
    {
        CertificatePart.List(page, About(proof));
        if (proof.Skipped is { } why)
        {
            page.Put("p", $"Nothing was asked: {why}.");
            return;
        }

        page.Table(
            "Expected and observed", ["What", "Expected", "Observed", "Verdict"],
            Expectation.All(proof, at).Select(static e => (ImmutableArray<Action<Markup>>)[Tables.Cell(e.Of), Tables.Cell(e.Expected), Tables.Cell(e.Observed), page => page.Put(e.Mark)]));
        page.Table(
            "Questions that were put, each on a connection of its own", ["Asked as", "Expected", "Outcome", "Seen", "Verdict"],
            proof.Strangers.Prepend(proof.Caller).Select(a => Question(proof.Question, a)));
        if (proof.Caller.Served is { } served) CertificatePart.Write(page, served);
        if (proof.Findings.IsEmpty) return;
        using (page.In("p"))
        {
            page.Text("What was found of this link: ");
            foreach (var (finding, i) in proof.Findings.Distinct().Select(static (f, i) => (f, i)))
            {
                if (i > 0) page.Text(", ");
                page.Put("a", finding.Code, ("href", "#" + anchors[finding]), ("title", finding.Message));
            }

            page.Text(".");
        }
    }

    private static IEnumerable<(string, string)> About(LinkProof proof)
    {
        var (link, question) = (proof.Link, proof.Question);
        yield return ("Caller", link.Caller);
        yield return ("Called", link.Callee + (question.Endpoint is { } endpoint ? $", {endpoint.Name} ({endpoint.Protocol}, port {endpoint.Port})" : ""));
        yield return ("Dialled", $"{proof.Address ?? "nowhere"}, by the name {question.ServerName}");
        yield return ("Required", link.Required.Text() + (link.Reason is { } reason ? $"; not higher, because {reason}" : ""));
        if (question.Endpoint is { } asked) yield return ("Asks of callers", Peers(asked.Peers));
    }

    private static string Peers(PeerPolicy peers) => peers switch
    {
        PeerPolicy.Named => "a certificate of one of the callers that have a link",
        PeerPolicy.Require => "a certificate of the platform's authority",
        PeerPolicy.Request => "a certificate, and lets in who has none",
        _ => "no certificate",
    };

    private static ImmutableArray<Action<Markup>> Question(LinkQuestion question, ProbeResult answer)
    {
        var row = Questioning.Of(question, answer);
        return
        [
            page =>
            {
                page.Text(row.Of);
                if (answer.Shown is { } shown) page.Put("small", "shown: " + shown);
            },
            Tables.Cell(row.Expected),
            Tables.Word(row.Observed),
            page =>
            {
                page.Text(answer.Evidence);
                if (Alert(answer) is { Length: > 0 } alert) page.Put("small", alert);
                if (answer.Undecided is { } open) page.Put("small", "left open: " + open);
            },
            page => page.Put(row.Mark),
        ];
    }

    // What the evidence has said already is not said again. To a hello of old times servers answer with whatever alert they have: its usual meaning would mislead.
    private static string Alert(ProbeResult answer)
    {
        if (answer.Alert is not { } alert) return "";
        var name = answer.Evidence.Contains(alert.Name, StringComparison.Ordinal) && answer.Evidence.Contains($"{alert.Code}", StringComparison.Ordinal) ? "" : $"alert {alert.Name} ({alert.Code})";
        var meaning = answer.Kind is ProbeKind.Tls10 or ProbeKind.Tls11 or ProbeKind.WeakSuites ? "" : alert.Meaning;
        return name + (name.Length > 0 && meaning.Length > 0 ? ": " : "") + meaning;
    }
}
