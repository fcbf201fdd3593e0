using System.Collections.Immutable;
using System.IO.Enumeration;
using Linkseal.Core.Description;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Statements;

namespace Linkseal.Dialects.Nginx;

/// <summary>One file of a component's configuration.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Document">What it says.</param>
/// <param name="IsStream">True: nginx takes it within <c>stream</c>.</param>
internal sealed record NginxFile(string Path, StatementDocument Document, bool IsStream);

/// <summary>A component's configuration: its file, and those of the usual folders beside it that the file includes.</summary>
internal sealed class NginxFiles
{
    /// <summary>Where nginx looks by itself.</summary>
    public const string Usual = "/etc/nginx/nginx.conf";

    // Debian's and Alpine's folders, and what one finds where stream has some of its own.
    private static readonly ImmutableArray<string> Patterns = ["conf.d/*.conf", "http.d/*.conf", "sites-enabled/*", "stream.d/*.conf", "streams-enabled/*"];

    // Nothing that listens, and nothing of TLS.
    private static readonly ImmutableArray<string> Harmless = ["mime.types", "proxy_params", "fastcgi.conf", "fastcgi_params", "uwsgi_params", "scgi_params", "koi-utf", "koi-win", "win-utf"];

    private NginxFiles(ImmutableArray<NginxFile> all, ImmutableArray<(string Path, Statement Include)> unread)
    {
        (All, Unread) = (all, unread);
        Upstreams = [.. all.SelectMany(static f => NginxForm.Upstreams(f.Document).Select(u => (f, u)))];
        Servers = [.. all.SelectMany(f => NginxForm.Servers(f.Document, f.IsStream, [.. Upstreams.Select(static u => u.Upstream)]).Select(s => (f, s)))];
    }

    /// <summary>The component's own file first; empty: it is not there, or can't be read.</summary>
    public ImmutableArray<NginxFile> All { get; }

    /// <summary>What the file includes and nobody has looked at.</summary>
    public ImmutableArray<(string Path, Statement Include)> Unread { get; }

    /// <summary>True: it is the configuration that nginx is started with, not one site's part of it.</summary>
    public bool IsWhole => All is [var main, ..] && main.Document.Statements.Any(static s => s is { Name: "events" or "http" or "stream", IsSection: true });

    public ImmutableArray<(NginxFile File, NginxUpstream Upstream)> Upstreams { get; }

    public ImmutableArray<(NginxFile File, NginxServer Server)> Servers { get; }

    /// <summary>The component's own file.</summary>
    public static string Config(ComponentEntry entry) => entry.Config ?? Usual;

    /// <summary>The folder of the whole configuration: a file of one site lies one deeper.</summary>
    public static string Folder(ComponentEntry entry)
    {
        var folder = ConfigText.Folder(Config(entry));
        var name = folder[(folder.LastIndexOf('/') + 1)..];
        return name is "sites-available" || Patterns.Any(p => p.StartsWith(name + "/", StringComparison.Ordinal)) ? ConfigText.Folder(folder) : folder;
    }

    /// <summary>What a component's dialect wants to see.</summary>
    public static ImmutableArray<string> Reads(ComponentEntry entry) => [Config(entry), .. Patterns.Select(p => LexicalPath.Join(Folder(entry), p))];

    /// <summary>The configuration, as far as it was read.</summary>
    public static NginxFiles Of(ComponentEntry entry, ImmutableDictionary<string, string> documents)
    {
        if (ConfigText.Read(documents, ConfigFormat.Nginx, Config(entry)) is not { } main) return new([], []);
        var (files, unread) = (new List<NginxFile> { new(Config(entry), main, IsStream: false) }, new List<(string, Statement)>());
        foreach (var include in main.Includes)
        {
            var pattern = LexicalPath.Resolve(ServerMaterial.Inside(entry, ConfigText.Folder(Config(entry))), include.Value);
            var found = documents.Keys.Where(p => p != Config(entry) && Matches(pattern, ServerMaterial.Inside(entry, p))).Order(StringComparer.Ordinal).ToList();
            files.AddRange(found.Select(p => (p, ConfigText.Read(documents, ConfigFormat.Nginx, p))).Where(static f => f.Item2 is not null).Select(f => new NginxFile(f.p, f.Item2!, include.Section is ["stream", ..])));
            if (found.Count == 0 && !IsHarmless(pattern) && !Patterns.Any(p => pattern.EndsWith("/" + p, StringComparison.Ordinal))) unread.Add((Config(entry), include));
        }

        // What a site's file includes is asked about too, but never looked at.
        unread.AddRange(files.Skip(1).SelectMany(static f => f.Document.Includes.Where(static i => !IsHarmless("/" + i.Value)).Select(i => (f.Path, i))));
        return new([.. files.DistinctBy(static f => f.Path)], [.. unread]);
    }

    private static bool Matches(string pattern, string path) =>
        ConfigText.Folder(pattern) == ConfigText.Folder(path) && FileSystemName.MatchesSimpleExpression(pattern.AsSpan(pattern.LastIndexOf('/') + 1), path.AsSpan(path.LastIndexOf('/') + 1), ignoreCase: false);

    // A snippet of ours (into: drop-in) says what we say.
    private static bool IsHarmless(string path) => path.Contains("/snippets/linkseal-", StringComparison.Ordinal) || path.Contains("/modules-enabled/", StringComparison.Ordinal) || Harmless.Contains(path[(path.LastIndexOf('/') + 1)..]);
}
