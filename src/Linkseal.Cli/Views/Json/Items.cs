using System.Text.Json;
using Linkseal.Core.Checking;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;

namespace Linkseal.Cli.Views.Json;

/// <summary>The platform.</summary>
internal sealed record PlatformItem(string Name, string? Profile, string? Title)
{
    /// <summary>From the model.</summary>
    public static PlatformItem From(Platform platform) => new(platform.Name, platform.Profile, platform.Title);
}

/// <summary>A diagnostic.</summary>
internal sealed record DiagnosticItem(string Code, string Severity, string? File, int? Line, int? Column, string Message, string? Hint)
{
    /// <summary>From the model.</summary>
    public static DiagnosticItem From(Diagnostic d) => new(d.Code, Words.Of(d.Severity), d.File, d.At?.Line, d.At?.Column, d.Message, d.Hint);
}

/// <summary>A finding.</summary>
internal sealed record FindingItem(
    string Code, string Severity, string? Component, string? Link, string? Path, string Message, string? Expected, string? Observed, string? Remedy)
{
    /// <summary>From the model.</summary>
    public static FindingItem From(Finding f) => new(f.Code, Words.Of(f.Severity), f.Component, f.Link, f.Path, f.Message, f.Expected, f.Observed, f.Remedy);
}

/// <summary>One thing that apply does.</summary>
/// <param name="Action"><c>create</c>, <c>update</c>, <c>remove</c>, <c>run</c>, <c>print</c>, <c>switch</c>.</param>
/// <param name="Path">The file; null for an authority and for a command.</param>
/// <param name="Component">The component it belongs to; null for an authority.</param>
/// <param name="Reason">Why, in words.</param>
internal sealed record ChangeItem(string Action, string? Path, string? Component, string Reason)
{
    /// <summary>The authority that is made; null: it is not an authority.</summary>
    public string? Authority { get; init; }

    /// <summary>True when only mode or owner change.</summary>
    public bool? ModeOnly { get; init; }

    /// <summary>For configuration: the unified diff, secrets redacted.</summary>
    public string? Diff { get; init; }

    /// <summary>For a command: program and arguments.</summary>
    public IReadOnlyList<string>? Run { get; init; }

    /// <summary>For a command: the folder it runs in.</summary>
    public string? Folder { get; init; }

    /// <summary>For a command: what it interrupts and for how long.</summary>
    public string? Interrupts { get; init; }

    /// <summary>For a command: what it brings about that may not be meant, each with its code.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }
}

/// <summary>A link.</summary>
/// <param name="From">The caller.</param>
/// <param name="To">The callee.</param>
/// <param name="Required">The level that is asked for.</param>
/// <param name="Level">The level that it has: by what both ends can do (<c>show</c>), by files (<c>status</c>), where it may be <c>unknown</c>.</param>
internal sealed record LinkItem(string From, string To, string Required, string Level)
{
    /// <summary>The callee's endpoint.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Why the level is not higher, or not known.</summary>
    public string? Reason { get; init; }

    /// <summary>False: written, not in effect; null: in effect, or not asked.</summary>
    public bool? InEffect { get; init; }

    /// <summary>What verify last saw of it; null: it was never asked, or is not asked about.</summary>
    public LastProofItem? Proven { get; init; }

    /// <summary>How the usual clients are told, ready to paste; null: nothing is known of the callee's, or it is not asked about.</summary>
    public IReadOnlyList<SnippetItem>? Clients { get; init; }
}

/// <summary>How one client is told.</summary>
/// <param name="Client">The client, <c>Npgsql</c>, <c>redis-cli</c>.</param>
/// <param name="Text">One line, or several.</param>
internal sealed record SnippetItem(string Client, string Text);

/// <summary>What <c>verify</c> last saw of a link.</summary>
/// <param name="At">When.</param>
/// <param name="Holds">True: as required.</param>
/// <param name="Stale">True: since then a certificate of the link was replaced on disk.</param>
internal sealed record LastProofItem(string At, bool Holds, bool Stale)
{
    /// <summary>The level that was proven; null: none.</summary>
    public string? Level { get; init; }

    /// <summary>How many of its addresses could not be asked; null: none.</summary>
    public int? Skipped { get; init; }

    /// <summary>From the model; null: it was never asked.</summary>
    public static LastProofItem? From(LinkLevel level) => level.Proof is not { } proof ? null : new(proof.At.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ"), proof.Holds, level.ProofIsStale)
    {
        Level = proof.Proven?.Text(), Skipped = proof.Skipped > 0 ? proof.Skipped : null,
    };
}

/// <summary>A component.</summary>
internal sealed record ComponentItem(string Name, string Dialect, IReadOnlyList<EndpointItem> Endpoints)
{
    /// <summary>What its certificates say; null where the whole platform is listed.</summary>
    public IReadOnlyList<IdentityItem>? Identities { get; init; }

    /// <summary>Its files; null where the whole platform is listed.</summary>
    public IReadOnlyList<FileItem>? Files { get; init; }
}

/// <summary>An endpoint.</summary>
internal sealed record EndpointItem(string Name, int Port, string Protocol, string Peers);

/// <summary>What a certificate says.</summary>
internal sealed record IdentityItem(string Name, string? CommonName, IReadOnlyList<string> Names, string Purposes, string Source);

/// <summary>A file of a component's.</summary>
internal sealed record FileItem(string Path, string Holds, string? Inside, string? Mode);

/// <summary>A certificate.</summary>
internal sealed record CertificateItem(string Component, string Path, IReadOnlyList<string> Names, string State)
{
    /// <summary>The authority's generation; null where it was brought, or is an authority's own.</summary>
    public int? Generation { get; init; }

    /// <summary>The end, RFC 3339; null where there is no certificate.</summary>
    public string? NotAfter { get; init; }

    /// <summary>Whole days until then, negative after.</summary>
    public int? Days { get; init; }
}

/// <summary>A step that has not been seen to be run.</summary>
internal sealed record PendingStepItem(string Step, string? Command, string Reason)
{
    /// <summary>True: it was printed for somebody to type, and nobody has said that it is done; null: it is run from here.</summary>
    public bool? ByHand { get; init; }
}

/// <summary>How an apply ended.</summary>
internal sealed record AppliedItem(string End)
{
    /// <summary>The leaf that expires first; null: there is none.</summary>
    public string? FirstExpiry { get; init; }

    /// <summary>When, RFC 3339.</summary>
    public string? NotAfter { get; init; }

    /// <summary>The folder with the authority's key, to back up; null: no authority is kept here.</summary>
    public string? StateFolder { get; init; }
}

/// <summary>A certificate request.</summary>
internal sealed record RequestItem(string Component, string File, string CommonName, IReadOnlyList<string> Names, string Purposes);

/// <summary>An authority's certificate.</summary>
internal sealed record AuthorityItem(string Name, int Generation, string Subject, string Sha256, string NotAfter, string Certificate);

/// <summary>A dialect or a profile.</summary>
internal sealed record DialectItem(string Name, string Kind, string Summary, IReadOnlyList<string> Limits)
{
    /// <summary>The highest level as a server; null for a profile.</summary>
    public string? AsServer { get; init; }

    /// <summary>The highest level as a caller; null for a profile.</summary>
    public string? AsCaller { get; init; }

    /// <summary>The component keys that it understands; null for a profile.</summary>
    public IReadOnlyList<string>? Keys { get; init; }

    /// <summary>The words of <c>clients:</c>; null for a dialect.</summary>
    public IReadOnlyList<string>? Clients { get; init; }
}

/// <summary>A code.</summary>
internal sealed record CodeItem(string Code, string Title, string? Page);

/// <summary>A platform as its files stand.</summary>
internal sealed record AuditedItem(
    string Folder,
    PlatformItem Platform,
    IReadOnlyList<string> Saw,
    IReadOnlyList<AuditedLinkItem> Links,
    IReadOnlyList<FindingItem> Findings,
    IReadOnlyList<NotLookedAtItem> NotLookedAt);

/// <summary>A link as the files stand.</summary>
/// <param name="From">The caller.</param>
/// <param name="To">The callee.</param>
/// <param name="Level">What it has; null: it was not looked at.</param>
/// <param name="Reachable">What both ends can do.</param>
internal sealed record AuditedLinkItem(string From, string To, string? Level, string Reachable)
{
    /// <summary>The callee's endpoint.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Why the level is not higher, or why the link was not looked at.</summary>
    public string? Reason { get; init; }
}

/// <summary>A file that was met and not looked at.</summary>
internal sealed record NotLookedAtItem(string Path, string Reason);

/// <summary>A client tool with its command line.</summary>
internal sealed record ToolItem(string Name, IReadOnlyList<string> Command, string? Note);

/// <summary>One act of the demo.</summary>
/// <param name="Says">What it shows, in words.</param>
/// <param name="Shows">Lines that it shows as they are.</param>
/// <param name="Command">Program and arguments; null: none was run.</param>
/// <param name="Result">What the command printed.</param>
internal sealed record ActItem(string Says, IReadOnlyList<string>? Shows, IReadOnlyList<string>? Command, JsonElement? Result);
