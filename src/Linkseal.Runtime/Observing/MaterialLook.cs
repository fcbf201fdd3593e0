using System.Collections.Concurrent;
using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Pki;
using Linkseal.Pki.Reading;
using Linkseal.Runtime.Authority;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Observing;

/// <summary>Certificate and key files of a place as plain data. Keys are read for what they are, then cleared.</summary>
/// <param name="Facts">By path.</param>
/// <param name="Certificates">Every certificate that was met, for verifying signatures.</param>
internal sealed record MaterialLook(ImmutableDictionary<string, MaterialFacts> Facts, ImmutableArray<Certificate> Certificates)
{
    private static readonly string WrongPassphrase = MaterialDiagnostics.WrongPassphrase("", null).Code;

    public static MaterialLook Nothing { get; } = new(ImmutableDictionary<string, MaterialFacts>.Empty, []);

    /// <summary>Both looks together.</summary>
    public MaterialLook With(MaterialLook other) => other.Facts.IsEmpty ? this : new(Facts.SetItems(other.Facts), [.. Certificates.Concat(other.Certificates).Distinct()]);

    /// <summary>Parses files on all cores; what is missing or can't be read is absent.</summary>
    public static MaterialLook At(LocalPlace place, IReadOnlyCollection<KeyValuePair<string, MaterialTarget>> targets, CancellationToken cancellation)
    {
        if (targets.Count == 0) return Nothing;
        var passphrases = new ConcurrentDictionary<PassphraseSource, Result<Passphrase>>();
        var contents = place.Read(targets.Select(static t => t.Key), cancellation);
        var present = targets.Where(t => contents.ContainsKey(t.Key)).ToArray();
        var parsed = new (string Key, (MaterialFacts Facts, ImmutableArray<Certificate> Certificates) Material)[present.Length];
        LocalPlace.Unwrap(() => Parallel.For(0, present.Length, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            var (path, target) = present[i];
            parsed[i] = (path, Parse(path, contents[path], target, passphrases));
        }));
        return new(
            parsed.ToImmutableDictionary(static p => p.Key, static p => p.Material.Facts, StringComparer.Ordinal),
            [.. parsed.SelectMany(static p => p.Material.Certificates).Distinct()]);
    }

    private static (MaterialFacts Facts, ImmutableArray<Certificate> Certificates) Parse(
        string path,
        ReadOnlyMemory<byte> bytes,
        MaterialTarget target,
        ConcurrentDictionary<PassphraseSource, Result<Passphrase>> passphrases)
    {
        using var content = new KeyBytes(bytes);
        using var inner = target.IsManifest && ManifestReader.Pem(content.Memory.Span) is { } pem ? new KeyBytes(pem) : null;
        var passphrase = target.Passphrase is { } source ? passphrases.GetOrAdd(source, s => PassphraseReader.Read(s, path)) : null;
        using var material = MaterialReader.Read(path, inner?.Memory ?? content.Memory, passphrase?.Value ?? (target.IsPkcs12 ? Passphrase.Empty : null));
        if (passphrase is { Failed: true }) return (material.Facts with { Problems = [.. passphrase.Diagnostics, .. material.Facts.Problems] }, material.Certificates);
        var other = target.IsPkcs12 && (material.Facts.Problems.Any(static p => p.Code == WrongPassphrase) || (passphrase is { Value.IsEmpty: false } && OpensWithout(path, content)));
        return (material.Facts with { OtherPassphrase = other }, material.Certificates);
    }

    // The reader tries an empty passphrase too, for what people bring: a file of ours that opens so is not protected.
    private static bool OpensWithout(string path, KeyBytes content)
    {
        using var open = MaterialReader.Read(path, content.Memory, Passphrase.Empty);
        return !open.Facts.Keys.IsEmpty;
    }
}
