using System.Collections.Immutable;
using System.Text;
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

    /// <summary>A file of <see cref="Folder"/> that was named by hand, under any name: only platforms that know it by itself are recognised; null: none was.</summary>
    public string? File { get; init; }
}

/// <summary>Looks at a folder with the eyes of every known platform: what <c>init</c> and <c>audit</c> begin with. Writes nothing.</summary>
public static class FolderLook
{
    // A product's own configuration is some kilobytes; anything larger is not what it is named.
    private const long LargestDocument = 4 * 1024 * 1024;

    // A folder named by mistake (/) must not be read to its end.
    private const int DeepestFolder = 8;
    private const int MostDocuments = 2000;
    private const string AnyFolders = "**/";
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>What was read: paths relative to the folder.</summary>
    /// <param name="Documents">The texts.</param>
    /// <param name="Refused">No UTF-8, and named by its sign.</param>
    /// <param name="Passed">No UTF-8, and found by a pattern.</param>
    private sealed record Found(ImmutableDictionary<string, string> Documents, ImmutableArray<string> Refused, ImmutableArray<string> Passed)
    {
        public Found With(Found? other) =>
            other is null ? this : new(Documents.SetItems(other.Documents), [.. Refused.Union(other.Refused)], [.. Passed.Except(other.Refused)]);
    }

    /// <summary>Every profile that recognises the folder, in the order of <paramref name="profiles"/>.</summary>
    /// <exception cref="IOException">A file is there and can't be read.</exception>
    /// <exception cref="EnvironmentException">A file is there and may not be read.</exception>
    public static ImmutableArray<Recognised> Look(IEnumerable<IProfile> profiles, LookRequest request)
    {
        var machine = LexicalPath.OnMachine(request.Folder, request.Root);
        if (!Directory.Exists(machine)) throw new EnvironmentException($"there is no folder {machine}{(request.Root is null ? "" : $": {request.Folder} is looked for below --root {request.Root}")}");
        var named = request.File is { } file ? Read([file], machine) : null;
        return [.. profiles.Select(p => Ask(p, request, machine, named)).OfType<Recognised>()];
    }

    /// <summary>The compose file of a folder that belongs to no known platform, as a first description by hand; null: there is none.</summary>
    /// <exception cref="IOException">A file is there and can't be read.</exception>
    /// <exception cref="EnvironmentException">A file is there and may not be read.</exception>
    public static Result<Draft>? Composed(LookRequest request, ImmutableArray<IDialect> dialects)
    {
        var machine = LexicalPath.OnMachine(request.Folder, request.Root);
        var found = Read(ComposeDraft.Signs, machine);
        // What it names is only read along: whatever else such a file holds is no fault of the compose file's.
        var named = Read(ComposeDraft.Named(request.Folder, found.Documents, dialects), machine);
        found = found with { Documents = named.Documents.RemoveRange(named.Refused).SetItems(found.Documents) };
        if (ComposeDraft.Of(Drafted(request, found.Documents), dialects) is not { } drafted) return null;
        return found.Refused.IsEmpty ? drafted : Result.With<Draft>(null, found.Refused.Select(ObservingDiagnostics.NotText));
    }

    private static Recognised? Ask(IProfile profile, LookRequest request, string machine, Found? named)
    {
        // A file that was named speaks for itself; what lies beside it is only read along.
        if (named is not null && Draft(profile, request, named.Documents) is null) return null;
        // What somebody says of a file makes it one to be read, whatever its name is.
        var found = Read([.. Roles(request).Keys, .. profile.Signs], machine).With(named);
        var drafted = Draft(profile, request, found.Documents);
        if (drafted is null) return null;
        // A product's own file by its name can't be done without; one of many that a pattern found is said and passed over.
        if (!found.Refused.IsEmpty) return new(profile, request.Folder, null, [.. found.Refused.Select(ObservingDiagnostics.NotText)]);
        var draft = drafted.Value is { } value ? value with { NotLookedAt = [.. value.NotLookedAt, .. (request.File is null ? found.Passed : []).Select(static p => new NotLookedAt(p, "not UTF-8 text"))] } : null;
        return new(profile, request.Folder, draft, drafted.Diagnostics);
    }

    private static Result<Draft>? Draft(IProfile profile, LookRequest request, ImmutableDictionary<string, string> documents) => profile.Draft(Drafted(request, documents));

    private static DraftRequest Drafted(LookRequest request, ImmutableDictionary<string, string> documents) => new()
    {
        Folder = request.Folder,
        Documents = documents,
        File = request.File,
        Schema = SchemaFile.Path,
        HostName = request.HostName,
        Elsewhere = request.Elsewhere,
        LooksOnly = request.LooksOnly,
        Roles = Roles(request),
    };

    private static ImmutableDictionary<string, string> Roles(LookRequest request) =>
        request.Roles.Where(r => LexicalPath.IsWithin(r.Key, request.Folder)).ToImmutableDictionary(r => Path.GetRelativePath(request.Folder, r.Key), static r => r.Value);

    private static Found Read(IEnumerable<string> signs, string folder)
    {
        var documents = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var refused = ImmutableArray.CreateBuilder<string>();
        var passed = ImmutableArray.CreateBuilder<string>();
        var paths = signs.SelectMany(sign => Matches(folder, sign).Select(path => (Path: path, ByName: !IsPattern(sign)))).DistinctBy(static p => p.Path, StringComparer.Ordinal);
        foreach (var (path, byName) in paths.Take(MostDocuments))
        {
            var file = new FileInfo(path);
            if (!file.Exists || file.Length > LargestDocument) continue;
            var (name, content) = (Path.GetRelativePath(folder, path), Content(path));
            var text = DocumentReader.Text(content);
            if (text is null) (byName ? refused : passed).Add(name);
            // Enough of a refused one is readable to know whose it is.
            if (text is not null || byName) documents[name] = (text ?? Encoding.Latin1.GetString(content)).TrimStart(ByteOrderMark);
        }

        return new(documents.ToImmutable(), refused.ToImmutable(), passed.ToImmutable());
    }

    private static byte[] Content(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new EnvironmentException($"{path} can't be read: permission denied; run linkseal as a user who may read it: sudo linkseal …", error);
        }
    }

    private static bool IsPattern(string sign) => sign.Contains('*', StringComparison.Ordinal);

    private static IEnumerable<string> Matches(string folder, string sign)
    {
        if (!IsPattern(sign)) return [Path.Combine(folder, sign)];
        var anywhere = sign.StartsWith(AnyFolders, StringComparison.Ordinal);
        if (Path.GetDirectoryName(sign) is { Length: > 0 } below && !anywhere && !Directory.Exists(Path.Combine(folder, below))) return [];
        var look = new EnumerationOptions { RecurseSubdirectories = anywhere, MaxRecursionDepth = DeepestFolder, AttributesToSkip = FileAttributes.None, MatchType = MatchType.Simple };
        return Directory.EnumerateFiles(folder, anywhere ? sign[AnyFolders.Length..] : sign, look).Order(StringComparer.Ordinal);
    }
}
