using System.Collections.Immutable;
using Linkseal.Cli.Views.Json;
using Linkseal.Core.Planning;

namespace Linkseal.Cli.Views;

/// <summary>The authorities' certificates with their fingerprints, for browsers and people. Never a key.</summary>
/// <param name="Authorities">Those that exist.</param>
/// <param name="File">Where the certificates were written; null: printed.</param>
internal sealed record AuthorityView(ImmutableArray<AuthorityFacts> Authorities, string? File) : IView
{
    /// <inheritdoc/>
    public void Write(Page page, bool quiet)
    {
        foreach (var authority in Authorities)
        {
            // "# " keeps the output a PEM file that programs read: text outside the blocks is passed over.
            page.Line($"# authority {authority.Name}, generation {authority.Generation}: {authority.Root.Subject}", Style.Bold);
            page.Line($"# until {Words.Date(authority.Root.NotAfter)}, SHA-256 {Fingerprint(authority.Root.Sha256)}");
            if (File is not null) continue;
            foreach (var line in authority.Bundle.TrimEnd('\n').Split('\n')) page.Line(line.TrimEnd('\r'));
        }

        if (File is not null) page.Line("wrote " + File);
    }

    /// <inheritdoc/>
    public void Fill(Envelope envelope)
    {
        envelope.Authorities =
        [
            .. Authorities.Select(static a => new AuthorityItem(
                a.Name, a.Generation, a.Root.Subject, a.Root.Sha256, a.Root.NotAfter.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ"), a.Bundle)),
        ];
        if (File is not null) envelope.Wrote = [File];
    }

    /// <summary>A fingerprint as browsers and openssl show it: upper-case pairs with colons.</summary>
    public static string Fingerprint(string sha256) => string.Join(':', sha256.ToUpperInvariant().Chunk(2).Select(static pair => new string(pair)));
}
