using System.Collections.Immutable;
using System.Text;
using Linkseal.Core.Planning;
using Linkseal.Dialects;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Drafting;

/// <summary>Writes what <c>init</c> makes: the description, and the product's files that it made from templates.</summary>
public static class DraftWriter
{
    private const UnixFileMode Readable = DiskExtensions.OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const string TemplateSuffix = ".tmpl";

    /// <summary>Writes all of them or none, the description last, so that it never speaks of files that are not there.</summary>
    /// <param name="disk">This machine's files.</param>
    /// <param name="draft">What to write.</param>
    /// <param name="file">The description, absolute.</param>
    /// <param name="folder">The product's folder, absolute on this machine.</param>
    /// <param name="replace">True: a description that is there is replaced, in one step. A product's file never is.</param>
    /// <returns>The files that were written, absolute, the description first.</returns>
    /// <exception cref="DiskException">A file is there already, or can't be written.</exception>
    public static ImmutableArray<string> Write(IDisk disk, Draft draft, string file, string folder, bool replace)
    {
        List<string> made = [];
        try
        {
            foreach (var (name, text) in draft.Files.OrderBy(static f => f.Key, StringComparer.Ordinal))
            {
                var path = Path.Combine(folder, name);
                Create(disk, path, text, ModeOfTemplate(disk, path), made);
            }

            if (replace) disk.Replace(file, Bytes(draft.Description), AccessBeside(disk, file, Readable));
            else Create(disk, file, draft.Description, Readable, made);
        }
        catch (DiskException)
        {
            foreach (var path in made) disk.Unlink(path);
            throw;
        }

        return [file, .. draft.Files.Keys.Order(StringComparer.Ordinal).Select(name => Path.Combine(folder, name))];
    }

    /// <summary>True when anything stands at the path, a dangling symbolic link included.</summary>
    public static bool Exists(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;

    private static void Create(IDisk disk, string path, string text, UnixFileMode mode, List<string> made)
    {
        disk.CreateWhole(path, Bytes(text), AccessBeside(disk, path, mode));
        made.Add(path);
        disk.Sync([], [Path.GetDirectoryName(path)!]);
    }

    // Under sudo a folder of the caller's gets a file of the caller's; in root's folders everything stays root's.
    private static Access AccessBeside(IDisk disk, string path, UnixFileMode mode)
    {
        var folder = disk.Look(Path.GetDirectoryName(path)!);
        return new(mode, Invoker.Find(disk).Owner is { } caller && caller.User == folder.User ? caller : null);
    }

    // A product's configuration holds passwords: never more readable than the template, and for its owner alone where there is none.
    private static UnixFileMode ModeOfTemplate(IDisk disk, string path) =>
        disk.Look(path + TemplateSuffix) is { Kind: FileKind.Regular } template ? template.Mode : DiskExtensions.OwnerOnly;

    private static byte[] Bytes(string text) => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text);
}
