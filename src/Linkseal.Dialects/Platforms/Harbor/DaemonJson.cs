using System.Collections.Immutable;
using System.Net;
using System.Text.Json;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>The one key of Docker's daemon.json that undoes TLS.</summary>
internal static class DaemonJson
{
    /// <summary>The entries of <c>insecure-registries</c>, or why they can't be read.</summary>
    public static (ImmutableArray<string> Entries, string? Fault) InsecureRegistries(string text)
    {
        // An empty file is Docker's default.
        if (string.IsNullOrWhiteSpace(text)) return ([], null);
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return ([], "no object");
            if (!document.RootElement.TryGetProperty("insecure-registries", out var list)) return ([], null);
            if (list.ValueKind != JsonValueKind.Array) return ([], "insecure-registries is no list");
            return ([.. list.EnumerateArray().Where(static e => e.ValueKind == JsonValueKind.String).Select(static e => e.GetString()!)], null);
        }
        catch (JsonException e)
        {
            return ([], $"no JSON at line {(e.LineNumber ?? 0) + 1}");
        }
    }

    /// <summary>True when Docker takes the registry without TLS because of this entry: its name as typed in an image's name, or a network that its address lies in.</summary>
    public static bool Covers(string entry, HttpsSetup https)
    {
        var bare = entry.StartsWith("https://", StringComparison.Ordinal) ? entry[8..] : entry.StartsWith("http://", StringComparison.Ordinal) ? entry[7..] : entry;
        bare = bare.TrimEnd('/');
        if (bare.Equals(https.ClientAddress, StringComparison.OrdinalIgnoreCase)) return true;
        if (https.ClientPort == 443 && bare.Equals(https.ClientAddress + ":443", StringComparison.OrdinalIgnoreCase)) return true;
        return https.ClientHost is { IsAddress: true } host && IPNetwork.TryParse(bare, out var network) && network.Contains(IPAddress.Parse(host.Value));
    }
}
