using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Nginx;

/// <summary>
/// <c>into: drop-in</c>: the list of callers in a file of the folder that http reads, the settings of servers in a snippet. A server's own file then has its <c>listen</c> lines
/// changed and takes the snippet in; nginx has no folder that would say it for a server from outside.
/// </summary>
internal static class NginxDropIn
{
    /// <summary>The settings of a server that is given TLS.</summary>
    public static string Snippet(ComponentEntry entry) => LexicalPath.Join(NginxFiles.Folder(entry), $"snippets/linkseal-{entry.Name.Value}.conf");

    /// <summary>The line by which a server takes them in.</summary>
    public static string Include(ComponentEntry entry) => $"include {NginxServerEdits.Quoted(ServerMaterial.Inside(entry, Snippet(entry)))};";

    /// <summary>True: the server takes them in.</summary>
    public static bool IsIn(ComponentEntry entry, NginxServer server) => server.Statements.Any(d => d.Name == "include" && d.Value == ServerMaterial.Inside(entry, Snippet(entry)));

    /// <summary>Both files.</summary>
    public static IEnumerable<DesiredFile> Files(DialectRequest request, NginxFiles files, string settings, Edit.Block? callers)
    {
        yield return ConfigText.OurFile(request, Snippet(request.Component), settings + "\n");
        if (callers is not null && Folder(request.Component, files) is { } folder) yield return ConfigText.OurFile(request, LexicalPath.Join(folder, $"linkseal-{request.Name}.conf"), callers.Lines + "\n");
    }

    /// <summary>What stands in the way.</summary>
    public static IEnumerable<Diagnostic> Wrong(DialectRequest request, NginxFiles files, ImmutableArray<NginxSealed> servers)
    {
        var entry = request.Component;
        if (!entry.DropIn) yield break;
        if (Folder(entry, files) is null) yield return NginxDiagnostics.NoDropIns(request, NginxFiles.Config(entry));
        foreach (var one in servers.Where(static s => !s.Server.IsStream))
        {
            if (one.Server.Statements.FirstOrDefault(static d => NginxServerEdits.Ours.Contains(d.Name)) is { } own) yield return NginxDiagnostics.SetTwice(request, one.File.Path, own);
        }
    }

    // Debian's folder, or Alpine's, where the http block reads it.
    private static string? Folder(ComponentEntry entry, NginxFiles files)
    {
        if (files.All is not [var main, ..]) return null;
        return ((string[])["conf.d", "http.d"]).Where(f => main.Document.Includes.Any(i => i.Section is ["http", ..] && ("/" + i.Value).EndsWith($"/{f}/*.conf", StringComparison.Ordinal)))
            .Select(f => LexicalPath.Join(NginxFiles.Folder(entry), f)).FirstOrDefault();
    }
}
