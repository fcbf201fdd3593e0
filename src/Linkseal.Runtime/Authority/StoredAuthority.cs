using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Pki;
using Linkseal.Pki.Reading;
using Linkseal.Runtime.Observing;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.State;

namespace Linkseal.Runtime.Authority;

/// <summary>Reads a generated authority back from the state: its certificates at once, its key when something has to be signed.</summary>
internal static class StoredAuthority
{
    /// <summary>The newest generation; null (and no diagnostic) where none was ever made.</summary>
    /// <param name="state">Where it lies.</param>
    /// <param name="spec">As described.</param>
    /// <param name="replaced">True: a new one was asked for, so damage is only a warning.</param>
    public static Result<LoadedAuthority> Load(StateFolder state, AuthoritySpec spec, bool replaced)
    {
        var folder = new AuthorityFolder(state, spec.Name);
        if (folder.Newest() is not { } generation) return Result.With<LoadedAuthority>(null, []);

        var problems = ImmutableArray.CreateBuilder<Diagnostic>();
        var issuer = ReadCertificate(state, spec.Name, folder.At(generation, AuthorityFolder.IssuerCertificate), replaced, problems);
        var rootFile = folder.At(generation, AuthorityFolder.RootCertificate);
        var root = state.Disk.Look(rootFile).Kind == FileKind.Missing ? issuer : ReadCertificate(state, spec.Name, rootFile, replaced, problems);
        if (issuer is null || root is null) return Result.With<LoadedAuthority>(null, problems);

        // Without its root.crt an intermediate would be handed out as the root, and every bundle with it.
        if (!root.Facts.IsSelfIssued) return Result.With<LoadedAuthority>(null, [AuthorityDiagnostics.Damaged(spec.Name, rootFile, "is missing, and ca.crt is no root", replaced)]);
        var keyFile = folder.At(generation, AuthorityFolder.IssuerKey);
        var (key, about) = (state.Disk.Look(keyFile), state.Disk.Look(folder.Path));
        ImmutableArray<Certificate> intermediates = root.Equals(issuer) ? [] : [issuer];
        return Result.Ok(new LoadedAuthority
        {
            Spec = spec,
            Generation = generation,
            Root = root,
            Intermediates = intermediates,
            KeyPath = keyFile,
            Key = key.ToState(),
            Folder = about.ToState(),
            Open = key.Kind == FileKind.Missing ? null : () => Open(state, spec, folder, generation, root, intermediates),
        });
    }

    private static Result<Pki.Issuing.Authority> Open(
        StateFolder state,
        AuthoritySpec spec,
        AuthorityFolder folder,
        int generation,
        Certificate root,
        ImmutableArray<Certificate> intermediates)
    {
        var problems = ImmutableArray.CreateBuilder<Diagnostic>();
        Passphrase? passphrase = null;
        if (spec.Passphrase is { } source)
        {
            var read = PassphraseReader.Read(source, $"the key of authority {spec.Name}");
            problems.AddRange(read.Diagnostics);
            if (read.Failed) return Result.With<Pki.Issuing.Authority>(null, problems);
            passphrase = read.Value;
        }

        var file = folder.At(generation, AuthorityFolder.IssuerKey);
        var issuer = intermediates.IsEmpty ? root : intermediates[0];
        if (ReadKey(state, spec.Name, file, issuer, passphrase, problems) is not { } key) return Result.With<Pki.Issuing.Authority>(null, problems);
        return Result.With(new Pki.Issuing.Authority(spec.Name, generation, root, intermediates, key), problems);
    }

    private static PrivateKey? ReadKey(
        StateFolder state,
        string name,
        string file,
        Certificate issuer,
        Passphrase? passphrase,
        ImmutableArray<Diagnostic>.Builder problems)
    {
        using var content = KeyBytes.Read(state.Disk, file);
        var material = MaterialReader.Read(file, content.Memory, passphrase);
        if (material.KeyOf(issuer.Facts) is { } key)
        {
            if (passphrase is not null && !material.Facts.Keys.Any(static k => k.Encrypted)) problems.Add(AuthorityDiagnostics.NotEncrypted(name, file));
            foreach (var other in material.Keys.Where(k => k != key)) other.Dispose();
            return key;
        }

        material.Dispose();
        if (material.Facts.Problems.IsEmpty) problems.Add(AuthorityDiagnostics.Damaged(name, file, $"is not the key of {issuer.Facts.Subject}", replaced: false));
        else problems.AddRange(material.Facts.Problems);
        return null;
    }

    private static Certificate? ReadCertificate(StateFolder state, string name, string file, bool replaced, ImmutableArray<Diagnostic>.Builder problems)
    {
        if (state.Disk.Look(file).Kind == FileKind.Missing)
        {
            problems.Add(AuthorityDiagnostics.Damaged(name, file, "is missing", replaced));
            return null;
        }

        var material = MaterialReader.Read(file, state.Disk.Read(file));
        if (material.Certificates.Length == 1) return material.Certificates[0];
        problems.Add(AuthorityDiagnostics.Damaged(name, file, "does not hold one certificate", replaced));
        return null;
    }
}
