using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Pki.Chains;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Authority;

/// <summary>The CA certificate that goes with brought leaves: the file that is named, else looked for in their folder. There is no key to sign with.</summary>
internal static class BroughtAuthority
{
    // As people and products name it; the first that is there is the one that is meant.
    private static readonly string[] Names = ["ca", "harbor_internal_ca", "root", "root-ca", "rootca", "cacert"];

    /// <summary>Finds the one root to believe.</summary>
    public static Result<LoadedAuthority> Load(BroughtFolders brought, LocalPlace place, AuthoritySpec spec, AuthoritySource.Brought source, DateTimeOffset now)
    {
        if (source.Certificate is { } named)
        {
            var read = brought.File(place, named);
            return read.Value is { } file ? Choose(spec, source.Folder, [file], read.Diagnostics, now) : Result.With<LoadedAuthority>(null, read.Diagnostics);
        }

        var folder = brought.Folder(place, source.Folder);
        if (folder.Value is not { } found) return Result.With<LoadedAuthority>(null, folder.Diagnostics);
        var byName = Names.Select(n => found.Files.FirstOrDefault(f => IsNamed(f, n))).FirstOrDefault(static f => f is not null);
        return Choose(spec, source.Folder, byName is null ? found.Files : [byName], folder.Diagnostics, now);
    }

    private static Result<LoadedAuthority> Choose(AuthoritySpec spec, string folder, ImmutableArray<UserFile> files, ImmutableArray<Diagnostic> diagnostics, DateTimeOffset now)
    {
        var certificates = files.SelectMany(static f => f.Material.Certificates.Select(c => (File: f, Certificate: c))).ToArray();
        var signatures = SignatureVerifier.Verify(certificates.Select(static c => c.Certificate));
        var (roots, missing) = BroughtMatching.FindRoots(folder, [.. files.Select(static f => new BroughtFile(f.Path, f.Material.Facts))], signatures);
        var found = roots.Select(r => certificates.First(c => c.Certificate.Facts.Sha256 == r.Sha256)).ToImmutableArray();
        if (found.IsEmpty) return Result.With<LoadedAuthority>(null, [.. diagnostics, .. files.Length == 1 ? WhyNot(files[0], missing, now) : missing]);
        if (found.Length > 1)
        {
            var candidates = found.Select(static r => $"{Path.GetFileName(r.File.Path)} ({r.Certificate.Facts.Subject})").Order(StringComparer.Ordinal);
            return Result.With<LoadedAuthority>(null, [.. diagnostics, AuthorityDiagnostics.SeveralInFolder(folder, [.. candidates])]);
        }

        var (file, root) = found[0];
        var loaded = new LoadedAuthority { Spec = spec, Generation = 1, Root = root, Intermediates = [], Open = null };
        return Result.With(loaded, [.. diagnostics, .. AuthorityRules.CheckTrust(file.Path, [root.Facts], now)]);
    }

    // The file that was meant says best why it is no root.
    private static ImmutableArray<Diagnostic> WhyNot(UserFile file, ImmutableArray<Diagnostic> missing, DateTimeOffset now)
    {
        var facts = file.Material.Facts;
        var faults = facts.Problems.IsEmpty ? AuthorityRules.CheckTrust(file.Path, facts.Certificates, now) : facts.Problems;
        return faults.IsEmpty ? missing : faults;
    }

    private static bool IsNamed(UserFile file, string name) =>
        string.Equals(Path.GetFileNameWithoutExtension(file.Path), name, StringComparison.OrdinalIgnoreCase) && !file.Path.EndsWith(".key", StringComparison.OrdinalIgnoreCase);
}
