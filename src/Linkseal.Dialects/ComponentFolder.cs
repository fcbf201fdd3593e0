using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects;

/// <summary>The folder that one component's certificates go to: flat, or switched by one link.</summary>
internal sealed class ComponentFolder
{
    private const UnixFileMode OwnMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode = ConfigText.Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly DialectRequest _request;
    private readonly string _path;
    private readonly bool _isSwitched;
    private readonly Owner? _owner;
    private readonly SwitchedFolder _switched;

    /// <param name="request">The component.</param>
    /// <param name="path">The folder.</param>
    /// <param name="isSwitched">True: all files change in one step.</param>
    /// <param name="owner">Whose the files are; null: whoever applies.</param>
    public ComponentFolder(DialectRequest request, string path, bool isSwitched, Owner? owner)
    {
        (_request, _path, _isSwitched, _owner) = (request, path, isSwitched, owner);
        _switched = new(path, request.Name, FolderMode);
    }

    /// <summary>The mode of a key where the component says none; null: its owner's alone.</summary>
    public UnixFileMode? KeyMode { get; init; }

    /// <summary>The path of one of its files, as configuration names it.</summary>
    public string Of(string name) => LexicalPath.Join(_isSwitched ? _switched.Current : _path, name);

    /// <summary>One of its files: a key is its owner's alone, everything else may be read by all.</summary>
    public DesiredFile File(string name, FileContent content) => new()
    {
        Path = Of(name),
        Component = _request.Name,
        Content = content,
        Mode = content.HoldsKey ? _request.Component.Mode ?? KeyMode ?? OwnMode : ConfigText.Readable,
        Owner = _owner,
    };

    /// <summary>The folder with these files and the component's leaf.</summary>
    public Desired With(Core.Certificates.LeafSpec leaf, params ImmutableArray<DesiredFile> files) => new()
    {
        Leaves = [leaf],
        Files = files,
        Switched = _isSwitched ? [_switched] : [],
        // What only Linkseal changes stays whose it is, root's: an owner who could exchange a generation's folder could lead its files elsewhere.
        Folders = [new(_path, _request.Name, FolderMode, null) { Owner = _isSwitched ? null : _owner }],
    };
}
