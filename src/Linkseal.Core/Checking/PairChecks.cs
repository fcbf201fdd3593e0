using Linkseal.Core.Planning;

namespace Linkseal.Core.Checking;

/// <summary>Certificate and key: there, readable, a pair.</summary>
internal static class PairChecks
{
    public static void Run(CheckScope scope)
    {
        foreach (var leaf in scope.Leaves)
        {
            foreach (var file in leaf.Files) Holds(scope, leaf, file);
            Match(scope, leaf);
        }
    }

    private static void Holds(CheckScope scope, LeafView leaf, LeafFile file)
    {
        if (scope.Material(file.Path) is not { } material) return;
        if (material.OtherPassphrase)
        {
            scope.Add(PairFindings.OtherPassphrase(leaf, file.Path));
            return;
        }

        var problem = material.Problems.IsEmpty ? null : material.Problems[0].Message;
        if (file.HasCertificate && material.Certificates.IsEmpty) scope.Add(PairFindings.Empty(leaf, file.Path, "certificate", problem));
        if (file.HasKey && material.Keys.IsEmpty) scope.Add(PairFindings.Empty(leaf, file.Path, "private key", problem));
        if (file is { HasKey: true, HasCertificate: false } && material.Keys.Any(static k => k.Encrypted)) scope.Add(PairFindings.Encrypted(leaf, file.Path));
    }

    private static void Match(CheckScope scope, LeafView leaf)
    {
        if (leaf.Certificate is not { } certificate) return;
        foreach (var file in leaf.Files.Where(static f => f.HasKey))
        {
            var keys = (scope.Material(file.Path)?.Keys ?? []).Where(static k => !k.Encrypted).ToList();
            if (keys.Count > 0 && keys.TrueForAll(k => k.PublicKeySha256 != certificate.PublicKeySha256)) scope.Add(PairFindings.Mismatch(leaf, file.Path));
        }

        // Two files that hold the same leaf must hold the same one.
        foreach (var file in leaf.Files.Where(f => f.HasCertificate && f.Path != leaf.Path))
        {
            if (scope.Material(file.Path) is { Certificates: { IsEmpty: false } others } && others[0].Sha256 != certificate.Sha256) scope.Add(PairFindings.Mismatch(leaf, file.Path));
        }
    }
}
