using System.Security.Cryptography;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Authority;

/// <summary>The bytes of a file that may hold a key: zeroed when disposed.</summary>
internal sealed class KeyBytes(byte[] content) : IDisposable
{
    /// <summary>The bytes; not to be used after disposal.</summary>
    public ReadOnlyMemory<byte> Memory => content;

    /// <summary>Reads a file.</summary>
    public static KeyBytes Read(IDisk disk, string path) => new(disk.Read(path));

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(content);
}
