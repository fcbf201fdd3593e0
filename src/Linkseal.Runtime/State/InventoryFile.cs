using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.State;

/// <summary>The inventory on disk: one versioned JSON document, replaced whole.</summary>
public static class InventoryFile
{
    /// <summary>The version that is written; a higher one was written by a newer Linkseal and is refused.</summary>
    public const int Version = 1;

    /// <summary>What the applies have left; <see cref="Inventory.Empty"/> where there is no state yet.</summary>
    /// <exception cref="EnvironmentException">It is there and cannot be read.</exception>
    public static Inventory Read(StateFolder state)
    {
        state.DemandAccess();
        return state.Disk.Look(state.Inventory).Kind == FileKind.Missing ? Inventory.Empty : Parse(state.Disk.Read(state.Inventory), state.Inventory);
    }

    /// <summary>Replaces it in one step, durably.</summary>
    public static void Write(StateFolder state, Inventory inventory) => state.Disk.Replace(state.Inventory, Text(inventory), state.FileAccess);

    internal static byte[] Text(Inventory inventory) =>
        JsonSerializer.SerializeToUtf8Bytes(new InventoryDocument(Version, inventory), InventoryJson.Default.InventoryDocument);

    internal static Inventory Parse(ReadOnlySpan<byte> text, string path)
    {
        InventoryDocument? document;
        try
        {
            document = JsonSerializer.Deserialize(text, InventoryJson.Default.InventoryDocument);
        }
        catch (JsonException error)
        {
            throw new EnvironmentException($"{path} cannot be read as the inventory ({error.Message}): give it back from a backup", error);
        }

        if (document is null || document.Inventory is null) throw new EnvironmentException($"{path} holds no inventory: give it back from a backup");
        if (document.Version > Version) throw new EnvironmentException($"{path} was written by a newer Linkseal (format {document.Version}, this one knows {Version})");
        // What an earlier Linkseal did not write is null here, not the property's default.
        var inventory = document.Inventory;
        return (ImmutableDictionary<string, InstalledSwitch>?)inventory.Switched is null ? inventory with { Switched = Inventory.Empty.Switched } : inventory;
    }
}

/// <summary>The document: the format's number, then the inventory.</summary>
internal sealed record InventoryDocument(int Version, Inventory Inventory);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(InventoryDocument))]
internal sealed partial class InventoryJson : JsonSerializerContext;
