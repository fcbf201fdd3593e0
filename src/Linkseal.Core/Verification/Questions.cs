using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Checking;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Core.Verification;

/// <summary>From a platform and what stands on disk to the questions that <c>verify</c> puts, one for each link.</summary>
public static class Questions
{
    private static readonly ImmutableArray<string> Locked = [MaterialDiagnostics.PassphraseNeeded("", null).Code, MaterialDiagnostics.WrongPassphrase("", null).Code];

    /// <summary>In the platform's order.</summary>
    /// <param name="desired">What should be.</param>
    /// <param name="platform">Components and links.</param>
    /// <param name="observed">A full look.</param>
    public static ImmutableArray<LinkQuestion> Of(Desired desired, Platform platform, Observed observed)
    {
        var scope = new CheckScope(desired, platform, observed);
        var components = platform.Components.ToDictionary(static c => c.Name, StringComparer.Ordinal);
        var owners = scope.Leaves.Where(static l => l.Certificate is not null).GroupBy(static l => l.Certificate!.Sha256, StringComparer.Ordinal)
            .ToImmutableDictionary(static g => g.Key, static g => g.Select(static l => l.Spec.Component).Distinct().ToImmutableArray(), StringComparer.Ordinal);
        return [.. platform.Links.Select(link => Of(scope, link, components.GetValueOrDefault(link.Callee), owners))];
    }

    private static LinkQuestion Of(CheckScope scope, Link link, Component? callee, ImmutableDictionary<string, ImmutableArray<string>> owners)
    {
        var endpoint = callee?.Endpoints.FirstOrDefault(e => e.Name == link.Endpoint) ?? (link.Endpoint is null && callee is { Endpoints: [var only] } ? only : null);
        var served = scope.Trust.Served(link);
        var shown = scope.Trust.Shown(link);
        return new()
        {
            Link = link,
            Endpoint = endpoint,
            ServerName = link.Dialled.FirstOrDefault(static n => !n.StartsWith('*')) ?? served?.Spec.Names.Select(static n => n.Value).FirstOrDefault() ?? link.Callee,
            Issued = served?.Certificate?.Sha256,
            IssuedEach = link.Leaf is not null ? [] : Each([.. scope.LeavesOf(link.Callee).Where(static l => l.Spec.Purposes.HasFlag(Purposes.Server))]),
            Shown = shown?.Spec,
            ShownFiles = shown is null ? [] : [.. shown.Files.Select(static f => f.Path)],
            TrustFiles = served is null ? link.Trust is { } named ? [named] : [] : scope.Trust.Judging(served, link.Caller, link.Trust),
            TrustAuthority = Made(served?.Spec),
            NoRoots = link.Required >= Level.Authenticated && served is not null ? NoRoots(scope, scope.Trust.Own(served, link.Caller, link.Trust)) : null,
            Signer = Made(served?.Spec) is { } signer ? scope.Observed.Authorities.GetValueOrDefault(signer) : null,
            Owners = owners,
            // Whom the callee lets in is signed by the authority of the callers; without one of theirs, by its own.
            CallerAuthority = Made(shown?.Spec) ?? Made(served?.Spec),
        };
    }

    // A file that this user may not look into says nothing of the caller.
    private static string? NoRoots(CheckScope scope, ImmutableArray<string> files)
    {
        var why = files.Select(f => (scope.Observed.Files.GetValueOrDefault(f), scope.Observed.Material.GetValueOrDefault(f)) switch
        {
            ({ Kind: FileKind.Missing }, _) => $"{f} is not there",
            // Locked for us, and perhaps not for the caller.
            (_, { Problems: [{ Code: var code }, ..] }) when Locked.Contains(code) => null,
            // A problem that was met in it names the file.
            (_, { Certificates.IsEmpty: true } material) => material.Problems.IsEmpty ? $"{f} holds no certificate" : material.Problems[0].Message.TrimEnd('.'),
            _ => null,
        }).ToList();
        return why.Count > 0 && why.TrueForAll(static w => w is not null) ? string.Join("; ", why) : null;
    }

    // Several leaves for servers, and no word which one serves this link: each instance has its own.
    private static ImmutableArray<(ImmutableArray<AlternativeName> Names, string Sha256)> Each(ImmutableArray<LeafView> leaves) =>
        leaves.Length < 2 ? [] : [.. leaves.Where(static l => l.Certificate is not null).Select(static l => (l.Spec.Names, l.Certificate!.Sha256))];

    private static string? Made(LeafSpec? leaf) => leaf?.Source is LeafSource.Made made ? made.Authority : null;
}
