using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Toml;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>A configuration file that was met and told.</summary>
/// <param name="Path">Relative to the folder that was looked at.</param>
/// <param name="Host">Whose it is.</param>
/// <param name="OnHost">Its path there.</param>
/// <param name="Role">What it is, as in <see cref="TiDbRole.Names"/>.</param>
/// <param name="Toml">What it says; null: no TOML, or not readable.</param>
internal sealed record TiDbDraftFile(string Path, string Host, string OnHost, string Role, TomlDocument? Toml)
{
    /// <summary>Another file that this one names, as a path of the host.</summary>
    public string? Named(params ReadOnlySpan<string> key) => Toml?.Text(key) is { Length: > 0 } text ? LexicalPath.Resolve(TiDbInstance.Parent(OnHost), text) : null;
}

/// <summary>Files of a folder as instances: a sub-folder is a host, and below it lie that host's paths; what lies directly in the folder is this machine's.</summary>
internal sealed class TiDbDraftFiles
{
    /// <summary>Folders that every machine has: below them lie this machine's paths, and no host is called so.</summary>
    private static readonly string[] OfRoot = ["etc", "home", "mnt", "opt", "root", "srv", "usr", "var"];

    private readonly DraftRequest _request;
    private readonly List<NotLookedAt> _passed = [];
    private readonly List<Diagnostic> _broken = [];

    private TiDbDraftFiles(DraftRequest request, bool hasRoot) => (_request, HasRoot) = (request, hasRoot);

    /// <summary>The folder is the root below which hosts lie.</summary>
    public bool HasRoot { get; }

    /// <summary>What was told, in the order of <see cref="TiDbProduct.All"/>, hosts and paths.</summary>
    public ImmutableArray<TiDbDraftFile> Files { get; private set; } = [];

    /// <summary>What was not.</summary>
    public ImmutableArray<NotLookedAt> Passed => [.. _passed];

    /// <summary>What is wrong with files that were told, and are no TOML.</summary>
    public ImmutableArray<Diagnostic> Broken => [.. _broken];

    public static TiDbDraftFiles Of(DraftRequest request)
    {
        // The folder of hidden files is never a host: Linkseal's own state lies in one.
        var paths = request.Documents.Keys.Where(static p => !IsYaml(p) || p.EndsWith("prometheus.yml", StringComparison.Ordinal)).Concat(request.Roles.Keys.Where(request.Documents.ContainsKey))
            .Where(static p => !p.StartsWith('.') && !p.Contains("/.", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var files = new TiDbDraftFiles(request, Array.Exists(paths, static p => p.Contains('/', StringComparison.Ordinal)));
        var told = files.Learners([.. paths.Select(files.Told).OfType<TiDbDraftFile>()]);
        files.Files = [.. told.OrderBy(static f => TiDbRole.Names.IndexOf(f.Role)).ThenBy(static f => f.Host, StringComparer.Ordinal).ThenBy(static f => f.OnHost, StringComparer.Ordinal)];
        files.PassLearners();
        return files;
    }

    /// <summary>The second files: TiFlash's first one names it, or it lies beside.</summary>
    public TiDbDraftFile? LearnerOf(TiDbDraftFile tiflash)
    {
        var own = Files.Where(f => f.Role == TiDbRole.Learner && f.Host == tiflash.Host).ToArray();
        return Array.Find(own, f => f.OnHost == tiflash.Named("flash", "proxy", "config"))
            ?? Array.Find(own, f => TiDbInstance.Parent(f.OnHost) == TiDbInstance.Parent(tiflash.OnHost)) ?? (own.Length == 1 ? own[0] : null);
    }

    public static bool IsYaml(string path) => path.EndsWith(".yaml", StringComparison.Ordinal) || path.EndsWith(".yml", StringComparison.Ordinal);

    private void PassLearners()
    {
        var taken = Files.Where(static f => f.Role == "tiflash").Select(LearnerOf).ToArray();
        _passed.AddRange(Files.Where(f => f.Role == TiDbRole.Learner && !taken.Contains(f)).Select(static f => new NotLookedAt(f.Path, $"the second file of a TiFlash whose first is not on {f.Host}: --as tiflash=FILE says which it is")));
    }

    private TiDbDraftFile? Told(string path)
    {
        if (Place(path) is not { } place) return null;
        var text = _request.Documents[path];
        var read = IsYaml(path) ? null : TomlReader.Read(path, text);
        if (_request.Roles.GetValueOrDefault(path) is { } said) return Taken(path, place, said, read);
        if (IsYaml(path)) return Scraper(path, text) ? Taken(path, place, "prometheus", null) : null;
        var roles = TiDbRole.Tell(text, path[(path.LastIndexOf('/') + 1)..]);
        if (roles is [var role]) return Taken(path, place, role, read);
        if (read is { Failed: true }) _passed.Add(new(path, Words(read.Diagnostics[0])));
        else _passed.Add(new(path, roles.IsEmpty
            ? "none of its keys is known of TiDB's products: --as ROLE=FILE, if it is one of them"
            : $"by its keys it can be {string.Join(" or ", roles)}: --as ROLE=FILE says which"));
        return null;
    }

    private TiDbDraftFile Taken(string path, (string Host, string OnHost) place, string role, Result<TomlDocument>? toml)
    {
        if (toml is { Failed: true }) _broken.AddRange(toml.Diagnostics);
        return new(path, place.Host, place.OnHost, role, toml?.Value);
    }

    private static string Words(Diagnostic broken) => broken.At is { } at ? $"{at.Line}:{at.Column}: {broken.Message}" : broken.Message;

    private (string Host, string OnHost)? Place(string path)
    {
        if (path.Any(char.IsControl))
        {
            _passed.Add(new(path, "its name has control characters"));
            return null;
        }

        var slash = path.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return ("localhost", HasRoot ? "/" + path : LexicalPath.Join(_request.Folder, path));
        var host = path[..slash];
        if (OfRoot.Contains(host)) return ("localhost", "/" + path);
        if (!host.StartsWith('*') && AlternativeName.Parse(host) is not null) return (host, path[slash..]);
        _passed.Add(new(path, $"{host} is no name of a host: below HOST/ lie the paths of that host"));
        return null;
    }

    private bool Scraper(string path, string text)
    {
        var read = YamlReader.Read(path, text);
        if (read.Failed)
        {
            _passed.Add(new(path, Words(read.Diagnostics[0])));
            return false;
        }

        var jobs = ((read.Value as YamlNode.Mapping)?[TiDbScrape.List] as YamlNode.Sequence)?.Items.OfType<YamlNode.Mapping>() ?? [];
        if (jobs.Any(static j => (j[TiDbScrape.Name] as YamlNode.Scalar)?.Value is { } name && TiDbProduct.All.Any(p => !p.Scrapes && p.Job == name))) return true;
        _passed.Add(new(path, "none of its jobs is called as a product of TiDB: --as prometheus=FILE, if it scrapes this cluster"));
        return false;
    }

    /// <summary>A file that a TiFlash names as its second is one, whatever its keys look like: they are TiKV's.</summary>
    private ImmutableArray<TiDbDraftFile> Learners(ImmutableArray<TiDbDraftFile> told)
    {
        var named = told.Where(static f => f.Role == "tiflash").Select(static f => (f.Host, Path: f.Named("flash", "proxy", "config"))).ToHashSet();
        return [.. told.Select(f => f.Role == "tikv" && !_request.Roles.ContainsKey(f.Path) && named.Contains((f.Host, f.OnHost)) ? f with { Role = TiDbRole.Learner } : f)];
    }
}
