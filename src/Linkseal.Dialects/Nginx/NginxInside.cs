using System.Collections.Immutable;
using System.IO.Enumeration;
using System.Text;
using Linkseal.Core.Description;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Statements;
using Linkseal.Dialects.Compose;

namespace Linkseal.Dialects.Nginx;

/// <summary>The configuration of an nginx in a container, as far as mounts lead to it: each <c>include</c> stands for what it brings in. For reading only.</summary>
/// <remarks>Source: nginx.org, ngx_core_module, <c>include</c>: relative to the folder of nginx.conf, <c>*</c> in the name, every file complete in itself.</remarks>
internal sealed class NginxInside
{
    /// <summary>Where an image of nginx has its configuration.</summary>
    public const string Folder = "/etc/nginx";

    private const string Main = Folder + "/nginx.conf";
    private const string Sites = Folder + "/conf.d/*.conf";

    // A configuration of a thousand parts is a mistake, or meant to be one.
    private const int MostFiles = 1000;

    // What the image brings; none of it listens or passes on.
    private static readonly string[] Harmless = ["mime.types", "fastcgi_params", "fastcgi.conf", "proxy_params", "uwsgi_params", "scgi_params"];

    private readonly ImmutableArray<Mount> _mounts;
    private readonly ImmutableDictionary<string, string> _documents;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly Stack<string> _open = new();
    private int _taken;

    private NginxInside(ImmutableArray<Mount> mounts, ImmutableDictionary<string, string> documents) => (_mounts, _documents) = (mounts, documents);

    /// <summary>Files of the host that it is made of, to be read; <c>/folder/*.conf</c> is every one that ends so.</summary>
    public IEnumerable<string> Asked => _asked;

    /// <summary>Those that were read.</summary>
    public IEnumerable<string> Files => _read;

    /// <summary>Why it is not the whole configuration; null: it is.</summary>
    public string? Problem { get; private set; }

    /// <summary>The whole; null: nothing of it is here, or it can't be read.</summary>
    public StatementDocument? Form { get; private set; }

    /// <param name="mounts">Of the container.</param>
    /// <param name="documents">What was read so far.</param>
    public static NginxInside Of(ImmutableArray<Mount> mounts, ImmutableDictionary<string, string> documents)
    {
        var inside = new NginxInside(mounts, documents);
        // The image's own main file takes in conf.d and nothing else.
        var text = mounts.HostOf(Main) is { } main ? inside.Text(main) : inside.BroughtIn(Sites);
        if (inside._read.Count == 0) inside.Problem ??= "its configuration is not here";
        else inside.Form = StatementReader.Read(ConfigFormat.Nginx, Main, text).Value;
        return inside;
    }

    private string Text(string path)
    {
        _asked.Add(path);
        if (!_documents.TryGetValue(path, out var text)) return Lacking($"{path} is not here");
        if (StatementReader.Read(ConfigFormat.Nginx, path, text).Value is not { } form) return Lacking($"{path} can't be read as nginx reads it");
        if (_open.Contains(path) || ++_taken > MostFiles) return Lacking($"{path} is brought in by itself");
        _read.Add(path);
        _open.Push(path);
        var whole = new StringBuilder(text);
        foreach (var include in form.Includes.OrderByDescending(static i => i.At.Line).ThenByDescending(static i => i.At.Column))
        {
            var start = IndexOf(text, include.At.Line) + include.At.Column - 1;
            var end = text.IndexOf(';', start) + 1;
            whole.Remove(start, end - start).Insert(start, BroughtIn(LexicalPath.Resolve(Folder, include.Value)));
        }

        _open.Pop();
        return whole.ToString();
    }

    private string BroughtIn(string pattern)
    {
        var (folder, name) = (ConfigText.Folder(pattern), pattern[(pattern.LastIndexOf('/') + 1)..]);
        if (pattern.Contains('$', StringComparison.Ordinal) || name.AsSpan().IndexOfAny('?', '[') >= 0 || folder.Contains('*', StringComparison.Ordinal)) return Unread(pattern);
        var star = name.LastIndexOf('*');
        if (star < 0) return Harmless.Contains(name) ? "" : _mounts.HostOf(pattern) is { } host ? Text(host) : Unread(pattern);

        var singles = _mounts.Where(m => ConfigText.Folder(m.Inside) == folder && IsMatch(name, m.Inside)).Select(static m => m.Host).ToArray();
        if (_mounts.HostOf(folder) is not { } within)
        {
            // Of these the image has its own.
            if (singles.Length == 0) return pattern == Sites || pattern.Contains("/modules", StringComparison.Ordinal) ? "" : Unread(pattern);
            return Texts(singles);
        }

        _asked.Add(within + "/*" + name[(star + 1)..]);
        return Texts(_documents.Keys.Where(k => ConfigText.Folder(k) == within && IsMatch(name, k)).Concat(singles));
    }

    private string Texts(IEnumerable<string> paths) => string.Join('\n', paths.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(p => Text(p)));

    private string Unread(string pattern) => Lacking($"its configuration includes {Platforms.UserWord.Shown(pattern)}, which is not read here");

    private string Lacking(string problem)
    {
        Problem ??= problem;
        return "";
    }

    private static bool IsMatch(string name, string path) => FileSystemName.MatchesSimpleExpression(name, path.AsSpan(path.LastIndexOf('/') + 1), ignoreCase: false);

    private static int IndexOf(string text, int line)
    {
        var index = 0;
        for (var at = 1; at < line; at++) index = text.IndexOf('\n', index) + 1;
        return index;
    }
}
