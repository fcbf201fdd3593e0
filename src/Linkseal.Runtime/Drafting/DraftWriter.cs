using System.Collections.Immutable;
using System.Text;
using Linkseal.Dialects;

namespace Linkseal.Runtime.Drafting;

/// <summary>Writes what <c>init</c> makes: the description, and the product's files that it made from templates.</summary>
public static class DraftWriter
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string TemplateSuffix = ".tmpl";

    /// <summary>Writes them, the description last, so that it never speaks of files that are not there.</summary>
    /// <param name="draft">What to write.</param>
    /// <param name="file">The description, absolute.</param>
    /// <param name="folder">The product's folder, absolute on this machine.</param>
    /// <param name="replace">True: a description that is there is replaced. A product's file never is.</param>
    /// <returns>The files that were written, absolute, the description first.</returns>
    /// <exception cref="IOException">A file is there already, or can't be written.</exception>
    public static ImmutableArray<string> Write(Draft draft, string file, string folder, bool replace)
    {
        if (!replace && Exists(file)) throw new IOException($"{file} is there already");
        List<string> wrote = [file];
        foreach (var (name, text) in draft.Files.OrderBy(static f => f.Key, StringComparer.Ordinal))
        {
            var path = Path.Combine(folder, name);
            Create(path, text, ModeOfTemplate(path));
            wrote.Add(path);
        }

        if (replace) File.Delete(file);
        Create(file, draft.Description, Readable);
        return [.. wrote];
    }

    /// <summary>True when anything stands at the path, a dangling symbolic link included.</summary>
    public static bool Exists(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;

    // CreateNew is O_EXCL: it neither replaces a file nor follows a link that was planted in the way.
    private static void Create(string path, string text, UnixFileMode mode)
    {
        using var stream = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = mode });
        stream.Write(new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text));
        stream.Flush(flushToDisk: true);
    }

    // A product's configuration holds passwords: never more readable than the template, and for its owner alone where there is none.
    private static UnixFileMode ModeOfTemplate(string path) =>
        File.Exists(path + TemplateSuffix) ? File.GetUnixFileMode(path + TemplateSuffix) : OwnerOnly;
}
