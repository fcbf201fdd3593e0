using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Linkseal.Cli.Views.Json;

/// <summary>What every command prints with <c>--output json</c>; described by docs/output.schema.json. A part that the command does not speak of is left out.</summary>
internal sealed class Envelope
{
    /// <summary>The name and number of this form.</summary>
    public string Schema { get; } = "linkseal/1";

    /// <summary>The command, <c>authority export</c>.</summary>
    public required string Command { get; init; }

    /// <summary>What the process exits with.</summary>
    public int ExitCode { get; set; }

    /// <summary>The platform; null: none was read.</summary>
    public PlatformItem? Platform { get; set; }

    /// <summary>What is wrong with the input.</summary>
    public List<DiagnosticItem> Diagnostics { get; } = [];

    /// <summary>What is not as described.</summary>
    public IReadOnlyList<FindingItem>? Findings { get; set; }

    /// <summary>Platforms as their files stand.</summary>
    public IReadOnlyList<AuditedItem>? Audited { get; set; }

    /// <summary>What apply would do, or did.</summary>
    public IReadOnlyList<ChangeItem>? Changes { get; set; }

    /// <summary>Who calls whom.</summary>
    public IReadOnlyList<LinkItem>? Links { get; set; }

    /// <summary>What was seen of each link on the wire.</summary>
    public IReadOnlyList<ProofItem>? Proofs { get; set; }

    /// <summary>What was seen of one endpoint (<c>probe</c>).</summary>
    public ProbedItem? Probed { get; set; }

    /// <summary>The platform's parts.</summary>
    public IReadOnlyList<ComponentItem>? Components { get; set; }

    /// <summary>Client tools with their command lines.</summary>
    public IReadOnlyList<ToolItem>? Tools { get; set; }

    /// <summary>The certificates in force.</summary>
    public IReadOnlyList<CertificateItem>? Certificates { get; set; }

    /// <summary>Steps that were due and have not been seen to be run.</summary>
    public IReadOnlyList<PendingStepItem>? PendingSteps { get; set; }

    /// <summary>How an apply ended.</summary>
    public AppliedItem? Applied { get; set; }

    /// <summary>Certificate requests that were written.</summary>
    public IReadOnlyList<RequestItem>? Requests { get; set; }

    /// <summary>The authorities' certificates.</summary>
    public IReadOnlyList<AuthorityItem>? Authorities { get; set; }

    /// <summary>What is supported.</summary>
    public IReadOnlyList<DialectItem>? Dialects { get; set; }

    /// <summary>Codes and their pages.</summary>
    public IReadOnlyList<CodeItem>? Codes { get; set; }

    /// <summary>Files that were written by <c>init</c>, <c>requests</c> or <c>authority export</c>; the folder of <c>demo</c>.</summary>
    public IReadOnlyList<string>? Wrote { get; set; }

    /// <summary>What the demo did, command by command.</summary>
    public IReadOnlyList<ActItem>? Acts { get; set; }

    /// <summary>How many of what: errors, warnings, notes; create, update, remove, run.</summary>
    public SortedDictionary<string, int>? Counts { get; set; }

    /// <summary>Worth knowing.</summary>
    public List<string>? Remarks { get; set; }

    /// <summary>What stopped the command; null: nothing.</summary>
    public string? Failure { get; set; }
}

/// <summary>Serialization without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(Envelope))]
internal sealed partial class EnvelopeJson : JsonSerializerContext;

/// <summary>The envelope as text.</summary>
internal static class EnvelopeText
{
    // Arrows and quotes as they are: the output goes to a terminal or a program, never into a web page.
    private static readonly EnvelopeJson Context =
        new(new JsonSerializerOptions(EnvelopeJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Indented, one final newline.</summary>
    public static string Of(Envelope envelope) => JsonSerializer.Serialize(envelope, Context.Envelope) + "\n";
}
