using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Dialects;
using Linkseal.Runtime.Drafting;

namespace Linkseal.Cli.Commands;

/// <summary>One thing that <c>audit</c> is pointed at.</summary>
/// <param name="Typed">As it was typed.</param>
/// <param name="Folder">The folder, absolute on the place; of a file, the one it lies in.</param>
/// <param name="Files">Names of its files that were typed one by one; empty: the folder as a whole.</param>
/// <param name="Root">The place's root; null: <c>/</c>.</param>
internal sealed record AuditTarget(string Typed, string Folder, ImmutableArray<string> Files, string? Root)
{
    /// <summary>True when there is nothing at the path.</summary>
    public bool Missing { get; private init; }

    /// <summary>What was typed, and the files with a role that lie below none of it. Files that lie together are one target.</summary>
    public static IEnumerable<AuditTarget> Of(ImmutableArray<string> paths, IEnumerable<string> roles, string here, string? root)
    {
        List<AuditTarget> targets = [.. paths.Select(p => One(p, LexicalPath.OnPlace(LexicalPath.Resolve(here, p), root), root))];
        foreach (var path in roles.Order(StringComparer.Ordinal))
        {
            if (!targets.Exists(t => t.Holds(path))) targets.Add(One(path, path, root));
        }

        return targets.GroupBy(static t => t.Files.IsEmpty || t.Missing ? t.Typed : t.Folder + "/").Select(static g => g.Aggregate(static (all, next) => all with { Files = [.. all.Files.Union(next.Files)] }));
    }

    /// <summary>Which of the files nobody knows; of a folder that nobody recognises, itself.</summary>
    public IEnumerable<string> Strangers(ImmutableArray<IProfile> profiles, ImmutableDictionary<string, string> roles) =>
        Files.IsEmpty ? [Typed] : FolderLook.Strangers(profiles, Request(roles)).Select(name => Path.Join(Path.GetDirectoryName(Typed), name));

    /// <summary>The platforms in it, or what keeps one from being recognised; where a folder is none itself, those of its sub-folders.</summary>
    public (ImmutableArray<Recognised> Found, ImmutableArray<Diagnostic> Obstacles) Look(ImmutableArray<IProfile> profiles, ImmutableDictionary<string, string> roles)
    {
        var request = Request(roles);
        var found = FolderLook.Look(profiles, request);
        if (!found.IsEmpty) return (found, []);
        var obstacles = Obstacles(profiles, request);
        if (!obstacles.IsEmpty || !Files.IsEmpty) return ([], obstacles);
        // Below, it may be nobody's that is looked for: said, and no fault.
        var below = Directory.GetDirectories(LexicalPath.OnMachine(Folder, Root)).Order(StringComparer.Ordinal)
            .Select(path => request with { Folder = Folder.TrimEnd('/') + "/" + Path.GetFileName(path) }).Select(r => (Request: r, Found: FolderLook.Look(profiles, r))).ToArray();
        return ([.. below.SelectMany(static b => b.Found)], [.. below.Where(static b => b.Found.IsEmpty).SelectMany(b => Obstacles(profiles, b.Request)).Select(static d => d with { Severity = Severity.Warning })]);
    }

    /// <summary>A diagnostic of a folder's file, with the whole path.</summary>
    public static Diagnostic Within(string folder, Diagnostic said) =>
        said.File is ['/', ..] ? said : said with { File = said.File is null ? folder : LexicalPath.Join(folder, said.File) };

    private LookRequest Request(ImmutableDictionary<string, string> roles) => new(Folder, Root) { Files = Files, Roles = roles, LooksOnly = true };

    private static ImmutableArray<Diagnostic> Obstacles(ImmutableArray<IProfile> profiles, LookRequest request) =>
        [.. FolderLook.Obstacles(profiles, request).Select(d => Within(request.Folder, d))];

    // A file that was named is looked at without those beside it.
    private bool Holds(string path) => Files.IsEmpty ? path.StartsWith(Folder.TrimEnd('/') + "/", StringComparison.Ordinal) : Files.Any(f => path == LexicalPath.Join(Folder, f));

    private static AuditTarget One(string typed, string path, string? root)
    {
        var machine = LexicalPath.OnMachine(path, root);
        if (Directory.Exists(machine)) return new(typed, path, [], root);
        return new(typed, Path.GetDirectoryName(path)!, [Path.GetFileName(path)], root) { Missing = !File.Exists(machine) };
    }
}
