using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;
using Linkseal.Core.Verification;
using Linkseal.Pki;
using Linkseal.Runtime.Observing;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Verification;

/// <summary>The roots by which each link's caller judges: its own files, as they stand on disk; else those of the authority; else the system's.</summary>
internal sealed class TrustOf(LocalPlace place, ImmutableDictionary<string, AuthorityFacts> authorities) : IDisposable
{
    private readonly Dictionary<string, TrustRoots> _made = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public TrustRoots Of(LinkQuestion question)
    {
        lock (_gate)
        {
            var name = string.Join('\n', question.TrustFiles.Append("authority " + question.TrustAuthority));
            if (!_made.TryGetValue(name, out var roots)) _made[name] = roots = Load(question);
            return roots;
        }
    }

    public void Dispose()
    {
        foreach (var roots in _made.Values) roots.Dispose();
    }

    private TrustRoots Load(LinkQuestion question)
    {
        ImmutableArray<Certificate> read = [.. place.Read(question.TrustFiles, CancellationToken.None).SelectMany(static f => Certificates(f.Key, f.Value))];
        if (read.IsEmpty && question.TrustAuthority is { } name && authorities.TryGetValue(name, out var facts)) read = [.. Certificates(name, System.Text.Encoding.ASCII.GetBytes(facts.Bundle))];
        return read.IsEmpty ? TrustRoots.OfSystem() : TrustRoots.Of(read.Distinct());
    }

    private static ImmutableArray<Certificate> Certificates(string file, ReadOnlyMemory<byte> bytes)
    {
        using var material = ManifestReader.Material(file, bytes);
        // A certificate of the user's own, not the one of a bundle's leaf, is believed as it stands.
        return [.. material.Certificates.Where(static c => c.Facts.IsAuthority is not false || c.Facts.IsSelfIssued)];
    }
}
