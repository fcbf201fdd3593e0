using System.Globalization;
using Linkseal.Cli.Views.Json;
using Linkseal.Core.Certificates;
using Linkseal.Core.Topology;
using Linkseal.Core.Verification;

namespace Linkseal.Cli.Views;

/// <summary>One endpoint on one screen: what it speaks, serves, demands and refuses.</summary>
/// <param name="Url">As typed.</param>
/// <param name="Look">What was seen.</param>
/// <param name="SystemRoots">True: judged by the system's roots.</param>
/// <param name="Now">The time.</param>
internal sealed record ProbeView(string Url, EndpointLook Look, bool SystemRoots, DateTimeOffset Now) : IView
{
    private const string Indent = "               ";

    /// <inheritdoc/>
    public void Write(Page page, bool quiet)
    {
        var caller = Look.Caller;
        page.Line((Look.Address, Style.Bold), ($", as {Look.ServerName}, {Look.Protocol}", Style.Plain));
        if (caller.Served is { } served)
        {
            Row(page, "spoken", ((string[])[served.Protocol, served.Suite]).Where(static t => t.Length > 0).Aggregate(static (a, b) => a + ", " + b));
            if (served.Leaf is { } leaf) Certificate(page, leaf, served.Certificates.Length);
            if (Look.Faults.IsEmpty) Row(page, "judged", "issuer, name, dates, purpose and strength are as a careful caller wants them" + (SystemRoots ? ", by the system's roots" : ""), Style.Green);
            foreach (var fault in Look.Faults) Row(page, "judged", $"{fault.Text} ({fault.Observed})", Style.Red);
        }

        Answer(page, "you", caller, caller.Shown is { } shown ? $"as {shown}" : "without a certificate", caller.Outcome is ProbeOutcome.Admitted);
        foreach (var stranger in Look.Strangers) Answer(page, stranger == Look.Strangers[0] ? "strangers" : "", stranger, stranger.Kind.Text(), stranger.Outcome is ProbeOutcome.Refused || stranger.Kind is ProbeKind.NoCertificate or ProbeKind.Foreign);
        page.Blank();
        page.Line(Sum(), Look.Works && !Look.Weaknesses.Any() ? Style.Green : Style.Red);
        if (!quiet && caller is { Outcome: ProbeOutcome.Distrusted } && SystemRoots) page.Wrapped("Judged by the system's roots: --ca FILE names others.", style: Style.Dim);
        if (!quiet && caller is { Outcome: ProbeOutcome.Refused, Shown: null, Served: not null }) page.Wrapped("--cert FILE --key FILE shows a client certificate.", style: Style.Dim);
    }

    /// <inheritdoc/>
    public void Fill(Envelope envelope) => envelope.Probed = new(Look.Address, Look.ServerName, Look.Protocol)
    {
        Served = ServedItem.From(Look.Caller.Served),
        Faults = [.. Look.Faults.Select(static f => $"{f.Text} ({f.Observed})")],
        Probes = [.. Look.Strangers.Prepend(Look.Caller).Select(ProbeItem.From)],
    };

    private void Certificate(Page page, CertificateFacts leaf, int sent)
    {
        var days = (int)Math.Floor((leaf.NotAfter - Now).TotalDays);
        Row(page, "certificate", $"{leaf.Subject}, for {(leaf.Names.IsEmpty ? "no name" : string.Join(", ", leaf.Names.Take(6)) + (leaf.Names.Length > 6 ? ", …" : ""))}; {leaf.KeyAlgorithm}");
        Row(page, "", $"issued by {leaf.Issuer}; valid until {leaf.NotAfter.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC ({Words.Count(days, "day")}); {Words.Count(sent, "certificate")} sent");
        Row(page, "", $"SHA-256 {leaf.Sha256}");
    }

    private static void Answer(Page page, string label, ProbeResult result, string who, bool good) => Row(
        page, label, $"{who}: {Words.Of(result.Outcome)}, {result.Evidence}{(result is { Kind: ProbeKind.Caller, Alert: { Meaning.Length: > 0 } alert } ? $" ({alert.Meaning})" : "")}{(result.Undecided is { } open ? $"; {open}" : "")}",
        good ? Style.Plain : Style.Red);

    private static void Row(Page page, string label, string text, Style style = Style.Plain) => page.Wrapped(text, Indent, $"  {label,-11}  ", style);

    private string Sum() => Look switch
    {
        { Caller.Outcome: ProbeOutcome.Unreachable or ProbeOutcome.Skipped } => "Not reached.",
        { Level: Level.Plaintext } => "Plaintext: it has no TLS.",
        { Level: null, Protocol: "tls" } => "No TLS was met. PostgreSQL, MySQL and NATS begin in plaintext: say postgres://, mysql:// or nats:// before the host.",
        { Level: null } => "No TLS was met.",
        { Works: false, Faults.IsEmpty: false } => "TLS, and a careful caller turns away.",
        { Works: false } => "TLS, and this caller is not let in.",
        { Level: Level.Mutual } => Weak("Mutual: it demands a client certificate of its own authority."),
        _ => Weak("Authenticated: it is whom it says to be, and lets clients in without a certificate."),
    };

    private string Weak(string text) => Look.Weaknesses.Any() ? $"{text} It also accepts {string.Join(", ", Look.Weaknesses.Select(static w => w.Kind.Text()))}." : text;
}
