using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Linkseal.Core.Certificates;
using Linkseal.Core.Editing;

namespace Linkseal.Core.Planning;

/// <summary>
/// What looks like Linkseal's where the state no longer says what is: certificates that are signed in the name of a described authority, their keys, and
/// files and settings that are exactly as described. A look, no proof: nothing is changed by it.
/// </summary>
internal static class PlannerLost
{
    /// <summary>The certificate files of a generated authority of which nothing is in the state, though it signed what is installed; empty: nothing is lost.</summary>
    public static ImmutableArray<string> CertificatesOf(PlannerScope scope, AuthoritySpec authority)
    {
        if (authority.Source is not AuthoritySource.Generated || scope.Observed.Authorities.ContainsKey(authority.Name)) return [];
        return [.. Made(scope, authority.Name).SelectMany(l => scope.FilesOf(l.Name)).Where(f => IsSigned(scope, f, authority)).Select(static f => f.Path)];
    }

    /// <summary>Certificates that an authority in the state signed, though there is no inventory that knows them; empty: nothing is lost.</summary>
    public static ImmutableArray<string> Unrecorded(PlannerScope scope)
    {
        if (scope.Observed.HasInventory) return [];
        var ours = scope.Desired.Authorities.Where(a => a.Source is AuthoritySource.Generated && scope.Observed.Authorities.ContainsKey(a.Name));
        return [.. ours.SelectMany(a => Made(scope, a.Name).SelectMany(l => scope.FilesOf(l.Name)).Where(f => IsSigned(scope, f, a))).Select(static f => f.Path)];
    }

    /// <summary>Every file on the place that looks like Linkseal's, in the order of the description.</summary>
    /// <param name="scope">Desired and observed.</param>
    /// <param name="component">Only of this component; null: of all.</param>
    public static ImmutableArray<string> Files(PlannerScope scope, string? component)
    {
        var ours = scope.Desired.Leaves.Where(l => component is null || l.Component == component).SelectMany(l => OfLeaf(scope, l)).ToHashSet(StringComparer.Ordinal);
        var rest = scope.Desired.Files.Where(f => (component is null || f.Component == component) && f.Content.LeafName is null && IsAsDescribed(scope, f));
        ours.UnionWith(rest.Select(static f => f.Path));
        return [.. scope.Desired.Files.Select(static f => f.Path).Where(ours.Contains).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The configuration files that hold every described setting, each with the names of the settings.</summary>
    public static ImmutableArray<(string Path, string Settings)> Configuration(PlannerScope scope, string? component)
    {
        var found = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (var group in scope.Desired.Edits.Where(e => component is null || e.Component == component).GroupBy(static e => e.Path, StringComparer.Ordinal))
        {
            if (!scope.Observed.Documents.TryGetValue(group.Key, out var text)) continue;
            ImmutableArray<Edit> edits = [.. group.SelectMany(static e => e.Edits)];
            var edited = ConfigEditor.Apply(group.First().Format, group.Key, text, edits, []);
            if (edited.Failed || edited.Value is not { } value || value.Text != text || edits.IsEmpty) continue;
            found.Add((group.Key, PlannerWords.List([.. edits.Select(static e => string.Join('.', e.Key)).Distinct(StringComparer.Ordinal)])));
        }

        return found.DrainToImmutable();
    }

    private static IEnumerable<LeafSpec> Made(PlannerScope scope, string authority) =>
        scope.Desired.Leaves.Where(l => l.Source is LeafSource.Made made && made.Authority == authority);

    private static IEnumerable<string> OfLeaf(PlannerScope scope, LeafSpec leaf)
    {
        var files = scope.FilesOf(leaf.Name);
        if (files.Select(f => Certificate(scope, f)).FirstOrDefault(static c => c is not null) is not { } certificate || !IsOurs(scope, leaf, certificate)) return [];
        return files.Where(f => Certificate(scope, f)?.Sha256 == certificate.Sha256 || Material(scope, f).Keys.Any(k => k.PublicKeySha256 == certificate.PublicKeySha256) || IsBeside(scope, f, leaf))
            .Select(static f => f.Path);
    }

    private static bool IsOurs(PlannerScope scope, LeafSpec leaf, CertificateFacts certificate) => leaf.Source switch
    {
        LeafSource.Made made => scope.Spec(made.Authority) is { } authority
            && (authority.Source is AuthoritySource.Generated ? AuthorityNames.Signed(authority, certificate) : PlannerAdoption.WhyNot(scope, leaf, made.Authority) is null),
        LeafSource.Kept => false,
        _ => scope.Observed.Brought.GetValueOrDefault(leaf.Name)?.Certificate.Sha256 == certificate.Sha256,
    };

    private static bool IsAsDescribed(PlannerScope scope, DesiredFile file) => file.Content switch
    {
        FileContent.Known known => scope.State(file.Path).Sha256 == Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(known.Text))),
        FileContent.Bundle bundle => HoldsRootOf(scope, file, bundle.Authority),
        FileContent.KubernetesSecret { Trusts.IsEmpty: false } secret => secret.Trusts.All(a => HoldsRootOf(scope, file, a)),
        // Roots of the user's alone: its text is known.
        FileContent.KubernetesSecret secret => scope.State(file.Path).Sha256 == PlannerFiles.Manifest(scope, secret),
        _ => false,
    };

    private static bool HoldsRootOf(PlannerScope scope, DesiredFile file, string authority) =>
        scope.Spec(authority) is { } spec && Material(scope, file).Certificates.Any(c => IsRoot(scope, spec, c));

    private static bool IsRoot(PlannerScope scope, AuthoritySpec authority, CertificateFacts certificate) => authority.Source is AuthoritySource.Generated
        ? AuthorityNames.Signed(authority, certificate)
        : scope.Observed.Authorities.GetValueOrDefault(authority.Name)?.Root.Sha256 == certificate.Sha256;

    private static bool IsSigned(PlannerScope scope, DesiredFile file, AuthoritySpec authority) =>
        Certificate(scope, file) is { } certificate && AuthorityNames.Signed(authority, certificate);

    // The leaf in a file that should hold one.
    private static CertificateFacts? Certificate(PlannerScope scope, DesiredFile file) =>
        file.Content.HoldsCertificate && Material(scope, file).Certificates is [var first, ..] ? first : null;

    // A file of intermediates belongs to the leaf that an authority of that name signed.
    private static bool IsBeside(PlannerScope scope, DesiredFile file, LeafSpec leaf) =>
        file.Content is FileContent.OfLeaf { Form: MaterialForm.Intermediates } && leaf.Source is LeafSource.Made made && scope.Spec(made.Authority) is { } authority &&
        Material(scope, file).Certificates is [var first, ..] && AuthorityNames.Signed(authority, first);

    private static MaterialFacts Material(PlannerScope scope, DesiredFile file) => scope.Observed.Material.GetValueOrDefault(file.Path, Nothing);

    private static MaterialFacts Nothing { get; } = new();
}
