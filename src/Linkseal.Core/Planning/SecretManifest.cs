using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Linkseal.Core.Planning;

/// <summary>A Secret as <c>kubectl apply</c> reads it: one JSON object, <c>data</c> in base64, never <c>stringData</c> (which the API server would not show back).</summary>
public static class SecretManifest
{
    private const int Envelope = 8192;

    /// <summary>The manifest's bytes. As secret as what the parts hold: cleared by the caller.</summary>
    /// <param name="secret">What it says.</param>
    /// <param name="resolve">The bytes of one part.</param>
    public static byte[] Write(FileContent.KubernetesSecret secret, Func<FileContent, ReadOnlyMemory<byte>> resolve)
    {
        var data = secret.Data.Select(d => (d.Key, Value: Join([.. d.Parts.Select(resolve)]))).ToArray();
        // Large enough from the start: a buffer that grows would leave copies of the key behind.
        var buffer = new ArrayBufferWriter<byte>(Envelope + Metadata(secret) + data.Sum(static d => (2 * d.Value.Length) + 64));
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("apiVersion", "v1");
            json.WriteString("kind", "Secret");
            WriteMetadata(json, secret);
            json.WriteString("type", secret.Type);
            json.WriteStartObject("data");
            foreach (var (key, value) in data) json.WriteBase64String(key, value);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        byte[] manifest = [.. buffer.WrittenSpan, (byte)'\n'];
        buffer.Clear();
        foreach (var (_, value) in data) CryptographicOperations.ZeroMemory(value);
        return manifest;
    }

    /// <summary>SHA-256 of all that the description decides, without any certificate or key: another one asks for the manifest to be written again.</summary>
    public static string Shape(FileContent.KubernetesSecret secret) =>
        Convert.ToHexStringLower(SHA256.HashData(Write(secret, static part => Encoding.UTF8.GetBytes(Placeholder(part)))));

    private static string Placeholder(FileContent part) => part switch
    {
        FileContent.Known known => known.Text,
        FileContent.OfLeaf leaf => $"leaf {leaf.Leaf} {leaf.Form}",
        FileContent.Bundle bundle => $"bundle {bundle.Authority}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static void WriteMetadata(Utf8JsonWriter json, FileContent.KubernetesSecret secret)
    {
        json.WriteStartObject("metadata");
        json.WriteString("name", secret.Name);
        json.WriteString("namespace", secret.Namespace);
        WriteMap(json, "labels", secret.Labels);
        WriteMap(json, "annotations", secret.Annotations);
        json.WriteEndObject();
    }

    private static void WriteMap(Utf8JsonWriter json, string name, IReadOnlyCollection<(string Key, string Value)> entries)
    {
        if (entries.Count == 0) return;
        json.WriteStartObject(name);
        foreach (var (key, value) in entries) json.WriteString(key, value);
        json.WriteEndObject();
    }

    // JSON may spell one character in six.
    private static int Metadata(FileContent.KubernetesSecret secret) => 6 * (secret.Name.Length + secret.Namespace.Length + secret.Type.Length +
        secret.Labels.Concat(secret.Annotations).Sum(static e => e.Key.Length + e.Value.Length + 16));

    private static byte[] Join(ReadOnlyMemory<byte>[] parts)
    {
        var all = new byte[parts.Sum(static p => p.Length)];
        var at = 0;
        foreach (var part in parts)
        {
            part.Span.CopyTo(all.AsSpan(at));
            at += part.Length;
        }

        return all;
    }
}
