using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace Linkseal.Runtime.Places;

// Extended attributes: what a replaced configuration file keeps besides mode and owner.
public sealed unsafe partial class LocalDisk
{
    /// <inheritdoc/>
    public ImmutableArray<ExtendedAttributeValue> Attributes(string path)
    {
        var size = Libc.ListAttributes(path, null, 0);
        if (size <= 0) return NoneOr(size, path);
        var names = new byte[size];
        fixed (byte* list = names) size = Libc.ListAttributes(path, list, names.Length);
        if (size <= 0) return NoneOr(size, path);
        return [.. Encoding.UTF8.GetString(names, 0, (int)size).Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(static n => !IsSystems(n)).Select(n => Attribute(path, n)).OfType<ExtendedAttributeValue>()];
    }

    // Integrity labels are made by the kernel for the new content; a label of the old one would be wrong.
    private static bool IsSystems(string name) => name is "security.ima" or "security.evm";

    private static ExtendedAttributeValue? Attribute(string path, string name)
    {
        var size = Libc.GetAttribute(path, name, null, 0);
        if (size < 0) return null;
        var value = new byte[size];
        fixed (byte* start = value) size = Libc.GetAttribute(path, name, start, value.Length);
        return size < 0 ? null : new(name, value[..(int)size]);
    }

    private static ImmutableArray<ExtendedAttributeValue> NoneOr(nint size, string path) =>
        size == 0 || Marshal.GetLastPInvokeError() is Errno.NotSupported or Errno.NoData ? [] : throw new DiskException("read the attributes of", path, Marshal.GetLastPInvokeError());
}
