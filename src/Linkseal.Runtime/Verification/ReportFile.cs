using System.Text;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Verification;

/// <summary>The page that <c>verify --report</c> leaves: the old one or the new one, whole, at any moment; readable by everybody, and owned by whoever typed the command also under sudo.</summary>
public sealed class ReportFile
{
    private const UnixFileMode Readable = DiskExtensions.OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private readonly IDisk _disk;
    private readonly Owner? _owner;

    /// <summary>The file at a path; where that is a link, the file that it leads to.</summary>
    /// <param name="disk">Where it lies.</param>
    /// <param name="path">Its absolute path.</param>
    /// <param name="owner">Who owns it; null: whoever runs.</param>
    public ReportFile(IDisk disk, string path, Owner? owner)
    {
        (_disk, _owner) = (disk, owner);
        Path = disk.LinkAt(path) is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
    }

    /// <summary>Where it is written.</summary>
    public string Path { get; }

    private string Folder => System.IO.Path.GetDirectoryName(Path) ?? "/";

    /// <summary>Why it can't be written, as far as that can be told without writing; null: it can.</summary>
    public string? Refused()
    {
        var folder = _disk.Look(Folder);
        if (folder.Kind is FileKind.Missing) return $"the folder {Folder} is not there";
        if (_disk.Look(Path).Kind is not (FileKind.Missing or FileKind.Regular)) return Directory.Exists(Path) ? "it is a folder" : "what is there is not a regular file";
        return _disk.Refuses(Folder, Need.Write | Need.Enter) is null ? null : $"the folder {Folder} may not be written to";
    }

    /// <summary>Writes it beside its place and puts it there in one step.</summary>
    /// <exception cref="EnvironmentException">The disk refuses.</exception>
    public void Write(string page) => _disk.Replace(Path, Encoding.UTF8.GetBytes(page), new(Readable, _owner));
}
