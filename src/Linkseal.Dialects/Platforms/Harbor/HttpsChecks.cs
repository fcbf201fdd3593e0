using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>The mistakes that Harbor's second page invites, in a certificate of the user's own.</summary>
internal static class HttpsChecks
{
    public static IEnumerable<Finding> Of(HarborSetup setup, Observed observed)
    {
        if (setup.Https is not { IsOn: true, Source: HttpsSource.Kept or HttpsSource.Brought }) yield break;
        if (Served(setup, observed) is not { } found) yield break;
        var (path, leaf) = found;

        foreach (var address in leaf.AddressesAsNames) yield return AuthorityFindings.AddressAsName(path, address);
        if (leaf.Names.Any(static n => n.Value == "hostname") && setup.HostName?.Value != "hostname") yield return AuthorityFindings.PlaceholderName(path);
        var days = (leaf.NotAfter - leaf.NotBefore).TotalDays;
        if (days > HttpsFiles.LongestDays + 1) yield return AuthorityFindings.LongLife(path, (int)days);
    }

    /// <summary>The certificate that Harbor shows, or will show once it is placed; null: none could be read, which the general checks say.</summary>
    public static (string Path, CertificateFacts Leaf)? Served(HarborSetup setup, Observed observed)
    {
        if (setup.Https.Source == HttpsSource.Brought && observed.Brought.GetValueOrDefault(HarborTopology.HttpsLeaf) is { } brought) return (brought.CertificateFile, brought.Certificate);
        return HarborChecks.Certificates(observed, setup.Https.Certificate) is [var leaf, ..] ? (setup.Https.Certificate, leaf) : null;
    }
}
