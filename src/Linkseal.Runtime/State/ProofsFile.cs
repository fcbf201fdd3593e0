using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Linkseal.Core.Checking;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.State;

/// <summary>What <c>verify</c> last proved of each link, beside the inventory. It is no more than a memory: where it is lost or damaged, every link was never verified.</summary>
public static class ProofsFile
{
    private const int Version = 1;
    private const string Name = "proofs.json";

    /// <summary>What is remembered; empty where there is nothing that can be read.</summary>
    public static ImmutableArray<LastProof> Read(StateFolder state)
    {
        try
        {
            var path = state.At(Name);
            if (state.Disk.Look(path).Kind != Core.Planning.FileKind.Regular) return [];
            var document = JsonSerializer.Deserialize(state.Disk.Read(path), ProofsJson.Default.ProofsDocument);
            return document is { Version: Version, Links.IsDefault: false } ? [.. document.Links.Where(static l => l is { Caller: not null, Callee: not null })] : [];
        }
        catch (Exception error) when (error is JsonException or EnvironmentException)
        {
            return [];
        }
    }

    /// <summary>Replaces it in one step.</summary>
    /// <returns>Why it can't be kept; null: it is.</returns>
    public static string? Write(StateFolder state, ImmutableArray<LastProof> proofs)
    {
        // The folder belongs to apply: it is not made for a memory alone.
        if (!state.Exists) return $"there is no state in {state.Path} yet, which linkseal apply makes";
        if (state.Disk.Refuses(state.Path, Need.Write | Need.Enter) is not null) return $"{state.Path} may not be written to";
        try
        {
            state.Disk.Replace(state.At(Name), JsonSerializer.SerializeToUtf8Bytes(new ProofsDocument(Version, proofs), ProofsJson.Default.ProofsDocument), state.FileAccess);
            return null;
        }
        catch (EnvironmentException error)
        {
            return error.Message;
        }
    }
}

/// <summary>The document: the format's number, then the links.</summary>
internal sealed record ProofsDocument(int Version, ImmutableArray<LastProof> Links);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProofsDocument))]
internal sealed partial class ProofsJson : JsonSerializerContext;
