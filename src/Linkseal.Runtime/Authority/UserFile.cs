using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Pki;
using Linkseal.Pki.Reading;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Authority;

/// <summary>A file of certificates and keys that the user brought, parsed.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Material">What it holds; what in it can't be parsed is in its <see cref="MaterialFacts.Problems"/>.</param>
internal sealed record UserFile(string Path, Material Material)
{
    /// <summary>Reads one; null with a diagnostic where it is not there or may not be read.</summary>
    /// <param name="place">Where it lies.</param>
    /// <param name="path">Absolute path on the place.</param>
    /// <param name="passphrase">Asked only when something in the file is encrypted; null: there is none.</param>
    public static Result<UserFile> Read(LocalPlace place, string path, Func<Result<Passphrase>>? passphrase)
    {
        if (!place.Read([path], CancellationToken.None).TryGetValue(path, out var bytes))
            return Result.With<UserFile>(null, [AuthorityDiagnostics.FileMissing(path, place.Reason(path, FileKind.Regular))]);

        using var content = new KeyBytes(bytes);
        var material = MaterialReader.Read(path, content.Memory);
        if (passphrase is null || !AsksForPassphrase(material.Facts)) return Result.Ok(new UserFile(path, material));

        var opened = passphrase();
        if (opened.Value is null) return Result.With(new UserFile(path, Unopened(material)), opened.Diagnostics);
        material.Dispose();
        return Result.Ok(new UserFile(path, MaterialReader.Read(path, content.Memory, opened.Value)));
    }

    /// <summary>A passphrase that is read from its source once, when first asked for; null where the description names none.</summary>
    public static Func<Result<Passphrase>>? Once(PassphraseSource? source, string purpose)
    {
        if (source is null) return null;
        var read = new Lazy<Result<Passphrase>>(() => PassphraseReader.Read(source, purpose));
        return () => read.Value;
    }

    /// <summary>The paths of a folder's files that can hold certificates or keys, by name; null where it can't be listed.</summary>
    public static ImmutableArray<string>? Within(LocalPlace place, string folder) =>
        place.List([folder], CancellationToken.None).TryGetValue(folder, out var names)
            ? [.. names.Where(static n => Extensions.Contains(System.IO.Path.GetExtension(n), StringComparer.OrdinalIgnoreCase)).Select(n => System.IO.Path.Combine(folder, n))]
            : null;

    private static readonly string[] Extensions = [".crt", ".pem", ".cer", ".der", ".p7b", ".p7c", ".pfx", ".p12", ".key"];

    private static bool AsksForPassphrase(MaterialFacts facts) => facts.Problems.Any(AsksForPassphrase);

    private static bool AsksForPassphrase(Diagnostic problem) => problem.Code == MaterialDiagnostics.PassphraseNeeded("", null).Code;

    // Why there is no passphrase is said already; that one is needed would only say it again.
    private static Material Unopened(Material material) => material with { Facts = material.Facts with { Problems = material.Facts.Problems.RemoveAll(AsksForPassphrase) } };
}
