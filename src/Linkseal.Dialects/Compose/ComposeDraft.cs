using System.Collections.Immutable;
using System.Text;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Dialects.Platforms;

namespace Linkseal.Dialects.Compose;

/// <summary>A first <c>linkseal.yaml</c> by hand for a compose file of no known platform: what is guessed in it says so.</summary>
public static class ComposeDraft
{
    private const string Guess = "# check this";

    /// <summary>The files in a folder that are looked at.</summary>
    public static ImmutableArray<string> Signs => ComposeProject.Signs;

    /// <summary>The files that the compose file among these documents names, relative to the folder: variables, and configuration in folders that are mounted; a name may be a pattern.</summary>
    /// <param name="folder">Absolute.</param>
    /// <param name="documents">The texts of <see cref="Signs"/>.</param>
    /// <param name="dialects">The catalogue.</param>
    public static ImmutableArray<string> Named(string folder, ImmutableDictionary<string, string> documents, ImmutableArray<IDialect> dialects) =>
    [
        .. from service in ComposeProject.Read(folder, documents)?.Value?.Services ?? []
           from path in service.EnvironmentFiles.Concat(KnownImage.Of(service.Image, dialects) is { IsFolder: false } image ? image.Beside.Select(p => service.Mounts.HostOf(p)).OfType<string>() : [])
           where LexicalPath.IsWithin(path, folder)
           select Path.GetRelativePath(folder, path),
    ];

    /// <summary>Makes it; null where there is no compose file with services.</summary>
    /// <param name="request">The folder with the texts of <see cref="Signs"/>.</param>
    /// <param name="dialects">The catalogue: an image of a product that is not in it becomes files.</param>
    public static Result<Draft>? Of(DraftRequest request, ImmutableArray<IDialect> dialects)
    {
        if (ComposeProject.Read(request.Folder, request.Documents) is not { } read) return null;
        if (read.Value is not { Services.IsEmpty: false } project) return read.Failed ? Result.With<Draft>(null, read.Diagnostics) : null;
        var names = Names(project.Services);
        var links = Links(project, names);
        var shared = project.Services.SelectMany(static s => s.Mounts.Select(static m => m.Host).Distinct()).GroupBy(static h => h).Where(static g => g.Count() > 1).Select(static g => g.Key).ToImmutableHashSet();
        var parts = project.Services.Select(s => new ComposeComponent(s, names[s.Name], KnownImage.Of(s.Image, dialects), request, project.File) { Shared = shared, IsCalled = links.Any(l => l.Callee == names[s.Name]) }).ToList();
        // A product that nobody knows, and that neither calls nor is called: there is nothing to seal.
        var alone = parts.Where(p => p.Image is null && !links.Any(l => l.Caller == p.Name || l.Callee == p.Name)).ToList();
        ImmutableArray<ComposeComponent> taken = [.. parts.Except(alone)];
        if (taken.IsEmpty) return Result.With<Draft>(null, [ComposeDiagnostics.NothingToSeal(project)]);
        ImmutableArray<string> left = [.. alone.Select(static p => UserWord.Shown(p.Service.Name))];
        return Result.Ok(new Draft(Text(request, project, taken, left, links, dialects), ImmutableDictionary<string, string>.Empty, [.. Saw(project, taken, left, links)]));
    }

    private static string Text(DraftRequest request, ComposeProject project, ImmutableArray<ComposeComponent> components, ImmutableArray<string> left, ImmutableArray<ComposeLink> links, ImmutableArray<IDialect> dialects)
    {
        var text = new StringBuilder();
        text.Append(DraftText.Schema(request));
        text.Append($"# A first draft from {project.File}: what was guessed says \"{Guess[2..]}\". `linkseal show` lists what it comes to, `linkseal plan` what would change.\n");
        text.Append("# Certificates name services as the others dial them; add names by which they are dialled from outside. `plaintext: keep` leaves plaintext open beside TLS while callers are moved.\n");
        if (project.HasMore) text.Append($"{Guess}: include and extends were not followed\n");
        text.Append("platform: ").Append(DraftText.Quoted(request.PlatformName ?? Name(project.Name ?? ConfigText.LastPart(request.Folder)) ?? "compose")).Append('\n');
        text.Append("components:\n");
        foreach (var component in components) component.Write(text, component.Image is { } image ? dialects.First(d => d.Name == image.Dialect) : null);
        if (!left.IsEmpty) text.Append($"  # left out: {string.Join(", ", left)}   {Guess}: no link to or from them was seen\n");
        if (links.IsEmpty) text.Append($"{Guess}: no service says which one it calls\n#links:\n#  - web -> db\n");
        else text.Append("links:\n");
        foreach (var (caller, callee, where) in links) text.Append($"  - {caller} -> {callee}{(where == "depends_on" ? "" : $"   {Guess}: by {UserWord.Shown(where)}")}\n");
        return text.ToString();
    }

    private static IEnumerable<string> Saw(ComposeProject project, ImmutableArray<ComposeComponent> components, ImmutableArray<string> left, ImmutableArray<ComposeLink> links)
    {
        yield return $"{project.File}: {string.Join(", ", components.Select(static c => $"{c.Name} ({c.Image?.Dialect ?? "files"})"))}";
        yield return links.IsEmpty ? "no links: no service says which one it calls" : $"links by depends_on and variables: {string.Join(", ", links.Select(static l => $"{l.Caller} -> {l.Callee}"))}";
        if (!left.IsEmpty) yield return $"left out, as no link to or from them was seen: {string.Join(", ", left)}";
        yield return "a draft: what was guessed says \"check this\"";
    }

    private static ImmutableArray<ComposeLink> Links(ComposeProject project, Dictionary<string, string> names) =>
    [
        .. from caller in project.Services
           from callee in project.Services
           where caller.Name != callee.Name
           let told = caller.Needs.Where(n => n.Service == callee.Name).Select(static n => n.Where).FirstOrDefault() ?? callee.OtherNames.Prepend(callee.Name).Select(caller.Dials).FirstOrDefault(static v => v is not null)
           where told is not null
           select new ComposeLink(names[caller.Name], names[callee.Name], told),
    ];

    // Components want names that fit certificates and file names, none like another but for its case.
    private static Dictionary<string, string> Names(ImmutableArray<ComposeService> services)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var service in services)
        {
            var name = Name(service.Name) ?? "service";
            for (var number = 2; !taken.Add(name); number++) name = $"{Name(service.Name) ?? "service"}-{number}";
            names[service.Name] = name;
        }

        return names;
    }

    private static string? Name(string text)
    {
        var name = new string([.. text.Take(60).Select(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-')]).Trim('-');
        return name.Length == 0 ? null : name.All(char.IsAsciiDigit) ? "s" + name : name;
    }

    private sealed record ComposeLink(string Caller, string Callee, string Where);
}

/// <summary>What can be wrong with a compose file as a draft's source.</summary>
internal static class ComposeDiagnostics
{
    public static Diagnostic NothingToSeal(ComposeProject project) =>
        new("LS1294", Severity.Error, "none of its services runs a product that has a dialect, and none says which one it calls")
        {
            File = project.File, Hint = "write depends_on where a service calls another; or write linkseal.yaml by hand, linkseal explain LS1290 has one to copy",
        };
}
