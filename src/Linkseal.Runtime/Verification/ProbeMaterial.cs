using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Pki;
using Linkseal.Pki.Reading;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Verification;

/// <summary>Roots and a client certificate as files name them, for <c>probe</c>.</summary>
public sealed class ProbeMaterial : IDisposable
{
    private ProbeMaterial(TrustRoots roots, ClientIdentity? identity, string? commonName) => (Roots, Identity, CommonName) = (roots, identity, commonName);

    /// <summary>Whom to believe.</summary>
    public TrustRoots Roots { get; }

    /// <summary>What to show; null: nothing.</summary>
    public ClientIdentity? Identity { get; }

    /// <summary>The common name of what is shown; null: none.</summary>
    public string? CommonName { get; }

    /// <summary>Reads the files; what is wrong with them is said all at once.</summary>
    /// <param name="authority">Roots, absolute; null: the system's.</param>
    /// <param name="certificate">The certificate with its chain, absolute; null: none.</param>
    /// <param name="key">Its key, absolute; null: in the same file.</param>
    public static Result<ProbeMaterial> Load(string? authority, string? certificate, string? key)
    {
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        if (certificate is null && key is not null) diagnostics.Add(ProbeDiagnostics.HalfAPair("--key", "--cert"));
        using var roots = Read(authority, diagnostics);
        using var shown = Read(certificate, diagnostics);
        using var keys = Read(key, diagnostics);
        if (roots is { Certificates.IsEmpty: true }) diagnostics.Add(ProbeDiagnostics.NotIn(authority!, "certificate"));
        if (shown is { Certificates.IsEmpty: true }) diagnostics.Add(ProbeDiagnostics.NotIn(certificate!, "certificate"));
        if (keys is { Keys.IsEmpty: true }) diagnostics.Add(ProbeDiagnostics.NotIn(key!, "private key"));
        var pair = shown is null ? null : ClientIdentity.Pair(shown.Certificates, (keys ?? shown).Keys);
        if (shown is { Certificates.IsEmpty: false } && (keys ?? shown) is { Keys: var held } && pair is null)
            diagnostics.Add(held.IsEmpty && key is null ? ProbeDiagnostics.HalfAPair("--cert", "--key") : ProbeDiagnostics.NotAPair(certificate!, key ?? certificate!));
        if (diagnostics.Any(static d => d.Severity is Severity.Error)) return Result.With<ProbeMaterial>(null, diagnostics);

        var trust = roots is null ? TrustRoots.OfSystem() : TrustRoots.Of(roots.Certificates);
        var identity = pair is { } found ? ClientIdentity.Of(found.Chain[0].Facts.Subject, found.Chain, found.Key) : null;
        return Result.With(new ProbeMaterial(trust, identity, pair?.Chain[0].Facts.CommonName), diagnostics);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Roots.Dispose();
        Identity?.Dispose();
    }

    private static Material? Read(string? file, ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        if (file is null) return null;
        var place = new LocalPlace(new LocalDisk());
        if (!place.Read([file], CancellationToken.None).TryGetValue(file, out var bytes))
        {
            diagnostics.Add(ProbeDiagnostics.NoFile(file));
            return null;
        }

        var material = MaterialReader.Read(file, bytes);
        diagnostics.AddRange(material.Facts.Problems);
        return material;
    }
}

/// <summary>What can be wrong with the files that <c>probe</c> is given.</summary>
internal static class ProbeDiagnostics
{
    /// <summary>A file that is not there, or may not be read.</summary>
    public static Diagnostic NoFile(string file) => new("LS1746", Severity.Error, "there is no such file, or it may not be read") { File = file };

    /// <summary>A file that does not hold what it is given for.</summary>
    public static Diagnostic NotIn(string file, string what) => new("LS1744", Severity.Error, $"there is no {what} in it")
    {
        File = file,
        Hint = "PEM, DER and PKCS#12 without a passphrase are read",
    };

    /// <summary>A certificate without its key, or the other way round.</summary>
    public static Diagnostic HalfAPair(string given, string missing) => new("LS1745", Severity.Error, $"{given} without {missing}")
    {
        Hint = "give both; a file that holds certificate and key does as --cert alone",
    };

    /// <summary>A certificate with the key of another one.</summary>
    public static Diagnostic NotAPair(string certificate, string key) => new("LS1747", Severity.Error, "the key is not the certificate's")
    {
        File = key,
        Hint = $"none of the certificates in {certificate} has this key",
    };
}
