using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>The common names that callers really show: those in the certificates that configuration names, where they were seen.</summary>
internal sealed class TiDbCommonNames
{
    private readonly TiDbSetup _setup;
    private readonly Observed _observed;

    public TiDbCommonNames(TiDbSetup setup, Observed observed)
    {
        (_setup, _observed) = (setup, observed);
        All = [.. setup.Products.SelectMany(static p => new[] { p.CommonName }).SelectMany(Of).Concat(TiDbTools.Certificates(setup).Select(static t => t.CommonName)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Every name of this platform's own.</summary>
    public ImmutableArray<string> All { get; }

    /// <summary>The names that stand in the certificates of the products with this common name; where none was seen, ours where the files are ours, else none: nothing can be said.</summary>
    public IEnumerable<string> Of(string commonName)
    {
        var members = _setup.Members.Where(m => m.Product.CommonName == commonName).ToArray();
        // A tool, or a component by hand: its certificate is ours.
        if (members.Length == 0) return [commonName];
        return [.. members.SelectMany(Of).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The names of the CAs that an identity believes.</summary>
    public IEnumerable<string> OfAuthority(TiDbStanding standing) => standing.Authority is not { } path
        ? []
        : Certificates(standing.Member, path).Concat(_observed.Authorities.Values.SelectMany(static a => new[] { a.Root, a.Issuer })).Select(static c => c.CommonName).OfType<string>().Distinct(StringComparer.Ordinal);

    private IEnumerable<string> Of(TiDbMember member)
    {
        var shown = member.Product.Scrapes
            ? TiDbScrape.Jobs(_setup, member).Select(static j => (j.Tls?["cert_file"] as Core.Editing.Yaml.YamlNode.Scalar)?.Value).OfType<string>()
            : TiDbStandings.Of(member, TiDbKeys.Cluster) is { Certificate: { } certificate } ? [certificate] : [];
        foreach (var path in shown.Distinct(StringComparer.Ordinal))
        {
            if (Certificates(member, path).FirstOrDefault() is { } leaf)
            {
                if (leaf.CommonName is { } seen) yield return seen;
            }
            else if (path == member.Instance.Certificate)
            {
                yield return member.Product.CommonName;
            }
        }
    }

    private ImmutableArray<CertificateFacts> Certificates(TiDbMember member, string path) => _observed.Material.GetValueOrDefault(member.Instance.OnPlace(path))?.Certificates ?? [];
}
