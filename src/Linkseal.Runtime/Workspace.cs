using System.Collections.Immutable;
using Linkseal.Core.Checking;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Verification;
using Linkseal.Dialects;
using Linkseal.Runtime.Applying;
using Linkseal.Runtime.Authority;
using Linkseal.Runtime.Observing;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.State;
using Linkseal.Runtime.Verification;

namespace Linkseal.Runtime;

/// <summary>
/// One description at one place with its state: the main flow, read → expand → observe → compare → apply, in one file.
/// Opening and looking write nothing.
/// </summary>
public sealed class Workspace : IDisposable
{
    // A compose file names an override, which names an nginx's folder, whose files bring in others; no product leads further.
    private const int MostRounds = 8;

    private readonly LocalPlace _place;
    private readonly StateFolder _state;
    private readonly List<Observation> _observations = [];
    private FirstLook? _first;

    private Workspace(WorkspaceOptions options, PlatformDescription description, Expansion expansion, LocalPlace place, StateFolder state, FirstLook first)
    {
        (Options, Description, Expansion, _place, _state, _first) = (options, description, expansion, place, state, first);
    }

    /// <summary>What it was opened with.</summary>
    public WorkspaceOptions Options { get; }

    /// <summary>The description as read.</summary>
    public PlatformDescription Description { get; }

    /// <summary>The platform and all that should be on disk; what depends on the certificates themselves is settled by <see cref="Observe"/>.</summary>
    public Expansion Expansion { get; private set; }

    /// <summary>What was found against the description and the product's files that does not stop a command.</summary>
    public ImmutableArray<Diagnostic> Warnings { get; private init; } = [];

    /// <summary>The state, <c>.linkseal</c> beside the file.</summary>
    public StateFolder State => _state;

    /// <summary>True when commands are run here: no <c>--root</c>.</summary>
    public bool RunsCommands => _place.IsThisMachine;

    /// <summary>What an apply that did not come to its end left; null: nothing.</summary>
    public Interrupted? Interrupted => NewApplier().FindInterrupted();

    /// <summary>The process that is applying here just now, <c>process 4711</c>; null: none.</summary>
    public string? Running => NewApplier().FindRunning();

    /// <summary>Reads description and product files and expands them.</summary>
    /// <exception cref="EnvironmentException">The disk fails.</exception>
    public static Result<Workspace> Open(WorkspaceOptions options)
    {
        var disk = new LocalDisk();
        var invoker = Invoker.Find(disk);
        var state = new StateFolder(disk, Path.Combine(Path.GetDirectoryName(options.File)!, StateFolder.Name), invoker.Owner);
        // It is as long as the description: read on another core meanwhile. As it stands, nothing of the platform is Linkseal's.
        var inventory = options.AsItStands ? Task.FromResult(Inventory.Empty) : Task.Run(() => InventoryFile.Read(state));
        var read = ReadDescription(disk, options);
        if (read.Failed) return new(null, [.. read.Diagnostics, .. WrongSettings(read, disk, invoker, options)]);

        var description = read.Value! with { Root = read.Value!.Root ?? "/" };
        var place = new LocalPlace(disk, description.Root, invoker.Trusted);
        var expanded = Expand(description, place, options.AsItStands);
        ImmutableArray<Diagnostic> diagnostics = [.. read.Diagnostics, .. expanded.Diagnostics];
        if (expanded.Failed) return new(null, diagnostics);

        place = place.Following(expanded.Value!.Desired.Switched, Inventory.Empty);
        var look = place.ForOneLook();
        if (!options.AsItStands) diagnostics = [.. diagnostics, .. StateGuard.Check(state, look, expanded.Value!.Desired, description.Components)];
        var expansion = expanded.Value! with { Desired = StateOwner.Of(expanded.Value.Desired, state, place) };
        return new(new Workspace(options, description, expansion, place, state, new(look, inventory)) { Warnings = [.. diagnostics.Where(static d => d.Severity is Severity.Warning)] }, diagnostics);
    }

    /// <summary>Looks at everything that <see cref="Expansion"/> names; what is wrong with the user's own files comes as diagnostics, and then there is no plan.</summary>
    /// <exception cref="EnvironmentException">The disk fails, or the state can't be read.</exception>
    public Result<Observed> Observe(Depth depth, CancellationToken cancellation)
    {
        var first = _first;
        _first = null;
        var observation = Observer.Observe(
            new()
            {
                Place = first?.Place ?? _place.ForOneLook(),
                Desired = Expansion.Desired,
                State = _state,
                Inventory = first?.Inventory.GetAwaiter().GetResult() ?? (Options.AsItStands ? Inventory.Empty : InventoryFile.Read(_state)),
                Depth = depth,
                Now = Options.Clock.GetUtcNow(),
                Passphrase = Description.Authority.Passphrase,
                NewAuthority = Options.NewAuthority,
            },
            cancellation);
        _observations.Add(observation);
        Expansion = Expansion with { Desired = Settlement.Of(Expansion.Desired, observation.Observed) };
        var interrupted = Interrupted?.Description;
        // Of an apply that is under way, or that the next one completes, nothing is left over.
        var leftovers = interrupted is null && Running is null ? observation.Observed.Leftovers : [];
        return new(observation.Observed with { Interrupted = interrupted, Leftovers = leftovers }, observation.Diagnostics);
    }

    /// <summary>What apply would do. A passphrase that it would miss is said already here; no key is opened for that.</summary>
    public Result<Plan> Plan(Observed observed)
    {
        var planned = Planner.Compare(Expansion.Desired, observed, PlanOptions);
        return planned.Failed ? planned : new(planned.Value, [.. planned.Diagnostics, .. ContentSource.Missing(planned.Value!, _observations[^1].Authorities)]);
    }

    /// <summary>What remove would do.</summary>
    /// <param name="observed">A quick look.</param>
    /// <param name="component">Only this component; null: all.</param>
    public Result<Plan> PlanRemove(Observed observed, string? component) => Planner.Remove(Expansion.Desired, observed, component, PlanOptions);

    /// <summary>Everything that can be known from files: the general rules, then the profile's own.</summary>
    /// <param name="observed">A full look.</param>
    public ImmutableArray<Finding> Check(Observed observed)
    {
        var general = Options.AsItStands ? Auditor.Check(Expansion.Desired, Expansion.Platform, observed) : Checker.Check(Expansion.Desired, Expansion.Platform, observed);
        var own = OwnFindings(observed);
        var said = own.Select(static f => f.InsteadOf).OfType<string>().ToHashSet(StringComparer.Ordinal);
        ImmutableArray<Finding> findings = [.. general.Where(f => f is not { Component: null, Path: null } || !said.Contains(f.Code)), .. own];
        return Options.AsItStands && !_state.Disk.Look(Options.File).Exists ? Auditor.WithoutDescription(findings) : findings;
    }

    /// <summary>Keeps what was proven of each link, for <see cref="Status"/>.</summary>
    /// <param name="report">A run of <see cref="Verify"/>.</param>
    /// <param name="observed">The look that it began with.</param>
    /// <returns>Why it can't be kept; null: it is.</returns>
    public string? Remember(VerificationReport report, Observed observed) =>
        ProofsFile.Write(_state, LastProof.Remember(ProofsFile.Read(_state), report, Expansion.Desired, observed));

    /// <summary>The inventory as people read it: certificates by expiry, each link's level by files and as last proven, what is not in effect.</summary>
    /// <param name="observed">A full look.</param>
    /// <param name="within">Certificates that end within this time are due.</param>
    public StatusReport Status(Observed observed, TimeSpan within) => StatusReport.Make(Expansion.Desired, Expansion.Platform, observed, OwnFindings(observed), within, Options.AsItStands ? [] : ProofsFile.Read(_state));

    /// <summary>Asks every endpoint on the wire. Nothing is written; what is signed for it lives in memory, five minutes at most.</summary>
    /// <param name="observed">A full look, the last one taken.</param>
    /// <param name="options">How to go about it.</param>
    /// <param name="listener">Hears of each link.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<VerificationReport> Verify(Observed observed, VerifyOptions options, IVerifyListener listener, CancellationToken cancellation)
    {
        var place = _place.Following(Expansion.Desired.Switched, observed.Inventory);
        using var certificates = new ProbeCertificates(_observations[^1].Authorities, place, observed.Now);
        using var trust = new TrustOf(place, observed.Authorities);
        using var addresses = new AddressBook();
        var verifier = new Verifier(options, certificates, trust, addresses, Options.Clock);
        var began = Options.Clock.GetUtcNow();
        var links = await verifier.Verify(Questions.Of(Expansion.Desired, Expansion.Platform, observed), listener, cancellation).ConfigureAwait(false);
        return new()
        {
            Platform = Expansion.Platform,
            Links = links,
            // What no stranger of ours can find out: whom else a product's files let in.
            Described = [.. Warnings.Select(static w => new Finding(w.Code, w.Severity, w.Message) { Path = w.File, Remedy = w.Hint })],
            Began = began,
            Ended = Options.Clock.GetUtcNow(),
            Description = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(_state.Disk.Read(Options.File))),
        };
    }

    /// <summary>Does what the plan says, with the authorities and keys that the last look found.</summary>
    /// <returns>The report; no value where the plan can't be carried out (a passphrase is missing), which the diagnostics say.</returns>
    public Result<ApplyReport> Apply(Plan plan, ApplyOptions options, IApplyListener listener, CancellationToken cancellation)
    {
        var observation = _observations[^1];
        var prepared = ContentSource.Prepare(plan, observation.Authorities, observation.Brought, observation.Observed.Now);
        if (prepared.Failed) return new(null, prepared.Diagnostics);

        using var contents = prepared.Value!;
        return new(NewApplier().Apply(plan, contents, options, listener, cancellation), prepared.Diagnostics);
    }

    /// <summary>Gives back what the last apply replaced.</summary>
    public ApplyReport Undo(ApplyOptions options, IApplyListener listener, CancellationToken cancellation) => NewApplier().Undo(options, listener, cancellation);

    /// <summary>Takes the operator's word that printed steps are done.</summary>
    /// <param name="ids">The ids of the steps.</param>
    public ApplyReport Done(ImmutableArray<string> ids) => NewApplier().Done(ids);

    /// <summary>Completes or undoes an apply that did not come to its end.</summary>
    public ApplyReport Recover()
    {
        // What Open found is then no longer how it is.
        _first = null;
        return NewApplier().Recover();
    }

    /// <summary>Lets go of keys that were read.</summary>
    public void Dispose() => _observations.ForEach(static o => o.Dispose());

    private PlanOptions PlanOptions => new() { NewAuthority = Options.NewAuthority, RunsCommands = RunsCommands };

    private ImmutableArray<Finding> OwnFindings(Observed observed) =>
        Description.Profile is { } entry && Catalogue.Profile(entry.Name.Value) is { } profile ? profile.Check(Description, Expansion, observed) : [];

    private Applier NewApplier() => new(_place, _state, Options.Clock);

    private static Result<PlatformDescription> ReadDescription(LocalDisk disk, WorkspaceOptions options)
    {
        var folder = Path.GetDirectoryName(options.File)!;
        if (options.Text is { } given) return DescriptionReader.Read(options.File, folder, given, Catalogue.Words, options.Root);
        var content = disk.Read(options.File);
        return DocumentReader.Text(content) is { } text
            ? DescriptionReader.Read(options.File, folder, text, Catalogue.Words, options.Root)
            : Result.With<PlatformDescription>(null, [ObservingDiagnostics.NotText(options.File, content)]);
    }

    // In rounds: what a product's own files say decides which others have to be read.
    private static Result<Expansion> Expand(PlatformDescription description, LocalPlace place, bool asItStands)
    {
        var profile = description.Profile is { } entry ? Catalogue.Profile(entry.Name.Value) : null;
        var (documents, unread) = ProductFiles(description, profile, place);
        var compiled = asItStands && profile is not null
            ? AsItStands(profile.AsItStands(description, documents))
            : PlatformCompiler.Compile(description, profile, Catalogue.Dialects, documents);
        return new(compiled.Value, UnreadFiles.Joined(unread, compiled.Diagnostics));
    }

    private static Documents ProductFiles(PlatformDescription description, IProfile? profile, LocalPlace place)
    {
        var asked = PlatformCompiler.Reads(description, profile, Catalogue.Dialects);
        var read = DocumentReader.Read(place, asked, CancellationToken.None);
        for (var round = 0; round < MostRounds; round++)
        {
            ImmutableArray<string> more = [.. PlatformCompiler.ReadsMore(description, profile, read.Texts).Except(asked)];
            if (more.IsEmpty) break;
            var next = DocumentReader.Read(place, more, CancellationToken.None);
            (asked, read) = ([.. asked, .. more], new(read.Texts.SetItems(next.Texts), [.. read.Diagnostics, .. next.Diagnostics]));
        }

        return read;
    }

    // Everything wrong at once: a profile reads its settings and its product's files also where something else in the description is wrong.
    private static IEnumerable<Diagnostic> WrongSettings(Result<PlatformDescription> read, LocalDisk disk, Invoker invoker, WorkspaceOptions options)
    {
        if (read.Value is not { Profile: { } entry } partial || Catalogue.Profile(entry.Name.Value) is not { } profile) return [];
        var description = partial with { Root = partial.Root ?? "/" };
        var (documents, unread) = ProductFiles(description, profile, new(disk, description.Root, invoker.Trusted));
        return UnreadFiles.Joined(unread, profile.Expand(description, documents).Diagnostics)
            .Where(d => d.Severity is Severity.Error && d.File is { } file && (file != description.File || (d.At is not null && !read.Diagnostics.Any(r => r.At == d.At))));
    }

    private static Result<Expansion> AsItStands(Result<Expansion> standing) =>
        new(standing.Value is { } value ? value with { Desired = Auditor.OnlyRead(value.Desired) } : null, standing.Diagnostics);

    /// <summary>What <see cref="Open"/> has begun for the first look, as nothing changes in between.</summary>
    private sealed record FirstLook(LocalPlace Place, Task<Inventory> Inventory);
}
