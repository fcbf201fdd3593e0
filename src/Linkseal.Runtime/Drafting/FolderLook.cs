using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Dialects;
using Linkseal.Dialects.Compose;
using Linkseal.Runtime.Observing;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Drafting;

/// <summary>A platform that was recognised in a folder.</summary>
/// <param name="Profile">Whose it is.</param>
/// <param name="Folder">Where: absolute, on the place.</param>
/// <param name="Draft">The description that fits; null only where <paramref name="Diagnostics"/> has an error.</param>
/// <param name="Diagnostics">What the profile has to say about the folder.</param>
public sealed record Recognised(IProfile Profile, string Folder, Draft? Draft, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>True when no description can be made of it.</summary>
    public bool Failed => Draft is null || Diagnostics.Any(static d => d.Severity == Severity.Error);
}

/// <summary>Where to look, and what is known beforehand.</summary>
/// <param name="Folder">The folder: absolute, on the place.</param>
/// <param name="Root">The place's root folder; null: <c>/</c>.</param>
public sealed record LookRequest(string Folder, string? Root)
{
    /// <summary>True when the description will not lie in <see cref="Folder"/>.</summary>
    public bool Elsewhere { get; init; }

    /// <summary>The host name for the product's settings; null: not given.</summary>
    public string? HostName { get; init; }

    /// <summary>True for <c>audit</c>: nothing is made of what is recognised but a look.</summary>
    public bool LooksOnly { get; init; }

    /// <summary>What files are, said by hand: role by absolute path on the place.</summary>
    public ImmutableDictionary<string, string> Roles { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Files of <see cref="Folder"/> that were named by hand, under any name: only platforms that know one of them by itself are recognised; empty: none was.</summary>
    public ImmutableArray<string> Files { get; init; } = [];
}

/// <summary>Looks at a folder with the eyes of every known platform: what <c>init</c> and <c>audit</c> begin with. Writes nothing.</summary>
public static class FolderLook
{
    /// <summary>Every profile that recognises the folder, in the order of <paramref name="profiles"/>.</summary>
    /// <exception cref="EnvironmentException">There is no such folder.</exception>
    public static ImmutableArray<Recognised> Look(IEnumerable<IProfile> profiles, LookRequest request)
    {
        var machine = LexicalPath.OnMachine(request.Folder, request.Root);
        if (!Directory.Exists(machine)) throw new EnvironmentException($"there is no folder {machine}{(request.Root is null ? "" : $": {request.Folder} is looked for below --root {request.Root}")}");
        if (request.Files.IsEmpty) return [.. profiles.Select(p => Ask(p, request, machine, null)).OfType<Recognised>()];
        var named = FolderFiles.Read(request.Files, machine);
        return [.. NamedFiles.Of(profiles, request, named.Documents).Sets.Select(set => Ask(set.Profile, request with { Files = set.Files }, machine, named)).OfType<Recognised>()];
    }

    /// <summary>Those of <see cref="LookRequest.Files"/> that belong to nothing that is recognised.</summary>
    public static ImmutableArray<string> Strangers(IEnumerable<IProfile> profiles, LookRequest request) =>
        NamedFiles.Of(profiles, request, FolderFiles.Read(request.Files, LexicalPath.OnMachine(request.Folder, request.Root)).Documents).Strangers;

    /// <summary>
    /// Why nothing was recognised, where something that goes by a product's name is there and can't be read, or where a file or folder is closed to this user: none of it
    /// may be taken for "no platform".
    /// </summary>
    public static ImmutableArray<Diagnostic> Obstacles(IEnumerable<IProfile> profiles, LookRequest request)
    {
        var machine = LexicalPath.OnMachine(request.Folder, request.Root);
        var found = FolderFiles.Read(!request.Files.IsEmpty ? request.Files : [.. Roles(request).Keys, .. profiles.SelectMany(static p => p.Signs), .. ComposeDraft.Signs], machine);
        return [.. found.Refused, .. found.Passed.Select(ObservingDiagnostics.Passed)];
    }

    /// <summary>The compose file of a folder that belongs to no known platform, as a first description by hand; null: there is none.</summary>
    public static Result<Draft>? Composed(LookRequest request, ImmutableArray<IDialect> dialects)
    {
        var machine = LexicalPath.OnMachine(request.Folder, request.Root);
        var found = FolderFiles.Read(ComposeDraft.Signs, machine);
        // What it names is only read along: what can't be read of it is said, and no fault of the compose file's.
        var named = FolderFiles.Read(ComposeDraft.Named(request.Folder, found.Documents, dialects), machine);
        found = found with { Documents = named.Documents.RemoveRange(named.Refused.Select(static r => r.File).OfType<string>()).SetItems(found.Documents) };
        if (ComposeDraft.Of(Drafted(request, found.Documents), dialects) is not { } drafted) return null;
        if (!found.Refused.IsEmpty) return Result.With<Draft>(null, found.Refused);
        ImmutableArray<NotLookedAt> passed = [.. named.Refused.Select(static r => new NotLookedAt(r.File ?? "", r.Message)), .. named.Passed];
        return drafted.Value is { } draft ? Result.With(Saying(draft, passed, request.LooksOnly), drafted.Diagnostics) : drafted;
    }

    private static Recognised? Ask(IProfile profile, LookRequest request, string machine, FolderFiles? named)
    {
        // What somebody says of a file makes it one to be read, whatever its name is.
        var found = FolderFiles.Read([.. Roles(request).Keys, .. profile.Signs], machine).With(named);
        var drafted = Draft(profile, request, found.Documents);
        if (drafted is null) return null;
        // A product's own file by its name can't be done without; one of many that a pattern found is said and passed over.
        if (!found.Refused.IsEmpty) return new(profile, request.Folder, null, found.Refused);
        return new(profile, request.Folder, drafted.Value is { } value ? Saying(value, request.Files.IsEmpty ? found.Passed : [], request.LooksOnly) : null, drafted.Diagnostics);
    }

    // Whoever only looks has a list of it.
    private static Draft Saying(Draft draft, ImmutableArray<NotLookedAt> passed, bool looksOnly)
    {
        ImmutableArray<NotLookedAt> all = [.. draft.NotLookedAt, .. passed];
        return draft with { NotLookedAt = all, Saw = looksOnly ? draft.Saw : [.. draft.Saw, .. all.Select(static p => $"not taken: {p.Path}: {p.Reason}")] };
    }

    private static Result<Draft>? Draft(IProfile profile, LookRequest request, ImmutableDictionary<string, string> documents) => profile.Draft(Drafted(request, documents));

    internal static DraftRequest Drafted(LookRequest request, ImmutableDictionary<string, string> documents) => new()
    {
        Folder = request.Folder,
        Documents = documents,
        Files = request.Files,
        Schema = SchemaFile.Path,
        HostName = request.HostName,
        Elsewhere = request.Elsewhere,
        LooksOnly = request.LooksOnly,
        Roles = Roles(request),
    };

    private static ImmutableDictionary<string, string> Roles(LookRequest request) =>
        request.Roles.Where(r => LexicalPath.IsWithin(r.Key, request.Folder)).ToImmutableDictionary(r => Path.GetRelativePath(request.Folder, r.Key), static r => r.Value);
}
