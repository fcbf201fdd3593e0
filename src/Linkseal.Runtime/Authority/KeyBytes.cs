using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Authority;

/// <summary>The bytes of a file that may hold a key: zeroed when disposed.</summary>
/// <param name="Memory">The bytes; all zero after disposal.</param>
internal sealed record KeyBytes(ReadOnlyMemory<byte> Memory) : IDisposable
{
    /// <summary>Reads a file.</summary>
    public static KeyBytes Read(IDisk disk, string path) => new(disk.Read(path));

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(MemoryMarshal.AsMemory(Memory).Span);

    /// <inheritdoc/>
    public override string ToString() => "(bytes that may hold a key)";
}
