using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects;

/// <summary>The clients of a link's callee, told with the caller's own files: what <c>show COMPONENT</c> prints ready to paste.</summary>
public static class ClientSides
{
    /// <summary>By the callee's dialect; empty where it is none of the catalogue's, or the caller has no files.</summary>
    public static ImmutableArray<ClientSnippet> Of(Expansion expansion, PlatformDescription description, Link link)
    {
        var callee = expansion.Platform.Components.FirstOrDefault(c => c.Name == link.Callee);
        var endpoint = callee?.Endpoints.FirstOrDefault(e => link.Endpoint is null || e.Name == link.Endpoint);
        if (endpoint is null || Catalogue.Dialect(callee!.Dialect) is not { } dialect || link.Required is Level.Plaintext) return [];
        var files = expansion.Desired.Files.Where(f => f.Component == link.Caller).ToList();
        var entry = description.Components.FirstOrDefault(c => c.Name.Value == link.Caller);
        string? Path(Func<FileContent, bool> wanted) => files.Find(f => wanted(f.Content))?.Path is { } path ? entry is null ? path : ServerMaterial.Inside(entry, path) : null;
        if ((link.Trust ?? Path(static c => c is FileContent.Bundle)) is not { } roots) return [];
        var shows = link.Required >= Level.Mutual;
        return dialect.Clients(new(link.Dialled.IsEmpty ? link.Callee : link.Dialled[0], endpoint, roots)
        {
            Certificate = shows ? Path(static c => c.HoldsCertificate) : null,
            Key = shows ? Path(static c => c.HoldsKey) : null,
            Subject = shows ? expansion.Desired.Leaves.FirstOrDefault(l => l.Name == link.Caller)?.Subject : null,
            Caller = expansion.Platform.Components.FirstOrDefault(c => c.Name == link.Caller)?.Dialect,
            User = link.User ?? link.Caller,
            Database = link.Database,
            Named = link.Required is Level.Named,
        });
    }
}
