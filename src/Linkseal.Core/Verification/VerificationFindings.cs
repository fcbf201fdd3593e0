using System.Globalization;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;

namespace Linkseal.Core.Verification;

/// <summary>What a live look can find about one link: one method for each code.</summary>
internal sealed class VerificationFindings(LinkQuestion question, string address)
{
    private const string Reload = "reload or restart it, then linkseal verify again; linkseal status says which step was not seen to be run";

    private string Callee => question.Link.Callee;

    public Finding CallerFails(ProbeResult caller) => caller.Outcome switch
    {
        ProbeOutcome.NoTls => Error("LS2902", $"{Callee} speaks plaintext at {address}", caller.Evidence, "TLS", $"linkseal plan shows what is not written, linkseal status what is not in effect; then {Reload}"),
        ProbeOutcome.TimedOut => Error("LS2904", $"{Callee} does not answer at {address} in time", caller.Evidence, "an answer to the caller", $"see what {Callee} says in its log; --timeout gives it longer"),
        ProbeOutcome.Unreachable => Unreachable(caller),
        ProbeOutcome.Refused => Error("LS2912", $"{Callee} refuses {question.Link.Caller}", Evidence(caller), $"{question.Link.Caller} is let in",
            $"see that {Callee} believes the authority of that certificate (linkseal check), that it was reloaded, and that its rules name {question.User}"),
        ProbeOutcome.Distrusted => Error("LS2905", $"the certificate that {Callee} serves is not accepted by {question.Link.Caller}", caller.Evidence, "a certificate of the authority that the caller believes", Reload),
        _ => Error("LS2903", $"no handshake with {Callee} at {address} comes to its end", Evidence(caller), question.Endpoint?.Protocol is "tls" or null ? "TLS" : $"TLS and {question.Endpoint.Protocol}",
            $"see that {address} is {Callee}, that its certificate and key are a pair (linkseal check), and what it says in its log"),
    };

    public Finding Served(ServedFault fault, CertificateFacts? leaf)
    {
        var (code, remedy) = fault.Fault switch
        {
            ServedFaultKind.Incomplete => ("LS2906", $"serve the whole chain: leaf first, then the intermediates; linkseal check compares the files"),
            ServedFaultKind.Name => ("LS2907", $"add the name to {Callee} (names:), linkseal apply, {Reload}; or dial it by a name that it has"),
            ServedFaultKind.Date => ("LS2908", "linkseal apply renews it; then " + Reload),
            ServedFaultKind.Purpose => ("LS2909", "linkseal apply writes a leaf for servers; then " + Reload),
            ServedFaultKind.Weak => ("LS2910", "use a key of ecdsa-p256 or rsa-3072 (leaf: key), linkseal apply"),
            // It serves what it should, of the right authority: then it is the caller that reads other roots.
            _ when leaf is not null && leaf.Sha256 == question.Issued && leaf.IssuerHash == question.Signer?.Issuer.SubjectHash && question.TrustFiles is [var roots, ..] => ("LS2905", $"see the roots of {question.Link.Caller} in {roots} (linkseal check); linkseal apply writes them again"),
            _ => ("LS2905", Reload),
        };
        return Error(code, $"{Callee} at {address}: {fault.Text}", fault.Observed, fault.Fault is ServedFaultKind.Name ? question.ServerName : "what a careful caller accepts", remedy);
    }

    public Finding OtherName(string name, CertificateFacts leaf) => Error("LS2907", $"{Callee} at {address}: the certificate is not for {name}, by which it is dialled too",
        "it is for " + string.Join(", ", leaf.Names.Take(8)), name, $"add the name to {Callee} (names:), linkseal apply, {Reload}");

    /// <summary>Whatever else is wrong with it: it is not the callee's.</summary>
    public Finding OfAnother(string owner, CertificateFacts leaf) => Error("LS2914", $"{Callee} at {address}: what is served is the certificate of {owner}",
        $"SHA-256 {Short(leaf.Sha256)}, for {string.Join(", ", leaf.Names.Take(8))}", $"the certificate of {Callee}",
        $"see whether address and port of {Callee} lead to {owner} (address:, port:, --connect), or {Callee} reads the files of {owner}");

    public Finding WithoutRoots(string why) => Error("LS2913", $"{question.Link.Caller} has no roots to judge {Callee} by: it can't know who answers", why, $"the root of {Callee}'s authority",
        "linkseal apply writes them again; with your own CA put its root into the described CA file") with { Component = question.Link.Caller };

    public Finding Stale(CertificateFacts served, string issued) => Error("LS2911", $"{Callee} at {address} serves another certificate than the one on disk: it was not reloaded, or reads other files",
        $"SHA-256 {Short(served.Sha256)}, serial {served.Serial}, valid until {served.NotAfter.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC", "SHA-256 " + Short(issued), Reload);

    public Finding Accepted(ProbeResult answer)
    {
        var (code, remedy) = answer.Kind switch
        {
            ProbeKind.NoCertificate or ProbeKind.NoLink when question.Endpoint?.AccountsDemand is { } statement =>
                (answer.Kind is ProbeKind.NoLink ? "LS2923" : "LS2921", $"run the {statement} of account {question.User}: linkseal show {question.Link.Caller} prints it"),
            ProbeKind.NoCertificate => ("LS2921", $"make {Callee} demand client certificates, {Reload}"),
            ProbeKind.Foreign => ("LS2922", $"make {Callee} verify client certificates against its own authority, {Reload}"),
            ProbeKind.NoLink => ("LS2923", $"limit {Callee} to the callers that have a link (linkseal check names the setting), {Reload}"),
            ProbeKind.OtherAccount => ("LS2938", $"take out or narrow the rule of {Callee} that trusts whoever comes (linkseal check names it), {Reload}"),
            ProbeKind.Expired => ("LS2924", $"see the clock of {Callee}'s host, and that its library checks dates"),
            ProbeKind.WrongPurpose => ("LS2925", $"make {Callee} check the purpose (extendedKeyUsage) of client certificates"),
            ProbeKind.Plaintext => ("LS2926", $"close plaintext at {Callee}, or write plaintext: keep for the time being"),
            ProbeKind.PlaintextPort => ("LS2927", $"close it at {Callee}, or write plaintext: keep for the time being"),
            ProbeKind.WeakSuites => ("LS2929", $"limit {Callee} to TLS 1.2 and 1.3 with AEAD suites"),
            _ => ("LS2928", $"set TLS 1.2 as {Callee}'s lowest version (RFC 8996)"),
        };
        return OfEndpoint(Error(code, $"{Callee} at {address} accepts {What(answer.Kind)}", Evidence(answer), "a refusal", remedy));
    }

    public Finding KeptPlaintext(ProbeResult answer) => OfEndpoint(Note("LS2930", $"{Callee} serves plaintext beside TLS, as described (plaintext: keep)", answer.Evidence));

    public Finding Limit(ProbeResult answer, RefusalLimit limit) => OfEndpoint(Note("LS2933", $"{Callee} accepts {What(answer.Kind)}: {limit.Reason}", Evidence(answer)));

    public Finding NotDecided(ProbeResult caller) => Note("LS2931", $"{Callee} answers {question.Link.Caller} over TLS; {caller.Undecided ?? "whether it is let in, the answer does not tell"}", Evidence(caller));

    public Finding NotTold(ProbeResult answer) => new("LS2934", Severity.Warning, $"whether {Callee} at {address} refuses {What(answer.Kind)} can't be told")
    {
        Component = Callee, Observed = Evidence(answer), Expected = "a refusal", Remedy = $"see what {Callee} says in its log at this moment",
    };

    public Finding NotAsked(ProbeResult answer) => OfEndpoint(Note("LS2932", $"{Callee} was not asked whether it refuses {What(answer.Kind)}: {answer.Evidence}", null));

    public Finding LevelNotProven(Level? proven) => Error("LS2935", $"{question.Link.Id} is {(proven is { } level ? "proven to be " + level.Text() : "not proven at all")}, and required to be {question.Link.Required.Text()}",
        proven?.Text() ?? "nothing", question.Link.Required.Text(), "see which questions were not asked or not answered (linkseal verify --output json has each)");

    public Finding AsPlaintext(ProbeResult caller) =>
        Note("LS2936", $"{question.Link.Caller} calls {Callee} in plaintext, as described{(question.Link.Reason is { } reason ? ": " + reason : "")}", caller.Evidence);

    public Finding NoPlaintext(ProbeResult caller)
    {
        var text = $"{question.Link.Caller} is described to call {Callee} in plaintext, and no plaintext was met at {address}";
        return caller.Outcome switch
        {
            ProbeOutcome.Unreachable => Unreachable(caller),
            // It is there and does not take it: that caller can't be served.
            ProbeOutcome.Refused => Error("LS2937", text, Evidence(caller), "plaintext, as described", $"raise the level of {question.Link.Id}, or write plaintext: keep in {Callee}"),
            _ => Note("LS2937", text, Evidence(caller)),
        };
    }

    private Finding Unreachable(ProbeResult caller) => Error("LS2901", $"{Callee} can't be reached at {address}", caller.Evidence, "somebody who listens there",
        $"start it; or say where it is: --connect {Callee}=HOST:PORT, or address: in its component");

    // Whom or what it should refuse.
    private string What(ProbeKind kind) => kind switch
    {
        ProbeKind.NoCertificate => "a client without a certificate",
        ProbeKind.Foreign => "a certificate of an authority that nobody believes",
        ProbeKind.NoLink => "a certificate of its authority whose component has no link",
        ProbeKind.OtherAccount => "an account without a link, and asks it for neither a certificate nor a password",
        ProbeKind.Expired => "a client certificate that has expired",
        ProbeKind.WrongPurpose => "a certificate for servers as a client's",
        ProbeKind.PlaintextPort => $"plaintext on port {question.Endpoint?.PlaintextPort}",
        ProbeKind.WeakSuites => "cipher suites that protect nothing",
        _ => kind.Text(),
    };

    // The same for every caller of this endpoint: said once.
    private static Finding OfEndpoint(Finding finding) => finding with { Link = null };

    private static string Evidence(ProbeResult answer) => answer.Evidence + (answer.Alert is { Meaning.Length: > 0 } alert ? $" ({alert.Meaning})" : "") + Shown(answer);

    private static string Shown(ProbeResult answer) => answer.Shown is { } shown ? $", shown: {shown}" : "";

    private static string Short(string sha256) => sha256.Length > 16 ? sha256[..16] + "…" : sha256;

    private Finding Error(string code, string message, string observed, string expected, string remedy) => new(code, Severity.Error, message)
    {
        Component = Callee, Link = question.Link.Id, Observed = observed, Expected = expected, Remedy = remedy,
    };

    private Finding Note(string code, string message, string? observed) => new(code, Severity.Note, message) { Component = Callee, Link = question.Link.Id, Observed = observed };
}
