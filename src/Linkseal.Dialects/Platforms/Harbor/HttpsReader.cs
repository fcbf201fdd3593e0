using System.Collections.Immutable;
using Linkseal.Core.Certificates;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>Decides where the HTTPS certificate comes from.</summary>
internal static class HttpsReader
{
    public static HttpsSetup Read(HttpsSettings settings, HarborYaml yaml, HarborPaths paths, AlternativeName? hostName)
    {
        var source = Source(settings, yaml, paths);
        if (source is HttpsSource.Off or HttpsSource.LeftOff) return new(source);

        var port = settings.Port ?? yaml.Https?.Port ?? 443;
        var external = yaml.ExternalUrl is { } url ? AlternativeName.Parse(url.DnsSafeHost) : null;
        var https = new HttpsSetup(source)
        {
            Port = port,
            Names = Names(hostName, external, settings.Names),
            ClientHost = external ?? hostName,
            ClientPort = external is null ? port : yaml.ExternalUrl!.Port,
        };
        if (source == HttpsSource.Kept) return https with { Certificate = yaml.Https!.Certificate!, Key = yaml.Https.Key! };
        return hostName is null ? https : https with { Certificate = paths.HttpsFile(hostName.Value, ".crt"), Key = paths.HttpsFile(hostName.Value, ".key") };
    }

    private static HttpsSource Source(HttpsSettings settings, HarborYaml yaml, HarborPaths paths)
    {
        if (settings.Wanted == false) return HttpsSource.Off;
        var real = yaml.Https is { IsPlaceholder: false } block && !HarborPaths.IsOurHttps(block.Certificate!);
        if (settings.Certificate is { } brought) return real && yaml.Https!.Certificate == brought ? HttpsSource.Kept : HttpsSource.Brought;
        if (real) return HttpsSource.Kept;
        return yaml.Https is null && settings.Wanted is null ? HttpsSource.LeftOff : HttpsSource.Made;
    }

    private static ImmutableArray<AlternativeName> Names(AlternativeName? hostName, AlternativeName? external, ImmutableArray<AlternativeName> more)
    {
        if (hostName is null) return [];
        var names = new List<AlternativeName> { hostName };
        if (external is not null) names.Add(external);
        names.AddRange(more);
        return [.. names.Distinct()];
    }
}
