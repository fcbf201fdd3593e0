using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Linkseal.Core.Planning;

namespace Linkseal.Runtime.Places;

/// <summary>This machine's file systems, through the C library.</summary>
public sealed unsafe partial class LocalDisk : IDisk
{
    // Above this many the waits for the device are overlapped.
    private const int FewFiles = 16;

    /// <inheritdoc/>
    public int User { get; } = Libc.EffectiveUser();

    /// <inheritdoc/>
    public ImmutableArray<int> Groups { get; } = OwnGroups();

    /// <inheritdoc/>
    public Entry Look(string path)
    {
        if (Libc.Stat(Libc.AtCurrentFolder, path, Libc.AtNoFollow, Libc.AllBasic, out var status) == 0) return ToEntry(status);
        return Marshal.GetLastPInvokeError() switch
        {
            Errno.Missing or Errno.NotAFolder => new(FileKind.Missing),
            Errno.AccessDenied => new(FileKind.Forbidden),
            var error => throw new DiskException("look at", path, error),
        };
    }

    /// <inheritdoc/>
    public byte[] Read(string path)
    {
        var descriptor = Open("read", path, Libc.ReadOnly | Libc.NoFollow | Libc.NonBlocking, 0);
        try
        {
            Check(Libc.Stat(descriptor, "", Libc.AtEmptyPath, Libc.AllBasic, out var status), "look at", path);
            var content = new byte[Math.Max(status.Size, 0)];
            var filled = 0;
            while (true)
            {
                // Full as it was announced: one byte more tells whether it has ended, without a larger copy of what may be a key.
                byte more = 0;
                var isFull = filled == content.Length;
                nint count;
                fixed (byte* start = content) count = isFull ? Libc.Read(descriptor, &more, 1) : Libc.Read(descriptor, start + filled, content.Length - filled);
                if (count == 0) break;
                if (count > 0)
                {
                    if (isFull)
                    {
                        content = Resized(content, filled + 512);
                        content[filled] = more;
                    }

                    filled += (int)count;
                }
                else if (Marshal.GetLastPInvokeError() is not Errno.Interrupted and var error)
                {
                    throw new DiskException("read", path, error);
                }
            }

            if (filled != content.Length) content = Resized(content, filled);
            return content;
        }
        finally
        {
            _ = Libc.Close(descriptor);
        }
    }

    /// <inheritdoc/>
    public ImmutableArray<string> List(string folder)
    {
        // The managed listing follows a link at the end; a folder of ours that became one is refused.
        var descriptor = Open("list", folder, Libc.ReadOnly | Libc.Directory | Libc.NoFollow, 0);
        try
        {
            return [.. Directory.EnumerateFileSystemEntries($"/proc/self/fd/{descriptor}").Select(static p => Path.GetFileName(p)).Order(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DiskException($"cannot list {folder}: {error.Message}", error);
        }
        finally
        {
            _ = Libc.Close(descriptor);
        }
    }

    /// <inheritdoc/>
    public string ReadLink(string path)
    {
        var buffer = stackalloc byte[4096];
        var count = Libc.ReadLink(path, buffer, 4096);
        Check((int)count, "read the link", path);
        return Encoding.UTF8.GetString(buffer, (int)count);
    }

    /// <inheritdoc/>
    public int? Refuses(string path, Need need) =>
        Libc.Access(Libc.AtCurrentFolder, path, (int)need, Libc.AtEffective) == 0 ? null : Marshal.GetLastPInvokeError();

    private static byte[] Resized(byte[] content, int length)
    {
        var resized = new byte[length];
        content.AsSpan(0, Math.Min(length, content.Length)).CopyTo(resized);
        CryptographicOperations.ZeroMemory(content);
        return resized;
    }

    private static Entry ToEntry(in Libc.Status status) => new(Kind(status.Mode))
    {
        Mode = (UnixFileMode)(status.Mode & 0xFFF),
        User = status.User,
        Group = status.Group,
        Device = ((ulong)status.DeviceMajor << 32) | status.DeviceMinor,
        Inode = status.Inode,
        Size = status.Size,
        Modified = (status.ModifiedSeconds * 1_000_000_000) + status.ModifiedNanoseconds,
        Mount = status.Mount,
        Immutable = (status.Attributes & 0x30) != 0,
    };

    private static FileKind Kind(ushort mode) => (mode & 0xF000) switch
    {
        0x8000 => FileKind.Regular,
        0x4000 => FileKind.Folder,
        0xA000 => FileKind.Symlink,
        _ => FileKind.Other,
    };

    private static ImmutableArray<int> OwnGroups()
    {
        var groups = new int[Math.Max(Libc.Groups(0, null), 0)];
        fixed (int* list = groups)
        {
            if (groups.Length > 0) _ = Libc.Groups(groups.Length, list);
        }

        return [Libc.EffectiveGroup(), .. groups];
    }

    private static int Open(string operation, string path, int flags, uint mode)
    {
        var descriptor = Libc.Open(path, flags | Libc.CloseOnExec, mode);
        Check(descriptor, operation, path);
        return descriptor;
    }

    private static void Check(int result, string operation, string path)
    {
        if (result < 0) throw new DiskException(operation, path, Marshal.GetLastPInvokeError());
    }
}
