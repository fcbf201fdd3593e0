using System.Security.Cryptography;
using System.Text.Json;
using Linkseal.Pki.Reading;
using Linkseal.Runtime.Authority;

namespace Linkseal.Runtime.Observing;

/// <summary>Takes the PEM out of a Secret's manifest.</summary>
internal static class ManifestReader
{
    private static readonly string[] Pair = ["tls.crt", "tls.key"];

    /// <summary>
    /// What the Secret's certificate is served from: <c>tls.crt</c> and <c>tls.key</c> where it has them, else everything in <c>data</c>. The caller clears it.
    /// Null where the bytes are no such manifest.
    /// </summary>
    public static byte[]? Pem(ReadOnlySpan<byte> manifest)
    {
        var entries = new List<(string Key, byte[] Value)>();
        try
        {
            if (!Read(manifest, entries)) return null;
            var wanted = entries.Exists(static e => e.Key == Pair[0]) ? entries.FindAll(static e => Pair.Contains(e.Key)) : entries;
            var all = new byte[wanted.Sum(static e => e.Value.Length + 1)];
            var at = 0;
            foreach (var (_, value) in wanted)
            {
                value.CopyTo(all, at);
                all[at + value.Length] = (byte)'\n';
                at += value.Length + 1;
            }

            return all;
        }
        finally
        {
            foreach (var (_, value) in entries) CryptographicOperations.ZeroMemory(value);
        }
    }

    /// <summary>What a file holds, be it itself or within a Secret's manifest.</summary>
    /// <param name="file">Its name, for diagnostics.</param>
    /// <param name="bytes">Its content.</param>
    public static Material Material(string file, ReadOnlyMemory<byte> bytes)
    {
        using var inner = Pem(bytes.Span) is { } pem ? new KeyBytes(pem) : null;
        return MaterialReader.Read(file, inner?.Memory ?? bytes);
    }

    private static bool Read(ReadOnlySpan<byte> manifest, List<(string Key, byte[] Value)> entries)
    {
        var json = new Utf8JsonReader(manifest);
        try
        {
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return false;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isData = json.ValueTextEquals("data"u8);
                json.Read();
                if (!isData) json.Skip();
                else if (!ReadData(ref json, entries)) return false;
            }

            return json.TokenType == JsonTokenType.EndObject;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool ReadData(ref Utf8JsonReader json, List<(string Key, byte[] Value)> entries)
    {
        if (json.TokenType != JsonTokenType.StartObject) return false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var key = json.GetString()!;
            if (!json.Read() || json.TokenType != JsonTokenType.String || !json.TryGetBytesFromBase64(out var value)) return false;
            entries.Add((key, value));
        }

        return json.TokenType == JsonTokenType.EndObject;
    }
}
