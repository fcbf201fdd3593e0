using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Linkseal.Core.Certificates;

namespace Linkseal.Core.Planning;

/// <summary>The files that are written whole: by content first, by mode and owner where the content is right.</summary>
internal static class PlannerFiles
{
    public static void Written(PlannerScope scope, ImmutableArray<LeafToIssue> due, ImmutableArray<FileChange>.Builder changes)
    {
        var reasons = due.ToDictionary(static l => l.Spec.Name, static l => l.Reason, StringComparer.Ordinal);
        var hashes = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var file in scope.Desired.Files)
        {
            if (scope.Kept.Contains(file.Path)) continue;
            if (scope.IsBehind(file.Path)) continue;
            var state = scope.State(file.Path);
            if (state.Kind is FileKind.Symlink or FileKind.Folder or FileKind.Other)
            {
                scope.Diagnostics.Add(PlannerDiagnostics.InTheWay(file.Path, file.Component, state.Kind));
                continue;
            }

            var reason = file.Content switch
            {
                { LeafName: { } leaf } => reasons.GetValueOrDefault(leaf) is { } why ? Reason(scope, file, state, why) : null,
                FileContent.KubernetesSecret secret => WhyText(scope, file, state, Manifest(scope, secret)),
                FileContent.Bundle bundle => WhyText(scope, file, state, Bundle(scope, bundle.Authority, hashes)),
                FileContent.Known known => WhyText(scope, file, state, Hash(known.Text)),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            if (reason is not null) changes.Add(Change(file, state, reason));
            else if (!file.AnyMode && WhyMode(scope, file, state) is { } mode) changes.Add(Change(file, state, mode) with { ModeOnly = true });
        }
    }

    /// <summary>
    /// Whether mode or owner are not as they should be. An unprivileged user can't give files away, so what he wrote himself (a tree made with <c>--root</c>)
    /// is not held to an owner.
    /// </summary>
    public static string? WhyMode(DesiredFile file, FileState state, int user)
    {
        if (state.Kind is not FileKind.Regular) return null;
        if (state.Mode != file.Mode) return $"mode {PlannerWords.Mode(state.Mode)}, should be {PlannerWords.Mode(file.Mode)}";
        if (file.Owner is not { } owner || (user != 0 && state.User == user)) return null;
        var group = owner.Group ?? owner.User;
        return state.User == owner.User && state.Group == group
            ? null
            : $"owner {PlannerWords.Owner(state.User, state.Group)}, should be {PlannerWords.Owner(owner.User, group)}";
    }

    /// <summary>The hash of a Secret without a leaf: it holds certificates only, so its text is known as soon as its authorities are; null: not yet.</summary>
    public static string? Manifest(PlannerScope scope, FileContent.KubernetesSecret secret)
    {
        if (secret.Trusts.Any(a => scope.Facts(a) is null)) return null;
        return Hash(SecretManifest.Write(secret, part => Encoding.UTF8.GetBytes(part is FileContent.Bundle bundle ? scope.Facts(bundle.Authority)!.Bundle : ((FileContent.Known)part).Text)));
    }

    private static string? WhyMode(PlannerScope scope, DesiredFile file, FileState state) => WhyMode(file, state, scope.Observed.User);

    private static FileChange Change(DesiredFile file, FileState state, string reason) => new()
    {
        Action = state.Kind is FileKind.Missing or FileKind.Forbidden ? ChangeAction.Create : ChangeAction.Update,
        Path = file.Path,
        Component = file.Component,
        Reason = reason,
        File = file,
    };

    private static string Reason(PlannerScope scope, DesiredFile file, FileState state, string why)
    {
        const string Replaces = "replaces a file that is not Linkseal's";
        var foreign = state.Kind is FileKind.Regular && scope.Installed(file.Path) is null;
        return foreign && !why.StartsWith(Replaces, StringComparison.Ordinal) ? $"{Replaces}: {why}" : why;
    }

    private static string? WhyText(PlannerScope scope, DesiredFile file, FileState state, string? wanted)
    {
        var name = PlannerWords.Name(file.Path);
        var known = scope.Installed(file.Path);
        if (state.Kind is FileKind.Missing or FileKind.Forbidden) return known is null ? "new" : $"{name} is missing";
        if (wanted is null) return known is null ? Reason(scope, file, state, "its authority is new") : "its authority is new";
        if (state.Sha256 is null)
        {
            scope.CannotRead(file.Path);
            return null;
        }

        if (state.Sha256 == wanted) return null;
        return known is null ? Reason(scope, file, state, $"{name} differs") : state.Sha256 == known.Sha256 ? $"{name} has new content" : $"{name} differs";
    }

    // Null: the authority is made by this plan, so its bundle is not known yet.
    private static string? Bundle(PlannerScope scope, string authority, Dictionary<string, string?> hashes)
    {
        if (hashes.TryGetValue(authority, out var hash)) return hash;
        hash = scope.Facts(authority) is { } facts ? Hash(facts.Bundle) : null;
        hashes.Add(authority, hash);
        return hash;
    }

    private static string Hash(string text) => Hash(Encoding.UTF8.GetBytes(text));

    private static string Hash(byte[] text) => Convert.ToHexStringLower(SHA256.HashData(text));
}
