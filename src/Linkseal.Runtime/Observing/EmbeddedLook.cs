using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Editing.Yaml;
using Linkseal.Core.Planning;
using Linkseal.Pki;
using Linkseal.Pki.Reading;

namespace Linkseal.Runtime.Observing;

/// <summary>Certificates that stand as base64 within configuration documents.</summary>
internal static class EmbeddedLook
{
    /// <summary>Parses each one that is there; what is absent, or no base64, is absent.</summary>
    /// <param name="embedded">Where they stand.</param>
    /// <param name="documents">The text of the documents.</param>
    public static MaterialLook At(ImmutableArray<EmbeddedMaterial> embedded, ImmutableDictionary<string, string> documents)
    {
        if (embedded.IsEmpty) return MaterialLook.Nothing;
        var facts = ImmutableDictionary.CreateBuilder<string, MaterialFacts>(StringComparer.Ordinal);
        var certificates = ImmutableArray.CreateBuilder<Certificate>();
        foreach (var item in embedded)
        {
            if (!documents.TryGetValue(item.Document, out var text) || YamlReader.Read(item.Document, text).Value is not { } root || Pem(root, item.Key) is not { } pem) continue;
            using var material = MaterialReader.Read(item.Id, pem);
            facts[item.Id] = material.Facts;
            certificates.AddRange(material.Certificates);
        }

        return new(facts.ToImmutable(), certificates.DrainToImmutable());
    }

    private static byte[]? Pem(YamlNode root, ImmutableArray<string> key)
    {
        var node = key.Aggregate((YamlNode?)root, static (at, name) => (at as YamlNode.Mapping)?[name]);
        if (node is not YamlNode.Scalar { Value.Length: > 0 } scalar) return null;
        var bytes = new byte[scalar.Value.Length];
        return Convert.TryFromBase64String(scalar.Value, bytes, out var length) ? bytes[..length] : null;
    }
}
