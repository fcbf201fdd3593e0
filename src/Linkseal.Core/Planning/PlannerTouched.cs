namespace Linkseal.Core.Planning;

/// <summary>The paths that a plan changes, asked for by file and by folder in constant time.</summary>
internal sealed class PlannerTouched
{
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _rewritten = new(StringComparer.Ordinal);

    public PlannerTouched(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            if (!_files.Add(path)) continue;
            foreach (var folder in Ancestors(path))
            {
                if (!_folders.Add(folder)) break;
            }
        }
    }

    /// <summary>Why a step is due after these changes, in words; null: it is not.</summary>
    public string? Why(RunStep step)
    {
        var changed = step.After.FirstOrDefault(after => after.EndsWith('/') ? _folders.Contains(after) : _files.Contains(after));
        if (changed is not null) return changed.EndsWith('/') ? $"files in {changed} change" : $"{PlannerWords.Name(changed)} changes";
        foreach (var after in step.After)
        {
            if (_rewritten.TryGetValue(after.TrimEnd('/'), out var exact)) return $"after {exact}";
            foreach (var folder in Ancestors(after.TrimEnd('/')))
            {
                if (_rewritten.TryGetValue(folder.TrimEnd('/'), out var step2)) return $"after {step2}";
            }
        }

        return null;
    }

    /// <summary>A due step rewrites files, which may be what a later one waits for.</summary>
    public void Rewritten(RunStep step)
    {
        foreach (var path in step.Rewrites)
        {
            _rewritten.TryAdd(path.TrimEnd('/'), step.Id);
            foreach (var folder in Ancestors(path.TrimEnd('/'))) _folders.Add(folder);
        }
    }

    // "/a/b/c" → "/a/b/", "/a/", "/": deepest first.
    private static IEnumerable<string> Ancestors(string path)
    {
        for (var slash = path.LastIndexOf('/'); slash >= 0; slash = slash == 0 ? -1 : path.LastIndexOf('/', slash - 1)) yield return path[..(slash + 1)];
    }
}
